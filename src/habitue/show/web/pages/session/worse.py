"""Which fields of which sources came worse in the last import than in the one before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from habitue.ground.kernel.types import Actor
from habitue.know.collect import api as collect
from habitue.know.collect.types import Field
from habitue.know.collect.wording import field_label
from habitue.know.identity import api as identity

WATCHED = {"email": Field.EMAIL, "mobile": Field.MOBILE, "card": Field.CARD, "birth_date": Field.BIRTH_DATE}
LOST = 0.05
"""Share of valid values that must be lost for it to be news."""
ENOUGH = 50
"""Records in each import under which a share means nothing."""


@dataclass(frozen=True, slots=True)
class Worse:
    """A field of a source whose share of valid values fell, from `before` to `now` (0 to 1)."""

    source: str
    label: str
    before: float
    now: float


def got_worse(actor: Actor) -> Iterator[Worse]:
    """What a person who looks after the data should look into."""
    for source in collect.sources(actor=actor):
        trend = identity.quality_trend(source_id=source.id, limit=2)
        if len(trend) == 2 and all(point.records >= ENOUGH for point in trend):
            for field, name in WATCHED.items():
                before, now = (valid_share(point.counts.get(field, {})) for point in trend)
                if before - now >= LOST:
                    yield Worse(source.name, field_label(name), before, now)


def valid_share(counts: Mapping[str, int]) -> float:
    """The share of valid values among all, empty ones too; 1 when there are none to be wrong."""
    total = sum(counts.values())
    return counts.get("valid", 0) / total if total else 1.0
