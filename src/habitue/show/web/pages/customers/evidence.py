"""The evidence on two records, part by part: what was compared, what was found, what it weighs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from habitue.know.identity.api import Explained, MatchingVersion, StoredRecord
from habitue.know.identity.wording import matching
from habitue.show.web.pages.customers import words
from habitue.show.web.pages.customers.card import value_of
from habitue.show.web.ui import formats

BIT = 1_000
NAMES = ("first", "last")
_FIELDS = {
    "first": "first_name",
    "last": "last_name",
    "born": "birth_date",
    "email": "email",
    "mobile": "mobile",
    "landline": "landline",
    "card": "card",
    "place": "complement",
    "sex": "civility",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One comparison: what was found, in which values, how much it weighs in words and bits, and how large to draw it."""

    label: str
    found: str
    values: list[str]
    strength: str
    figure: str
    ratio: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that speaks for two records being one person, against it, and says little; `start` and `total` in bits.

    `never`: they contradict each other as no one person of the house does, so that only a person can join them.
    """

    sentence: str
    probability: float
    chance: str
    speaks_for: list[Piece]
    against: list[Piece]
    little: list[Piece]
    start: str
    total: str
    compared_with: str
    version: str
    never: bool


def evidence(
    explained: Explained, pair: Sequence[StoredRecord], sources: Sequence[str], version: MatchingVersion
) -> Evidence:
    """The evidence on a pair of records; `sources`: the name of the source of each."""
    parts = sorted(explained.parts, key=lambda part: -abs(part.weight))
    largest = max(1, *(abs(part.weight) for part in parts)) if parts else 1
    pieces = [
        (
            part.weight,
            Piece(
                str(matching.comparison_label(part.comparison)),
                str(matching.level_label(part.comparison, part.level)),
                _values(part.comparison, pair, sources),
                str(matching.strength_label(part.weight)),
                bits(part.weight),
                abs(part.weight) / largest,
            ),
        )
        for part in parts
    ]
    return Evidence(
        matching.sentence(explained),
        explained.probability,
        chance(explained.probability),
        [piece for weight, piece in pieces if weight >= BIT],
        [piece for weight, piece in pieces if weight <= -BIT],
        [piece for weight, piece in pieces if abs(weight) < BIT],
        bits(explained.start),
        bits(explained.weight),
        str(matching.other_label(explained.other)),
        version_text(version),
        explained.never,
    )


def speaking_for(explained: Explained) -> str:
    """What speaks most for two records being one person, in a sentence; empty when nothing does.

    Where namesakes are the other explanation, the names weigh nothing, since those share them too: how rare they are does.
    """
    names = [part for part in explained.parts if part.comparison in NAMES and part.level.startswith("same")]
    said = names if explained.other == "namesake" else []
    kept = [
        part
        for part in explained.parts
        if part.weight >= BIT and part not in said and part.comparison != "source"
    ]
    labels = [str(matching.level_label(part.comparison, part.level)) for part in said]
    if kept:
        labels.append(matching.sentence(replace(explained, parts=tuple(kept))))
    return ", ".join(labels)


def chance(probability: float) -> str:
    """A probability in percent, as finely as it matters: 87 %, 99.4 %."""
    fine = 1 if probability > 0.985 or probability < 0.015 else 0
    return formats.percent(probability, get_language() or "en", fine)


def bits(weight: int) -> str:
    """A weight with one decimal and its sign."""
    text = formats.number(weight / BIT, get_language() or "en", 1)
    return f"+{text}" if weight > 0 else text


def version_text(version: MatchingVersion) -> str:
    """Which matching says so, and what it was learned from."""
    if version.learned_at is None:
        return _("The matching as it comes: it has learned nothing of this house yet.")
    said = {"n": version.number, "records": formats.number(version.records, get_language() or "en")}
    return _("Version %(n)s of the matching, learned from %(records)s records.") % said


def _values(comparison: str, pair: Sequence[StoredRecord], sources: Sequence[str]) -> list[str]:
    """What the records say of it, once when they say the same."""
    said = sources if comparison == "source" else [_value(comparison, record) for record in pair]
    return list(dict.fromkeys(filter(None, said)))


def _value(comparison: str, record: StoredRecord) -> str:
    if comparison == "address":
        way, town = f"{record.number} {record.street}".strip(), f"{record.postcode} {record.town}".strip()
        return ", ".join(filter(None, (way, town)))
    if comparison == "mail_name":
        return record.email or record.first_name
    field = _FIELDS[comparison]
    return value_of(record, field) if field in words.field_labels() else str(getattr(record, field))
