"""When a record was last changed: the usual forms are read fast, and as the others are."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habitue.know.collect.rules import instants
from habitue.know.collect.rules.instants import parse_instant
from habitue.know.collect.types import DateOrder

PARIS = ZoneInfo("Europe/Paris")
FORMS = (
    *("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%SZ", "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S"),
    *("%d/%m/%YT%H:%M", "%d/%m/%Yx%H:%M", "%Y-%m-%dx%H:%M:%S", "%d/%m/%Y", "%Y-%m-%d", "%d/%m/%Y %Hh%M"),
    *("%d/%m/%Y %H%M%S", "%Y-%m-%d %H-%M-%S", "%Y-%m-%d %H:%M:%SX", "%Y-%j %H:%M:%S", "%d/%m/%Y  %H:%M"),
)


@pytest.mark.parametrize(
    ("text", "order", "instant"),
    [
        ("2024-07-01 12:00:00", "dmy", datetime(2024, 7, 1, 10, tzinfo=UTC)),
        ("2024-01-01T12:00:00", "iso", datetime(2024, 1, 1, 11, tzinfo=UTC)),
        ("2024-07-01T12:00:00Z", "iso", datetime(2024, 7, 1, 12, tzinfo=UTC)),
        ("01/07/2024 12:00", "dmy", datetime(2024, 7, 1, 10, tzinfo=UTC)),
        ("07/01/2024 12:00", "mdy", datetime(2024, 7, 1, 10, tzinfo=UTC)),
        ("31/03/2024 01:30", "dmy", datetime(2024, 3, 31, 0, 30, tzinfo=UTC)),
        ("31/03/2024 12:00", "dmy", datetime(2024, 3, 31, 10, tzinfo=UTC)),
        ("27/10/2024 12:00", "dmy", datetime(2024, 10, 27, 11, tzinfo=UTC)),
        ("2024-07-01 12:00:00 UTC", "iso", datetime(2024, 7, 1, 12, tzinfo=UTC)),
        ("30/02/2024 12:00", "dmy", None),
        ("01/07/2024 25:00", "dmy", None),
        ("hier", "dmy", None),
    ],
)
def test_an_instant_is_read(text: str, order: DateOrder, instant: datetime | None) -> None:
    assert parse_instant(text, order, PARIS) == instant


@given(
    st.datetimes(min_value=datetime(1900, 1, 1)),  # noqa: DTZ001 (texts in local time)
    st.sampled_from(FORMS),
    st.sampled_from(["dmy", "mdy", "iso"]),
    st.integers(0, 20),
    st.sampled_from(["", "0", "-", "/", " ", "٣"]),
)
def test_the_fast_way_reads_as_the_slow_one(
    when: datetime, form: str, order: DateOrder, at: int, odd: str
) -> None:
    text = when.strftime(form)
    text = text[:at] + odd + text[at + 1 :] if odd else text
    fast = instants._usual(text, order, PARIS)
    slow = instants._found(text, order, PARIS)
    assert fast is None or fast == slow


def test_the_usual_forms_are_read_the_fast_way() -> None:
    for form in FORMS[:5]:
        assert (
            instants._usual(datetime(2024, 5, 6, 7, 8, 9, tzinfo=PARIS).strftime(form), "dmy", PARIS)
            is not None
        )
