"""What is wrong in a row before it becomes a record: what forbids it, and what a person should look at.

Only a row that cannot be kept as a record is rejected: it has no key, or one that a spreadsheet destroyed, or a change
time that nobody can read, or nothing that identifies anybody. All else is kept and counted as suspicious.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Dict
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from habitue.know.collect.rules.findings import FileFindings
from habitue.know.collect.rules.instants import parse_instant
from habitue.know.collect.rules.mapping.values import EMAIL, PHONE, date_parts
from habitue.know.collect.types import DateOrder, Field, Problem, Severity

__all__ = ["FileFindings", "RowChecks"]

LONGEST_KEY = 200
"""Characters of one part of a record's key; an index cannot hold a text of thousands."""
SCIENTIFIC = re.compile(r"\s*\d(?:[.,]\d+)?[eE]\+?\d{2}\s*")
_ISO = re.compile(
    r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])"
    r"(?:[T ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)?)?"
)
_DAY_FIRST = re.compile(
    r"(?:0[1-9]|1\d|2[0-8])/(?:0[1-9]|1[0-2])/(?:19|20)\d\d(?: (?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)?"
)
_FRENCH = frozenset({"", "FR", "FRA", "FRANCE", "F"})
_WHO = (
    Field.LAST_NAME,
    Field.FULL_NAME,
    Field.FIRST_NAME,
    Field.BIRTH_NAME,
    Field.EMAIL,
    Field.CARD,
    Field.MOBILE,
    Field.PHONE,
    Field.LANDLINE,
    Field.COMPANY,
)
_PHONES = (Field.PHONE, Field.MOBILE, Field.LANDLINE)
_MANGLED = ("Ã", "Â", "â€", "\ufffd")
Column = Sequence[str]


