"""Days, birth dates above all, from the forms that files hold."""

import re
from datetime import date, timedelta
from functools import lru_cache

from habitue.know.identity.rules.folding import clean, fold
from habitue.know.identity.rules.placeholders import DATES
from habitue.know.identity.types.values import DateValue, State

LIMIT = 60
OLDEST_YEARS = 120
_VALID, _DOUBTFUL, _INVALID, _PLACEHOLDER = State.VALID, State.DOUBTFUL, State.INVALID, State.PLACEHOLDER
_EXCEL_DAY_ZERO = date(1899, 12, 30)

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})", re.ASCII)
_YEAR_LAST = re.compile(r"([0-9]{1,2})[-/. ]+([0-9]{1,2})[-/. ]+([0-9]{4}|[0-9]{2})", re.ASCII)
_HOUR = r"(?:[t ,]+|\s*a\s+)([0-9]{1,2})\s*[:h]\s*([0-9]{2})?(?::([0-9]{2}))?(?:[.,][0-9]+)?\s*([ap]m)?"
_CLOCK = re.compile(_HOUR + r"\s*(z|[+-][0-9:]{2,6})?$", re.ASCII)
_NUMBER = re.compile(r"([0-9]{4,8})(?:[.,][0-9]*)?", re.ASCII)
_YEAR = r"([0-9]{4}|[0-9]{2})"
_WORDED = re.compile(
    rf"(?:[a-z]+\.?,?\s+)?([0-9]{{1,2}})(?:er|st|nd|rd|th)?[\s\-./]*([a-z]{{3,9}})\.?[\s\-./,]*{_YEAR}"
)
_WORD_FIRST = re.compile(rf"([a-z]{{3,9}})\.?\s+([0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}")
_NONE_WRITTEN = re.compile(
    r"[\s\-/._0?*]*|null|none|nan|nat|n/?a|nc|inconnue?|neant|jj[-/ ]mm[-/ ]aaaa|dd[-/ ]mm[-/ ]yyyy"
)

