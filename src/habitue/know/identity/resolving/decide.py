"""Clusters of a reach: records that share a card, an e-mail or a mobile and do not contradict each other."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from habitue.know.identity.columns import Node
from habitue.know.identity.resolving.reach import Reach
from habitue.know.identity.rules.clusters import cluster
from habitue.know.identity.rules.matching import identity_contradicts

STRENGTH = {"c": 4, "e": 3, "m": 2}
"""How much a shared identifier of each kind weighs when several clusters compete for a record."""

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
    found = cluster(
        sorted(node_of),
        [(label[a], label[b], strength) for (a, b), strength in edges.items()],
        lambda a, b: identity_contradicts(node_of[a], node_of[b]) is not None,
        same=[(label[a], label[b]) for a, b in same],
        apart=[(label[a], label[b]) for a, b in apart],
    )
    return [[node_of[text].record_id for text in each] for each in found]


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
