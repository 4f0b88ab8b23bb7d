"""What the values of a column look like, whatever its header says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from habitue.know.collect.rules.mapping import lexicon
from habitue.know.collect.rules.mapping.lexicon import plain
from habitue.know.collect.types import DateOrder, Field

EMAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[A-Za-z]{2,}\.?")
PHONE = re.compile(r"(?:\+|00)?\(?\d[\d .\-/()]{5,18}\d")
MOBILE = re.compile(r"(?:0|33|0033)?[67]\d{8}|(?:0|262|00262)?69[23]\d{6}|(?:0|590|594|596)?69[0146]\d{6}")
LANDLINE = re.compile(r"(?:0|33|0033)?[1-589]\d{8}")
DATE = re.compile(r"(\d{1,4})([./\- ])(\d{1,2})\2(\d{1,4})(?:[T ]+\d{1,2}[:h]\d{2}\S*(?: ?[AaPp][Mm])?)?")
COMPACT_DATE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
CLOCK = re.compile(r"[T ]\d{1,2}[:h]\d{2}")
POSTCODE = re.compile(r"(?:F-?)?(?:\d{5}|\d{2} \d{3})|2[AB]\d{3}")
FOREIGN_POSTCODE = re.compile(r"(?:[A-Z]{1,2}-)?\d{4,6}(?: ?[A-Z]{2})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}")
FULL_ADDRESS = re.compile(r"\b\d{5}\b\s+\D{2,}")
LETTERS = re.compile(r"[^\W\d_]+(?:[ .'’\-]+[^\W\d_]+)*\.?")
NUMBER = re.compile(r"[+-]?\d{1,3}(?:[  ]?\d{3})*(?:[.,]\d+)?|[+-]?\d+(?:[.,]\d+)?")
CODE = re.compile(r"(?=[^\s]*\d)[A-Za-z0-9][\w\-./:]*")
CARD = re.compile(r"[A-Za-z]{0,4}[ -]?\d(?:[ \-]?\d){6,19}|\d(?:[.,]\d+)?[eE]\+?\d{2}")

LONGEST = 200
"""Characters of a value that are looked at."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Shares, 0 to 1, of the non-empty values of a column. `size`: how many there are, `filled`: of all rows."""

    size: int
    filled: float
    distinct: float
    shares: dict[str, float]
    lengths: int
    samples: tuple[str, ...]

    def share(self, kind: str) -> float:
        """The share of the values that are of a kind."""
        return self.shares.get(kind, 0.0)


def profile(values: Sequence[str]) -> Profile:
    """What a column holds, from its values in order."""
    bare = (value[:LONGEST].strip().lstrip("'").strip() for value in values)
    kept = [value for value in bare if value and value.upper() not in _NULLS]
    counts: Counter[str] = Counter()
    for value in kept:
        counts.update(kinds(value))
    size = len(kept)
    shares = {kind: count / size for kind, count in counts.items()}
    unique = dict.fromkeys(kept)
    lengths = len({len(value) for value in unique})
    return Profile(
        size, size / max(len(values), 1), len(unique) / max(size, 1), shares, lengths, tuple(list(unique)[:3])
    )


_NULLS = frozenset({"NULL", "NONE", "N/A", "#N/A", "NAN", "\\N", "-"})


@lru_cache(maxsize=65_536)
def date_parts(value: str) -> tuple[int, int, int] | None:
    """The three numbers of a date in the order in which they are written, or `None` when it is not one."""
    match = DATE.fullmatch(value)
    if match is None:
        return None
    first, second, third = int(match[1]), int(match[3]), int(match[4])
    if len(match[1]) == 4:
        return (first, second, third) if 1 <= second <= 12 and 1 <= third <= 31 and first <= 2200 else None
    if len(match[1]) > 2 or len(match[4]) not in (2, 4) or not (first and second):
        return None
    fits = (first <= 31 and second <= 12) or (first <= 12 and second <= 31)
    return (first, second, third) if fits else None


