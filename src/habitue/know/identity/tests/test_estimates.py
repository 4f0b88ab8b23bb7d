"""Precision and recall estimated from judged pairs: exact values, and intervals that hold as often as they say."""

import random

import pytest

from habitue.know.identity.rules.estimates import (
    BOUNDS,
    Stratum,
    class_of,
    lacking,
    precision,
    recall,
    share_out,
    wilson,
)
from habitue.know.identity.types.matching import Estimate


def test_wilson_is_what_the_tables_have():
    assert wilson(8, 10) == pytest.approx((0.490162, 0.943318), abs=1e-6)
    assert wilson(0, 10) == pytest.approx((0.0, 0.277533), abs=1e-6)
    assert wilson(10, 10) == pytest.approx((0.722467, 1.0), abs=1e-6)
    assert wilson(0, 0) == (0.0, 1.0)


def limits(found: Estimate | None) -> tuple[float, float, float]:
    assert found is not None
    return found.value, found.low, found.high


def test_one_stratum_has_the_interval_of_wilson():
    found = precision([Stratum(True, 1_000, 10, 8)])
    assert limits(found) == pytest.approx((0.8, 0.490162, 0.943318), abs=1e-6)


def test_strata_weigh_what_they_stand_for():
    found = precision([Stratum(True, 900, 20, 20), Stratum(True, 100, 20, 10), Stratum(False, 5_000, 9, 9)])
    assert found is not None
    assert found.value == pytest.approx(0.95)
    low = 0.95 - ((0.9 * (1 - 0.838875)) ** 2 + (0.1 * (0.5 - 0.299298)) ** 2) ** 0.5
    assert found.low == pytest.approx(low, abs=1e-5)
    assert found.high == pytest.approx(0.95 + 0.1 * (0.700702 - 0.5), abs=1e-5)


def test_recall_counts_what_was_missed():
    found = recall([Stratum(True, 800, 40, 40), Stratum(False, 1_000, 50, 10)])
    assert found is not None
    assert found.value == pytest.approx(800 / (800 + 200))
    assert found.low < found.value < found.high < 1


def test_nothing_missed_leaves_room_for_what_was_not_seen():
    found = recall([Stratum(True, 800, 40, 40), Stratum(False, 1_000, 50, 0)])
    assert found is not None
    assert (found.value, found.high) == (1.0, 1.0)
    assert 0.85 < found.low < 0.95


def test_all_judged_is_known_for_sure():
    strata = [Stratum(True, 8, 8, 6), Stratum(False, 4, 4, 2)]
    assert limits(precision(strata)) == pytest.approx((0.75, 0.75, 0.75))
    assert limits(recall(strata)) == pytest.approx((0.75, 0.75, 0.75))


def test_without_judgements_nothing_is_said():
    assert precision([Stratum(True, 10, 0, 0)]) is None
    assert precision([]) is None
    assert recall([Stratum(True, 10, 3, 0), Stratum(False, 10, 3, 1)]) is None


def test_lacking_counts_the_whole_and_each_stratum():
    assert lacking([Stratum(True, 1_000, 12, 12)]) == 48
    assert lacking([Stratum(True, 1_000, 70, 70), Stratum(False, 1_000, 2, 0)]) == 3
    assert lacking([Stratum(True, 20, 20, 19), Stratum(False, 3, 3, 0)]) == 0
    assert lacking([]) == 0


def test_classes_of_weights():
    assert [class_of(weight) for weight in (-4_000, -2_001, -2_000, -1, 0, 2_999, 3_000, 15_000)] == [
        0, 0, 1, 1, 2, 2, 3, len(BOUNDS),
    ]  # fmt: skip


def test_the_unsure_are_drawn_most():
    drawn = share_out([(10_000, 0.999), (1_000, 0.5), (3, 0.5), (0, 0.5)], 60)
    assert sum(drawn) == 60
    assert drawn[2:] == [3, 0]
    assert drawn[1] > drawn[0] >= 5
    assert share_out([(2, 0.5), (1, 0.5)], 60) == [2, 1]


def test_intervals_hold_about_ninety_five_times_in_a_hundred():
    design = (
        (True, 8_000, 30, 0.995),
        (True, 1_500, 30, 0.85),
        (False, 2_000, 30, 0.15),
        (False, 6_000, 30, 0.02),
    )
    matches = [pairs * share for linked, pairs, _, share in design if linked]
    missed = sum(pairs * share for linked, pairs, _, share in design if not linked)
    truth = sum(matches) / 9_500, sum(matches) / (sum(matches) + missed)
    dice, held = random.Random(7), [0, 0]
    for _ in range(1_000):
        strata = [
            Stratum(linked, pairs, judged, sum(dice.random() < share for _ in range(judged)))
            for linked, pairs, judged, share in design
        ]
        for at, found in enumerate((precision(strata), recall(strata))):
            assert found is not None
            held[at] += found.low <= truth[at] <= found.high
    assert [count > 920 for count in held] == [True, True], held
