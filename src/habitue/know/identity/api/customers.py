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
from habitue.know.identity.edges import DOUBT
from habitue.know.identity.model_store import active_model
from habitue.know.identity.models import Edge, MergedCustomer, Verdict

_CROSSWALK = """
select s.name, r.key, r.customer_id::text from identity_record r
join (select unnest(%s::uuid[]) id, unnest(%s::text[]) name) s on s.id = r.source_id
where r.house_id = %s order by s.name, r.key
"""
_BLOCK = 10_000
_DOUBTS_READ = 100
SHARED = ("card", "email", "mobile", "landline")
"""Identifiers that two records of one customer can share, the strongest first."""
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class VerdictView:
    """A person's word on records of a customer; `gesture` is what `withdraw` takes back."""

    gesture: UUID
    kind: str
    given_at: datetime
    given_by: str


@dataclass(frozen=True, slots=True)
class Link:
    """Two records of one customer, and why they are together.

    `shared`: those of `card`, `email`, `mobile`, `landline` that are the same in both, and `person` when somebody said so
    (`said`). `weight`: what the pair weighs under the model, in thousandths of a bit; None when it was never compared.
    """

    record_a: str
    record_b: str
    shared: tuple[str, ...]
    weight: int | None = None
    said: VerdictView | None = None


@dataclass(frozen=True, slots=True)
class Possible:
    """Another customer who may be the same person: the pair of records, one of each, that says so most strongly.

    `record` is this customer's. `weight` in thousandths of a bit.
    """

    customer_id: UUID
    record: str
    other: str
    weight: int


@dataclass(frozen=True, slots=True)
class MatchingVersion:
    """The matching that decides now. `number` 0: the packaged beliefs of a house that has learned nothing yet.

    `link`: the weight from which it joins; `records`: how many it was learned from.
    """

    number: int
    link: int
    records: int
    learned_at: datetime | None


def matching_version(*, actor: Actor) -> MatchingVersion:
    """What decides who is who now. Raises Forbidden without `customers.see`."""
    actor.require("customers.see")
    model = active_model(actor.house)
    return MatchingVersion(
        model.number, model.link, model.records, model.learned_at if model.number else None
    )


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
    """Why the records of a customer are together: each pair that is linked or shares something, strongest first."""
    nodes = queries.nodes_of_customers([str(customer_id)])
    if len(nodes) < 2:
        return []
    records = [node.record_id for node in nodes]
    weights, said = _weights(records), _said(records)
    pairs = (sorted(pair) for pair in combinations(nodes, 2))
    found = [_link(a, b, weights.get(_pair(a, b)), said.get(_pair(a, b))) for a, b in pairs]
    return sorted((link for link in found if link.shared or link.weight is not None), key=_strength)


def possible_duplicates(*, actor: Actor, customer_id: UUID, limit: int = 5) -> list[Possible]:
    """The customers who may be the same person as this one and of whom nobody has said anything, likeliest first.

    Those that the review queue would ask about. Raises Forbidden without `customers.see`.
    """
    actor.require("customers.see")
    own = {node.record_id for node in queries.nodes_in_house(actor.house, customer_id)}
    touching = Q(record_a__in=own) | Q(record_b__in=own)
    edges = Edge.objects.filter(touching, kind=DOUBT, weight__gte=active_model(actor.house).review)
    pairs = [
        (str(edge.record_a), str(edge.record_b), edge.weight)
        for edge in edges.order_by("-weight", "record_a", "record_b")[:_DOUBTS_READ]
    ]
    customer_of = {node.record_id: node.customer_id for node, *_ in _records_of_pairs(pairs)}
    found: dict[str, Possible] = {}
    for a, b, weight in pairs:
        mine, other = (a, b) if a in own else (b, a)
        if customer := customer_of.get(other):
            found.setdefault(customer, Possible(UUID(customer), mine, other, weight))
    return list(found.values())[:limit]


def verdicts_on(*, customer_id: UUID) -> list[VerdictView]:
    """What people said of a customer's records and is not withdrawn, latest first."""
    records = [node.record_id for node in queries.nodes_of_customers([str(customer_id)])]
    about = Q(record_a__in=records) | Q(record_b__in=records)
    # An unmerge says of the records that leave that they are the same as well: the gesture as a whole sets apart.
    rows = Verdict.objects.filter(about, withdrawn_at=None, overruled_by=None).order_by("-given_at", "-kind")
    return list({row.gesture: _verdict(row) for row in rows}.values())


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


def _records_of_pairs(pairs: Sequence[tuple[str, str, int]]) -> list[tuple[Node, str, str]]:
    return queries.nodes_of_records(sorted({record for a, b, _weight in pairs for record in (a, b)}))


def _weights(records: Sequence[str]) -> dict[Pair, int]:
    """By pair: what the records of a customer weigh together, where they were compared."""
    rows = Edge.objects.filter(record_a__in=records, record_b__in=records)
    return {(str(a), str(b)): weight for a, b, weight in rows.values_list("record_a", "record_b", "weight")}


def _said(records: Sequence[str]) -> dict[Pair, VerdictView]:
    """By pair: who said last, and was not overruled, that both are one person."""
    rows = Verdict.objects.filter(
        kind="same", record_a__in=records, record_b__in=records, withdrawn_at=None, overruled_by=None
    )
    return {
        (min(str(row.record_a), str(row.record_b)), max(str(row.record_a), str(row.record_b))): _verdict(row)
        for row in rows.order_by("given_at")
    }


def _verdict(row: Verdict) -> VerdictView:
    return VerdictView(row.gesture, row.kind, row.given_at, row.given_by)


def _pair(a: Node, b: Node) -> Pair:
    return (a.record_id, b.record_id)


def _strength(link: Link) -> tuple[bool, int, int, str, str]:
    """The weightiest first, then who shares most."""
    return (link.weight is None, -(link.weight or 0), -len(link.shared), link.record_a, link.record_b)


def _link(a: Node, b: Node, weight: int | None, said: VerdictView | None) -> Link:
    others = b.identifiers()
    both = {kind for kind, value in a.identifiers().items() if others.get(kind) == value}
    shared = tuple(kind for kind in SHARED if kind in both)
    return Link(a.record_id, b.record_id, (*shared, "person") if said else shared, weight, said)
