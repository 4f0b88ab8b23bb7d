"""A line with too many or too few cells, cut as it was most probably meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

Wrong = Callable[[list[str]], int]
_EMAIL = re.compile(r"[^\s;,|@]+@[^\s;,|@]+")
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.*")
_NUMBER = re.compile(r"[+\d][\d .\-()]*")


def cut_again(raw: str, separator: str, columns: int, wrong: Wrong) -> list[str]:
    """The cells of a line that does not have as many as the file has columns; always `columns` of them.

    One cell is taken to hold the separators in excess, or the missing cells to be missing in one place: that of the ways
    to cut is taken which `wrong` finds least wrong. What is cut is a proposal for a person to check.
    """
    parts = [part.strip('"') for part in raw.rstrip("\r\n").split(separator or ";")]
    ways = list(_joined(parts, separator, columns) if len(parts) >= columns else _filled(parts, columns))
    best = min(ways, key=lambda way: wrong([cell.strip() for cell in way]))
    return [cell.strip().strip('"') for cell in best]


def unlike(cells: Sequence[str], samples: Sequence[Sequence[str]]) -> int:
    """How many cells look like none of the samples of their column. An empty cell, or no sample, tells nothing."""
    return sum(
        bool(cell and known) and kind_of_cell(cell) not in {kind_of_cell(each) for each in known}
        for cell, known in zip(cells, samples, strict=False)
    )


def kind_of_cell(cell: str) -> str:
    """What a cell looks like: an e-mail, a date, digits and how many, or text."""
    if _EMAIL.fullmatch(cell):
        return "email"
    if _DATE.fullmatch(cell):
        return "date"
    digits = sum(letter.isdigit() for letter in cell)
    return f"{digits} digits" if digits and _NUMBER.fullmatch(cell) else "text"


def _joined(parts: list[str], separator: str, columns: int) -> Iterator[list[str]]:
    """Every way to join the cells in excess to one of them."""
    width = len(parts) - columns + 1
    for at in range(columns):
        yield [*parts[:at], separator.join(parts[at : at + width]), *parts[at + width :]]


def _filled(parts: list[str], columns: int) -> Iterator[list[str]]:
    """Every place where the missing cells may be missing, the end first."""
    missing = [""] * (columns - len(parts))
    for at in range(len(parts), -1, -1):
        yield [*parts[:at], *missing, *parts[at:]]
