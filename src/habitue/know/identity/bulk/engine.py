"""DuckDB as the place where a house is compared. What it is told is `statements`: any engine that speaks them will do."""

import csv
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb

MEMORY = "2GB"
THREADS = 2


class Engine:
    """A database of its own in a folder of its own, both gone at the end. Use as a context."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder`: where it may spill; the system's when not said."""
        self._folder = tempfile.TemporaryDirectory(prefix="habitue-matching-", dir=folder)
        self.path = Path(self._folder.name)
        self._duckdb = duckdb.connect(
            config={"memory_limit": MEMORY, "threads": THREADS, "temp_directory": str(self.path / "spill")}
        )
        self._duckdb.execute("set preserve_insertion_order = false")

    def __enter__(self) -> "Engine":
        return self

    def __exit__(self, *_: object) -> None:
        self._duckdb.close()
        self._folder.cleanup()

    def keep(self, name: str, select: str) -> None:
        """Keep the answer of a query as a table, in place of what had that name."""
        self._duckdb.execute(f"create or replace table {name} as {select}")

    def drop(self, *names: str) -> None:
        """Give tables back."""
        for name in names:
            self._duckdb.execute(f"drop table if exists {name}")

    def ask(self, select: str) -> list[tuple[Any, ...]]:
        """All rows of an answer."""
        return self._duckdb.execute(select).fetchall()

    def one(self, select: str) -> Any:
        """The single value of an answer."""
        row = self._duckdb.execute(select).fetchone()
        return row[0] if row else None

    def fill(
        self, name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], numbers: Sequence[str] = ()
    ) -> None:
        """Make a table of text columns, but for `numbers`, from rows."""
        path = self.path / f"{name}.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
        self.read(name, path, columns, numbers)
        path.unlink()

    def read(self, name: str, path: Path, columns: Sequence[str], numbers: Sequence[str] = ()) -> None:
        """Make a table from a CSV file without a header. An empty text is '', not null."""
        types = ", ".join(f"'{each}': '{'bigint' if each in numbers else 'varchar'}'" for each in columns)
        texts = ", ".join(each if each in numbers else f"coalesce({each}, '') as {each}" for each in columns)
        self.keep(
            name,
            f"select {texts} from read_csv('{path}', header = false, columns = {{{types}}}, quote = '\"', escape = '\"',"
            " auto_detect = false, delim = ',', new_line = '\\n', max_line_size = 8000000)",
        )

    def write(self, select: str, path: Path) -> None:
        """Write an answer as a CSV file without a header."""
        self._duckdb.execute(f"copy ({select}) to '{path}' (header false, quote '\"', escape '\"')")

    def write_parquet(self, table: str, path: str) -> None:
        """Write a table as a Parquet file."""
        self._duckdb.execute(f"copy {table} to '{path}' (format parquet)")
