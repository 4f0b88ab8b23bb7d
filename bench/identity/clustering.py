"""From scored pairs to clusters: chains, and average linkage with a guard."""

from __future__ import annotations

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

APART = 0.02
"""Two records that are surely two people (a probability below this) keep their clusters apart, whatever the others say."""
LARGEST = 600
"""Records of one chain that average linkage takes on; larger ones are chains of chance at a low threshold."""
Pairs = tuple[np.ndarray, np.ndarray, np.ndarray]


def chained(count: int, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The number of each record's connected component."""
    graph = coo_matrix((np.ones(len(a), dtype=np.int8), (a, b)), shape=(count, count))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)


def averaged(count: int, pairs: Pairs, threshold: float, *, reach: float = 0.1) -> np.ndarray:
    """The number of each record's cluster by average linkage of probabilities, inside the chains of pairs above `reach`.

    Pairs that were never compared count as 0: nothing speaks for them.
    """
    a, b, p = pairs
    component = chained(count, *(side[p >= reach] for side in (a, b)))
    inside = component[a] == component[b]
    a, b, p = a[inside], b[inside], p[inside]
    order = np.argsort(component[a], kind="stable")
    a, b, p = a[order], b[order], p[order]
    starts = np.flatnonzero(np.diff(component[a], prepend=-1))
    cluster = np.arange(count, dtype=np.int64)
    for start, end in zip(starts, np.append(starts[1:], len(a)), strict=True):
        _part(cluster, a[start:end], b[start:end], p[start:end], threshold)
    return cluster


def _part(cluster: np.ndarray, a: np.ndarray, b: np.ndarray, p: np.ndarray, threshold: float) -> None:
    """Cluster one chain, writing the smallest record of each cluster as its number."""
    members, place = np.unique(np.concatenate((a, b)), return_inverse=True)
    if len(members) == 2:
        if p[0] >= threshold:
            cluster[members[1]] = members[0]
        return
    if len(members) > LARGEST:
        return
    i, j = place[: len(a)], place[len(a) :]
    distance = np.ones((len(members), len(members)))
    distance[i, j] = distance[j, i] = np.where(p < APART, 3.0, 1.0 - p)
    condensed = distance[np.triu_indices(len(members), 1)]
    labels = fcluster(linkage(condensed, "average"), 1.0 - threshold, "distance")
    for label in range(1, labels.max() + 1):
        same = members[labels == label]
        cluster[same] = same[0]
