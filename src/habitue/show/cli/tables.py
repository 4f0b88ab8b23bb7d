"""Rows to a file: CSV that no spreadsheet runs as formulas, or Parquet."""

import csv
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb

from habitue.know.collect.api import csv_safe


def write_table(out: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write rows to `out`, whole or not at all; returns how many. `.parquet` gives Parquet, anything else CSV (UTF-8)."""
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(out.name + ".part")
    parquet = out.suffix.lower() == ".parquet"
    try:
        count = _write_csv(part, header, rows, safe=not parquet)
        if parquet:
            _to_parquet(part, header)
        os.replace(part, out)
    finally:
        part.unlink(missing_ok=True)
    return count


def _write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]], *, safe: bool) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for row in rows:
            cells = ["" if cell is None else str(cell) for cell in row]
            writer.writerow([csv_safe(cell) for cell in cells] if safe else cells)
            count += 1
    return count


def _to_parquet(path: Path, header: Sequence[str]) -> None:
    """Turn a CSV file of ours into Parquet, in place, every column as text."""
    target = path.with_name(path.name + ".parquet")
    columns = "{" + ", ".join(f"'{name}': 'VARCHAR'" for name in header) + "}"
    with duckdb.connect() as engine:
        engine.execute(
            f"copy (select * from read_csv(?, header=true, columns={columns})) to '{target}' (format parquet)",
            [str(path)],
        )
    os.replace(target, path)
