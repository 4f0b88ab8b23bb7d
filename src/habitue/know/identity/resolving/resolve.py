"""A slice of received records: normalised, linked, stored, counted and announced, in the caller's transaction."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from habitue.ground.kernel.api import new_ids
from habitue.know.collect.api import Received
from habitue.know.identity import edges, queries
from habitue.know.identity.columns import FIELDS, Node, grade_of, node_of, row_line, states_of
from habitue.know.identity.model_store import active_model
from habitue.know.identity.normalising import Normal, Normaliser
from habitue.know.identity.resolving.settle import Change, settle
from habitue.know.identity.resolving.sharing import reopened_of_all
from habitue.know.identity.rules.assignment import Assignment
from habitue.know.identity.rules.comparing.keys import keys_of
from habitue.know.identity.rules.model import Model

LARGE = 1_000
"""Records of one announcement from which on they wait for the end of their import, to be matched with the whole house."""


@dataclass(slots=True)
class Slice:
    """Records of one source in normal form, with what was stored of them before."""

    source_id: str
    import_id: UUID
    last_seq: int
    normals: list[Normal]
    now: list[Node]
    before: dict[str, tuple[Node, str, str]]


def resolve_received(house: UUID, received: Received, *, last_seq: int, fresh: bool, today: date) -> None:
    """Normalise and store the records of one import's slice, which ends at `last_seq` of the feed; a small one is settled
    at once, a large one waits for the end of its import.

    `fresh`: collect knew none of them before. On a replay they are stored here all the same, which the first one tells,
    since a slice is stored whole or not at all.
    """
    queries.one_at_a_time(house)
    queries.by_index()
    slice_ = _read(received, last_seq, fresh, today)
    records = [node.record_id for node in slice_.now]
    large = len(records) >= LARGE or edges.is_waiting(house)
    version = active_model(house)
    model = version.model
    _forget(slice_, model)
    _store(house, slice_)
    arriving = frozenset(record for record in records if record not in slice_.before)
    if large:
        edges.wait(house, records, arriving | edges.arriving(records))
        return
    queries.insert_keys(house, _keys(slice_.now, model))
    change = Change([entry[0] for entry in slice_.before.values()], slice_.now, arriving=arriving)
    settle(house, change, "rule", version)


def resolve_again(house: UUID, customers: Sequence[str], by: str) -> Assignment:
    """Decide anew over everything linked to stored customers, after a person's word on them."""
    return settle(house, Change(customers=frozenset(customers)), by)


def settle_waiting(house: UUID) -> None:
    """Settle the records that wait one slice after the other, as if they came now: for few in a large house.

    What those that were known before said then is not known any more, so every placeholder is looked at again.
    """
    model = active_model(house).model
    waiting = edges.waiting(house)
    edges.no_longer_waiting(house)
    ids = sorted(waiting)
    for at in range(0, len(ids), LARGE):
        part = ids[at : at + LARGE]
        now = [entry[0] for entry in queries.nodes_of_records(part)]
        queries.insert_keys(house, _keys(now, model))
        before = [node for node in now if not waiting[node.record_id]]
        arriving = frozenset(record for record in part if waiting[record])
        settle(house, Change(before, now, arriving=arriving), "rule")
    if opened := reopened_of_all(house):
        settle(house, Change(opened=frozenset(opened)), "rule")


def _read(received: Received, last_seq: int, fresh: bool, today: date) -> Slice:
    normaliser = Normaliser(received.layout, received.date_order, today)
    normals = [normaliser.read(row) for row in received.rows]
    ids = [normal.record_id for normal in normals]
    known = [] if fresh and not queries.nodes_of_records(ids[:1]) else queries.nodes_of_records(ids)
    before = {entry[0].record_id: entry for entry in known}
    source = str(received.source_id)
    news = iter(map(str, new_ids(len(normals) - len(before))))
    customers = [before[id_][0].customer_id if id_ in before else next(news) for id_ in ids]
    now = [node_of(n, source)._replace(customer_id=c) for n, c in zip(normals, customers, strict=True)]
    return Slice(source, received.import_id, last_seq, normals, now, before)


def _forget(slice_: Slice, model: Model) -> None:
    """Take out what was stored of the records before."""
    if slice_.before:
        old = [entry[0] for entry in slice_.before.values()]
        queries.remove(list(slice_.before), list(_keys(old, model)))


def _keys(nodes: Iterable[Node], model: Model) -> Iterator[tuple[str, str]]:
    """(key, record) of records, whichever of their identifiers are shared: that may change."""
    parameters = model.parameters
    for node in nodes:
        for key in keys_of(node.traits(), parameters.left_out, parameters.stop):
            yield key, node.record_id


def _store(house: UUID, slice_: Slice) -> None:
    """Write the slice's records, and count the state of each value."""
    source, house_text = slice_.source_id, str(house)
    lines: list[str] = []
    seen: list[tuple[str, str]] = []
    for normal, node in zip(slice_.normals, slice_.now, strict=True):
        states = states_of(normal)
        seen.append((states, grade_of(normal)))
        lines.append(row_line(normal, house_text, source, str(node.customer_id), states))
    queries.insert(lines)
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