class RowChecks:
    """The checks of the rows of one file, compiled once from its layout.

    `layout`: where each field stands; `columns`: the names for the problems; `key`: where the key columns stand (the
    key field, the card or the e-mail when not given); `today`: beyond it, a change time is in the future.
    """

    def __init__(
        self,
        layout: Dict[Field, int],
        date_order: DateOrder,
        today: date,
        *,
        columns: Sequence[str] = (),
        key: Sequence[int] | None = None,
    ) -> None:
        self._columns = columns
        self._key = tuple(key) if key is not None else _default_key(layout)
        self._who = tuple(layout[field] for field in _WHO if field in layout)
        self._changed = layout.get(Field.CHANGED_AT, -1)
        self._card = layout.get(Field.CARD, -1)
        if self._card in self._key:
            self._card = -1
        self._phones = tuple(layout[field] for field in _PHONES if field in layout)
        self._email = layout.get(Field.EMAIL, -1)
        self._postcode = layout.get(Field.POSTCODE, -1)
        self._town = layout.get(Field.TOWN, -1)
        self._country = layout.get(Field.COUNTRY, -1)
        self._birth = layout.get(Field.BIRTH_DATE, -1)
        self._order: DateOrder = date_order
        self._tomorrow = (today + timedelta(days=1)).isoformat()
        self._today = datetime.combine(today, time(), UTC)

    def suspects(
        self, columns: Sequence[Column], instants: Sequence[datetime | None], texts: Sequence[str]
    ) -> list[int]:
        """Which of many rows `check` has to look at: all that have problems are among them, and few others.

        Rows are given by column, which is how most of them are cleared at once; with the change time read of each (None
        where there is none or it cannot be read), and with all cells of each as one text.
        """
        found: set[int] = set()
        for at in self._key:
            found.update(_odd_keys(columns[at]))
        found.update(_of_nobody([columns[at] for at in self._who], len(texts)))
        found.update(self._odd_times(columns, instants))
        for at in self._phones:
            found.update(_odd_phones(columns[at]))
        found.update(self._odd_cells(columns))
        found.update(_mangled(texts))
        return sorted(found)

    def _odd_times(self, columns: Sequence[Column], instants: Sequence[datetime | None]) -> Iterable[int]:
        if self._changed < 0:
            return ()
        cells, today = columns[self._changed], self._today
        return [
            i
            for i, (cell, instant) in enumerate(zip(cells, instants, strict=True))
            if (cell if instant is None else instant > today)
        ]

    def _odd_cells(self, columns: Sequence[Column]) -> Iterable[int]:
        """Rows with an odd card, e-mail, postcode, town or date of birth."""
        if self._card >= 0:
            yield from [i for i, card in enumerate(columns[self._card]) if card and not card.isalnum()]
        if self._email >= 0:
            yield from [i for i, email in enumerate(columns[self._email]) if email and "@" not in email]
        if self._postcode >= 0:
            yield from [i for i, code in enumerate(columns[self._postcode]) if code and len(code) != 5]
        if self._town >= 0:
            towns = columns[self._town]
            odd = {town for town in set(towns) if town.isdigit() or "@" in town}
            yield from [i for i, town in enumerate(towns) if town in odd] if odd else ()
        if self._birth >= 0:
            days = columns[self._birth]
            odd = {day for day in set(days) if _swapped(day, self._order)}
            yield from [i for i, day in enumerate(days) if day in odd] if odd else ()

    def check(self, cells: Sequence[str]) -> list[Problem]:
        """The problems of a row, none for most. Cells are as read: as many as the file has columns."""
        problems: list[Problem] = []
        self._check_record(cells, problems)
        if (
            self._card >= 0
            and (card := cells[self._card])
            and not card.isalnum()
            and SCIENTIFIC.fullmatch(card)
        ):
            problems.append(self._problem(self._card, card, "card.scientific"))
        for at in self._phones:
            phone = cells[at]
            if phone and not (len(phone) == 10 and phone[0] == "0" and phone.isdigit()):
                self._check_phone(at, phone, cells, problems)
        if self._email >= 0 and (email := cells[self._email]) and "@" not in email:
            self._check_shift(self._email, email, problems)
        self._check_place(cells, problems)
        if self._birth >= 0 and (swapped := _swapped(cells[self._birth], self._order)):
            problems.append(self._problem(self._birth, cells[self._birth], "date.wrong_order", swapped))
        text = "\x1f".join(cells)
        if not text.isascii() and ("Ã" in text or "Â" in text or "â€" in text or "\ufffd" in text):
            self._check_characters(cells, problems)
        return problems

    def _check_record(self, cells: Sequence[str], problems: list[Problem]) -> None:
        """What forbids a record."""
        for at in self._key:
            key = cells[at]
            if not key or key.isspace():
                problems.append(self._problem(at, key, "row.no_key", severity="reject"))
            elif "+" in key and SCIENTIFIC.fullmatch(key):
                problems.append(self._problem(at, key, "key.scientific", severity="reject"))
            elif len(key) > LONGEST_KEY:
                problems.append(self._problem(at, key, "key.too_long", severity="reject"))
        for at in self._who:
            if cells[at] and not cells[at].isspace():
                break
        else:
            problems.append(Problem("", "", "row.nobody", "reject"))
        if self._changed >= 0 and (changed := cells[self._changed]):
            self._check_changed(changed, problems)

    def _check_changed(self, changed: str, problems: list[Problem]) -> None:
        # The usual forms first: reading a date costs more than all other checks of a row.
        if _ISO.fullmatch(changed):
            day = changed[:10]
        elif self._order == "dmy" and _DAY_FIRST.fullmatch(changed):
            day = f"{changed[6:10]}-{changed[3:5]}-{changed[:2]}"
        else:
            day = ""
        if day > self._tomorrow:
            problems.append(self._problem(self._changed, changed, "changed_at.future"))
        elif not day and changed.strip() and parse_instant(changed, self._order, UTC) is None:
            swapped = _swapped(changed.strip(), self._order)
            code = "changed_at.unreadable"
            problems.append(self._problem(self._changed, changed, code, swapped, severity="reject"))

    def _check_phone(self, at: int, phone: str, cells: Sequence[str], problems: list[Problem]) -> None:
        if "@" in phone:
            self._check_shift(at, phone, problems)
        elif SCIENTIFIC.fullmatch(phone):
            problems.append(self._problem(at, phone, "phone.scientific"))
        elif len(phone) == 9 and phone.isdigit() and phone[0] != "0" and self._is_french(cells):
            problems.append(self._problem(at, phone, "phone.lost_zero", "0" + phone))

    def _check_place(self, cells: Sequence[str], problems: list[Problem]) -> None:
        if self._postcode >= 0 and (postcode := cells[self._postcode]) and len(postcode) != 5:
            if len(postcode) == 4 and postcode.isdigit() and self._is_french(cells):
                problems.append(self._problem(self._postcode, postcode, "postcode.lost_zero", "0" + postcode))
            elif len(postcode) > 9:
                self._check_shift(self._postcode, postcode, problems)
        if self._town >= 0 and (town := cells[self._town]) and (town.isdigit() or "@" in town):
            problems.append(self._problem(self._town, town, "cell.shifted"))

    def _check_shift(self, at: int, value: str, problems: list[Problem]) -> None:
        """An e-mail where none belongs, or a phone or a date where an e-mail or a postcode belongs."""
        value = value.strip()
        if EMAIL.fullmatch(value) or PHONE.fullmatch(value) or date_parts(value):
            problems.append(self._problem(at, value, "cell.shifted"))

    def _check_characters(self, cells: Sequence[str], problems: list[Problem]) -> None:
        for at, cell in enumerate(cells):
            if "\ufffd" in cell:
                problems.append(self._problem(at, cell, "cell.lost_characters"))
            elif mended := mend_mojibake(cell):
                problems.append(self._problem(at, cell, "cell.mojibake", mended))

    def _is_french(self, cells: Sequence[str]) -> bool:
        """Whether French rules hold for a row: its country is France, or not told."""
        return self._country < 0 or cells[self._country].strip().upper() in _FRENCH

    def _problem(
        self, at: int, value: str, code: str, suggestion: str = "", severity: Severity = "suspicious"
    ) -> Problem:
        column = self._columns[at] if at < len(self._columns) else f"col{at + 1}"
        return Problem(column, value, code, severity, suggestion)


