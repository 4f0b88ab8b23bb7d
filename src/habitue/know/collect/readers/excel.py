"""XLSX workbooks, row by row. Each visible sheet that holds something is a table."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from habitue.know.collect.readers import limits
from habitue.know.collect.readers.archive import refuse_bomb
from habitue.know.collect.readers.source import DAMAGE, FileSource
from habitue.know.collect.readers.table import Chunk, TableReader, bad_line, long_cell
from habitue.know.collect.readers.texts import as_text
from habitue.know.collect.rules import sniffing
from habitue.know.collect.types import FileKind, FileOptions, FileProblem, FileShape

_BROKEN = (
    *DAMAGE,
    ParseError,
    InvalidFileException,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
)
"""What openpyxl raises on a damaged workbook, depending on where the damage is."""
_CHUNK = 2_000


class ExcelTable(TableReader):
    """One sheet of a workbook. Lines are the numbers of its rows as Excel shows them."""

    kind = FileKind.XLSX

    def __init__(self, source: FileSource, sheet: Any, declared: FileOptions) -> None:
        super().__init__(source, f"{source.name} › {sheet.title}")
        # The size that the file claims is often wrong: it is only good for a progress bar.
        self._last = sheet.max_row or 1
        first = list(islice(_cells(sheet, self.name), sniffing.LOOK))
        header = _header(first, declared)
        self.columns = self._names([cells for _, cells in first], header)
        line = first[header][0] if header >= 0 else 0
        self.shape = FileShape(FileKind.XLSX, header=header >= 0, header_line=line, sheet=sheet.title)

    def chunks(self) -> Iterator[Chunk]:
        """The rows of the sheet after its header. Raises `FileProblem` when the workbook is damaged."""
        width, chunk, seen = len(self.columns), Chunk(), self.shape.header_line
        with workbook(self.source) as book:
            for line, cells in _cells(book[self.shape.sheet], self.name):
                if line <= self.shape.header_line:
                    continue
                chunk.blank += line - seen - 1
                seen = line
                self._sort(chunk, line, cells, width)
                if len(chunk) >= _CHUNK:
                    chunk.bytes_read = self._progress(line)
                    yield chunk
                    chunk = Chunk()
        chunk.bytes_read = self.bytes_total
        yield chunk

    def _sort(self, chunk: Chunk, line: int, cells: list[str], width: int) -> None:
        complaint = None
        if len(cells) > width:
            raw = "\t".join(cells)
            complaint = bad_line(line, raw, "row.too_many_cells", cells=len(cells), columns=width)
        elif max(map(len, cells)) > limits.CELL:
            complaint = long_cell(line, "\t".join(cells), self.columns, cells)
        if complaint is not None:
            chunk.bad.append(complaint)
        else:
            chunk.rows.append(cells + [""] * (width - len(cells)))
            chunk.lines.append(line)

    def _progress(self, line: int) -> int:
        """Bytes read, as if rows were of one size: a workbook does not tell where its rows stand."""
        return min(self.bytes_total * line // max(self._last, line), self.bytes_total)

    def _names(self, rows: list[list[str]], header: int) -> tuple[str, ...]:
        width = max(map(len, rows), default=0)
        if width > limits.COLUMNS:
            raise FileProblem("file.too_many_columns", columns=width, limit=limits.COLUMNS, name=self.name)
        if header < 0:
            self.notice("file.no_header")
            return tuple(f"col{index}" for index in range(1, width + 1))
        cells = list(rows[header])
        sniffing.drop_unnamed(cells, rows[header + 1 :])
        names, twice = sniffing.unique_names(cells)
        for code, params in sniffing.header_notices(header, header, twice):
            self.notice(code, **params)
        return names


def _header(first: list[tuple[int, list[str]]], declared: FileOptions) -> int:
    """The index of the header among the first rows, or -1."""
    if declared.header is False or not first:
        return -1
    if declared.header_line:
        return next((i for i, (line, _) in enumerate(first) if line >= declared.header_line), 0)
    found = sniffing.find_header([cells for _, cells in first])
    return 0 if declared.header and found < 0 else found


def _cells(sheet: Any, name: str) -> Iterator[tuple[int, list[str]]]:
    """(row number, its cells up to the last that holds something), rows that hold nothing left out."""
    sheet.reset_dimensions()
    for line, row in enumerate(_rows(sheet, name), 1):
        cells = [_text(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield line, cells


def _rows(sheet: Any, name: str) -> Iterator[Any]:
    """The rows of a sheet as openpyxl gives them. Raises `FileProblem` where the workbook is damaged."""
    rows = sheet.iter_rows()
    while True:
        try:
            row = next(rows, None)
        except _BROKEN as error:
            raise FileProblem("file.damaged", name=name, offset=0) from error
        if row is None:
            return
        yield row


def excel_tables(source: FileSource, declared: FileOptions) -> list[TableReader]:
    """The tables of a workbook. Raises `FileProblem` when it is damaged, empty or lacks the declared sheet."""
    with workbook(source) as book:
        names = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if declared.sheet is not None and declared.sheet not in names:
            sheets = ", ".join(names)
            raise FileProblem("file.no_sheet", sheet=declared.sheet, sheets=sheets, name=source.name)
        wanted = names if declared.sheet is None else [declared.sheet]
        # Opened once for all its sheets: a workbook reads all its texts each time that it is opened.
        found = [ExcelTable(source, book[name], declared) for name in wanted]
    tables: list[TableReader] = [table for table in found if table.columns]
    if not tables:
        raise FileProblem("file.empty", name=source.name)
    return tables


@contextmanager
def workbook(source: FileSource) -> Iterator[Any]:
    """The workbook, open for reading row by row. Raises `FileProblem` when it cannot be opened."""
    # Opened here and not by name: a workbook may be called anything.
    with source.on_disk().open("rb") as file:
        try:
            with zipfile.ZipFile(file) as archive:
                refuse_bomb(archive, source.name)
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        except _BROKEN as error:
            raise FileProblem("file.damaged", name=source.name, offset=0) from error
        yield book
        book.close()


def _text(cell: Any) -> str:
    """The text of a cell; a number shown with leading zeros (postcode 01000) keeps them."""
    value = cell.value
    if value is None:
        return ""
    if type(value) is str:
        return value
    if type(value) is int:
        return str(value).zfill(_zeros(cell.number_format))
    return as_text(value)


@lru_cache(maxsize=1024)
def _zeros(number_format: str | None) -> int:
    """The digits that a number format like `00000` always shows, or 0."""
    return len(number_format) if number_format and re.fullmatch(r"0{2,}", number_format) else 0
