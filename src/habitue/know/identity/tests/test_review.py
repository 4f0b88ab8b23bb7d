"""The worth of a decision."""

from itertools import pairwise

from habitue.know.identity.rules.review import worth


def test_even_odds_and_many_records_come_first() -> None:
    assert worth(0, 1, 1) == 2_000
    assert worth(0, 3, 2) == 5_000
    assert worth(1_000, 1, 1) == worth(-1_000, 1, 1) == 1_000
    assert worth(2_000, 1, 1) == 666


def test_worth_falls_with_the_distance_from_even_odds() -> None:
    falling = [worth(weight, 2, 1) for weight in range(0, 12_000, 500)]
    assert all(nearer > farther for nearer, farther in pairwise(falling))


def test_a_crowd_is_no_more_urgent_than_forty_records() -> None:
    assert worth(0, 40, 1) == worth(0, 900, 900) == 40_000
