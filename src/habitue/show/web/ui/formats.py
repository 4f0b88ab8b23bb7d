"""Numbers, money, dates and durations as people of each language write them.

Every function takes the language ("fr", "en", "fr-fr") and, where it matters, the present moment; none reads a clock.
French groups digits and sets units off with U+202F (narrow no-break space), as printers do.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from math import floor, log10

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_precision
from django.utils.translation import gettext, ngettext

NNBSP = "\u202f"
_LOCALES = {"fr": "fr_FR", "en": "en_GB"}


@lru_cache(maxsize=16)
def locale_of(language: str) -> Locale:
    """The Babel locale behind a language code; French and English as written in Europe."""
    return Locale.parse(_LOCALES.get(language[:2].lower(), "en_GB"))


def _fine(text: str, language: str) -> str:
    """Use the narrow no-break space in French, the plain no-break space elsewhere stays."""
    return text.replace("\u00a0", NNBSP) if language.startswith("fr") else text


def number(value: int | float | Decimal, language: str, decimals: int | None = None) -> str:
    """1234.5 -> "1 234,5" or "1,234.5"; `decimals` fixes how many are shown."""
    form = "#,##0.###" if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    text = format_decimal(value, format=form, locale=locale_of(language))
    return _fine(text.replace("-", "\u2212"), language)


def rounded(value: int) -> int:
    """A count to three significant digits: 12,437 -> 12,400."""
    if abs(value) < 1000:
        return value
    step = int(10 ** (floor(log10(abs(value))) - 2))
    return int(value / step + 0.5) * step


def about(value: int, language: str) -> str:
    """A count that was estimated: "about 12,400"."""
    return gettext("about %(count)s") % {"count": number(rounded(value), language)}


def percent(ratio: float, language: str, decimals: int = 0) -> str:
    """0.934 -> "93 %" or "93%". A part that is not nothing never reads 0, one that is not all never 100."""
    shown = round(ratio, decimals + 2)
    if shown in (0.0, 1.0) and ratio not in (0, 1):
        decimals += 1
        limit = 10 ** -(decimals + 2)
        ratio = max(ratio, limit) if shown == 0.0 else min(ratio, 1 - limit)
    locale = locale_of(language)
    form = (
        "#,##0" + ("." + "0" * decimals if decimals else "") + ("\u00a0%" if locale.language == "fr" else "%")
    )
    return _fine(format_percent(ratio, format=form, locale=locale), language)


def money(minor: int, currency: str, language: str) -> str:
    """Integer minor units and an ISO 4217 code: (38900, "EUR") -> "389,00 €" or "€389.00"."""
    amount = Decimal(minor).scaleb(-get_currency_precision(currency))
    text = format_currency(amount, currency, locale=locale_of(language))
    return _fine(text.replace("-", "\u2212"), language)


def clock(moment: datetime, language: str) -> str:
    """14:20, or "14 h 20" in French; the moment is already in the reader's zone."""
    if language.startswith("fr"):
        return f"{moment.hour}\u00a0h\u00a0{moment.minute:02d}"
    return f"{moment.hour}:{moment.minute:02d}"


def _dated(day: date, form: str, language: str) -> str:
    text = format_date(day, form, locale=locale_of(language))
    if language.startswith("fr") and day.day == 1:  # the first is the one ordinal that French keeps
        text = text.replace("1 ", "1er ", 1) if text.startswith("1 ") else text.replace(" 1 ", " 1er ", 1)
    return text


def long_date(day: date, language: str) -> str:
    """14 May 1979."""
    return _dated(day, "d MMMM y", language)


def short_date(day: date, language: str, today: date) -> str:
    """17 Nov, with the year when it is another one."""
    return _dated(day, "d MMM" if day.year == today.year else "d MMM y", language)


def day_label(day: date, language: str, today: date) -> str:
    """The heading of a day: "Today", "Yesterday", "Tuesday 17 November"."""
    if day == today:
        return gettext("Today")
    if day == today - timedelta(days=1):
        return gettext("Yesterday")
    text = _dated(day, "EEEE d MMMM" if day.year == today.year else "EEEE d MMMM y", language)
    return text[:1].upper() + text[1:]


def _ago(seconds: float) -> str:
    if seconds < 60:
        return gettext("just now")
    minutes = int(seconds // 60)
    return ngettext("%(n)s min ago", "%(n)s min ago", minutes) % {"n": minutes}


def when(moment: datetime, language: str, now: datetime) -> str:
    """A moment as people say it: "5 min ago", "yesterday, 14:20", "17 Nov, 14:20", "17 Nov 2023".

    Both moments are aware and in the reader's zone.
    """
    seconds = (now - moment).total_seconds()
    if 0 <= seconds < 3600:
        return _ago(seconds)
    days = (now.date() - moment.date()).days
    time = clock(moment, language)
    words = {
        0: gettext("today, %(time)s"),
        1: gettext("yesterday, %(time)s"),
        -1: gettext("tomorrow, %(time)s"),
    }
    if days in words:
        return words[days] % {"time": time}
    day = short_date(moment.date(), language, now.date())
    return f"{day}, {time}" if moment.year == now.year else day


def exact(moment: datetime, language: str) -> str:
    """The whole moment, for whoever needs it: "Tuesday 17 November 2026, 14:20:05"."""
    day = _dated(moment.date(), "EEEE d MMMM y", language)
    return (
        f"{day}, {clock(moment, language)}:{moment.second:02d}"
        if not language.startswith("fr")
        else (f"{day}, {clock(moment, language)}\u00a0min\u00a0{moment.second:02d}")
    )


def duration(seconds: float) -> str:
    """A length of time in at most two units: "40 s", "3 min 20 s", "2 h 5 min"."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole}\u00a0s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes}\u00a0min" + (f" {rest}\u00a0s" if rest and minutes < 10 else "")
    hours, minutes = divmod(minutes, 60)
    return f"{hours}\u00a0h" + (f" {minutes}\u00a0min" if minutes else "")


def size(count: int, language: str) -> str:
    """Bytes as a person reads them: "4.2 MB", "4,2 Mo"."""
    units = ["o", "ko", "Mo", "Go", "To"] if language.startswith("fr") else ["B", "kB", "MB", "GB", "TB"]
    value, unit = float(count), 0
    while value >= 1000 and unit < len(units) - 1:
        value, unit = value / 1000, unit + 1
    return f"{number(value, language, 1 if unit > 1 and value < 100 else 0)}{NNBSP}{units[unit]}"


def initials(name: str) -> str:
    """At most two letters of a person's name: "Hélène de La Tour" -> "HT"."""
    words = [word for word in name.replace("-", " ").replace("\u2019", " ").split() if word[:1].isalpha()]
    if len(words) > 2:
        words = [words[0], words[-1]]
    return "".join(word[0] for word in words).upper() or "?"
