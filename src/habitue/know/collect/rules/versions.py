"""Which version of a record stands: the newest by its own change time, whatever the order of arrival."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple


class Fate(StrEnum):
    """What becomes of an incoming line."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    OLDER = "older"
    REPEATED = "repeated"


@dataclass(slots=True)
class Incoming:
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


def hash_cells(cells: list[str], salt: bytes) -> int:
    """A signed 64-bit hash of a line. `salt` stands for the mapping, so that a changed mapping reads every line anew."""
    digest = blake2b("\x1f".join(cells).encode("utf-8", "surrogatepass"), digest_size=8, key=salt).digest()
    return int.from_bytes(digest, "big", signed=True)


def newest_by_key(lines: Iterable[Incoming]) -> tuple[dict[str, Incoming], int]:
    """One line per key, the newest (of equals, the later in the file), and how many others were passed over."""
    newest: dict[str, Incoming] = {}
    passed = 0
    for line in lines:
        other = newest.get(line.key)
        if other is not None:
            passed += 1
            if line.changed_at < other.changed_at:
                continue
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
    for key, line in lines.items():
        sorted_[fate(known.get(key), line)].append(line)
    return sorted_
