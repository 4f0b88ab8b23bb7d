"""Clusters of a reach: records that share a card, an e-mail or a mobile and do not contradict each other."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, pairwise

from habitue.know.identity.columns import Node
from habitue.know.identity.resolving.reach import Reach
from habitue.know.identity.rules.clusters import cluster
from habitue.know.identity.rules.matching import identity_contradicts

STRENGTH = {"c": 4, "e": 3, "m": 2}
"""How much a shared identifier of each kind weighs when several clusters compete for a record."""

Edge = tuple[str, str, float]
Pair = tuple[str, str]
Clusters = list[list[str]]
Verdicts = Sequence[tuple[str, str, str]]


def clusters_of(reach: Reach, verdicts: Verdicts, names: Mapping[str, str]) -> list[list[str]]:
    """The reach's records in clusters, each one person.

    `names`: source names, since ties are broken by source and key, which do not depend on the order of arrival.
    """
    edges = _edges(reach)
    same = [(a, b) for a, b, kind in verdicts if kind == "same" and a in reach.nodes and b in reach.nodes]
    linked = {record for pair in (*edges, *same) for record in pair}
    alone = [[record] for record in reach.nodes if record not in linked]
    return alone + _clusters_of_linked(reach, linked, edges, same, verdicts, names)


def _clusters_of_linked(
    reach: Reach,
    linked: Iterable[str],
    edges: Mapping[tuple[str, str], int],
    same: Sequence[tuple[str, str]],
    verdicts: Verdicts,
    names: Mapping[str, str],
) -> list[list[str]]:
    label = {record: _label(reach.nodes[record], names) for record in linked}
    node_of = {text: reach.nodes[record] for record, text in label.items()}
    apart = [(a, b) for a, b, kind in verdicts if kind == "apart" and a in label and b in label]
    found = _cluster(
        node_of,
        [(label[a], label[b], strength) for (a, b), strength in edges.items()],
        [(label[a], label[b]) for a, b in same],
        [(label[a], label[b]) for a, b in apart],
    )
    return [[node_of[text].record_id for text in each] for each in found]


def _cluster(node_of: Mapping[str, Node], edges: list[Edge], same: list[Pair], apart: list[Pair]) -> Clusters:
    """What the rules make of the records first, then what people joined of that, whole, though parts contradict each other.

    Where both cannot be, because people also set some of them apart, their words come first and the rules take the rest.
    """

    def contradict(a: str, b: str) -> bool:
        return identity_contradicts(node_of[a], node_of[b]) is not None

    found = cluster(node_of, edges, contradict, apart=apart)
    if not same:
        return found
    held = [pair for group in found for pair in pairwise(group)]
    joined = cluster(node_of, [], contradict, same=[*same, *held], apart=apart)
    place = {text: at for at, group in enumerate(joined) for text in group}
    if all(place[a] == place[b] for a, b in (*same, *held)):
        return joined
    return cluster(node_of, edges, contradict, same=same, apart=apart)


def _edges(reach: Reach) -> dict[tuple[str, str], int]:
    """Pairs that share identifiers, with the strength of all that they share."""
    strength: Counter[tuple[str, str]] = Counter()
    for value, holders in reach.holders.items():
        weight = STRENGTH[value[0]]
        for pair in combinations(sorted(holders), 2):
            strength[pair] += weight
    return strength


def _label(node: Node, names: Mapping[str, str]) -> str:
    return f"{names.get(node.source_id, '')}\x1f{node.key}"
