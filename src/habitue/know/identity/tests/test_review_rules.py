"""What hangs together, what a rule decides, how fast the day goes."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habitue.know.identity.rules.review import (
    APART,
    SAME,
    Condition,
    Rule,
    agreeing,
    ends_at,
    fits,
    hanging,
    next_morning,
    pace,
    probability,
    weight_of,
    worth,
)

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
SAME_MAIL = Rule((Condition("email", ("same",)), Condition("first", ("same", "form"))), 0.95, 1.0, SAME)
TWO_NAMES = Rule((Condition("first", ("other",)), Condition("email", ("missing", "other"))), 0.0, 0.5, APART)


def test_even_odds_and_many_records_come_first() -> None:
    assert worth(0) == worth(0, 1, 1) == 2_000
    assert worth(0, 3, 2) == 5_000
    assert worth(1_000, 1, 1) == worth(-1_000, 1, 1) == 1_000
    assert worth(2_000, 1, 1) == 666


def test_worth_falls_with_the_distance_from_even_odds() -> None:
    falling = [worth(weight, 2, 1) for weight in range(0, 12_000, 500)]
    assert all(nearer > farther for nearer, farther in pairwise(falling))


def test_a_crowd_is_no_more_urgent_than_forty_records() -> None:
    assert worth(0, 40, 1) == worth(0, 900, 900) == 40_000


def test_a_thousand_thousandths_double_the_odds() -> None:
    assert [round(probability(weight), 4) for weight in (-2_000, -1_000, 0, 1_000, 2_000)] == [
        0.2, 0.3333, 0.5, 0.6667, 0.8,
    ]  # fmt: skip


@given(st.integers(-20_000, 20_000))
def test_a_probability_leads_back_to_its_weight(weight: int) -> None:
    assert weight_of(probability(weight)) == pytest.approx(weight, abs=1)


def test_certainty_is_as_far_as_weights_go() -> None:
    assert (weight_of(1.0), weight_of(0.0)) == (29_897, -29_897)


@pytest.mark.parametrize(
    ("weight", "found", "expected"),
    [
        (5_000, [("email", "same"), ("first", "same.3")], True),
        (5_000, [("email", "same"), ("first", "form"), ("last", "other")], True),
        (5_000, [("email", "same"), ("first", "typo")], False),
        (5_000, [("email", "same")], False),
        (4_000, [("email", "same"), ("first", "same.3")], False),
    ],
)
def test_a_rule_decides_what_meets_all_of_it(
    weight: int, found: list[tuple[str, str]], expected: bool
) -> None:
    assert fits(SAME_MAIL, weight, found) is expected


def test_a_rule_may_ask_that_something_is_missing() -> None:
    assert fits(TWO_NAMES, -500, [("first", "other")])
    assert fits(TWO_NAMES, -500, [("first", "other"), ("email", "other")])
    assert not fits(TWO_NAMES, -500, [("first", "other"), ("email", "same")])
    assert not fits(TWO_NAMES, 500, [("first", "other")])


def test_a_rule_joins_pairs_and_closed_groups_and_no_chain() -> None:
    chain = [("a", "b"), ("b", "c")]
    assert agreeing(chain) == []
    assert agreeing([*chain, ("c", "a"), ("x", "y")]) == [["a", "b", "c"], ["x", "y"]]


@given(st.sets(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")).filter(lambda p: p[0] < p[1])))
def test_every_two_of_a_group_were_asked_for(pairs: set[tuple[str, str]]) -> None:
    groups = agreeing(sorted(pairs))
    assert all((a, b) in pairs for group in groups for a in group for b in group if a < b)
    assert len({member for group in groups for member in group}) == sum(map(len, groups))


def test_what_hangs_together_is_shown_nearest_first_and_no_more_than_fits() -> None:
    near = {"a": ["b", "c"], "b": ["a", "d"], "c": ["a", "e"], "d": ["b"], "e": ["c", "f"], "f": ["e"]}
    assert hanging(("a", "b"), lambda customer: near[customer], 6) == ["a", "b", "c", "d", "e", "f"]
    assert hanging(("a", "b"), lambda customer: near[customer], 4) == ["a", "b", "c", "d"]


def test_a_pace_is_of_the_time_spent() -> None:
    long_ago = [NOW - timedelta(hours=2, seconds=s) for s in (9, 6, 3)]
    lately = [NOW - timedelta(seconds=s) for s in (40, 30, 20, 10, 0)]
    assert pace([*long_ago, *lately], NOW) == 6.0
    assert pace(lately[1:], NOW) is None
    assert pace(lately, NOW + timedelta(minutes=6)) is None
    assert pace([], NOW) is None


def test_the_end_follows_from_the_pace() -> None:
    assert ends_at(90, 30.0, NOW) == NOW + timedelta(minutes=3)
    assert ends_at(90, None, NOW) is None
    assert ends_at(0, 30.0, NOW) is None


def test_what_is_put_aside_comes_up_again_in_the_morning() -> None:
    assert next_morning(NOW) == datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
