"""How right the matching is, from pairs drawn at random that people judge; and what their decisions would teach it."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils.translation import gettext as _

from habitue.ground.kernel.api import audit, fetch_all, new_id, utc_now
from habitue.ground.kernel.types import Actor, Conflict, InvalidInput, NotFound
from habitue.know.identity import queries
from habitue.know.identity.model_store import HouseModel, active_model, evidence_of
from habitue.know.identity.models import Decision, MatchingModel, Sampled
from habitue.know.identity.resolving.comparing import Comparer
from habitue.know.identity.rules import estimates
from habitue.know.identity.rules.estimates import BOUNDS, Stratum
from habitue.know.identity.rules.lessons import changed_sides
from habitue.know.identity.rules.model import pattern
from habitue.know.identity.rules.review import probability
from habitue.know.identity.types.matching import Lesson, Measured, SampledPair, StratumView

SAMPLE = 80
"""Pairs drawn at a time: what a person judges in about ten minutes."""
SAME, APART, UNSURE = "same", "apart", "unsure"
SAMPLED = "sample"
"""The origin of judgements that measure: they teach nothing, or a version would be measured by what it was taught."""
_SPARE = 4.0
"""How many more pairs are looked at than are drawn, so that a scan by chance finds enough of every class."""
_LESSON_KEPT: dict[UUID, tuple[tuple[int, Any], Lesson]] = {}

_BY_CLASS = """
select kind = 'link', width_bucket(weight, %(bounds)s::int[]), count(*), avg(weight)::float from identity_edge e
where house_id = %(house)s and kind in ('link', 'doubt') group by 1, 2
"""
# The weight in the last condition but one ties it to the pair: else the dice are thrown once for each class.
_BY_CHANCE = """
select e.kind = 'link', width_bucket(e.weight, %(bounds)s::int[]), e.record_a, e.record_b, e.weight from identity_edge e
join unnest(%(linked)s::bool[], %(classes)s::int[], %(rates)s::float[]) w(linked, class, rate)
    on w.linked = (e.kind = 'link') and w.class = width_bucket(e.weight, %(bounds)s::int[])
where e.house_id = %(house)s and e.kind in ('link', 'doubt') and random() < w.rate + 0 * e.weight
and not exists (select 1 from identity_sampled s
    where s.model_id = %(model)s and s.record_a = e.record_a and s.record_b = e.record_b)
