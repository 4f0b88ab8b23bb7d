"""Money: whole minor units, one currency at a time."""

from functools import reduce
from operator import add

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habitue.ground.kernel.types import Money

CENTS = st.integers(-(10**15), 10**15)


def test_sums_are_exact() -> None:
    assert Money(10) + Money(20) == Money(30)
    assert Money(5) - Money(20) == Money(-15)
    assert -Money(1250, "CHF") == Money(-1250, "CHF")


@given(st.lists(CENTS, min_size=1))
def test_a_sum_of_amounts_is_the_amount_of_the_sum(cents: list[int]) -> None:
    assert reduce(add, [Money(each) for each in cents]) == Money(sum(cents))


@given(CENTS, CENTS)
def test_what_is_added_can_be_taken_away(first: int, second: int) -> None:
    assert Money(first) + Money(second) - Money(second) == Money(first)
    assert Money(first) + -Money(first) == Money(0)


def test_currencies_do_not_mix() -> None:
    with pytest.raises(ValueError, match="cannot combine EUR and CHF"):
        Money(1) + Money(1, "CHF")
    with pytest.raises(ValueError, match="cannot combine CHF and EUR"):
        Money(1, "CHF") - Money(1)


def test_the_same_amount_in_another_currency_is_another_amount() -> None:
    assert Money(1, "EUR") != Money(1, "USD")
