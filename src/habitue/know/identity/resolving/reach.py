"""What a slice of records can touch: every record that is linked to it by chains of shared identifiers.

Deciding over the whole reach, not only over direct neighbours, is what makes the outcome independent of the order in
which records came. Values shared by unrelated people end a chain, so a reach stays as small as a few households; and
most records of an import share nothing with anybody, so they never enter it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from habitue.know.identity import queries
from habitue.know.identity.columns import Node
from habitue.know.identity.rules.placeholders import is_shared

KINDS = {"e": "email", "m": "mobile", "c": "card"}
Sharing = Sequence[tuple[str, Node]]


@dataclass(slots=True)
class Reach:
    """Records by id, the records of each linking value, and the values found to be placeholders on the way.

    `alone`: incoming records that share nothing with any other. `told`: people have said something of records of this house.
    """

    nodes: dict[str, Node] = field(default_factory=dict)
    holders: dict[str, set[str]] = field(default_factory=dict)
    found: list[tuple[str, int, int]] = field(default_factory=list)
    alone: list[Node] = field(default_factory=list)
    told: bool = False


def reach_of(house: UUID, incoming: Sequence[Node], touched: Iterable[str]) -> Reach:
    """The reach of incoming records (not stored yet) and of the customers `touched` by their change."""
    reach = Reach(told=queries.any_verdict(house))
    seen: set[str] = set()
    frontier = _first_round(house, reach, incoming, seen) + queries.nodes_of_customers(touched)
    frontier += _told_same(reach, list(reach.nodes.values()))
    while frontier:
        further = _next_round(house, reach, frontier, seen)
        frontier = further + _told_same(reach, frontier)
    _drop_shared(reach)
    return reach


def _first_round(house: UUID, reach: Reach, incoming: Sequence[Node], seen: set[str]) -> list[Node]:
    """Part the incoming records that share something from those that do not; returns what the former lead to."""
    values_of = [node.identifiers() for node in incoming]
    repeated, once = set[str](), set[str]()
    for values in values_of:
        for value in values:
            (repeated if value in once else once).add(value)
    blocked = queries.placeholders(house, once)
    sharing = queries.sharing(house, list(once - blocked))
    shared = (repeated - blocked) | {value for value, _ in sharing}
    for node, values in zip(incoming, values_of, strict=True):
        if node.customer_id or not shared.isdisjoint(values):
            _hold(reach, node, shared)
        else:
            reach.alone.append(node)
    seen |= once
    return _lead(reach, sharing)


def _next_round(house: UUID, reach: Reach, frontier: Sequence[Node], seen: set[str]) -> list[Node]:
    """Add stored records to the reach; returns those that they newly lead to."""
    fresh = {value for node in frontier for value in node.identifiers()} - seen
    seen |= fresh
    opened = fresh - queries.placeholders(house, fresh)
    for node in frontier:
        _hold(reach, node, opened)
    return _lead(reach, queries.sharing(house, list(opened)))


def _told_same(reach: Reach, nodes: Sequence[Node]) -> list[Node]:
    """Records that a person has said to be the same as these, and that are not in the reach: a chain like any other."""
    others = queries.told_same([node.record_id for node in nodes]) if reach.told and nodes else []
    return [node for node in others if node.record_id not in reach.nodes]


def _hold(reach: Reach, node: Node, opened: set[str]) -> None:
    reach.nodes.setdefault(node.record_id, node)
    for value in node.identifiers():
        if value in opened or value in reach.holders:
            reach.holders.setdefault(value, set()).add(node.record_id)


def _lead(reach: Reach, sharing: Sharing) -> list[Node]:
    """Note who shares what; returns the records that are new to the reach."""
    found: dict[str, Node] = {}
    for value, node in sharing:
        reach.holders.setdefault(value, set()).add(node.record_id)
        if node.record_id not in reach.nodes:
            found[node.record_id] = node
    return list(found.values())


def _drop_shared(reach: Reach) -> None:
    """Take out the values that too many unrelated people share, and remember them."""
    for value, holders in list(reach.holders.items()):
        if len(holders) < 2:
            del reach.holders[value]
            continue
        people = len({person(reach.nodes[record]) for record in holders})
        if too_many(value, people):
            reach.found.append((value, people, len(holders)))
            del reach.holders[value]


def person(node: Node) -> str:
    """Whom a record counts for among those who share a value."""
    return node.last_key or node.first_key


def too_many(value: str, people: int) -> bool:
    """Whether this many people are too many for an identifier to link.

    Asked of the people alone, not of how many records each has: then it can only become true as records come, and the
    order in which they come makes no difference.
    """
    return is_shared(KINDS[value[0]], value[2:], people, people)
