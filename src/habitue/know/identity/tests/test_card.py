"""Loyalty cards: separators, check digits, what spreadsheets do to long numbers."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from habitue.know.identity.rules.card import gs1_valid, luhn_valid, normalise_card
from habitue.know.identity.tests.strategies import HUGE, LAW, anything, cards, storable
from habitue.know.identity.types.values import CardValue, State


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4006381333931", "4006381333931"),
        ("400 6381-333931", "4006381333931"),
        ("4006381333931.0", "4006381333931"),
        ("4539 5787 6362 1486", "4539578763621486"),
        ("c-123456", "C123456"),
        ("96385074", "96385074"),
    ],
)
def test_valid(text: str, value: str) -> None:
    assert normalise_card(text) == CardValue(value, State.VALID)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("4006381333932", "card.no_check"),
        ("036000291452", "card.zero_lost"),
        ("1234567890123000", "card.rounded"),
        ("ABCDE", "card.no_digits"),
    ],
)
def test_doubtful(text: str, reason: str) -> None:
    assert normalise_card(text) == CardValue(text, State.DOUBTFUL, (reason,))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2.9E+12", "card.scientific"),
        ("2,90123E+12", "card.scientific"),
        ("29e12", "card.scientific"),
        ("123", "card.too_short"),
        ("1" * 40, "card.placeholder"),
        ("12" * 20, "card.too_long"),
        ("é12345", "card.characters"),
        ("٣٣٤٥٦", "card.characters"),
    ],
)
def test_unusable(text: str, reason: str) -> None:
    value = normalise_card(text)
    assert value.reasons == (reason,)
    assert value.state is (State.PLACEHOLDER if reason == "card.placeholder" else State.INVALID)


@pytest.mark.parametrize(
    "text", ["0000000", "9999", "123456", "0123456789", "987654321", "null", "-1", "ANONYMOUS"]
)
def test_placeholders(text: str) -> None:
    assert normalise_card(text).state is State.PLACEHOLDER


@pytest.mark.parametrize("text", ["", " ", "-", "\x00"])
def test_empty(text: str) -> None:
    assert normalise_card(text) == CardValue("", State.EMPTY)


@LAW
@given(st.text("0123456789", min_size=1, max_size=19))
def test_one_wrong_digit_fails_both_checks(payload: str) -> None:
    for check in (gs1_valid, luhn_valid):
        right = [payload + digit for digit in "0123456789" if check(payload + digit)]
        assert len(right) == 1
        changed = str((int(right[0][0]) + 1) % 10) + right[0][1:]
        assert not check(changed)


@LAW
@given(anything | cards)
@example(HUGE)
@example("1" * 10_000_000)
def test_never_raises_and_is_idempotent(text: str) -> None:
    once = normalise_card(text)
    assert normalise_card(once.value).value == once.value
    assert storable(once.value)
    assert len(once.value) <= 64
