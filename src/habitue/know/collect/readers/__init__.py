"""Files as they really arrive, opened as tables of text that are read as a stream.

`open_tables` finds out what a file is and how it is written; each table then gives batches whose logical rows all end
either in `rows` or in `bad`. Memory is constant, whatever the size of the file.
"""

from __future__ import annotations

from pathlib import Path

from habitue.know.collect.readers.archive import is_workbook, members
from habitue.know.collect.readers.delimited import DelimitedTable
from habitue.know.collect.readers.excel import excel_tables
from habitue.know.collect.readers.jsonl import JsonLinesTable
from habitue.know.collect.readers.kinds import kind_of
from habitue.know.collect.readers.parquet import ParquetTable
from habitue.know.collect.readers.source import FileSource
from habitue.know.collect.readers.table import TableReader
from habitue.know.collect.types import FileOptions, FileProblem, Table

__all__ = ["open_tables", "split_line"]


def open_tables(path: Path, *, declared: FileOptions | None = None) -> list[Table]:
    """The tables of a file: one for a CSV, one for each sheet of a workbook and for each file of a ZIP.

    What is `declared` about the file is taken as it is, the rest is found out. Raises `FileProblem` (a code and its
    parameters, said in words by `wording.explain`) when the file cannot be read.
    """
    if not path.is_file():
        raise FileProblem("file.missing", name=path.name)
    source, options = FileSource(path), declared or FileOptions()
    kind = kind_of(source)
    if kind != "zip" or is_workbook(path):
        return list(_tables(source, kind, options))
    kept, passed = members(path)
    tables = [table for member in kept for table in _tables(member, kind_of(member), options)]
    if passed:
        tables[0].notice("zip.passed_over", names=", ".join(passed))
    return list(tables)


def split_line(table: Table, raw: str) -> list[str] | None:
    """The cells of a line of a delimited table that a person has mended, or `None` when it still is no row of it."""
    if not isinstance(table, DelimitedTable):
        return None
    cells = table.parser().split(raw.rstrip("\r\n"))
    return cells if cells is not None and len(cells) == len(table.columns) else None


def _tables(source: FileSource, kind: str, options: FileOptions) -> list[TableReader]:
    """The tables of a file or member whose kind is known."""
    if kind == "zip":
        if not is_workbook(source.on_disk()):
            raise FileProblem("zip.nested", name=source.name, member=source.name)
        return excel_tables(source, options)
    if kind == "parquet":
        return [ParquetTable(source)]
    return [JsonLinesTable(source, options) if kind == "jsonl" else DelimitedTable(source, options)]