_MONTHS: dict[str, int] = {
    name: month
    for month, names in enumerate(
        (
            "janvier january jan janv", "fevrier february fev feb fevr", "mars march mar", "avril april avr apr",
            "mai may", "juin june jun", "juillet july juil jul", "aout august aou aug",
            "septembre september sept sep", "octobre october oct", "novembre november nov", "decembre december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
# Told, but no reason to doubt the day: the feed says which order its dates have.
_HARMLESS = frozenset({"date.ambiguous_order"})


@lru_cache(maxsize=1 << 17)
def normalise_date(text: str, order: str = "dmy", today: date = date.max) -> DateValue:
    """The day that `text` says, for a birth date. Never raises.

    `order` is that of the feed's numeric dates: 'dmy', 'mdy' or 'ymd' (ISO forms are always read as ISO).
    `today` is the last day possible, and the pivot of two-digit years.
    """
    if len(text) > LIMIT:
        return DateValue(None, _INVALID, ("date.too_long",))
    if match := _ISO.fullmatch(text):
        return _judged(int(match[1]), int(match[2]), int(match[3]), today, [])
    text = fold(clean(text, LIMIT))
    if _NONE_WRITTEN.fullmatch(text):
        zeros = "0" in text or text[:1].isalpha()
        return DateValue(
            None, _PLACEHOLDER if zeros else State.EMPTY, ("date.none_written",) if zeros else ()
        )
    reasons: list[str] = []
    text = _without_clock(text, reasons)
    parts = (
        _numeric(text, order, today, reasons)
        or _worded(text, today, reasons)
        or _bare(text, order, today, reasons)
    )
    if not parts:
        return DateValue(None, _INVALID, tuple(reasons) or ("date.unreadable",))
    return _judged(*parts, today, reasons)


def _judged(year: int, month: int, day: int, today: date, reasons: list[str]) -> DateValue:
    """The calendar and good sense: impossible, placeholder, future, too old."""
    try:
        value = date(year, month, day)
    except ValueError:
        if year == month == day == 0:
            return DateValue(None, _PLACEHOLDER, ("date.none_written",))
        return DateValue(None, _INVALID, (*reasons, "date.impossible"))
    if value in DATES:
        return DateValue(value, _PLACEHOLDER, (*reasons, "date.placeholder"))
    if value > today:
        return DateValue(None, _INVALID, (*reasons, "date.future"))
    if value.year < min(today.year, 9000) - OLDEST_YEARS and today is not date.max:
        return DateValue(None, _INVALID, (*reasons, "date.too_old"))
    return DateValue(value, _VALID if _HARMLESS.issuperset(reasons) else _DOUBTFUL, tuple(reasons))


def _without_clock(text: str, reasons: list[str]) -> str:
    """The text without a time of day; 22:00Z or 23:00Z is midnight in Paris, so the day may be the next one."""
    match = _CLOCK.search(text)
    if not match:
        return text
    if match[5] == "z" and match[1] in ("22", "23") and match[2] == "00":
        reasons.append("date.shifted")
    return text[: match.start()].rstrip(" ,")


def _numeric(text: str, order: str, today: date, reasons: list[str]) -> tuple[int, int, int] | None:
    """(year, month, day) from three numbers with separators."""
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, match.groups())
        return (year, *_month_day(month, day, reasons))
    if not (match := _YEAR_LAST.fullmatch(text)):
        return None
    first, second, last = match.groups()
    if order == "ymd" and len(last) == 2:
        return (_full_year(first.zfill(2), today, reasons), *_month_day(int(second), int(last), reasons))
    day, month = (int(second), int(first)) if order == "mdy" else (int(first), int(second))
    year = _full_year(last, today, reasons)
    if day <= 12 and month <= 12 and day != month:
        reasons.append("date.ambiguous_order")
    return (year, *_month_day(month, day, reasons))


def _month_day(month: int, day: int, reasons: list[str]) -> tuple[int, int]:
    """Month and day, exchanged when only that makes sense."""
    if month > 12 and 1 <= day <= 12:
        reasons.append("date.order_swapped")
        return day, month
    return month, day


def _full_year(text: str, today: date, reasons: list[str]) -> int:
    """Four digits as they are; two digits are the last such year that is not in the future."""
    year = int(text)
    if len(text) == 4:
        return year
    reasons.append("date.two_digit_year")
    century = min(today.year, 2099) // 100 * 100
    return century + year if century + year <= today.year else century - 100 + year


def _worded(text: str, today: date, reasons: list[str]) -> tuple[int, int, int] | None:
    """A month by its name, French or English: "3 avril 1980", "April 3, 1980", "1er mai 68"."""
    if match := _WORDED.fullmatch(text):
        day, name, year = match.groups()
    elif match := _WORD_FIRST.fullmatch(text):
        name, day, year = match.groups()
    else:
        return None
    month = _MONTHS.get(name)
    return (_full_year(year, today, reasons), month, int(day)) if month else None


def _bare(text: str, order: str, today: date, reasons: list[str]) -> tuple[int, int, int] | None:
    """Digits alone: 19800403, 03041980, 030480, or the day number of a spreadsheet."""
    match = _NUMBER.fullmatch(text)
    if not match:
        return None
    digits = match[1]
    if len(digits) == 4:
        reasons.append("date.year_only")
        return None
    if len(digits) == 5:
        reasons.append("date.excel_serial")
        day = _EXCEL_DAY_ZERO + timedelta(days=int(digits))
        return day.year, day.month, day.day
    if len(digits) == 8 and (order == "ymd" or digits[:2] in ("18", "19", "20")) and int(digits[4:6]) <= 12:
        return int(digits[:4]), int(digits[4:6]), int(digits[6:])
    if len(digits) == 7:
        return None
    return _numeric(f"{digits[:2]}/{digits[2:4]}/{digits[4:]}", order, today, reasons)
