"""The matching of a house: its version in force, what a change would do, and the change itself.

To look takes `quality.see`; to change takes `customers.merge`, since a version decides who is one person.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from habitue.ground.kernel.api import audit, fetch_all, utc_now
from habitue.ground.kernel.types import Actor, Conflict, InvalidInput, NotFound
from habitue.know.identity import matching_works as works
from habitue.know.identity.api.measuring import (
    draw_sample,
    judge,
    lesson,
    measured,
    next_to_judge,
    sampled_pair,
)
from habitue.know.identity.bulk.statements import COMMONEST, rarest
from habitue.know.identity.edges import count_doubts
from habitue.know.identity.jobs import defer_matching
from habitue.know.identity.matching_works import Work
from habitue.know.identity.model_store import ACTIVE, BELIEVED, CANDIDATE, active_model
from habitue.know.identity.models import MatchingModel
from habitue.know.identity.rules.comparing.comparisons import COMPARISONS, Comparison
from habitue.know.identity.rules.model import FLOOR, MATCH, OTHERS, Parameters
from habitue.know.identity.rules.review import probability
from habitue.know.identity.types.matching import (
    BandView,
    Board,
    Change,
    ComparisonView,
    InForce,
    LevelView,
    ModelView,
    Outcome,
    WorkView,
)

SEE, CHANGE = "quality.see", "customers.merge"
LOWEST, HIGHEST = FLOOR, 20_000
"""Thresholds lie between these, in thousandths of a bit: no pair below is remembered, above one in a million errs."""
_EXAMPLES = 12
_SPLIT_BY = {
    trait: next(each.name for each in COMPARISONS if each.banded == trait)
    for trait in dict.fromkeys(each.banded for each in COMPARISONS if each.banded)
}
"""The traits whose frequency counts, each with the comparison that it is named after."""


class Move(NamedTuple):
    """A line of the map of ids: a customer that lives on in another (`merged`), or one that a part has left (`split`)."""

    old_id: str
    new_id: str
    how: str


def in_force(*, actor: Actor) -> InForce:
    """The version that decides now, taken apart. Raises Forbidden without `quality.see`."""
    actor.require(SEE)
    model = active_model(actor.house)
    said = model.model.parameters
    view = ModelView(
        model.id, model.number, model.status, model.link, model.review, model.records, model.decisions,
        model.learned_at if model.number else None, model.learned_by,
    )  # fmt: skip
    return InForce(
        view,
        {other: said.prior[MATCH] - said.prior[other] for other in OTHERS},
        [_comparison(each, said) for each in COMPARISONS],
        [band for trait in _SPLIT_BY for band in _bands(trait, said)],
        said.never,
        sorted(said.left_out),
        Counter(key[0] for key in said.stop),
    )


def versions(*, actor: Actor) -> list[ModelView]:
    """The versions that are kept, latest first; not the packaged beliefs. Raises Forbidden without `quality.see`."""
    actor.require(SEE)
    rows = MatchingModel.objects.defer("parameters", "evidence").filter(house_id=actor.house, number__gt=0)
    return [_view(row) for row in rows.order_by("-number")]


def doubts_now(*, actor: Actor) -> int:
    """How many pairs people are asked about. Raises Forbidden without `quality.see`."""
    actor.require(SEE)
    return count_doubts(actor.house, active_model(actor.house).review)


def spread(*, actor: Actor) -> dict[str, dict[int, int]]:
    """How many pairs weigh how much: by kind (link, doubt, told), by whole bits rounded down. Raises as `in_force` does."""
    actor.require(SEE)
    sql = "select kind, floor(weight / 1000.0)::int, count(*) from identity_edge where house_id = %s group by 1, 2"
    found: dict[str, dict[int, int]] = {}
    for kind, bits, pairs in fetch_all(sql, [actor.house]):
        found.setdefault(kind, {})[bits] = pairs
    return found


def board(*, actor: Actor) -> Board:
    """What is going on. Raises Forbidden without `quality.see`."""
    actor.require(SEE)
    rows = list(MatchingModel.objects.defer("parameters", "evidence").filter(house_id=actor.house))
    now = next((row for row in rows if row.status == ACTIVE), None)
    candidate = _tried(rows)
    since = now.activated_at if now else None
    seen = [_work(row, work, since) for row in rows for work in works.works_in(row.preview).values()]
    here = {work.kind: work for work in seen if now and work.model_id == now.id}
    tried = {work.kind: work for work in seen if candidate and work.model_id == candidate.id}
    failed = [work for work in (*here.values(), *tried.values()) if work.state == works.FAILED]
    own, other = _ended(here.get(works.PREVIEW)), _ended(tried.get(works.PREVIEW))
    if own and other and own.at > other.at:
        other = None  # what was asked last is what people want to see
    return Board(
        next((work for work in seen if work.state in (works.ASKED, works.RUNNING)), None),
        own,
        _view(candidate) if candidate else None,
        other,
        max(failed, key=lambda work: work.at, default=None),
        _ended(here.get(works.ACTIVATE)),
        _ended(here.get(works.REPLAY)),
    )


def _tried(rows: list[MatchingModel]) -> MatchingModel | None:
    """The version beside the one in force: the candidate, or an older one that was previewed last. The packaged beliefs
    are none: what was tried on them is in force as a version, or forgotten.
    """
    others = [row for row in rows if row.status != ACTIVE and row.number]
    seen = {row.id: works.works_in(row.preview).get(works.PREVIEW) for row in others}
    tried = [(work.at, row.number, row) for row in others if (work := seen[row.id])]
    return max(tried)[2] if tried else next((row for row in others if row.status == CANDIDATE), None)


@transaction.atomic
def preview(*, actor: Actor, link: int, review: int, model_id: UUID | None = None) -> None:
    """Have it worked out what thresholds, under a version or the one in force, would change; changes nothing.

    Raises Forbidden without `customers.merge`, InvalidInput for thresholds out of bounds, NotFound for another's version,
    Conflict while another work is under way.
    """
    row = _ready(actor, model_id)
    _check(link, review)
    _ask(actor, row, works.PREVIEW, link, review)


@transaction.atomic
def activate(*, actor: Actor, link: int, review: int, model_id: UUID | None = None) -> None:
    """Put thresholds, or a version with them, in force and match everything by it. Raises as `preview` does."""
    row = _ready(actor, model_id)
    _check(link, review)
    _ask(actor, row, works.ACTIVATE, link, review)


@transaction.atomic
def learn_again(*, actor: Actor) -> None:
    """Have a candidate learned from the house as it is, and previewed. Raises as `preview` does."""
    row = _ready(actor, None)
    _ask(actor, row, works.LEARN, row.link, row.review)


@transaction.atomic
def match_again(*, actor: Actor) -> None:
    """Have every record matched again by the version in force. Raises as `preview` does."""
    row = _ready(actor, None)
    _ask(actor, row, works.REPLAY, row.link, row.review)


@transaction.atomic
def throw_away(*, actor: Actor, model_id: UUID | None = None) -> None:
    """Throw a preview away, and with it the version when it is a candidate. Raises as `preview` does."""
    row = _ready(actor, model_id)
    if row.status == CANDIDATE:
        MatchingModel.objects.filter(id=row.id).delete()
    else:
        works.forget(row.id, works.PREVIEW)
    audit(actor, "matching.thrown_away", str(row.id), {"version": row.number})


def id_map(*, actor: Actor, model_id: UUID) -> Iterator[Move]:
    """The customer ids that a version's activation and replay changed. Raises Forbidden without `quality.see`, NotFound."""
    actor.require(SEE)
    row = MatchingModel.objects.only("preview").filter(house_id=actor.house, id=model_id).first()
    if row is None:
        raise NotFound(_("This version does not exist any more."))
    return iter([Move(*line) for line in _moves(row.preview)])


