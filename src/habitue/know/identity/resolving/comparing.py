"""Records against the records that share a key with them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from habitue.know.identity import queries
from habitue.know.identity.columns import Node
from habitue.know.identity.edges import EdgeRow
from habitue.know.identity.rules.comparing.keys import keys_of
from habitue.know.identity.rules.grouping import Told
from habitue.know.identity.rules.model import FLOOR, Model
from habitue.know.identity.rules.traits import Traits


@dataclass(slots=True)
class Comparer:
    """Compares records of a house under its model, each pair once. `shared`: identifiers that say nothing."""

    house: UUID
    model: Model
    shared: set[str] = field(default_factory=set)
    nodes: dict[str, Node] = field(default_factory=dict)
    _asked: set[str] = field(default_factory=set)
    _traits: dict[str, Traits] = field(default_factory=dict)
    _said: dict[tuple[str, str], Told] = field(default_factory=dict)

    def know(self, nodes: Iterable[Node]) -> None:
        """Take records in; identifiers that are placeholders are looked up."""
        new = [node for node in nodes if node.record_id not in self.nodes]
        self.nodes.update((node.record_id, node) for node in new)
        values = {value for node in new for value in node.identifiers().values()} - self._asked
        self._asked |= values
        self.shared |= queries.placeholders(self.house, values)

    def remember(self, edges: Iterable[EdgeRow]) -> None:
        """Take in what stored edges say, so that it is not worked out again."""
        for edge in edges:
            self._said[edge.record_a, edge.record_b] = Told(edge.weight, edge.against)

    def says(self, a: str, b: str) -> Told:
        """What two records that it knows say of each other."""
        pair = (a, b) if a < b else (b, a)
        told = self._said.get(pair)
        if told is None:
            weighed = self.model.weigh(self.model.compare(self.traits(pair[0]), self.traits(pair[1])))
            told = self._said[pair] = Told(weighed.weight, weighed.against)
        return told

    def with_edges(self) -> set[str]:
        """The records of all pairs that weigh enough to be remembered."""
        return {record for pair, told in self._said.items() if told.weight >= FLOOR for record in pair}

    def linked(self, link: int) -> list[tuple[str, str]]:
        """The pairs it has heard of that are linked."""
        return [pair for pair, told in self._said.items() if told.weight >= link]

    def traits(self, record: str) -> Traits:
        """A record's traits."""
        found = self._traits.get(record)
        if found is None:
            found = self._traits[record] = self.nodes[record].traits(self.shared)
        return found

    def keys(self, record: str) -> list[str]:
        """The keys by which a record opens pairs."""
        parameters = self.model.parameters
        return keys_of(self.traits(record), parameters.left_out, parameters.stop)

    def edges_of(self, records: Sequence[str]) -> list[EdgeRow]:
        """The edges of these records with every record that shares a key, and weighs enough to be remembered."""
        keys = {record: self.keys(record) for record in records}
        sharing = queries.sharing(self.house, sorted({key for each in keys.values() for key in each}))
        self.know(node for _, node in sharing)
        pairs = self._pairs(keys, sharing)
        found = [EdgeRow(a, b, *self.says(a, b)) for a, b in sorted(pairs)]
        return [edge for edge in found if edge.weight >= FLOOR]

    def _pairs(
        self, keys: Mapping[str, Sequence[str]], sharing: Iterable[tuple[str, Node]]
    ) -> set[tuple[str, str]]:
        """Pairs that share a key as things stand now: a stored key may rest on an identifier that says nothing any more."""
        holders: dict[str, list[str]] = {}
        for record, each in keys.items():
            for key in each:
                holders.setdefault(key, []).append(record)
        current = {node.record_id: set(self.keys(node.record_id)) for _, node in sharing}
        return {
            (min(a, b), max(a, b))
            for key, node in sharing
            if key in current[b := node.record_id]
            for a in holders[key]
            if a != b
        }
