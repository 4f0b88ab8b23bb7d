"""Groups of records that are one person, out of records that are linked pair by pair; no chain joins two people.

Two groups are as near as their strongest pair, less a part of the strongest contradiction between any other two of their
records; and two records that cannot be one person are never in one group. A record that fits two people who contradict each
other therefore joins the one it fits better, and the other stays away. The strongest two groups join first; ties go by the
records' labels, which do not depend on the order of arrival.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import combinations, count
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from habitue.know.identity.rules.model import NEVER

CONTRADICTION = 700
"""Thousandths of the worst contradiction between two groups that count against their strongest pair; chosen by measurement
(`docs/algorithms/matching.md`)."""


class Told(NamedTuple):
    """What a pair says: its weight, and what of it speaks against (0 or less), in thousandths of a bit."""

    weight: int
    against: int


class Ordered(Hashable, Protocol):
    """A record's label: labels can be sorted among their like."""

    def __lt__(self, other: Any, /) -> bool: ...


L = TypeVar("L", bound=Ordered)
Pair = tuple[L, L]
Says = Callable[[L, L], Told]


def group(
    labels: Sequence[L],
    says: Says[L],
    link: int,
    same: Iterable[Pair[L]] = (),
    apart: Iterable[Pair[L]] = (),
) -> list[list[L]]:
    """Partition records into people; sorted, each sorted.

    `says(a, b)`: what the pair says, asked with a < b. `link`: the least that joins. `same`, `apart`: what people said; the
    latter always holds. What the model makes of the records comes first, and what people joined of that goes whole; where
    both cannot be, because people also set some apart, their words come first.
    """
    same, apart = _pairs(same), _pairs(apart)
    found = _agglomerate([[label] for label in sorted(labels)], says, link, apart)
    if not same:
        return found
    joined = _join(found, same, apart)
    place = {label: at for at, each in enumerate(joined) for label in each}
    if all(place[a] == place[b] for a, b in same if a in place and b in place):
        return joined
    return _agglomerate(_join([[label] for label in sorted(labels)], same, apart), says, link, apart)


def _pairs(pairs: Iterable[Pair[L]]) -> list[Pair[L]]:
    return sorted({(a, b) if a < b else (b, a) for a, b in pairs if a != b})


def _join(groups: Sequence[Sequence[L]], same: Sequence[Pair[L]], apart: Sequence[Pair[L]]) -> list[list[L]]:
    """Join the groups of each pair that people said to be one, unless it brings together what they set apart."""
    of: dict[L, list[L]] = {label: each for each in map(list, groups) for label in each}
    for a, b in same:
        if a in of and b in of and of[a] is not of[b] and not _held(of[a], of[b], apart):
            whole = sorted([*of[a], *of[b]])
            for label in whole:
                of[label] = whole
    return sorted({id(each): each for each in of.values()}.values())


def _held(one: Iterable[L], other: Iterable[L], apart: Sequence[Pair[L]]) -> bool:
    left, right = set(one), set(other)
    return any((a in left and b in right) or (b in left and a in right) for a, b in apart)


Entry = tuple[int, list[L], list[L], int, int]


def _agglomerate(groups: list[list[L]], says: Says[L], link: int, apart: Sequence[Pair[L]]) -> list[list[L]]:
    alive: dict[int, list[L]] = dict(enumerate(groups))
    offers = _Offers(alive, says, link, apart)
    queue = [entry for left, right in combinations(list(alive), 2) if (entry := offers.of(left, right))]
    heapify(queue)
    fresh = count(len(groups))
    while queue:
        *_, left, right = heappop(queue)
        if left in alive and right in alive:
            at, others = next(fresh), [key for key in alive if key not in (left, right)]
            alive[at] = sorted(alive.pop(left) + alive.pop(right))
            for other in others:
                if entry := offers.of(other, at):
                    heappush(queue, entry)
    return sorted(alive.values())


@dataclass(frozen=True, slots=True)
class _Offers(Generic[L]):
    """What decides whether two groups may join, and how soon."""

    alive: Mapping[int, list[L]]
    says: Says[L]
    link: int
    apart: Sequence[Pair[L]]

    def of(self, left: int, right: int) -> Entry[L] | None:
        """The two groups' place in the queue; None when they may not join."""
        one, other = sorted((self.alive[left], self.alive[right]))
        score = nearness(one, other, self.says, self.link)
        if score is None or score < self.link or (self.apart and _held(one, other, self.apart)):
            return None
        return -score, one, other, left, right


def nearness(one: Sequence[L], other: Sequence[L], says: Says[L], link: int) -> int | None:
    """How near two groups are; None when no pair of theirs is linked, or one cannot be."""
    best: int | None = None
    worst = second = 0
    for a in one:
        for b in other:
            weight, against = says(a, b) if a < b else says(b, a)
            if against <= NEVER:
                return None
            if best is None or weight > best:
                if best is not None:
                    second = min(second, worst)
                best, worst = weight, against
            else:
                second = min(second, against)
    if best is None or best < link:
        return None
    return best + CONTRADICTION * second // 1_000
