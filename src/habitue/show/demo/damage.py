"""Lines that nobody can read as a record, as exports hold a few: they end among the rejects."""

from habitue.show.demo.sources import Source
from habitue.show.demo.typing_habits import Cells


def damaged(source: Source, cells: Cells, turn: int) -> str:
    """Return a broken line made from a good one under a key of its own; the kinds of damage take turns."""
    kinds = (too_many_cells, lost_quote, no_key, scientific_key)
    return kinds[turn % len(kinds)](source, cells, turn)


def own_key(source: Source, turn: int) -> str:
    """Return a key that no good line of the file has."""
    return source.key(90_000_000 + turn) if source.key else f"abonne{turn}@{source.name}.example"


def too_many_cells(source: Source, cells: Cells, turn: int) -> str:
    """A field holds separators that nobody quoted: all that follows stands two columns too far."""
    field = source.separator.join((cells[source.text] or "SANS SUITE", "VOIR NOTE", "MAGASIN"))
    cells = [own_key(source, turn), *cells[1:]]
    return source.separator.join((*cells[: source.text], field, *cells[source.text + 1 :]))


def lost_quote(source: Source, cells: Cells, turn: int) -> str:
    """The quote that opened a field is gone: its separators count, and the closing quote stands alone."""
    field = f'{cells[source.text]}{source.separator} bat B{source.separator} code 12"'
    cells = [own_key(source, turn), *cells[1:]]
    return source.separator.join((*cells[: source.text], field, *cells[source.text + 1 :]))


def no_key(source: Source, cells: Cells, _turn: int) -> str:
    """The key is blank: nobody can tell which record this is."""
    return source.line(["", *cells[1:]])


def scientific_key(source: Source, cells: Cells, turn: int) -> str:
    """A spreadsheet has rounded the key to 2.9E+12. A key that is no number is lost instead."""
    if source.key is None:
        return no_key(source, cells, turn)
    return source.line([f"{float('29' + own_key(source, turn)):.1E}", *cells[1:]])
