"""Which version of a record stands: the newest by its own change time, whatever the order of arrival."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple

from msgspec import Struct

CELLS = "\x1f"
"""What parts the cells of a line where they are looked at together."""


class Fate(StrEnum):
    """What becomes of an incoming line."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    OLDER = "older"
    REPEATED = "repeated"


class Incoming(Struct):
    """A line that can become a record: its key in the source, its change time, and a hash of what it says."""

    key: str
    changed_at: datetime
    hash: int
    line: int
    cells: list[str]


class Known(NamedTuple):
    """What is stored of a record: its id, its hash, its change time."""

    id: str
    hash: int
    changed_at: datetime


def hash_cells(cells: Sequence[str], salt: bytes) -> int:
    """A signed 64-bit hash of a line. `salt` stands for the mapping, so that a changed mapping reads every line anew."""
    return hash_texts([CELLS.join(cells)], salt)[0]


def hash_texts(texts: Iterable[str], salt: bytes) -> list[int]:
    """As `hash_cells`, of many lines whose cells are joined by CELLS already."""
    salted, read = blake2b(digest_size=8, key=salt), int.from_bytes
    hashes = []
    for text in texts:
        state = salted.copy()
        state.update(text.encode("utf-8", "surrogatepass"))
        hashes.append(read(state.digest(), "big", signed=True))
    return hashes


def newest_by_key(lines: Sequence[Incoming]) -> tuple[dict[str, Incoming], int]:
    """One line per key, the newest (of equals, the later in the file), and how many others were passed over."""
    newest = {line.key: line for line in lines}
    passed = len(lines) - len(newest)
    if passed:
        newest.clear()
        for line in lines:
            other = newest.get(line.key)
            if other is None or line.changed_at >= other.changed_at:
                newest[line.key] = line
    return newest, passed


def fate(known: Known | None, line: Incoming) -> Fate:
    """What becomes of a line, given what is stored under its key.

    Same content: unchanged. Older than what is stored: the stored version stands. Same instant but other content: the
    line that comes later stands, since sources with a change time in whole days do correct themselves within one.
    """
    if known is None:
        return Fate.NEW
    if known.hash == line.hash:
        return Fate.UNCHANGED
    return Fate.OLDER if line.changed_at < known.changed_at else Fate.UPDATED


def sort_out(known: Mapping[str, Known], lines: Mapping[str, Incoming]) -> dict[Fate, list[Incoming]]:
    """The lines of a chunk by what becomes of them."""
    sorted_: dict[Fate, list[Incoming]] = {each: [] for each in Fate}
    if not known:
        sorted_[Fate.NEW] = list(lines.values())
        return sorted_
    for key, line in lines.items():
        sorted_[fate(known.get(key), line)].append(line)
    return sorted_