order by random()
"""

Class = tuple[bool, int]
"""Linked or not, and the class of weights."""


@transaction.atomic
def draw_sample(*, actor: Actor, size: int = SAMPLE) -> int:
    """Draw pairs to be judged, of every class of weights, linked and not; returns how many. More can be drawn later.

    Raises Forbidden without `customers.merge`, Conflict when the house has no pairs to draw from.
    """
    actor.require("customers.merge")
    model = active_model(actor.house)
    if not model.number:
        raise Conflict(_("The house has learned nothing yet. Learn first, then measure."))
    there = _classes(actor.house)
    if not there:
        raise Conflict(_("No two records of this house are alike enough to be judged."))
    wanted = _wanted(there, size)
    drawn = _drawn(actor.house, model.id, there, wanted)
    Sampled.objects.bulk_create(_sampled(actor, model, row) for row in drawn)
    _weigh_shares(actor.house, model, there)
    audit(actor, "matching.sample_drawn", str(model.id), {"pairs": len(drawn)})
    return len(drawn)


def next_to_judge(*, actor: Actor) -> SampledPair | None:
    """A pair of the sample that waits to be judged; None when there is none. Raises Forbidden without `quality.see`."""
    actor.require("quality.see")
    row = _sample(actor.house, active_model(actor.house)).filter(answer="").order_by("id").first()
    return _pair(row) if row else None


def sampled_pair(*, actor: Actor, sampled_id: UUID) -> SampledPair:
    """One pair of a sample. Raises Forbidden without `quality.see`, NotFound."""
    actor.require("quality.see")
    return _pair(_one(actor, sampled_id))


@transaction.atomic
def judge(*, actor: Actor, sampled_id: UUID, answer: str) -> None:
    """Say of a sampled pair `same`, `apart` or `unsure`; '' takes it back. Changes no customer.

    Raises Forbidden without `customers.merge`, InvalidInput for another answer, NotFound.
    """
    actor.require("customers.merge")
    if answer not in ("", SAME, APART, UNSURE):
        raise InvalidInput(_("Answer same, not the same, or unsure."))
    row = _one(actor, sampled_id)
    now = utc_now()
    Sampled.objects.filter(id=row.id).update(
        answer=answer, answered_at=now if answer else None, answered_by=actor.label if answer else ""
    )
    Decision.objects.filter(gesture=row.id).delete()
    if answer in (SAME, APART):
        Decision.objects.create(
            gesture=row.id, house_id=actor.house, record_a=row.record_a, record_b=row.record_b, answer=answer,
            weight=row.weight, origin=SAMPLED, at=now, by=actor.label, staff_id=actor.staff,
        )  # fmt: skip
    audit(actor, "matching.pair_judged", str(row.id), {"answer": answer or "taken back"})


def measured(*, actor: Actor) -> Measured:
    """Precision and recall of the version in force. Raises Forbidden without `quality.see`."""
    actor.require("quality.see")
    sample = _sample(actor.house, active_model(actor.house))
    views = _strata(sample)
    strata = [Stratum(each.linked, each.pairs, each.judged, each.same) for each in views]
    seen = sample.aggregate(
        drawn=Count("id"),
        judged=Count("id", filter=Q(answer__in=(SAME, APART))),
        unsure=Count("id", filter=Q(answer=UNSURE)),
        since=Min("drawn_at"),
    )
    lacking = estimates.lacking(strata) if strata else estimates.ENOUGH
    enough = not lacking
    return Measured(
        estimates.precision(strata) if enough else None,
        estimates.recall(strata) if enough else None,
        seen["drawn"],
        seen["judged"],
        seen["unsure"],
        lacking,
        seen["judged"] + lacking,
        seen["since"],
        views,
    )


def lesson(*, actor: Actor) -> Lesson:
    """What people decided since the version in force was learned, and how many pairs would change side by it.

    Raises Forbidden without `quality.see`.
    """
    actor.require("quality.see")
    model = active_model(actor.house)
    decided = Decision.objects.filter(house_id=actor.house, taken_back_at=None, answer__in=(SAME, APART))
    decided = decided.exclude(origin=SAMPLED)
    if model.learned_at:
        decided = decided.filter(at__gt=model.learned_at)
    state = decided.aggregate(count=Count("pk"), last=Max("at"))
    mark = (state["count"], (state["last"], model.link))
    known = _LESSON_KEPT.get(model.id)
    if known and known[0] == mark:
        return known[1]
    found = Lesson(state["count"], _pairs_taught(actor.house, model, decided))
    _LESSON_KEPT[model.id] = (mark, found)
    return found


def _pairs_taught(house: UUID, model: HouseModel, decided: QuerySet[Decision]) -> int:
    evidence = evidence_of(house, model.id)
    if evidence is None:
        return 0
    pairs = [
        (str(a), str(b), answer) for a, b, answer in decided.values_list("record_a", "record_b", "answer")
    ]
    told = _patterns(house, model, pairs)
    return changed_sides(evidence, told, model.model.parameters, model.link)


def _patterns(
    house: UUID, model: HouseModel, pairs: Sequence[tuple[str, str, str]]
) -> dict[int, tuple[int, int]]:
    """By pattern, how often people said same and apart; of records that are still there."""
    comparer = Comparer(house, model.model)
    records = sorted({record for a, b, _answer in pairs for record in (a, b)})
    comparer.know(node for node, _states, _grade in queries.nodes_of_records(records))
    told: dict[int, tuple[int, int]] = {}
    for a, b, answer in pairs:
        if a in comparer.nodes and b in comparer.nodes:
            code = pattern(model.model.compare(comparer.traits(a), comparer.traits(b)))
            same, apart = told.get(code, (0, 0))
            told[code] = (same + (answer == SAME), apart + (answer == APART))
    return told


def _sample(house: UUID, model: HouseModel) -> QuerySet[Sampled]:
    """The sample of the version in force, drawn under the thresholds in force."""
    since = MatchingModel.objects.filter(id=model.id).values_list("activated_at", flat=True).first()
    rows = Sampled.objects.filter(house_id=house, model_id=model.id)
    return rows.filter(drawn_at__gte=since) if since else rows


def _strata(sample: QuerySet[Sampled]) -> list[StratumView]:
    """The strata of a sample as judged; what people could not tell counts as not judged."""
    rows = sample.values_list("linked", "stratum", "share_of", "answer")
    found: dict[Class, list[tuple[int, str]]] = {}
    for linked, stratum, share_of, answer in rows:
        found.setdefault((linked, stratum), []).append((share_of, answer))
    return [_stratum(each, drawn) for each, drawn in sorted(found.items(), reverse=True)]


def _stratum(each: Class, drawn: Sequence[tuple[int, str]]) -> StratumView:
    linked, stratum = each
    answers = [answer for _share_of, answer in drawn]
    return StratumView(
        linked,
        BOUNDS[stratum - 1] if stratum else None,
        BOUNDS[stratum] if stratum < len(BOUNDS) else None,
        sum(share_of for share_of, _answer in drawn),
        len(drawn),
        answers.count(SAME) + answers.count(APART),
        answers.count(SAME),
    )


def _classes(house: UUID) -> dict[Class, tuple[int, float]]:
    """How many pairs each class has, and their mean weight."""
    rows = fetch_all(_BY_CLASS, {"house": house, "bounds": list(BOUNDS)})
    return {(linked, stratum): (pairs, weight) for linked, stratum, pairs, weight in rows}


def _wanted(there: dict[Class, tuple[int, float]], size: int) -> dict[Class, int]:
    shares = estimates.share_out(
        [(pairs, probability(round(weight))) for pairs, weight in there.values()], size
    )
    return dict(zip(there, shares, strict=True))


def _drawn(
    house: UUID, model: UUID, there: dict[Class, tuple[int, float]], wanted: dict[Class, int]
) -> list[tuple[Any, ...]]:
    """Pairs by chance, as many of each class as are wanted: (linked, class, record, record, weight)."""
    rates = [min(1.0, (wanted[each] * _SPARE + 20) / pairs) for each, (pairs, _weight) in there.items()]
    rows = fetch_all(
        _BY_CHANCE,
        {
            "house": house,
            "model": model,
            "bounds": list(BOUNDS),
            "linked": [linked for linked, _ in there],
            "classes": [stratum for _, stratum in there],
            "rates": rates,
        },
    )
    left, taken = dict(wanted), []
    for row in rows:
        if left[row[0], row[1]]:
            left[row[0], row[1]] -= 1
            taken.append(row)
    return taken


def _sampled(actor: Actor, model: HouseModel, row: tuple[Any, ...]) -> Sampled:
    linked, stratum, record_a, record_b, weight = row
    return Sampled(
        id=new_id(), house_id=actor.house, model_id=model.id, record_a=record_a, record_b=record_b, weight=weight,
        linked=linked, stratum=stratum, share_of=0, drawn_at=utc_now(),
    )  # fmt: skip


def _weigh_shares(house: UUID, model: HouseModel, there: dict[Class, tuple[int, float]]) -> None:
    """Let the pairs drawn of each class stand for all of it, in whole numbers that add up."""
    rows = list(_sample(house, model).order_by("id"))
    drawn: dict[Class, list[Sampled]] = {}
    for row in rows:
        drawn.setdefault((row.linked, row.stratum), []).append(row)
    for each, members in drawn.items():
        for row, share in zip(members, _even(there.get(each, (0, 0.0))[0], len(members)), strict=True):
            row.share_of = share
    Sampled.objects.bulk_update(rows, ["share_of"])


def _even(total: int, parts: int) -> Iterable[int]:
    """A number as so many parts that differ by one at most."""
    whole, rest = divmod(total, parts)
    return (whole + (at < rest) for at in range(parts))


def _one(actor: Actor, sampled_id: UUID) -> Sampled:
    row = Sampled.objects.filter(house_id=actor.house, id=sampled_id).first()
    if row is None:
        raise NotFound(_("This pair is not in a sample any more."))
    return row


def _pair(row: Sampled) -> SampledPair:
    return SampledPair(row.id, row.record_a, row.record_b, row.weight, row.linked, row.answer)
