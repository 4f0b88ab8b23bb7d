"""A person's answer to a doubt: the same person, kept apart for ever, later; and taking it back."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import combinations
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from habitue.ground.kernel.api import utc_now
from habitue.ground.kernel.types import Actor, Conflict, InvalidInput
from habitue.know.identity import queries
from habitue.know.identity.api.customers import current_id
from habitue.know.identity.api.gestures import keep_apart, merge, withdraw
from habitue.know.identity.models import Decision, Later, Verdict
from habitue.know.identity.reviewing import doubts
from habitue.know.identity.reviewing.doubts import DoubtRow
from habitue.know.identity.reviewing.ruling import note
from habitue.know.identity.rules.assignment import Assignment
from habitue.know.identity.rules.review import APART, SAME, next_morning

MAY = "customers.merge"
REVIEW, CUSTOMER, SAMPLE = "review", "customer", "sample"
BY_HAND = (REVIEW, CUSTOMER, SAMPLE)


def decide(*, actor: Actor, customer_a: UUID, customer_b: UUID, answer: str, origin: str = REVIEW) -> UUID:
    """Answer a doubt: `same` merges the two, `apart` keeps them apart for ever. Returns the gesture that `take_back` undoes.

    The same answer once more is the same gesture. Raises Forbidden without `customers.merge`, InvalidInput for another
    answer, NotFound for a customer without records, Conflict when the contrary was said meanwhile, or the matching joined
    them.
    """
    return decide_all(actor=actor, customers=(customer_a, customer_b), answer=answer, origin=origin)


@transaction.atomic
def decide_all(*, actor: Actor, customers: Sequence[UUID], answer: str, origin: str = REVIEW) -> UUID:
    """Answer for customers who hang together at once: all are one person, or no two are. Otherwise as `decide`."""
    actor.require(MAY)
    if answer not in (SAME, APART) or origin not in BY_HAND:
        raise InvalidInput(_("This answer cannot be read."))
    queries.one_at_a_time(actor.house)
    now = list(dict.fromkeys(current_id(house_id=actor.house, customer_id=each) for each in customers))
    given = _given_same(actor, now, origin) if answer == SAME else _given_apart(actor, customers, now)
    if given:
        return given
    rows = list(_strongest(actor.house, now))
    if answer == SAME:
        _survivor, gesture = merge(actor=actor, customers=now)
    else:
        gesture = keep_apart(actor=actor, customers=now)
    note(actor.house, gesture, rows, answer, origin, actor.label, actor.staff)
    return gesture


@transaction.atomic
def take_back(*, actor: Actor, gesture: UUID) -> Assignment:
    """Undo a decision, or all of a bulk decision. Raises Forbidden without `customers.merge`, NotFound when there is nothing
    to take back.
    """
    result = withdraw(actor=actor, gesture=gesture)
    standing = Decision.objects.filter(house_id=actor.house, gesture=gesture, taken_back_at=None)
    standing.update(taken_back_at=utc_now())
    return result


@transaction.atomic
def later(*, actor: Actor, customer_a: UUID, customer_b: UUID, now: datetime) -> datetime:
    """Put a doubt aside for the actor until the next morning, which is returned. Raises Forbidden without
    `customers.merge`.
    """
    actor.require(MAY)
    until = next_morning(localtime(now))
    Later.objects.bulk_create(
        [
            Later(
                house_id=actor.house,
                record_a=row.record_a,
                record_b=row.record_b,
                staff_id=actor.staff or doubts.NOBODY,
                until=until,
            )
            for row in doubts.between(actor.house, customer_a, customer_b)
        ],
        update_conflicts=True,
        unique_fields=["record_a", "record_b", "staff_id"],
        update_fields=["until"],
    )
    return until


@transaction.atomic
def now_after_all(*, actor: Actor, customer_a: UUID, customer_b: UUID) -> None:
    """Take back that a doubt was put aside. Raises Forbidden without `customers.merge`."""
    actor.require(MAY)
    for row in doubts.between(actor.house, customer_a, customer_b):
        mine = Later.objects.filter(house_id=actor.house, staff_id=actor.staff or doubts.NOBODY)
        mine.filter(record_a=row.record_a, record_b=row.record_b).delete()


def _strongest(house: UUID, customers: Sequence[UUID]) -> Iterator[DoubtRow]:
    """The likeliest pair of records between every two of these customers that were ever compared."""
    for one, other in combinations(customers, 2):
        yield from doubts.between(house, one, other)[:1]


def _given_same(actor: Actor, now: Sequence[UUID], origin: str) -> UUID | None:
    """The gesture that has made them one already."""
    if len(now) > 1:
        if origin == REVIEW and any(_apart(actor, one, other) for one, other in combinations(now, 2)):
            raise Conflict(_("Somebody has set them apart meanwhile."))
        return None
    records = [node.record_id for node in queries.nodes_in_house(actor.house, now[0])]
    said = Decision.objects.filter(house_id=actor.house, answer=SAME, taken_back_at=None)
    found = said.filter(record_a__in=records, record_b__in=records).order_by("-at").first()
    if found is None:
        raise Conflict(_("They are one customer already."))
    return found.gesture


def _given_apart(actor: Actor, asked: Sequence[UUID], now: Sequence[UUID]) -> UUID | None:
    """The gesture that has set all of them apart already."""
    if len(now) < len(set(asked)):
        raise Conflict(_("Somebody has made them one customer meanwhile."))
    said = [_apart(actor, one, other) for one, other in combinations(now, 2)]
    return said[0] if said and all(said) else None


def _apart(actor: Actor, one: UUID, other: UUID) -> UUID | None:
    """The latest gesture that sets a record of the one apart from a record of the other, and still holds."""
    left = [node.record_id for node in queries.nodes_in_house(actor.house, one)]
    right = [node.record_id for node in queries.nodes_in_house(actor.house, other)]
    either = Q(record_a__in=left, record_b__in=right) | Q(record_a__in=right, record_b__in=left)
    live = Verdict.objects.filter(either, kind=APART, withdrawn_at=None, overruled_by=None)
    return live.order_by("-given_at").values_list("gesture", flat=True).first()
