"""The history of a customer's making: what people joined, set apart and took back, and what the matching joined."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from habitue.ground.kernel.api import AuditView, audit_trail
from habitue.ground.kernel.types import Actor, system_actor
from habitue.know.identity import queries
from habitue.know.identity.models import MatchingModel, MergedCustomer, Verdict

MERGED, UNMERGED, APART, WITHDRAWN, MATCHED = "merged", "unmerged", "apart", "withdrawn", "matched"
LATEST = 50
"""Gestures told of one customer, the latest: beyond, the log of deeds has them."""
AT_ONCE = timedelta(minutes=1)
"""A transaction that a person waits for is no longer."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that joined a customer's records or set them apart.

    `kind`: `merged` (a person said that customers are one), `unmerged` (that some records are somebody else), `apart` (that
    two customers are not one), `withdrawn` (a person took a gesture back; `of` is its kind and `since` when it was made) or
    `matched` (the matching joined customers).
    `by`: the person, '' for the matching, whose version is `model` (0: the packaged beliefs). `gesture`: what `withdraw`
    takes back, while `stands` is true; `taken_back`: it was; a gesture that is neither was overruled by a later one.
    `joined`: former customer ids that lead here. `records`: those of this customer that the deed is about; `others`: the
    customers of the other ones now.
    """

    at: datetime
    kind: str
    by: str = ""
    gesture: UUID | None = None
    stands: bool = False
    taken_back: bool = False
    joined: tuple[UUID, ...] = ()
    records: tuple[str, ...] = ()
    others: tuple[UUID, ...] = ()
    model: int = 0
    of: str = ""
    since: datetime | None = None


def history(*, actor: Actor, customer_id: UUID) -> list[Deed]:
    """How a customer came to be as they are, latest first. Raises Forbidden without `customers.see`."""
    actor.require("customers.see")
    own = {node.record_id for node in queries.nodes_in_house(actor.house, customer_id)}
    former = MergedCustomer.objects.filter(house_id=actor.house, anchor__in=own).exclude(
        customer_id=customer_id
    )
    anchors = {row.customer_id: row for row in former}
    told = _gestures(actor, own, anchors)
    by_people = {id_ for deed in told for id_ in deed.joined}
    matched = _matched(actor.house, [row for id_, row in anchors.items() if id_ not in by_people])
    return sorted([*told, *matched], key=lambda deed: deed.at, reverse=True)


def _was_borne(row: MergedCustomer) -> bool:
    """Whether anybody was ever called so: an id that a record keeps for itself is as young as the row that keeps it.

    The first 48 bits of a UUIDv7 are the milliseconds of its making; `at` is when the transaction began.
    """
    return int(row.customer_id.hex[:12], 16) < int(row.at.timestamp() * 1_000)


def _gestures(actor: Actor, own: Collection[str], former: Mapping[UUID, MergedCustomer]) -> list[Deed]:
    """What people said of these records, and what they took back of it."""
    rows = Verdict.objects.filter(Q(record_a__in=own) | Q(record_b__in=own), house_id=actor.house)
    by_gesture: dict[UUID, list[Verdict]] = defaultdict(list)
    for row in rows.order_by("-given_at"):
        by_gesture[row.gesture].append(row)
    found: list[Deed] = []
    for gesture, said in list(by_gesture.items())[:LATEST]:
        found += _told(actor, gesture, said, own, former)
    return found


def _told(
    actor: Actor,
    gesture: UUID,
    said: Sequence[Verdict],
    own: Collection[str],
    former: Mapping[UUID, MergedCustomer],
) -> list[Deed]:
    """A gesture as a deed, and its withdrawal as another."""
    first = said[0]
    trail = {entry.action: entry for entry in _trail(actor.house, gesture)}
    kind = _kind(said, trail)
    about = {str(record) for row in said for record in (row.record_a, row.record_b)}
    records = tuple(sorted(about & set(own)))
    joined = _named(trail, former) if first.withdrawn_at is None else ()
    others = _others(about - set(own))
    stands = first.withdrawn_at is None and any(row.overruled_by is None for row in said)
    deed = Deed(
        first.given_at, kind, first.given_by, gesture, stands, first.withdrawn_at is not None, joined, records, others
    )  # fmt: skip
    if first.withdrawn_at is None:
        return [deed]
    back, ended = trail.get("customers.gesture_withdrawn"), _ended(first.withdrawn_at, about, former)
    by = back.label if back else ""
    return [
        deed,
        Deed(first.withdrawn_at, WITHDRAWN, by, joined=ended, records=records, of=kind, since=first.given_at),
    ]


def _named(trail: Mapping[str, AuditView], former: Mapping[UUID, MergedCustomer]) -> tuple[UUID, ...]:
    """The customers that a merge named and that lead here."""
    merged = trail.get("customers.merged")
    return tuple(id_ for id_ in map(UUID, merged.detail["customers"] if merged else ()) if id_ in former)


def _ended(at: datetime, records: Collection[str], former: Mapping[UUID, MergedCustomer]) -> tuple[UUID, ...]:
    """The customers that ended as a gesture was taken back: of its records, in its transaction, which began before it."""
    rows = [row for row in former.values() if str(row.anchor) in records]
    return tuple(sorted(row.customer_id for row in rows if timedelta(0) <= at - row.at < AT_ONCE))


def _trail(house: UUID, gesture: UUID) -> list[AuditView]:
    """What the audit trail has of a gesture; read by the house itself, since this page tells only of its own customer."""
    return audit_trail(actor=system_actor(house), subject=str(gesture))


def _kind(said: Sequence[Verdict], trail: Collection[str]) -> str:
    if all(row.kind == "same" for row in said):
        return MERGED
    return APART if "customers.kept_apart" in trail else UNMERGED


def _others(records: Collection[str]) -> tuple[UUID, ...]:
    """The customers of these records now."""
    found = {node.customer_id for node, *_ in queries.nodes_of_records(sorted(records))}
    return tuple(sorted(UUID(customer) for customer in found if customer))


def _matched(house: UUID, former: Sequence[MergedCustomer]) -> list[Deed]:
    """What the matching joined: one deed for all customers that came in one decision."""
    at_once: dict[datetime, list[MergedCustomer]] = defaultdict(list)
    for row in former:
        at_once[row.at].append(row)
    versions = list(
        MatchingModel.objects.filter(house_id=house, activated_at__isnull=False)
        .order_by("-activated_at")
        .values_list("activated_at", "number")
    )
    return [
        Deed(
            at,
            MATCHED,
            joined=tuple(sorted(row.customer_id for row in rows)),
            records=tuple(sorted({str(row.anchor) for row in rows})),
            model=next((number for since, number in versions if since and since <= at), 0),
        )
        for at, rows in at_once.items()
    ]
