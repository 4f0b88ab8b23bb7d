"""Downloads: rows become a file while it leaves, so that a large one needs no more memory than a small one."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
from django.http import StreamingHttpResponse

from habitue.know.collect.api import csv_safe

AT_ONCE = 1_000
"""Rows written before they are sent."""
BLOCK = 1 << 20
BOM = "\ufeff"
"""Tells a spreadsheet that the file is UTF-8; left out of files that programs read."""


def csv_download(
    name: str, rows: Iterator[Sequence[Any]], *, for_people: bool = False
) -> StreamingHttpResponse:
    """Rows, the first one being the header, as a CSV that no spreadsheet runs as formulas."""
    content = _csv(rows, start=BOM if for_people else "")
    return _download(name, content, "text/csv; charset=utf-8")


def parquet_download(
    name: str, rows: Iterator[Sequence[Any]], types: Mapping[str, str] | None = None
) -> StreamingHttpResponse:
    """Rows, the first one being the header, as Parquet. `types`: DuckDB types of columns that are no text."""
    return _download(name, _parquet(rows, types or {}), "application/vnd.apache.parquet")


def _download(name: str, content: Iterator[bytes], kind: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def _csv(rows: Iterator[Sequence[Any]], start: str) -> Iterator[bytes]:
    text = start
    while block := list(islice(rows, AT_ONCE)):
        yield (text + _written(block, safe=True)).encode()
        text = ""


def _written(rows: Iterable[Sequence[Any]], *, safe: bool) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in rows:
        cells = ["" if cell is None else str(cell) for cell in row]
        writer.writerow([csv_safe(cell) for cell in cells] if safe else cells)
    return out.getvalue()


def _parquet(rows: Iterator[Sequence[Any]], types: Mapping[str, str]) -> Iterator[bytes]:
    """By way of a file on disk: Parquet's index stands at its end, and DuckDB writes files only."""
    header = [str(name) for name in next(rows)]
    with tempfile.TemporaryDirectory(prefix="habitue-export-") as folder:
        plain, packed = Path(folder) / "rows.csv", Path(folder) / "rows.parquet"
        with plain.open("w", encoding="utf-8", newline="") as file:
            while block := list(islice(rows, AT_ONCE)):
                file.write(_written(block, safe=False))
        _pack(plain, packed, {name: types.get(name, "VARCHAR") for name in header})
        with packed.open("rb") as file:
            while data := file.read(BLOCK):
                yield data


def _pack(plain: Path, packed: Path, columns: Mapping[str, str]) -> None:
    """Every cell quoted or not is a value: an empty one is null only where the column is no text."""
    listed = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
    read = f"read_csv(?, header=false, columns={{{listed}}}, delim=',', quote='\"', escape='\"', force_not_null=?)"
    texts = [name for name, kind in columns.items() if kind == "VARCHAR"]
    with duckdb.connect() as engine:
        engine.execute("set threads = 1")
        engine.execute(f"copy (from {read}) to '{packed}' (format parquet)", [str(plain), texts])