def _ready(actor: Actor, model_id: UUID | None) -> MatchingModel:
    """The row of a version, when the actor may change the matching and nothing is under way."""
    actor.require(CHANGE)
    if works.under_way(actor.house):
        raise Conflict(_("The matching is already at work. Wait until it has ended."))
    if model_id is None or model_id == BELIEVED:
        return works.row_in_force(actor.house)
    found = (
        MatchingModel.objects.defer("parameters", "evidence")
        .filter(house_id=actor.house, id=model_id)
        .first()
    )
    if found is None:
        raise NotFound(_("This version does not exist any more."))
    return found


def _check(link: int, review: int) -> None:
    if not LOWEST <= review <= link <= HIGHEST:
        raise InvalidInput(_("People are asked below the threshold that links, not above it."))


def _ask(actor: Actor, row: MatchingModel, kind: str, link: int, review: int) -> None:
    lasted = works.last_seconds(actor.house, kind)
    work = Work(
        kind=kind, state=works.ASKED, by=actor.label, at=utc_now(), link=link, review=review, lasted=lasted
    )
    works.ask(row, work)
    defer_matching(row.id, kind)
    thresholds = {"link": link, "review": review} if kind in (works.PREVIEW, works.ACTIVATE) else {}
    audit(actor, _DEEDS[kind], str(row.id), {"version": row.number, **thresholds})


