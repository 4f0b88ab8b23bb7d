"""Lists of customers: filtered, sorted, paged by key, counted honestly, exported whole."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection, transaction
from django.utils.translation import gettext as _

from habitue.ground.kernel.api import audit, fetch_one
from habitue.ground.kernel.types import Actor, InvalidInput
from habitue.know.profiles import queries
from habitue.know.profiles.api.search import condition, proof
from habitue.know.profiles.rules.query import parse, quoted
from habitue.know.profiles.rules.terms import filter_term
from habitue.know.profiles.types import CustomerLine, Filters, Page

SORTS = {"name": ("sort_key", "asc", ">"), "changed": ("changed_at", "desc", "<")}
COUNTED_UP_TO = 10_000
_COMMON = {
    ("grade", "A"): "grade = 'A'",
    ("has", "email"): "email <> ''",
    ("has", "mobile"): "mobile <> ''",
    ("has", "card"): "card <> ''",
    ("records", "many"): "records > 1",
    ("records", "one"): "records = 1",
}
"""Filters that much of the house passes: tested on the way, where an index of them would only cost."""
EXPORTED = (
    "customer_id, civility, first_name, last_name, birth_name, birth_date, email, mobile, landline, card, number,"
    " street, complement, postcode, town, country, grade, language, store, records, changed_at"
)


def list_customers(
    *, actor: Actor, filters: Filters, sort: str = "name", cursor: str = "", limit: int = 50
) -> Page:
    """A page of customers, by name or latest change first. Raises Forbidden without `customers.see`.

    `cursor`: that of the page before. Raises InvalidInput for a cursor or an order that it did not give out.
    """
    actor.require("customers.see")
    if sort not in SORTS:
        raise InvalidInput(_("This list cannot be sorted so."), sort=sort)
    column, direction, beyond = SORTS[sort]
    where, params = _where(actor, filters)
    after, after_params = _after(cursor, column, beyond)
    order = f"order by {column} {direction}, customer_id {direction} limit %s"
    lines = queries.lines(f"{where}{after} {order}", [*params, *after_params, limit + 1])
    next_cursor = _cursor(lines[limit - 1], column) if len(lines) > limit else ""
    total, exact = _total(where, params)
    return Page(lines[:limit], next_cursor, total, exact)


def count_customers(*, actor: Actor) -> tuple[int, bool]:
    """How many customers the house has, and whether that was counted (or is what the database expects)."""
    return _total("house_id = %s", [actor.house])


def export_customers(*, actor: Actor, filters: Filters) -> Iterator[tuple[Any, ...]]:
    """The header, then one row per customer by name, streamed. Raises Forbidden without `customers.export`.

    The deed is in the audit trail before the first row leaves, so that a download broken off is there too.
    """
    actor.require("customers.export")
    audit(actor, "customers.exported", str(actor.house), {"filtered": filters != Filters()})
    return _exported(*_where(actor, filters))


def _exported(where: str, params: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    yield tuple(name.strip() for name in EXPORTED.split(","))
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.cursor.itersize = 5_000
        sql = f"select {EXPORTED} from profiles_customer where {where} order by sort_key, customer_id"
        cursor.execute(sql, params)
        yield from cursor


def next_in_list(actor: Actor, customer_id: UUID, filters: Filters, sort: str, *, back: bool) -> UUID | None:
    """The customer next to one in a list, forwards or back; None at the end, or when the one is not there."""
    column, direction, _beyond = SORTS.get(sort, SORTS["name"])
    forwards = (direction == "asc") is not back
    where, params = _where(actor, filters)
    here = f"(select {column}, customer_id from profiles_customer where customer_id = %s and house_id = %s)"
    turn = "asc" if forwards else "desc"
    found = queries.lines(
        f"{where} and ({column}, customer_id) {'>' if forwards else '<'} {here}"
        f" order by {column} {turn}, customer_id {turn} limit 1",
        [*params, customer_id, actor.house],
    )
    return found[0].customer_id if found else None


def _where(actor: Actor, filters: Filters) -> tuple[str, list[Any]]:
    query = parse(filters.text)
    wanted = [condition(query)]
    for name in ("town", "store"):
        if value := getattr(filters, name):
            wanted.append(quoted(filter_term(name, value)))
    if filters.source:
        wanted.append(quoted(f"=source:{filters.source}"))
    if filters.grade and filters.grade != "A":
        wanted.append(quoted(filter_term("grade", filters.grade)))
    parts = ["house_id = %s"]
    params: list[Any] = [actor.house]
    if wanted := [each for each in wanted if each]:
        parts.append("terms @@ %s::tsquery")
        params.append(" & ".join(wanted))
    parts += [_COMMON[pair] for pair in _common(filters) if pair in _COMMON]
    where, likes = proof(query)
    return " and ".join(parts) + where, [*params, *likes]


def _common(filters: Filters) -> list[tuple[str, str]]:
    return [("grade", filters.grade), ("has", filters.has), ("records", filters.records)]


def _after(cursor: str, column: str, beyond: str) -> tuple[str, list[Any]]:
    if not cursor:
        return "", []
    try:
        text, customer_id = msgspec.json.decode(bytes.fromhex(cursor), type=tuple[str, UUID])
        value = _instant(text) if column == "changed_at" else _plain(text)
    except (ValueError, msgspec.DecodeError) as error:
        raise InvalidInput(_("This page does not exist any more. Start from the top.")) from error
    return f" and ({column}, customer_id) {beyond} (%s, %s)", [value, customer_id]


def _instant(text: str) -> datetime:
    value = datetime.fromisoformat(text)
    if value.tzinfo is None:
        raise ValueError(text)
    return value


def _plain(text: str) -> str:
    if "\x00" in text:  # PostgreSQL holds no such text, so no list gave it out
        raise ValueError(text)
    return text


def _cursor(line: CustomerLine, column: str) -> str:
    return msgspec.json.encode((str(getattr(line, column)), line.customer_id)).hex()


def _total(where: str, params: Sequence[Any]) -> tuple[int, bool]:
    """Counted up to ten thousand; beyond, what the planner expects."""
    sql = f"select count(*) from (select 1 from profiles_customer where {where} limit %s) t"
    row = fetch_one(sql, [*params, COUNTED_UP_TO + 1])
    counted = int(row[0]) if row else 0
    if counted <= COUNTED_UP_TO:
        return counted, True
    expected = queries.estimate(f"select 1 from profiles_customer where {where}", params)
    return max(expected, counted), False
