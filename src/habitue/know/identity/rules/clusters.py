"""Groups of records that are one customer: guarded union, the same whatever the order of the input."""

from collections.abc import Callable, Hashable, Iterable
from typing import Any, Generic, Protocol, TypeVar


class Ordered(Hashable, Protocol):
    """A node: an id that can be sorted among its like."""

    def __lt__(self, other: Any, /) -> bool: ...


N = TypeVar("N", bound=Ordered)


def cluster(
    nodes: Iterable[N],
    edges: Iterable[tuple[N, N, float]],
    incompatible: Callable[[N, N], object],
    same: Iterable[tuple[N, N]] = (),
    apart: Iterable[tuple[N, N]] = (),
    profile: Callable[[N], Hashable] | None = None,
) -> list[list[N]]:
    """Partition `nodes`; each cluster is sorted, and so are the clusters by their first node.

    `edges` are (node, node, strength): the strongest are tried first, ties by the nodes themselves, and two groups
    join only if no member of one contradicts a member of the other (`incompatible` true). `same` pairs, decided by
    a person, join before and without that question; `apart` pairs never end together, not even through `same`.
    `profile` may name what `incompatible` looks at: nodes of one profile are asked about once, which keeps groups
    of many like records cheap. Pairs with an unknown node are ignored.
    """
    groups = _Groups(nodes, incompatible, profile)
    for left, right in _pairs(apart, groups):
        groups.forbid(left, right)
    for left, right in _pairs(same, groups):
        groups.join(left, right, guarded=False)
    best: dict[tuple[N, N], float] = {}
    for left, right, strength in edges:
        if left != right and left in groups.nodes and right in groups.nodes:
            pair = (left, right) if left < right else (right, left)
            best[pair] = max(strength, best.get(pair, strength))
    for left, right in sorted(best, key=lambda pair: (-best[pair], pair)):
        groups.join(left, right, guarded=True)
    return groups.sorted()


def _pairs(pairs: Iterable[tuple[N, N]], groups: "_Groups[N]") -> list[tuple[N, N]]:
    """Known pairs, each in its order, sorted."""
    known = {
        pair for pair in pairs if pair[0] != pair[1] and pair[0] in groups.nodes and pair[1] in groups.nodes
    }
    return sorted((left, right) if left < right else (right, left) for left, right in known)


class _Group(Generic[N]):
    """Members, one representative of each profile, and the nodes that must stay outside."""

    __slots__ = ("faces", "members", "outside")

    def __init__(self, node: N, profile: Hashable) -> None:
        self.members = [node]
        self.faces: dict[Hashable, N] = {profile: node}
        self.outside: set[N] = set()


class _Groups(Generic[N]):
    """Union of groups, smaller into larger."""

    def __init__(
        self,
        nodes: Iterable[N],
        incompatible: Callable[[N, N], object],
        profile: Callable[[N], Hashable] | None,
    ) -> None:
        self.incompatible = incompatible
        self.nodes = set(nodes)
        self.of: dict[N, _Group[N]] = {}
        self.profile = profile

    def group(self, node: N) -> _Group[N]:
        """The node's group, made when it is first asked for: most nodes stay alone and never need one."""
        found = self.of.get(node)
        if found is None:
            found = self.of[node] = _Group(node, self.profile(node) if self.profile else node)
        return found

    def forbid(self, left: N, right: N) -> None:
        """These two never end in one group."""
        self.group(left).outside.add(right)
        self.group(right).outside.add(left)

    def join(self, left: N, right: N, *, guarded: bool) -> None:
        """Join the groups of two nodes, unless something forbids it."""
        a, b = self.group(left), self.group(right)
        if a is b or self._held_apart(a, b) or (guarded and self._contradict(a, b)):
            return
        if len(a.members) < len(b.members):
            a, b = b, a
        for node in b.members:
            self.of[node] = a
        a.members += b.members
        a.faces = {**b.faces, **a.faces}
        a.outside |= b.outside

    def _held_apart(self, a: _Group[N], b: _Group[N]) -> bool:
        """A decision of a person keeps a member of one outside the other."""
        if len(a.outside) > len(b.outside):
            a, b = b, a
        return any(self.of.get(node) is b for node in a.outside)

    def _contradict(self, a: _Group[N], b: _Group[N]) -> bool:
        return any(self.incompatible(left, right) for left in a.faces.values() for right in b.faces.values())

    def sorted(self) -> list[list[N]]:
        """Clusters in order."""
        distinct = {id(group): group for group in self.of.values()}
        alone = [[node] for node in self.nodes if node not in self.of]
        return sorted([*alone, *(sorted(group.members) for group in distinct.values())])
