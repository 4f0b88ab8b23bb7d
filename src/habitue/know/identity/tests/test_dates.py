"""Dates: every usual form, ambiguous orders, the impossible, and the days that forms fill in."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from habitue.know.identity.rules.dates import normalise_date
from habitue.know.identity.tests.strategies import HUGE, LAW, anything, dates
from habitue.know.identity.types.values import DateValue, State

TODAY = date(2026, 11, 21)
DAY = date(1980, 4, 23)


@pytest.mark.parametrize(
    "text",
    ["1980-04-23", "23/04/1980", "23-04-1980", "23.04.1980", "1980/04/23", "19800423", "23041980", "23 avril 1980",
     "23 avr. 1980", "April 23, 1980", "23-Apr-1980", "mercredi 23 avril 1980", "1980-04-23T00:00:00Z", "23/04/1980 00:00",
     "1980-04-23 12:30:00+02:00"],
)  # fmt: skip
def test_forms(text: str) -> None:
    assert normalise_date(text, "dmy", TODAY) == DateValue(DAY, State.VALID)


def test_order() -> None:
    ambiguous = ("date.ambiguous_order",)
    assert normalise_date("03/04/1980", "dmy", TODAY) == DateValue(date(1980, 4, 3), State.VALID, ambiguous)
    assert normalise_date("03/04/1980", "mdy", TODAY) == DateValue(date(1980, 3, 4), State.VALID, ambiguous)
    assert normalise_date("04/04/1980", "dmy", TODAY) == DateValue(date(1980, 4, 4), State.VALID)
    assert normalise_date("04/23/1980", "dmy", TODAY) == DateValue(
        DAY, State.DOUBTFUL, ("date.order_swapped",)
    )
    assert normalise_date("1980-04-03", "mdy", TODAY) == DateValue(date(1980, 4, 3), State.VALID)
    assert normalise_date("80-04-23", "ymd", TODAY) == DateValue(
        DAY, State.DOUBTFUL, ("date.two_digit_year",)
    )


@pytest.mark.parametrize(
    ("text", "year"), [("23/04/80", 1980), ("23/04/26", 2026), ("23/04/27", 1927), ("1er mai 05", 2005)]
)
def test_two_digit_years(text: str, year: int) -> None:
    value = normalise_date(text, "dmy", TODAY)
    assert value.value is not None
    assert value.value.year == year
    assert value.state is State.DOUBTFUL


@pytest.mark.parametrize("text", ["29334", "29334.0"])
def test_spreadsheet_day_numbers(text: str) -> None:
    assert normalise_date(text, "dmy", TODAY) == DateValue(DAY, State.DOUBTFUL, ("date.excel_serial",))


@pytest.mark.parametrize("text", ["1980-04-22 22:00:00Z", "1980-04-22T23:00:00.000Z"])
def test_midnight_in_paris_written_in_utc(text: str) -> None:
    assert normalise_date(text, "dmy", TODAY) == DateValue(
        date(1980, 4, 22), State.DOUBTFUL, ("date.shifted",)
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31/02/1980", "date.impossible"),
        ("1980-13-01", "date.impossible"),
        ("23/04/2030", "date.future"),
        ("1980", "date.year_only"),
        ("23/04/1850", "date.too_old"),
        ("jeudi", "date.unreadable"),
        ("5/4", "date.unreadable"),
        ("1" * 70, "date.too_long"),
    ],
)
def test_invalid(text: str, reason: str) -> None:
    assert normalise_date(text, "dmy", TODAY) == DateValue(None, State.INVALID, (reason,))


@pytest.mark.parametrize(
    "text", ["01/01/1900", "1900-01-01", "01/01/1970", "31/12/9999", "11/11/1111", "1899-12-30", "0001-01-01"]
)
def test_placeholders(text: str) -> None:
    assert normalise_date(text, "dmy", TODAY).state is State.PLACEHOLDER


@pytest.mark.parametrize("text", ["00/00/0000", "0000-00-00", "NULL", "jj/mm/aaaa", "n/a"])
def test_words_for_none(text: str) -> None:
    assert normalise_date(text, "dmy", TODAY) == DateValue(None, State.PLACEHOLDER, ("date.none_written",))


@pytest.mark.parametrize("text", ["", " ", "-", "//", "\x00"])
def test_empty(text: str) -> None:
    assert normalise_date(text, "dmy", TODAY) == DateValue(None, State.EMPTY)


ORDERS = st.sampled_from(["dmy", "mdy", "ymd"])


@LAW
@given(anything | dates, ORDERS, st.dates(date(1950, 1, 1)))
@example(HUGE, "dmy", TODAY)
@example("31/12/99", "dmy", date.max)
def test_never_raises_and_is_idempotent(text: str, order: str, today: date) -> None:
    once = normalise_date(text, order, today)
    if once.value:
        assert normalise_date(once.value.isoformat(), order, today).value == once.value
        assert once.state is State.PLACEHOLDER or once.value <= today


@LAW
@given(st.dates(date(1910, 1, 2), TODAY))
def test_every_day_is_read_in_every_form(day: date) -> None:
    if normalise_date(day.isoformat(), "dmy", TODAY).state is State.PLACEHOLDER:
        return
    for text, order in (
        (f"{day:%d/%m/%Y}", "dmy"),
        (f"{day:%m/%d/%Y}", "mdy"),
        (f"{day:%Y%m%d}", "ymd"),
        (f"{day:%d %B %Y}", "dmy"),
        (f"{day:%Y/%m/%d}", "dmy"),
    ):
        assert normalise_date(text, order, TODAY).value == day
