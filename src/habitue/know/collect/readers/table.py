"""What every reader gives: a table of text whose logical rows all end in a batch, as rows or as bad lines."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import islice

from habitue.know.collect.readers import limits
from habitue.know.collect.readers.source import FileSource
from habitue.know.collect.types import BadLine, Batch, FileKind, FileShape, Notice, Params


@dataclass(slots=True)
class Chunk:
    """What a reader reads at one go, in the order of the file; the rank of bad lines is not known yet."""

    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    bad: list[BadLine] = field(default_factory=list)
    blank: int = 0
    bytes_read: int = 0

    def __len__(self) -> int:
        return len(self.rows) + len(self.bad)


class TableReader(ABC):
    """A table inside a file: `columns`, `shape`, `notices` (which may grow while reading), and its batches."""

    kind: FileKind
    shape: FileShape
    columns: tuple[str, ...]

    def __init__(self, source: FileSource, name: str = "") -> None:
        self.source = source
        self.name = name or source.name
        self.bytes_read = 0
        self.bytes_total = source.size
        self._notices: dict[str, Params] = {}

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What a person should know of the file; complete once it has been read to the end."""
        return tuple(Notice(code, params) for code, params in self._notices.items())

    def notice(self, code: str, **params: str | int) -> None:
        """Note something about the file; `count` is summed when it comes again."""
        count = int(self._notices.get(code, {}).get("count", 0)) + int(params.get("count", 0))
        self._notices[code] = {**params, "count": count} if count else params

    @abstractmethod
    def chunks(self) -> Iterator[Chunk]:
        """The whole table from its first logical row. Raises `FileProblem` when the file breaks off."""

    def batches(self, *, skip: int = 0, size: int = 5000) -> Iterator[Batch]:
        """The logical rows after the first `skip`, at most `size` to a batch, in constant memory.

        Raises `FileProblem` when the file turns out to be damaged further on.
        """
        self._notices = {code: params for code, params in self._notices.items() if "count" not in params}
        first = 0
        with closing(self.chunks()) as chunks:  # type: ignore[type-var]
            for chunk in chunks:
                self.bytes_read = chunk.bytes_read
                start = max(skip - first, 0)
                if start < len(chunk) or (chunk.blank and not len(chunk)):
                    yield from self._cut(chunk, first, start, size)
                first += len(chunk)

    def sample(self, rows: int = 500) -> list[list[str]]:
        """The first rows, for the mapping to be proposed from."""
        with closing(self.batches(size=rows)) as batches:  # type: ignore[type-var]
            return [row for batch in islice(batches, 3) for row in batch.rows][:rows]

    def _cut(self, chunk: Chunk, first: int, start: int, size: int) -> Iterator[Batch]:
        """Batches of the logical rows of a chunk from rank `start` of it on."""
        ranks = [bisect_left(chunk.lines, bad.line) + index for index, bad in enumerate(chunk.bad)]
        for begin in range(start, max(len(chunk), start + 1), size):
            end = min(begin + size, len(chunk))
            low, high = bisect_left(ranks, begin), bisect_left(ranks, end)
            bad = [replace(chunk.bad[i], row=first + ranks[i]) for i in range(low, high)]
            rows = slice(begin - low, end - high)
            blank = chunk.blank if begin == start else 0
            yield Batch(
                first + begin,
                chunk.lines[rows],
                chunk.rows[rows],
                bad,
                blank,
                chunk.bytes_read,
                self.bytes_total,
            )


def bad_line(line: int, raw: str, code: str, **params: str | int) -> BadLine:
    """A bad line whose raw text is cut for storage; its rank is set when its chunk is cut into batches."""
    return BadLine(line, 0, cut(raw), "", "", code, params)


def cut(raw: str) -> str:
    """The text, or its beginning and how much is missing."""
    return raw if len(raw) <= limits.RAW else f"{raw[: limits.RAW]}… [{len(raw) - limits.RAW} more]"


def long_cell(line: int, raw: str, columns: tuple[str, ...], row: list[str]) -> BadLine | None:
    """The complaint about a cell beyond the limit, or `None`."""
    for index, cell in enumerate(row):
        if len(cell) > limits.CELL:
            column = columns[index] if index < len(columns) else ""
            params: Params = {"size": len(cell), "limit": limits.CELL, "column": column}
            return BadLine(line, 0, cut(raw), column, cell[:200], "cell.too_long", params)
    return None