@lru_cache(maxsize=65_536)
def kinds(value: str) -> tuple[str, ...]:
    """Everything that one value may be."""
    if "@" in value:
        return ("email",) if EMAIL.fullmatch(value) else ("text",)
    text = plain(value)
    found = [kind for kind, test in _TESTS.items() if test(value, text)]
    return tuple(found) or ("text",)


def _phone(value: str, _text: str) -> bool:
    digits = re.sub(r"\D", "", value)
    if not PHONE.fullmatch(value) or DATE.fullmatch(value) or not 9 <= len(digits) <= 15:
        return False
    return value[0] in "0+(" or (len(digits) in (9, 11) and bool(_mobile(value, "") or _landline(value, "")))


def _mobile(value: str, _text: str) -> bool:
    return bool(MOBILE.fullmatch(re.sub(r"\D|\(0\)", "", value)))


def _landline(value: str, _text: str) -> bool:
    return not _mobile(value, "") and bool(LANDLINE.fullmatch(re.sub(r"\D|\(0\)", "", value)))


def _date(value: str, _text: str) -> bool:
    return bool(COMPACT_DATE.fullmatch(value)) or date_parts(value) is not None


def _address(value: str, text: str) -> bool:
    return bool(lexicon.STREET.search(text)) and len(text) > 6


_TESTS: dict[str, Callable[[str, str], object]] = {
    "phone": _phone,
    "mobile": lambda value, text: _phone(value, text) and _mobile(value, text),
    "landline": lambda value, text: _phone(value, text) and _landline(value, text),
    "date": _date,
    "clock": lambda value, text: CLOCK.search(value) and date_parts(value),
    "birth": lambda value, text: _date(value, text) and 1900 <= year(value) <= 2012,
    "truth": lambda _value, text: text in lexicon.TRUTHS,
    "civility": lambda _value, text: text in lexicon.CIVILITIES,
    "country": lambda _value, text: text in lexicon.COUNTRIES,
    "language": lambda _value, text: text in lexicon.LANGUAGES,
    "postcode": lambda value, _text: POSTCODE.fullmatch(value.upper()),
    "anypostcode": lambda value, _text: (
        POSTCODE.fullmatch(value.upper()) or FOREIGN_POSTCODE.fullmatch(value.upper())
    ),
    "number": lambda value, _text: NUMBER.fullmatch(value),
    "card": lambda value, _text: CARD.fullmatch(value) and not DATE.fullmatch(value),
    "ean": lambda value, _text: _ean(value),
    "code": lambda value, _text: CODE.fullmatch(value),
    "letters": lambda value, _text: LETTERS.fullmatch(value),
    "first_name": lambda _value, text: bool(text) and text.split()[0] in lexicon.FIRST_NAMES,
    "last_name": lambda _value, text: text in lexicon.LAST_NAMES,
    "several_words": lambda value, _text: len(value.split()) > 1,
    "full_name": lambda _value, text: (
        len(words := text.split()) > 1 and not lexicon.FIRST_NAMES.isdisjoint(words)
    ),
    "town": lambda _value, text: bool(text) and (text in lexicon.TOWNS or _town_like(text)),
    "complement": lambda _value, text: lexicon.COMPLEMENT.match(text),
    "street": _address,
    "full_address": lambda value, text: _address(value, text) and FULL_ADDRESS.search(value),
    "company": lambda _value, text: lexicon.COMPANY.search(text),
    "upper": lambda value, _text: value.isupper() and len(value) > 1,
}


def _ean(value: str) -> bool:
    """Thirteen digits of which the last is the check digit of EAN-13, as loyalty cards have."""
    if len(value) != 13 or not (value.isascii() and value.isdigit()):
        return False
    digits = [int(digit) for digit in value]
    return (sum(digits[0::2]) + 3 * sum(digits[1::2])) % 10 == 0