_DEEDS = {
    works.PREVIEW: "matching.previewed",
    works.ACTIVATE: "matching.activated",
    works.LEARN: "matching.learned",
    works.REPLAY: "matching.replayed",
}


def _comparison(comparison: Comparison, said: Parameters) -> ComparisonView:
    rows = {name: said.levels[name][comparison.name] for name in (MATCH, *OTHERS)}
    levels = [
        LevelView(code, {other: rows[MATCH][at] - rows[other][at] for other in OTHERS})
        for at, code in enumerate(comparison.codes())
        if at
    ]
    return ComparisonView(comparison.name, levels, _SPLIT_BY.get(comparison.banded, ""))


def _bands(trait: str, said: Parameters) -> Iterator[BandView]:
    """The bands that this house has: the commonest first, the rarest with all that is not listed."""
    table, name = said.bands.get(trait), _SPLIT_BY[trait]
    if table is None:
        return
    values: dict[int, list[str]] = {}
    for value, band in table.of.items():
        values.setdefault(band, []).append(value)
    for band in range(table.rarest):
        known = sorted(values.get(band, ()))
        yield BandView(name, band, _one_in(band), len(known), _some(known))
    yield BandView(name, table.rarest, 0, None, ())


def _one_in(band: int) -> int:
    """A name of this band is borne by at least one record in so many."""
    records = COMMONEST
    while rarest(records) <= band:
        records *= 2
    return records


def _some(values: list[str]) -> list[str]:
    """A few, from the whole alphabet."""
    return values[:: max(1, len(values) // _EXAMPLES)][:_EXAMPLES]


def _view(row: MatchingModel) -> ModelView:
    return ModelView(
        row.id, row.number, row.status, row.link, row.review, row.records, row.decisions, row.learned_at, row.learned_by,
        row.activated_at, len(_moves(row.preview)),
    )  # fmt: skip


def _moves(text: str) -> list[list[str]]:
    kept = works.works_in(text)
    found = [kept[kind].result.get("map", ()) for kind in (works.ACTIVATE, works.REPLAY) if kind in kept]
    return [line for lines in found for line in lines]


def _work(row: MatchingModel, work: Work, since: datetime | None) -> WorkView:
    done = work.state == works.DONE
    return WorkView(
        work.kind,
        work.state,
        row.id,
        row.number,
        work.by,
        work.at,
        work.started,
        work.ended,
        work.lasted,
        work.link,
        work.review,
        work.error,
        _changed(work.result) if done and work.kind == works.PREVIEW else None,
        _came_out(work.result) if done and work.kind in (works.ACTIVATE, works.REPLAY) else None,
        bool(since and work.started and work.started < since),
    )


def _ended(work: WorkView | None) -> WorkView | None:
    return work if work and work.state == works.DONE else None


def _changed(result: Mapping[str, object]) -> Change:
    return Change(**result)  # type: ignore[arg-type]


def _came_out(result: Mapping[str, object]) -> Outcome:
    return Outcome(**{name: value for name, value in result.items() if name != "map"})  # type: ignore[arg-type]


__all__ = [
    "CHANGE",
    "HIGHEST",
    "LOWEST",
    "SEE",
    "Move",
    "activate",
    "board",
    "doubts_now",
    "draw_sample",
    "id_map",
    "in_force",
    "judge",
    "learn_again",
    "lesson",
    "match_again",
    "measured",
    "next_to_judge",
    "preview",
    "probability",
    "sampled_pair",
    "spread",
    "throw_away",
    "versions",
]
