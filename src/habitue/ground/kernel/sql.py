"""Small doors to PostgreSQL for the rooms' `queries.py`: COPY, plain reads, advisory locks."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

from django.db import connection

_BINARY_HEAD, _BINARY_END = b"PGCOPY\n\xff\r\n\x00" + bytes(8), b"\xff\xff"
_EPOCH, _MICROSECOND = datetime(2000, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


def fetch_all(sql: str, params: Sequence[Any] | dict[str, Any] = ()) -> list[tuple[Any, ...]]:
    """All rows of a query."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def fetch_one(sql: str, params: Sequence[Any] | dict[str, Any] = ()) -> tuple[Any, ...] | None:
    """The first row of a query, or None."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        row: tuple[Any, ...] | None = cursor.fetchone()
    return row


def execute(sql: str, params: Sequence[Any] | dict[str, Any] = ()) -> int:
    """Run a statement; returns the number of rows that it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return int(cursor.rowcount)


def copy_field(text: str) -> str:
    """A text value as COPY's text format writes it."""
    if "\\" in text or "\t" in text or "\n" in text or "\r" in text:
        # Four times as fast as one `translate`.
        return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
    return text


def copy_fields(*texts: str) -> tuple[str, ...]:
    """Each text as COPY writes it, without NUL; one look at all together, since nearly none needs escaping."""
    joined = "".join(texts)
    if "\\" in joined or "\t" in joined or "\n" in joined or "\r" in joined or "\x00" in joined:
        return tuple(copy_field(text.replace("\x00", "")) for text in texts)
    return texts


def copy_rows(table: str, columns: str, lines: Iterable[str]) -> None:
    r"""COPY ready-made lines (tab between fields, `\N` for null, values through `copy_field`) into a table.

    The lines are made by the caller because building them is the hot path of an import: one `join` a row.
    """
    data = "\n".join(lines)
    if not data:
        return
    statement = f"copy {table} ({columns}) from stdin"
    # Wrapped here: of a COPY, Django would wrap only the errors of its beginning, and callers tell errors by Django's.
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(data + "\n")


def copy_binary(table: str, columns: str, rows: Iterable[bytes]) -> None:
    """COPY ready-made rows of PostgreSQL's binary format into a table: each its number of fields (16 bits), then each field
    its size (32 bits, -1 for null) and its bytes.

    For tables with many ids and times, which PostgreSQL reads from text at a higher price than all the rest of a row.
    """
    data = b"".join(rows)
    if not data:
        return
    statement = f"copy {table} ({columns}) from stdin (format binary)"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(b"".join((_BINARY_HEAD, data, _BINARY_END)))


def microseconds(instant: datetime) -> int:
    """An aware instant as PostgreSQL's binary format has it: microseconds since 2000-01-01 UTC."""
    return (instant - _EPOCH) // _MICROSECOND


@contextmanager
def holding_lock(name: str) -> Iterator[bool]:
    """Try to hold a named advisory lock of this session; yields whether it is held.

    PostgreSQL frees it when the session ends, so work cut off by a crash is free to be taken up again at once.
    """
    key = int.from_bytes(blake2b(f"habitue {name}".encode(), digest_size=8).digest(), "big", signed=True)
    held = bool((fetch_one("select pg_try_advisory_lock(%s)", [key]) or [False])[0])
    try:
        yield held
    finally:
        if held and connection.is_usable():
            fetch_one("select pg_advisory_unlock(%s)", [key])