def _town_like(text: str) -> bool:
    """A place by its words: Saint-Malo, Chalon-sur-Saône, Paris 11."""
    first, *rest = text.split(" ")
    return bool(rest) and (
        first in lexicon.TOWNS
        or first in ("saint", "sainte", "st", "ste")
        or rest[0] in ("sur", "sous", "les", "lez", "en", "aux", "de", "du", "des")
    )


def year(value: str) -> int:
    """The year of something that looks like a date, or 0."""
    if COMPACT_DATE.fullmatch(value):
        return int(value[:4])
    parts = date_parts(value)
    if parts is None:
        return 0
    return next((number for number in parts if number > 31), 2000 + parts[2] % 100)


def date_order(columns: Sequence[Sequence[str]]) -> DateOrder:
    """The order of the dates of a file, from every value of its date columns; day first when nothing tells."""
    votes: Counter[DateOrder] = Counter()
    for value in (value.strip() for values in columns for value in values):
        parts = date_parts(value)
        if COMPACT_DATE.fullmatch(value) or (parts and parts[0] > 31):
            votes["iso"] += 1
        elif parts and parts[0] > 12:
            votes["dmy"] += 1000
        elif parts and parts[1] > 12:
            votes["mdy"] += 1000
        elif parts:
            votes["dmy"] += 1
    return max(votes, key=lambda order: votes[order], default="dmy")


def looks_like_data(cell: str) -> bool:
    """Whether a cell cannot be the name of a column: an e-mail, a date, a phone, a number."""
    found = kinds(cell.strip())
    return not {"email", "phone", "date", "number", "postcode"}.isdisjoint(found)


_FITS: dict[Field, tuple[str, ...]] = {
    Field.EMAIL: ("email",),
    Field.PHONE: ("phone",),
    Field.MOBILE: ("phone",),
    Field.LANDLINE: ("phone",),
    Field.BIRTH_DATE: ("date",),
    Field.CHANGED_AT: ("date",),
    Field.CREATED_AT: ("date",),
    Field.CIVILITY: ("civility",),
    Field.COUNTRY: ("country",),
    Field.LANGUAGE: ("language",),
    Field.POSTCODE: ("anypostcode",),
    Field.OPTIN_EMAIL: ("truth", "date"),
    Field.OPTIN_SMS: ("truth", "date"),
    Field.OPTIN_PHONE: ("truth", "date"),
    Field.OPTIN_POST: ("truth", "date"),
    Field.CARD: ("card", "code"),
}

_NOT: dict[Field, tuple[str, ...]] = {
    Field.FIRST_NAME: ("email", "phone", "date", "number", "street"),
    Field.LAST_NAME: ("email", "phone", "date", "number", "street"),
    Field.BIRTH_NAME: ("email", "phone", "date", "number", "street"),
    Field.FULL_NAME: ("email", "phone", "date", "number", "street"),
    Field.COMPANY: ("email", "phone", "date", "truth"),
    Field.TOWN: ("email", "phone", "date", "number", "postcode"),
    Field.ADDRESS1: ("email", "phone", "date", "truth", "postcode"),
    Field.ADDRESS2: ("email", "phone", "date", "postcode"),
    Field.ADDRESS3: ("email", "phone", "date", "postcode"),
    Field.ADDRESS_FULL: ("email", "phone", "date", "truth", "postcode"),
    Field.STORE: ("email", "phone", "date"),
    Field.KEY: ("date", "civility", "country"),
}


def fit(field: Field, seen: Profile) -> float:
    """How well values suit a field, 0 to 1. Without values: 1, since nothing speaks against it."""
    if not seen.size:
        return 1.0
    if field in _FITS:
        return min(sum(seen.share(kind) for kind in _FITS[field]), 1.0)
    against = max((seen.share(kind) for kind in _NOT.get(field, ())), default=0.0)
    return 1.0 - against
