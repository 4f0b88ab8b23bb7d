"""Merge, unmerge, and their undo: a person's word on who is who, obeyed by every later decision."""

from collections.abc import Collection, Sequence
from itertools import combinations, pairwise, product
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from habitue.ground.kernel.api import audit, new_id, utc_now
from habitue.ground.kernel.types import Actor, CustomerId, InvalidInput, NotFound
from habitue.know.identity import queries
from habitue.know.identity.columns import Node
from habitue.know.identity.models import Verdict
from habitue.know.identity.resolving.resolve import resolve_again
from habitue.know.identity.rules.assignment import Assignment

SAME, APART = "same", "apart"


@transaction.atomic
def merge(*, actor: Actor, customers: Sequence[UUID]) -> tuple[CustomerId, UUID]:
    """Say that these customers are one person, for ever. Returns the surviving id and the gesture, which undoes it.

    Raises Forbidden without `customers.merge`, InvalidInput for fewer than two, NotFound for one without records.
    """
    actor.require("customers.merge")
    chosen = sorted(set(customers))
    if len(chosen) < 2:
        raise InvalidInput(_("Choose at least two customers to merge."))
    queries.one_at_a_time(actor.house)
    records = [[node.record_id for node in _records(actor, customer)] for customer in chosen]
    firsts = [each[0] for each in records]
    gesture = _say(actor, [(SAME, pair) for pair in combinations(firsts, 2)])
    for one, other in combinations(records, 2):
        _overrule(APART, one, other, gesture)
    result = resolve_again(actor.house, [str(id_) for id_ in chosen], actor.label)
    audit(actor, "customers.merged", str(gesture), {"customers": [str(c) for c in chosen]})
    return CustomerId(UUID(result.customer_of[records[0][0]])), gesture


@transaction.atomic
def unmerge(*, actor: Actor, customer_id: UUID, records: Sequence[UUID]) -> tuple[CustomerId, UUID]:
    """Say that these records of a customer are another person, for ever. Returns the other customer and the gesture.

    Those who leave stay together, and so do those who stay, even if what held them together was on the other side.
    Raises Forbidden without `customers.merge`, InvalidInput unless some but not all of the records are named.
    """
    actor.require("customers.merge")
    queries.one_at_a_time(actor.house)
    nodes = _records(actor, customer_id)
    leaving = {node.record_id for node in nodes} & {str(id_) for id_ in records}
    staying = {node.record_id for node in nodes} - leaving
    if not leaving or not staying:
        raise InvalidInput(_("Choose some of the records, not all of them."))
    apart = [(APART, pair) for pair in product(sorted(leaving), sorted(staying))]
    together = [(SAME, pair) for part in (leaving, staying) for pair in pairwise(sorted(part))]
    gesture = _say(actor, [*apart, *together])
    _overrule(SAME, leaving, staying, gesture)
    result = resolve_again(actor.house, [str(customer_id)], actor.label)
    audit(actor, "customers.unmerged", str(customer_id), {"gesture": str(gesture), "records": len(leaving)})
    return CustomerId(UUID(result.customer_of[min(leaving)])), gesture


@transaction.atomic
def keep_apart(*, actor: Actor, customers: Sequence[UUID]) -> UUID:
    """Say that no two of these customers are one person, for ever. Returns the gesture, which `withdraw` takes back.

    Raises Forbidden without `customers.merge`, InvalidInput for fewer than two, NotFound for one without records.
    """
    actor.require("customers.merge")
    chosen = sorted(set(customers))
    if len(chosen) < 2:
        raise InvalidInput(_("Choose at least two customers to keep apart."))
    queries.one_at_a_time(actor.house)
    records = [[node.record_id for node in _records(actor, customer)] for customer in chosen]
    apart = [pair for one, other in combinations(records, 2) for pair in product(one, other)]
    gesture = _say(actor, [(APART, pair) for pair in apart])
    resolve_again(actor.house, [str(id_) for id_ in chosen], actor.label)
    audit(actor, "customers.kept_apart", str(gesture), {"customers": [str(c) for c in chosen]})
    return gesture


@transaction.atomic
def withdraw(*, actor: Actor, gesture: UUID) -> Assignment:
    """Take back a merge or an unmerge: the customers are again what the rules and the earlier gestures make of them.

    Raises Forbidden without `customers.merge`, NotFound when the gesture does not exist or was taken back before.
    """
    actor.require("customers.merge")
    queries.one_at_a_time(actor.house)
    rows = Verdict.objects.filter(house_id=actor.house, gesture=gesture, withdrawn_at=None)
    if not rows:
        raise NotFound(_("There is nothing to take back."))
    overruled = Verdict.objects.filter(house_id=actor.house, overruled_by=gesture)
    records = {str(record) for row in (*rows, *overruled) for record in (row.record_a, row.record_b)}
    rows.update(withdrawn_at=utc_now())
    overruled.update(overruled_by=None)
    nodes = [entry[0] for entry in queries.nodes_of_records(sorted(records))]
    result = resolve_again(actor.house, [n.customer_id for n in nodes if n.customer_id], actor.label)
    audit(actor, "customers.gesture_withdrawn", str(gesture))
    return result


def _records(actor: Actor, customer_id: UUID) -> list[Node]:
    nodes = queries.nodes_in_house(actor.house, customer_id)
    if not nodes:
        raise NotFound(_("This customer does not exist."))
    return sorted(nodes, key=lambda node: node.record_id)


def _say(actor: Actor, words: Sequence[tuple[str, tuple[str, str]]]) -> UUID:
    gesture, now = new_id(), utc_now()
    Verdict.objects.bulk_create(
        Verdict(
            id=new_id(),
            house_id=actor.house,
            record_a=a,
            record_b=b,
            kind=kind,
            gesture=gesture,
            given_at=now,
            given_by=actor.label,
        )
        for kind, (a, b) in words
    )
    return gesture


def _overrule(kind: str, some: Collection[str], others: Collection[str], gesture: UUID) -> None:
    """Let a gesture stand against what was said before of the same records, until it is withdrawn itself."""
    live = Verdict.objects.filter(kind=kind, withdrawn_at=None, overruled_by=None)
    for one, other in ((some, others), (others, some)):
        live.filter(record_a__in=one, record_b__in=other).update(overruled_by=gesture)
