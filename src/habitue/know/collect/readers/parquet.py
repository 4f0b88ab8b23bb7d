"""Parquet files, streamed by DuckDB. Lines are the ranks of the rows, from 1."""

from __future__ import annotations

import re
from collections.abc import Iterator

import duckdb

from habitue.know.collect.readers import limits
from habitue.know.collect.readers.source import FileSource
from habitue.know.collect.readers.table import Chunk, TableReader, long_cell
from habitue.know.collect.rules import sniffing
from habitue.know.collect.types import FileKind, FileProblem, FileShape

_CHUNK = 5_000
_FLOATS = ("FLOAT", "DOUBLE", "DECIMAL")


class ParquetTable(TableReader):
    """A Parquet file. Raises `FileProblem` when it is damaged or too wide."""

    kind = FileKind.PARQUET

    def __init__(self, source: FileSource) -> None:
        super().__init__(source)
        # A name may hold the signs that DuckDB expands.
        self._path = re.sub(r"([*?\[])", r"[\1]", str(source.on_disk()))
        self.shape = FileShape(FileKind.PARQUET, encoding="utf-8", header_line=0)
        with self._open() as connection:
            found = self._run(connection, "DESCRIBE SELECT * FROM read_parquet(?)").fetchall()
            count = self._run(connection, "SELECT count(*) FROM read_parquet(?)").fetchone()
        self._rows = int(count[0]) if count else 0
        if len(found) > limits.COLUMNS:
            raise FileProblem(
                "file.too_many_columns", columns=len(found), limit=limits.COLUMNS, name=self.name
            )
        self._types = [(str(name), str(kind)) for name, kind, *_ in found]
        self.columns, twice = sniffing.unique_names([name for name, _ in self._types])
        if twice:
            self.notice("file.duplicate_headers", names=", ".join(twice))

    def chunks(self) -> Iterator[Chunk]:
        """The rows of the file as text, streamed."""
        select = ", ".join(_as_text(name, kind) for name, kind in self._types)
        line = 1
        with self._open() as connection:
            result = self._run(connection, f"SELECT {select} FROM read_parquet(?)")
            while rows := self._fetch(result):
                yield self._chunk([list(row) for row in rows], line)
                line += len(rows)

    def _chunk(self, rows: list[list[str]], line: int) -> Chunk:
        read = self.bytes_total * min(line + len(rows) - 1, self._rows) // max(self._rows, 1)
        chunk = Chunk(bytes_read=read)
        for number, row in enumerate(rows, line):
            if max(map(len, row)) > limits.CELL and (
                bad := long_cell(number, "\t".join(row), self.columns, row)
            ):
                chunk.bad.append(bad)
            else:
                chunk.rows.append(row)
                chunk.lines.append(number)
        return chunk

    def _open(self) -> duckdb.DuckDBPyConnection:
        return duckdb.connect(config={"threads": 1, "memory_limit": "1GB", "enable_external_access": True})

    def _run(self, connection: duckdb.DuckDBPyConnection, query: str) -> duckdb.DuckDBPyConnection:
        try:
            return connection.execute(query, [self._path])
        except duckdb.Error as error:
            raise FileProblem("file.damaged", name=self.name, offset=0) from error

    def _fetch(self, result: duckdb.DuckDBPyConnection) -> list[tuple[str, ...]]:
        try:
            return result.fetchmany(_CHUNK)
        except duckdb.Error as error:
            raise FileProblem("file.damaged", name=self.name, offset=0) from error


def _as_text(name: str, kind: str) -> str:
    """The SQL of a column as text: nothing for NULL, no `.0` after whole numbers, no midnight after dates."""
    column = '"' + name.replace('"', '""') + '"'
    text = f"CAST({column} AS VARCHAR)"
    if kind == "BLOB":
        text = f"decode({column})"
    elif kind.startswith(_FLOATS):
        text = f"regexp_replace({text}, '\\.0+$', '')"
    elif kind.startswith("TIMESTAMP"):
        text = f"regexp_replace({text}, ' 00:00:00$', '')"
    return f"replace(coalesce({text}, ''), chr(0), '')"
