"""What a slice of records can touch: every record that is linked to it by chains of shared identifiers.

Deciding over the whole reach, not only over direct neighbours, is what makes the outcome independent of the order in
which records came. Values shared by unrelated people end a chain, so a reach stays as small as a few households.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from habitue.know.identity import queries
from habitue.know.identity.columns import Node
from habitue.know.identity.rules.placeholders import is_shared

KINDS = {"e": "email", "m": "mobile", "c": "card"}


@dataclass(slots=True)
class Reach:
    """Records by id, the records of each linking value, and the values found to be placeholders on the way."""

    nodes: dict[str, Node] = field(default_factory=dict)
    holders: dict[str, set[str]] = field(default_factory=dict)
    found: list[tuple[str, int, int]] = field(default_factory=list)


def reach_of(house: UUID, incoming: Sequence[Node], touched: Iterable[str]) -> Reach:
    """The reach of incoming records (not stored yet) and of the customers `touched` by their change."""
    reach = Reach()
    frontier = list(incoming) + queries.nodes_of_customers(touched)
    seen: set[str] = set()
    while frontier:
        frontier = _take(house, reach, frontier, seen)
    _drop_shared(reach)
    return reach


def _take(house: UUID, reach: Reach, frontier: Sequence[Node], seen: set[str]) -> list[Node]:
    """Add records to the reach; returns the stored records that they newly lead to."""
    fresh: list[str] = []
    for node in frontier:
        reach.nodes.setdefault(node.record_id, node)
        for value in node.identifiers():
            if value not in seen:
                seen.add(value)
                fresh.append(value)
    blocked = queries.placeholders(house, fresh)
    open_values = [value for value in fresh if value not in blocked]
    _hold(reach, frontier, set(open_values))
    return _lead(house, reach, open_values)


def _hold(reach: Reach, frontier: Sequence[Node], opened: set[str]) -> None:
    for node in frontier:
        for value in node.identifiers():
            if value in opened or value in reach.holders:
                reach.holders.setdefault(value, set()).add(node.record_id)


def _lead(house: UUID, reach: Reach, values: Sequence[str]) -> list[Node]:
    found: dict[str, Node] = {}
    for value, node in queries.sharing(house, values):
        reach.holders[value].add(node.record_id)
        if node.record_id not in reach.nodes:
            found[node.record_id] = node
    return list(found.values())


def _drop_shared(reach: Reach) -> None:
    """Take out the values that too many unrelated people share, and remember them."""
    for value, holders in list(reach.holders.items()):
        if len(holders) < 2:
            del reach.holders[value]
            continue
        people = len({_person(reach.nodes[record]) for record in holders})
        if is_shared(KINDS[value[0]], value[2:], people, len(holders)):
            reach.found.append((value, people, len(holders)))
            del reach.holders[value]


def _person(node: Node) -> str:
    return node.last_key or node.first_key
