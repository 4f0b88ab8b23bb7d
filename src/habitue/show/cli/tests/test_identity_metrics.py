"""The figures of a clustering, on examples counted by hand."""

import pytest

from habitue.show.cli.bench.identity_metrics import Figures, figures


def test_a_perfect_clustering_whatever_its_numbers() -> None:
    assert figures([9, 9, 4, 7, 7, 7], ["a", "a", "b", "c", "c", "c"]) == Figures(
        1.0, 1.0, 1.0, 1.0, 1.0, 1.0, clusters=3, mixing_two=0, mixing_more=0, largest=3
    )


def test_one_person_cut_in_two_and_two_people_put_together() -> None:
    # Clusters {a a a} {a b} {b}: pairs together 3 + 1, of which 3 right; true pairs 6 + 1.
    found = figures([1, 1, 1, 2, 2, 3], list("aaaabb"))
    assert found.precision == pytest.approx(3 / 4)
    assert found.recall == pytest.approx(3 / 7)
    assert found.f1 == pytest.approx(6 / 11)
    # Records see: a a a: 1; a and b of the mixed cluster: 1/2; b alone: 1.
    assert found.b3_precision == pytest.approx(5 / 6)
    # Three of a's four together: 3 x 3/4, the fourth 1/4; each b sees half of itself.
    assert found.b3_recall == pytest.approx((3 * 0.75 + 0.25 + 2 * 0.5) / 6)
    assert (found.clusters, found.mixing_two, found.mixing_more, found.largest) == (3, 1, 0, 3)


def test_everybody_in_one_cluster() -> None:
    found = figures([5] * 6, [1, 1, 2, 2, 3, 3])
    assert [found.precision, found.recall] == pytest.approx([3 / 15, 1.0])
    assert [found.b3_precision, found.b3_recall] == pytest.approx([1 / 3, 1.0])
    assert (found.mixing_two, found.mixing_more, found.largest) == (0, 1, 6)
    assert found.mixing_more_per_10000 == 10_000


def test_everybody_alone() -> None:
    found = figures(range(4), [1, 1, 2, 2])
    assert (found.precision, found.recall, found.f1) == (1.0, 0.0, 0.0)
    assert (found.b3_precision, found.b3_recall) == (1.0, 0.5)
    assert (found.clusters, found.largest) == (4, 1)


def test_clusters_of_two_people_are_not_those_of_three() -> None:
    found = figures([1, 1, 2, 2, 2, 3, 3, 3, 3], list("ababcabcd"))
    assert (found.mixing_two, found.mixing_more) == (1, 2)
    assert found.mixing_more_per_10000 == pytest.approx(20_000 / 3)


def test_nothing_to_compare() -> None:
    found = figures([], [])
    assert (found.f1, found.b3_f1, found.clusters, found.largest) == (1.0, 1.0, 0, 0)


def test_a_record_without_a_person_is_an_error() -> None:
    with pytest.raises(ValueError, match="each record needs"):
        figures([1, 2], [1])
