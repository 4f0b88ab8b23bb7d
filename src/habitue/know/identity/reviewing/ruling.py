"""Many doubts decided at once by a rule, as one gesture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from uuid import UUID

from django.db import transaction

from habitue.ground.kernel.api import new_id, utc_now
from habitue.know.identity import queries
from habitue.know.identity.models import Decision, Verdict
from habitue.know.identity.resolving.resolve import resolve_again
from habitue.know.identity.reviewing import doubts
from habitue.know.identity.reviewing.doubts import Asked, DoubtRow
from habitue.know.identity.reviewing.weighing import weigh
from habitue.know.identity.rules.review import SAME, Pair, Rule, agreeing, fits, probability, weight_of

LOOKED_AT = 10_000
"""Doubts that a rule looks at, those first whose decision is worth most."""
AT_ONCE = 40
"""Groups decided in one transaction: a colleague's decision waits no longer than for these."""
RULE = "rule"


@dataclass(frozen=True, slots=True)
class Fitting:
    """What a rule would decide: the likeliest doubt of each pair, and the groups of customers that are decided together.

    `left_out`: pairs that fit and are left to a person, since they hang on others that do not. `whole`: whether all doubts
    were looked at.
    """

    rows: Sequence[DoubtRow]
    groups: Sequence[Sequence[str]]
    left_out: int
    whole: bool


def fitting(asked: Asked, rule: Rule) -> Fitting:
    """What the rule would decide now."""
    asked = replace(asked, review=max(asked.review, weight_of(rule.least) - 1))
    rows = doubts.top(asked, None, LOOKED_AT)
    best: dict[Pair, DoubtRow] = {}
    for row in sorted(rows, key=lambda each: -each.weight):
        best.setdefault(row.pair(), row)
    near = [row for row in best.values() if probability(row.weight) <= rule.most]
    weighed = weigh(asked.house, near, others=False)
    found = {each.row.pair(): each.row for each in weighed if fits(rule, each.row.weight, each.found)}
    groups = agreeing(found) if rule.answer == SAME else [list(pair) for pair in sorted(found)]
    decided = {pair for group in groups for pair in combinations(group, 2)}
    return Fitting(
        [found[pair] for pair in sorted(decided)], groups, len(found.keys() - decided), len(rows) < LOOKED_AT
    )


def run(asked: Asked, rule: Rule, gesture: UUID, by: str, staff: UUID | None) -> Iterator[int]:
    """Decide all that the rule fits, part by part, each in its own transaction; yields how many doubts each part was."""
    found = fitting(asked, rule)
    for at in range(0, len(found.groups), AT_ONCE):
        with transaction.atomic():
            yield _decide(asked, rule, found.groups[at : at + AT_ONCE], gesture, by, staff)


def note(
    house: UUID,
    gesture: UUID,
    rows: Sequence[DoubtRow],
    answer: str,
    origin: str,
    by: str,
    staff: UUID | None,
) -> None:
    """Keep what a gesture answered of each of these doubts, after what it has answered before."""
    first, now = Decision.objects.filter(gesture=gesture).count(), utc_now()
    Decision.objects.bulk_create(
        Decision(
            gesture=gesture,
            place=place,
            house_id=house,
            record_a=row.record_a,
            record_b=row.record_b,
            answer=answer,
            weight=row.weight,
            origin=origin,
            at=now,
            by=by,
            staff_id=staff,
        )
        for place, row in enumerate(rows, first)
    )


def _decide(
    asked: Asked, rule: Rule, groups: Sequence[Sequence[str]], gesture: UUID, by: str, staff: UUID | None
) -> int:
    """Decide some groups, but for those of which somebody has decided a pair meanwhile."""
    queries.one_at_a_time(asked.house)
    customers = sorted({customer for group in groups for customer in group})
    best: dict[Pair, DoubtRow] = {}
    for row in doubts.of_customers(asked, customers):
        best.setdefault(row.pair(), row)
    still = [group for group in groups if all(pair in best for pair in combinations(group, 2))]
    pairs = [pair for group in still for pair in combinations(group, 2)]
    if pairs:
        _say(asked.house, pairs, rule.answer, gesture, by)
        resolve_again(asked.house, sorted({customer for pair in pairs for customer in pair}), by)
        note(asked.house, gesture, [best[pair] for pair in pairs], rule.answer, RULE, by, staff)
    return len(pairs)


def _say(house: UUID, pairs: Sequence[Pair], answer: str, gesture: UUID, by: str) -> None:
    """Write what the gesture says of the records of each pair of customers: `same` of their first ones, `apart` of all."""
    records: dict[str, list[str]] = {}
    for node in queries.nodes_of_customers(sorted({customer for pair in pairs for customer in pair})):
        records.setdefault(str(node.customer_id), []).append(node.record_id)
    firsts = 1 if answer == SAME else None
    now = utc_now()
    Verdict.objects.bulk_create(
        Verdict(
            id=new_id(),
            house_id=house,
            record_a=a,
            record_b=b,
            kind=answer,
            gesture=gesture,
            given_at=now,
            given_by=by,
        )
        for one, other in pairs
        for a, b in product(sorted(records[one])[:firsts], sorted(records[other])[:firsts])
    )
