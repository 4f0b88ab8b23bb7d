"""Customers and their records: what every other room asks of identity."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from habitue.ground.kernel.api import audit, fetch_one
from habitue.ground.kernel.types import Actor
from habitue.know.identity import queries
from habitue.know.identity.columns import Node, StoredRecord
from habitue.know.identity.models import MergedCustomer, Verdict

_CROSSWALK = """
select s.name, r.key, r.customer_id::text from identity_record r
join (select unnest(%s::uuid[]) id, unnest(%s::text[]) name) s on s.id = r.source_id
where r.house_id = %s order by s.name, r.key
"""
_BLOCK = 10_000


@dataclass(frozen=True, slots=True)
class Link:
    """Two records of one customer and what they share: `shared` holds `card`, `email`, `mobile`, or `person`."""

    record_a: str
    record_b: str
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VerdictView:
    """A person's word on records of a customer; `gesture` is what `withdraw` takes back."""

    gesture: UUID
    kind: str
    given_at: datetime
    given_by: str


def records_of(*, customers: Sequence[str | UUID]) -> list[StoredRecord]:
    """Every normalised record of these customers, those of one customer together."""
    return queries.records_of_customers([str(id_) for id_ in customers])


def current_id(*, house_id: UUID, customer_id: UUID) -> UUID:
    """The id under which a customer lives now: its own, or that of the one it was merged into."""
    seen: set[UUID] = set()
    while customer_id not in seen:
        seen.add(customer_id)
        row = MergedCustomer.objects.filter(house_id=house_id, customer_id=customer_id).first()
        if row is None:
            return customer_id
        customer_id = row.into_id
    return customer_id


def customer_of_record(*, house_id: UUID, record_id: UUID) -> UUID | None:
    """The customer of a record, or None before it is resolved."""
    sql = "select customer_id from identity_record where record_id = %s and house_id = %s"
    row = fetch_one(sql, [record_id, house_id])
    return row[0] if row else None


def links(*, customer_id: UUID) -> list[Link]:
    """Why the records of a customer are together: what each linked pair shares, strongest first."""
    nodes = queries.nodes_of_customers([str(customer_id)])
    said = {
        frozenset((a, b)) for a, b, kind in queries.verdicts([n.record_id for n in nodes]) if kind == "same"
    }
    found = [_link(a, b, frozenset((a.record_id, b.record_id)) in said) for a, b in combinations(nodes, 2)]
    return sorted(
        (link for link in found if link.shared), key=lambda link: (-len(link.shared), link.record_a)
    )


def verdicts_on(*, customer_id: UUID) -> list[VerdictView]:
    """What people said of a customer's records and is not withdrawn, latest first."""
    records = [node.record_id for node in queries.nodes_of_customers([str(customer_id)])]
    about = Q(record_a__in=records) | Q(record_b__in=records)
    # An unmerge says of the records that leave that they are the same as well: the gesture as a whole sets apart.
    rows = Verdict.objects.filter(about, withdrawn_at=None, overruled_by=None).order_by("-given_at", "-kind")
    views = {row.gesture: VerdictView(row.gesture, row.kind, row.given_at, row.given_by) for row in rows}
    return list(views.values())


def crosswalk(*, actor: Actor, sources: dict[UUID, str]) -> Iterator[tuple[str, str, str]]:
    """(source, source_id, customer_id) of every record ever accepted, by source and id, streamed.

    Raises Forbidden without `customers.export`. The deed is in the audit trail before the first row leaves.
    """
    actor.require("customers.export")
    audit(actor, "customers.crosswalk_exported", str(actor.house), {"sources": len(sources)})
    return _crosswalk([list(sources), list(sources.values()), actor.house])


def _crosswalk(params: Sequence[Any]) -> Iterator[tuple[str, str, str]]:
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.cursor.itersize = _BLOCK
        cursor.execute(_CROSSWALK, params)
        yield from cursor


def _link(a: Node, b: Node, by_person: bool) -> Link:
    pairs = (("card", a.card, b.card), ("email", a.email_key, b.email_key), ("mobile", a.mobile, b.mobile))
    shared = tuple(kind for kind, one, other in pairs if one and one == other)
    return Link(a.record_id, b.record_id, (*shared, "person") if by_person else shared)
