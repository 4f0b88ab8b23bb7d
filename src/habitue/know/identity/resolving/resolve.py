"""A slice of received records: normalised, linked, stored, counted and announced, in the caller's transaction."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from habitue.ground.kernel.api import announce, new_id, new_ids
from habitue.ground.kernel.types import Announcement
from habitue.know.collect.api import Received, source_names
from habitue.know.identity import queries
from habitue.know.identity.columns import FIELDS, Node, grade_of, node_of, row_line, states_of
from habitue.know.identity.events import (
    CUSTOMERS_MERGED,
    CUSTOMERS_RESOLVED,
    CUSTOMERS_UNMERGED,
    CustomersMerged,
    CustomersResolved,
    CustomersUnmerged,
)
from habitue.know.identity.normalising import Normal, Normaliser
from habitue.know.identity.resolving.decide import clusters_of
from habitue.know.identity.resolving.reach import reach_of
from habitue.know.identity.resolving.reopen import reopen
from habitue.know.identity.rules.assignment import Assignment, assign

ANNOUNCED_AT_ONCE = 5_000
"""Customers named in one fact: large enough to be cheap, small enough for a reader's transaction."""


@dataclass(slots=True)
class Slice:
    """Records of one source in normal form, with what was stored of them before."""

    source_id: str
    import_id: UUID
    last_seq: int
    normals: list[Normal]
    incoming: list[Node]
    before: dict[str, tuple[Node, str, str]]


def resolve_received(house: UUID, received: Received, *, last_seq: int, fresh: bool, today: date) -> None:
    """Normalise and resolve the records of one import's slice, which ends at `last_seq` of the feed.

    `fresh`: collect knew none of them before. On a replay they are stored here all the same, which the first one tells,
    since a slice is stored whole or not at all.
    """
    queries.one_at_a_time(house)
    queries.by_index()
    normaliser = Normaliser(received.layout, received.date_order, today)
    normals = [normaliser.read(row) for row in received.rows]
    ids = [normal.record_id for normal in normals]
    known = [] if fresh and not queries.nodes_of_records(ids[:1]) else queries.nodes_of_records(ids)
    before = {entry[0].record_id: entry for entry in known}
    source = str(received.source_id)
    incoming = [node_of(normal, source) for normal in normals]
    slice_ = Slice(source, received.import_id, last_seq, normals, incoming, before)
    _store(house, slice_, _link(house, slice_))


def resolve_again(house: UUID, customers: Sequence[str], by: str) -> Assignment:
    """Decide anew over the reach of stored customers, after a person's word on them."""
    queries.by_index()
    return _decide(house, [], set(customers), by)


def _link(house: UUID, slice_: Slice) -> Mapping[str, str]:
    old = [entry[0] for entry in slice_.before.values()]
    touched = {node.customer_id for node in old if node.customer_id}
    queries.remove(old)
    kept = {node.record_id: node.customer_id for node in old}
    if kept:
        slice_.incoming = [node._replace(customer_id=kept.get(node.record_id)) for node in slice_.incoming]
        touched |= reopen(house, old, slice_.incoming)
    return _decide(house, slice_.incoming, touched, "rule").customer_of


def _decide(house: UUID, incoming: Sequence[Node], touched: set[str], by: str) -> Assignment:
    """Cluster the reach, give ids, move stored records, announce."""
    reach = reach_of(house, incoming, touched)
    said = queries.verdicts(list(reach.nodes)) if reach.told and reach.nodes else []
    names = {str(id_): name for id_, name in source_names(house_id=house).items()}
    before = {node.record_id: node.customer_id for node in reach.nodes.values() if node.customer_id}
    clusters = clusters_of(reach, said, names)
    result = assign(clusters, before, _new_customer)
    if result.parts and (former := queries.former_customers(list(before))):
        result = assign(clusters, before, _new_customer, former)
    for node, customer in zip(reach.alone, new_ids(len(reach.alone)), strict=True):
        result.customer_of[node.record_id] = str(customer)
    arriving = {node.record_id for node in incoming}
    moved = {r: c for r, c in result.customer_of.items() if r not in arriving and before.get(r) != c}
    queries.move(moved)
    queries.flag_placeholders(house, reach.found)
    _announce(house, result, before, moved, arriving, by)
    return result


def _announce(
    house: UUID,
    result: Assignment,
    before: Mapping[str, str],
    moved: Mapping[str, str],
    arriving: set[str],
    by: str,
) -> None:
    changed = {result.customer_of[record] for record in arriving}
    changed |= set(moved.values()) | {before[record] for record in (*moved, *arriving) if record in before}
    alive = set(result.customer_of.values())
    gone = sorted(changed - alive)
    changed_alive = sorted(changed & alive)
    if before:
        queries.keep_merged(
            house, result.merged, result.anchor, sorted((set(before.values()) & alive) | result.revived)
        )
        queries.lead(result.led)
    facts = [
        Announcement(house, CUSTOMERS_RESOLVED, "", CustomersResolved(part, gone if not at else ()).payload())
        for at, part in _parts(changed_alive)
    ]
    for into in sorted(set(result.merged.values())):
        from_ = sorted(old for old, new in result.merged.items() if new == into)
        facts.append(
            Announcement(house, CUSTOMERS_MERGED, str(into), CustomersMerged(into, from_, by).payload())
        )
    for origin, parts in result.parts.items():
        fact = CustomersUnmerged(origin, sorted(set(parts)), by)
        facts.append(Announcement(house, CUSTOMERS_UNMERGED, str(origin), fact.payload()))
    announce(*facts)


def _new_customer() -> str:
    return str(new_id())


def _parts(customers: Sequence[str]) -> list[tuple[int, Sequence[str]]]:
    return [
        (at, customers[at : at + ANNOUNCED_AT_ONCE]) for at in range(0, len(customers), ANNOUNCED_AT_ONCE)
    ]


def _store(house: UUID, slice_: Slice, customer_of: Mapping[str, str]) -> None:
    """Write the slice's records and identifiers, and count the state of each value."""
    source, house_text = slice_.source_id, str(house)
    lines: list[str] = []
    seen: list[tuple[str, str]] = []
    for normal in slice_.normals:
        states = states_of(normal)
        seen.append((states, grade_of(normal)))
        lines.append(row_line(normal, house_text, source, customer_of[normal.record_id], states))
    queries.insert(lines, slice_.incoming, house_text)
    counts = _by_field(Counter(seen))
    before = _by_field(Counter((states, grade) for _, states, grade in slice_.before.values()))
    queries.count_quality(source, slice_.import_id, slice_.last_seq, _difference(counts, before), counts)


def _by_field(seen: Mapping[tuple[str, str], int]) -> Counter[tuple[str, str]]:
    """Counts by (field, state letter or grade), from counts by (all states of a record, its grade)."""
    counts: Counter[tuple[str, str]] = Counter()
    for (states, grade), count in seen.items():
        for field, letter in zip(FIELDS, (*states, grade or "e"), strict=True):
            counts[field, letter] += count
    return counts


def _difference(
    now: Counter[tuple[str, str]], before: Counter[tuple[str, str]]
) -> dict[tuple[str, str], int]:
    return {
        each: now[each] - before[each] for each in now.keys() | before.keys() if now[each] != before[each]
    }
