"""When a record was last changed, as its source writes it."""

import re
from datetime import UTC, date, datetime, time, tzinfo
from functools import lru_cache

from habitue.know.collect.types import DateOrder

_OFFSET = re.compile(r"\s+(?=[+-]\d\d:?\d\d$)|\s*UTC$")
_SPLIT = re.compile(r"(\d{1,4})[/.\-](\d{1,2})[/.\-](\d{1,4})(?:[ T]+(.*))?$")


def parse_instant(text: str, order: DateOrder, zone: tzinfo) -> datetime | None:
    """The instant that a cell holds, aware and in UTC; None when it cannot be read.

    ISO 8601 forms first (with `Z`, an offset, or neither: then the time of `zone`), then day or month first by `order`,
    then seconds or milliseconds since 1970.
    """
    return _usual(text, order, zone) or _found(text, order, zone)


def _found(text: str, order: DateOrder, zone: tzinfo) -> datetime | None:
    """Any form."""
    text = text.strip()
    found = _iso(text) or _split(text, order) or _epoch(text)
    if found is None:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)


def _usual(text: str, order: DateOrder, zone: tzinfo) -> datetime | None:
    """The forms that nearly all files have, fast: `2024-05-06 07:08:09`, the same with `Z`, `06/05/2024 07:08`."""
    if text[2:3] == "/" == text[5:6] and order == "dmy" and len(text) in (16, 19):
        text = f"{text[6:10]}-{text[3:5]}-{text[:2]}{text[10:]}"
    elif text[4:5] != "-" or len(text) not in (19, 20):
        return None
    if text[10] not in " T" or text[13] != ":" or (len(text) > 16 and text[16] != ":"):
        return None
    offset = _offset(text[:10], zone) if len(text) < 20 else ""
    if offset is None or (len(text) == 20 and text[19] != "Z"):
        return None
    try:
        return datetime.fromisoformat(text + offset).astimezone(UTC)
    except ValueError:
        return None


@lru_cache(maxsize=1 << 14)
def _offset(day: str, zone: tzinfo) -> str | None:
    """How far a zone is from UTC all through a day, as ISO writes it; None when its clocks change in that day."""
    try:
        first = datetime.combine(date.fromisoformat(day), time(), zone)
    except ValueError:
        return None
    last = first.replace(hour=23, minute=59, second=59)
    return first.isoformat()[19:] if first.utcoffset() == last.utcoffset() else None


def _iso(text: str) -> datetime | None:
    if text[4:5] != "-":
        return None
    try:
        return datetime.fromisoformat(_OFFSET.sub("+00:00" if text.endswith("UTC") else "", text))
    except ValueError:
        return None


def _split(text: str, order: DateOrder) -> datetime | None:
    match = _SPLIT.match(text)
    if not match:
        return None
    first, second, third, clock = match.groups()
    year, month, day = (third, second, first) if order != "mdy" else (third, first, second)
    if len(year) == 2:
        year = "20" + year
    try:
        return datetime.fromisoformat(f"{year:0>4}-{month:0>2}-{day:0>2}T{_clock(clock)}")
    except ValueError:
        return None


def _clock(text: str | None) -> str:
    """`9:05` and `9h05` as ISO writes them."""
    if not text:
        return "00:00"
    hours, _, rest = text.strip().lower().replace("h", ":").partition(":")
    return f"{hours:0>2}:{rest or '00'}"


def _epoch(text: str) -> datetime | None:
    if not text.isdigit() or len(text) not in {10, 13}:
        return None
    return datetime.fromtimestamp(int(text[:10]), UTC)
