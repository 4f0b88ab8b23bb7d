"""Who is who around records that are new or changed: their edges, everything linked to them, and the groups of all that.

The groups of a whole component are decided anew, never only the new record against its neighbours. Edges depend on two
records and the model alone, and groups on the edges of a component: so what is settled does not depend on the order in which
records came, and is what matching the whole house at once gives.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from habitue.know.collect.api import source_names
from habitue.know.identity import edges, queries
from habitue.know.identity.announcing import announce_assignment
from habitue.know.identity.columns import Node
from habitue.know.identity.model_store import HouseModel, active_model
from habitue.know.identity.resolving.comparing import Comparer
from habitue.know.identity.resolving.naming import give_ids
from habitue.know.identity.resolving.sharing import newly_shared, reopened
from habitue.know.identity.rules.assignment import Assignment
from habitue.know.identity.rules.grouping import group

Verdict = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """Records that are new or changed, as they were `before` and are `now` (both stored as `now`), and customers to look at
    besides. `arriving`: those whose customer was never announced. `opened`: identifiers that speak again.
    """

    before: Sequence[Node] = ()
    now: Sequence[Node] = ()
    customers: frozenset[str] = frozenset()
    arriving: frozenset[str] = frozenset()
    opened: frozenset[str] = frozenset()


def settle(house: UUID, change: Change, by: str, model: HouseModel | None = None) -> Assignment:
    """Settle the change, in the caller's transaction. Its records and their keys are stored already. `model`: the version in
    force, when the caller has it at hand.
    """
    queries.by_index()
    model = model or active_model(house)
    comparer = Comparer(house, model.model)
    compared, linked = _compare(comparer, change, model.link)
    seeds = linked | {node.record_id for node in queries.nodes_of_customers(change.customers)}
    verdicts = _reach(comparer, seeds, compared, model.link)
    return _assign(comparer, model, seeds, verdicts, change, by)


def _compare(comparer: Comparer, change: Change, link: int) -> tuple[set[str], set[str]]:
    """Compare the changed records, and those whose identifiers speak again or no more; returns them, and with them the
    records that they were linked to before: what held those together may be gone.
    """
    house = comparer.house
    turned = newly_shared(house, change.now) | reopened(house, change.before, change.now) | change.opened
    holders = [node for _, node in queries.sharing(house, sorted(turned))]
    again = {node.record_id: node for node in (*change.now, *holders)}
    comparer.know(again.values())
    linked = edges.cut(sorted(again), link)
    found = comparer.edges_of(sorted(again))
    edges.insert_edges(house, found)
    return set(again), linked | again.keys()


def _reach(comparer: Comparer, seeds: set[str], compared: set[str], link: int) -> list[Verdict]:
    """Grow `seeds` to everything linked to them or of one customer with them, however far; returns what people said of any
    of it. `compared`: the records all of whose edges the comparer has just found.
    """
    told = queries.any_verdict(comparer.house)
    verdicts: set[Verdict] = set()
    customers: set[str] = set()
    frontier = set(seeds)
    while frontier:
        comparer.remember(edges.touching(sorted(frontier - compared)))
        said = queries.verdicts(sorted(frontier)) if told else []
        verdicts.update(said)
        found = {record for pair in comparer.linked(link) if not frontier.isdisjoint(pair) for record in pair}
        found |= {record for a, b, kind in said if kind == "same" for record in (a, b)}
        frontier = (found | _companions(comparer, frontier, customers)) - seeds
        seeds |= frontier
    return sorted(verdicts)


def _companions(comparer: Comparer, records: set[str], customers: set[str]) -> set[str]:
    """The other records of these records' customers but for `customers`, which grow by them."""
    comparer.know(entry[0] for entry in queries.nodes_of_records(sorted(records - comparer.nodes.keys())))
    borne = {node.customer_id for record in records if (node := comparer.nodes.get(record))}
    new = {customer for customer in borne if customer} - customers
    customers |= new
    companions = queries.nodes_of_customers(sorted(new))
    comparer.know(companions)
    return {node.record_id for node in companions}


def _assign(
    comparer: Comparer,
    model: HouseModel,
    reach: set[str],
    verdicts: Sequence[Verdict],
    change: Change,
    by: str,
) -> Assignment:
    records = sorted(reach & comparer.nodes.keys())
    groups = _groups(comparer, records, model.link, verdicts)
    before = {r: c for r in records if (c := comparer.nodes[r].customer_id) and r not in change.arriving}
    result = give_ids(comparer.house, groups, before)
    moved = {r: c for r, c in result.customer_of.items() if comparer.nodes[r].customer_id != c}
    queries.move(moved)
    told = sorted({a for a, _, kind in verdicts if kind == "apart"})
    edges.relabel(sorted((moved.keys() | reach) & comparer.with_edges()), told)
    announce_assignment(comparer.house, result, before, moved, {node.record_id for node in change.now}, by)
    return result


def _groups(
    comparer: Comparer, records: Sequence[str], link: int, verdicts: Sequence[Verdict]
) -> list[list[str]]:
    """The groups of all records, component by component; labels break ties, which do not depend on who came first."""
    names = {str(id_): name for id_, name in source_names(house_id=comparer.house).items()}
    label = {r: (names.get(comparer.nodes[r].source_id, ""), comparer.nodes[r].key, r) for r in records}
    same = [(label[a], label[b]) for a, b, kind in verdicts if kind == "same" and a in label and b in label]
    apart = [(label[a], label[b]) for a, b, kind in verdicts if kind == "apart" and a in label and b in label]
    groups: list[list[str]] = []
    for component in _components(comparer, records, link, same):
        members = sorted(label[record] for record in component)
        found = (
            group(members, lambda a, b: comparer.says(a[2], b[2]), link, same, apart)
            if len(members) > 1
            else [members]
        )
        groups += [[member[2] for member in each] for each in found]
    return groups


def _components(
    comparer: Comparer, records: Sequence[str], link: int, same: Iterable[tuple[tuple[str, str, str], ...]]
) -> list[list[str]]:
    """Records that are linked, however far."""
    root: dict[str, str] = {record: record for record in records}

    def find(record: str) -> str:
        while root[record] != record:
            root[record] = root[root[record]]
            record = root[record]
        return record

    for a, b in comparer.linked(link):
        if a in root and b in root:
            root[find(a)] = find(b)
    for one, other in same:
        root[find(one[2])] = find(other[2])
    found: dict[str, list[str]] = {}
    for record in records:
        found.setdefault(find(record), []).append(record)
    return list(found.values())
