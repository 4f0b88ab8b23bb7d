"""How good a clustering of records is, against the truth: whole counts, never pair by pair."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares are 0 to 1. Pairwise: of two records that the clusters put together; B-cubed: as a record sees its cluster.

    `mixing_two` and `mixing_more`: clusters that hold exactly two people, and three or more; `largest` counts records.
    """

    precision: float
    recall: float
    f1: float
    b3_precision: float
    b3_recall: float
    b3_f1: float
    clusters: int
    mixing_two: int
    mixing_more: int
    largest: int

    @property
    def mixing_more_per_10000(self) -> float:
        """Clusters that mix three or more people among 10,000 clusters."""
        return 10_000 * self.mixing_more / self.clusters if self.clusters else 0.0


def figures(cluster: ArrayLike, person: ArrayLike) -> Figures:
    """Compare the clusters of records with the people they are of; both name, in one order, each record's.

    Without any pair to find, or to answer for, a share is 1. Raises ValueError when the lengths differ.
    """
    clusters, cluster_of = np.unique(np.asarray(cluster), return_inverse=True)
    people, person_of = np.unique(np.asarray(person), return_inverse=True)
    if len(cluster_of) != len(person_of):
        raise ValueError("each record needs a cluster and a person")
    cells, held = np.unique(cluster_of * max(len(people), 1) + person_of, return_counts=True)
    in_cluster, in_person = np.bincount(cluster_of), np.bincount(person_of)
    at_cluster, at_person = cells // max(len(people), 1), cells % max(len(people), 1)
    found = _pairs(held)
    precision, recall = _share(found, _pairs(in_cluster)), _share(found, _pairs(in_person))
    b3_precision = _share(float(np.sum(held * held / in_cluster[at_cluster])), len(cluster_of))
    b3_recall = _share(float(np.sum(held * held / in_person[at_person])), len(person_of))
    mixed = np.bincount(at_cluster)
    return Figures(
        precision=precision,
        recall=recall,
        f1=_harmonic(precision, recall),
        b3_precision=b3_precision,
        b3_recall=b3_recall,
        b3_f1=_harmonic(b3_precision, b3_recall),
        clusters=len(clusters),
        mixing_two=int(np.sum(mixed == 2)),
        mixing_more=int(np.sum(mixed > 2)),
        largest=int(in_cluster.max(initial=0)),
    )


def _pairs(sizes: Counts) -> int:
    """Pairs inside groups of these sizes."""
    return int(np.sum(sizes * (sizes - 1)) // 2)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 1.0


def _harmonic(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0
