"""A line with too many or too few cells, cut as it was most probably meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator

Wrong = Callable[[list[str]], int]


def cut_again(raw: str, separator: str, columns: int, wrong: Wrong) -> list[str]:
    """The cells of a line that does not have as many as the file has columns; always `columns` of them.

    One cell is taken to hold the separators in excess, or the missing cells to be missing in one place: that of the ways
    to cut is taken which gives the fewest problems (`wrong` counts them). What is cut is a proposal for a person to check.
    """
    parts = [part.strip().strip('"') for part in raw.rstrip("\r\n").split(separator or ";")]
    ways = list(_joined(parts, separator, columns) if len(parts) >= columns else _filled(parts, columns))
    return min(ways, key=lambda way: (wrong(way), _roughness(way)))


def _joined(parts: list[str], separator: str, columns: int) -> Iterator[list[str]]:
    """Every way to join the cells in excess to one of them."""
    width = len(parts) - columns + 1
    for at in range(columns):
        held = f"{separator} ".join(parts[at : at + width])
        yield [*parts[:at], held, *parts[at + width :]]


def _filled(parts: list[str], columns: int) -> Iterator[list[str]]:
    """Every place where the missing cells may be missing, the end first."""
    missing = [""] * (columns - len(parts))
    for at in range(len(parts), -1, -1):
        yield [*parts[:at], *missing, *parts[at:]]


def _roughness(way: list[str]) -> int:
    """Between ways with as many problems: text is joined to text sooner than to nothing."""
    return sum(cell.startswith((";", ",", "|", "\t")) or cell.endswith(("; ", ", ", "| ")) for cell in way)