def _odd_keys(keys: Column) -> Iterable[int]:
    if all(map(str.isalnum, keys)) and max(map(len, keys)) <= LONGEST_KEY:
        return ()
    return [
        i for i, key in enumerate(keys) if not key or "+" in key or len(key) > LONGEST_KEY or key.isspace()
    ]


def _of_nobody(columns: Sequence[Column], rows: int) -> Iterable[int]:
    """Rows in which none of these columns holds anything."""
    empty: Sequence[int] = range(rows)
    for cells in columns:
        empty = [i for i in empty if not cells[i] or cells[i].isspace()]
    return empty


def _odd_phones(phones: Column) -> Iterable[int]:
    """Rows whose telephone has nine digits, or what an e-mail or a number of a spreadsheet has."""
    return [
        i
        for i, phone in enumerate(phones)
        if phone and (len(phone) == 9 if phone.isdigit() else "@" in phone or "E" in phone or "e" in phone)
    ]


def _mangled(texts: Sequence[str]) -> Iterable[int]:
    whole = "".join(texts)
    marks = () if whole.isascii() else [mark for mark in _MANGLED if mark in whole]
    return [i for i, text in enumerate(texts) if any(mark in text for mark in marks)] if marks else ()


def mend_mojibake(text: str) -> str:
    """The text as it was before UTF-8 was read as cp1252 ("RenÃ©e" was "Renée"), or nothing if it was not."""
    if text.isascii() or not ("Ã" in text or "Â" in text or "â€" in text):
        return ""
    data = bytearray()
    for character in text:
        try:
            data += character.encode("cp1252")
        except UnicodeEncodeError:
            # The bytes that cp1252 does not define come through as control characters.
            if ord(character) > 0xFF:
                return ""
            data.append(ord(character))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return ""


@lru_cache(maxsize=65_536)
def _swapped(value: str, order: DateOrder) -> str:
    """A date whose day and month can only be in the other order than the file's, put in the file's; else nothing."""
    parts = date_parts(value) if value and order != "iso" else None
    if parts is None or parts[0] > 31:
        return ""
    month = parts[1] if order == "dmy" else parts[0]
    if month <= 12:
        return ""
    match = re.fullmatch(r"(\d+)(\D)(\d+)(\D.*)", value)
    return f"{match[3]}{match[2]}{match[1]}{match[4]}" if match else ""


def _default_key(layout: Dict[Field, int]) -> tuple[int, ...]:
    """The key when none is named: the record's id, else the card, else the e-mail."""
    return next(((layout[field],) for field in (Field.KEY, Field.CARD, Field.EMAIL) if field in layout), ())
