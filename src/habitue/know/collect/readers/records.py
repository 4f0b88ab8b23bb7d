"""From lines of text to rows of a delimited file: at C speed when a block is quiet, line by line when it is not.

A quote that is never closed costs its own line and no other.
"""

from __future__ import annotations

import csv
import io
import re
from functools import cached_property

from habitue.know.collect.readers import limits
from habitue.know.collect.readers.table import Chunk, bad_line, long_cell

NO_QUOTE = "\0"
"""Stands for the quote of a file that has none: NUL never reaches this module."""


def physical_lines(text: str) -> list[str]:
    """The lines of a text without their endings."""
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    return lines


class RecordParser:
    """Turns blocks of whole physical lines into rows of `len(columns)` cells and bad lines.

    Feed it the blocks in order; what it holds back (a quoted record that goes on in the next block) comes out later.
    """

    def __init__(self, columns: tuple[str, ...], separator: str, quote: str) -> None:
        self.columns = columns
        self.width = len(columns)
        self.separator = separator
        self.quote = quote or NO_QUOTE
        self._blank = f"\n{separator * (self.width - 1)}\n"
        self._held = ""
        self._held_line = 0

    def feed(self, text: str, first_line: int, *, final: bool = False) -> Chunk:
        """The rows and bad lines of a block whose first physical line is `first_line`."""
        if self._held:
            text, first_line, self._held = self._held + text, self._held_line, ""
        if not text:
            return Chunk()
        return self._quiet(text, first_line) or self._careful(text, first_line, final)

    def split(self, line: str) -> list[str] | None:
        """The cells of one record, or `None` when a quote in it is never closed."""
        if self.quote not in line:
            return line.split(self.separator)
        rows = self._strict(line)
        return rows[0] if rows and len(rows) == 1 else self._lenient(line)

    def _quiet(self, text: str, first_line: int) -> Chunk | None:
        """A block in which each line is a record, at one go; `None` when quotes say that some are not."""
        lines = physical_lines(text)
        if self.quote not in text:
            rows = [line.split(self.separator) for line in lines]
        elif (parsed := self._strict(text)) is not None and len(parsed) == len(lines):
            rows = parsed
        else:
            return None
        if self._all_good(text, lines, rows):
            return Chunk(rows, list(range(first_line, first_line + len(rows))))
        return self._sorted(lines, rows, first_line)

    def _all_good(self, text: str, lines: list[str], rows: list[list[str]]) -> bool:
        """Whether no line of a block is blank, too long, or of another width."""
        return not (
            "\n\n" in text
            or self._blank in text
            or text.startswith(("\n", self._blank[1:]))
            or max(map(len, lines)) > limits.CELL
            or set(map(len, rows)) != {self.width}
        )

    def _sorted(self, lines: list[str], rows: list[list[str]], first_line: int) -> Chunk:
        """The rows of a block of which some are not good."""
        chunk, width, blank = Chunk(), self.width, self._blank[1:-1]
        for line, (raw, row) in enumerate(zip(lines, rows, strict=True), first_line):
            if len(row) == width and raw != blank and len(raw) <= limits.CELL:
                chunk.rows.append(row)
                chunk.lines.append(line)
            else:
                self._sort(chunk, raw, row, line)
        return chunk

    def _strict(self, text: str) -> list[list[str]] | None:
        """The records of a text that obeys the rules of quoting, or `None`."""
        source = io.StringIO(text, newline="\n")
        try:
            return list(csv.reader(source, delimiter=self.separator, quotechar=self.quote, strict=True))
        except csv.Error:
            return None

    def _careful(self, text: str, first_line: int, final: bool) -> Chunk:
        """The block record by record, so that each trouble stays where it is."""
        lines = physical_lines(text)
        chunk, index = Chunk(), 0
        while index < len(lines):
            size = self._span(lines, index, final)
            if not size:
                self._held, self._held_line = "\n".join(lines[index:]) + "\n", first_line + index
                break
            index += self._record(chunk, lines[index : index + size], first_line + index)
        return chunk

    def _span(self, lines: list[str], index: int, final: bool) -> int:
        """How many physical lines a record takes by its quotes; 0 when that shows only in the next block."""
        if lines[index].count(self.quote) % 2 == 0 or self._fits(lines[index]):
            return 1
        last = min(index + limits.RECORD_LINES, len(lines))
        for end in range(index + 1, last):
            if lines[end].count(self.quote) % 2:
                return end + 1 - index
        seen = sum(map(len, lines[index:last]))
        waits = not final and last == len(lines) and last - index < limits.RECORD_LINES and seen < limits.LINE
        return 0 if waits else 1

    def _fits(self, line: str) -> bool:
        """Whether a line with an odd quote is a whole record all the same (12" in a bare cell)."""
        rows = self._strict(line)
        return rows is not None and len(rows) == 1 and len(rows[0]) == self.width

    def _record(self, chunk: Chunk, lines: list[str], line: int) -> int:
        """Put one record into the chunk; returns how many physical lines it used up."""
        if len(lines) > 1:
            rows = self._strict("\n".join(lines))
            if rows and len(rows) == 1 and len(rows[0]) == self.width:
                self._sort(chunk, "\n".join(lines), rows[0], line)
                return len(lines)
        raw = lines[0]
        cells = self.split(raw) if raw else []
        if cells is None:
            chunk.bad.append(bad_line(line, raw, "row.unclosed_quote"))
        else:
            self._sort(chunk, raw, cells, line)
        return 1

    def _sort(self, chunk: Chunk, raw: str, cells: list[str], line: int) -> None:
        """A record whose cells are known: blank, good, or bad for a reason."""
        if not raw.strip(self.separator) or (self.width > 1 and not raw.strip()):
            chunk.blank += 1
            return
        if len(cells) > self.width and not any(cells[self.width :]):
            del cells[self.width :]
        complaint = long_cell(line, raw, self.columns, cells) if len(raw) > limits.CELL else None
        if complaint is None and len(cells) != self.width:
            code = "row.too_few_cells" if len(cells) < self.width else "row.too_many_cells"
            complaint = bad_line(line, raw, code, cells=len(cells), columns=self.width)
        if complaint is not None:
            chunk.bad.append(complaint)
            return
        chunk.rows.append(cells)
        chunk.lines.append(line)

    @cached_property
    def _quoted(self) -> re.Pattern[str]:
        """A quoted cell in which bare quotes are let pass unless a separator or the end follows them."""
        quote, after = re.escape(self.quote), rf"(?={re.escape(self.separator)}|\Z)"
        return re.compile(
            rf"{quote}((?:[^{quote}]|{quote}{quote}|{quote}(?!{after}))*+){quote}{after}", re.DOTALL
        )

    def _lenient(self, line: str) -> list[str] | None:
        """The cells of one physical line with sloppy quotes; `None` when a quote is opened and never closed."""
        cells, position = [], 0
        while True:
            if line.startswith(self.quote, position):
                match = self._quoted.match(line, position)
                if match is None:
                    return None
                cells.append(match[1].replace(self.quote * 2, self.quote))
                end = match.end()
            else:
                found = line.find(self.separator, position)
                end = len(line) if found < 0 else found
                cells.append(line[position:end])
            if end >= len(line):
                return cells
            position = end + len(self.separator)
