"""Profiles' SQL: bulk writes, search, lists."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import inf
from time import monotonic
from typing import Any
from uuid import UUID

import msgspec
from django.db import transaction

from habitue.ground.kernel.api import copy_rows, execute, fetch_all, fetch_one, twin_of
from habitue.know.profiles.build import COLUMNS
from habitue.know.profiles.types import CustomerLine

_TABLE = "profiles_customer"
_REMOVE = f"delete from {_TABLE} where customer_id = any(%s::uuid[])"
_LARGE = 20_000
"""Customers from which on writing the table anew pays."""

_LEARN = """
insert into profiles_word (house_id, word) select %s, w from unnest(%s::text[]) w on conflict do nothing
"""
_NEAR = """
select word from profiles_word where house_id = %s and word %% %s
order by similarity(word, %s) desc, word limit %s
"""

_COMMON_TERMS = """
select most_common_elems::text::text[], most_common_elem_freqs from pg_stats
where schemaname = current_schema() and tablename = 'profiles_customer' and attname = 'terms'
"""
_COMMON_SECONDS = 600.0


@dataclass(slots=True)
class _Common:
    """What this process remembers of the commonest words."""

    shares: dict[str, float] = field(default_factory=dict)
    read_at: float = -inf


_common = _Common()
_known_words: dict[UUID, set[str]] = {}
_KNOWN_WORDS_KEPT = 500_000


def replace(customers: Sequence[str], lines: Iterable[str]) -> None:
    """Write profiles over whatever stood under these customers."""
    execute(_REMOVE, [_array(customers)])
    add(lines)


def add(lines: Iterable[str], table: str = _TABLE) -> None:
    """Write profiles of customers that have none in this table."""
    copy_rows(table, COLUMNS, lines)


@contextmanager
def written_anew(customers: Sequence[str]) -> Iterator[str]:
    """A new table for the profiles of all these customers; when the block ends it is the table, with all others' in it.

    For when they are most of what there is: see `outweigh`.
    """
    with transaction.atomic(), twin_of(_TABLE) as twin:
        yield twin
        if fetch_one(f"select 1 from {_TABLE} limit 1"):
            execute(_REMOVE, [_array(customers)])
            execute(f"insert into {twin} select * from {_TABLE}")


def outweigh(customers: int) -> bool:
    """Whether so many customers are a large load, and as many as there are profiles in all or more."""
    if customers < _LARGE:
        return False
    row = fetch_one(f"select count(*) from (select 1 from {_TABLE} limit %s) t", [customers + 1])
    return row is not None and bool(row[0] <= customers)


def _array(ids: Sequence[str]) -> str:
    """Ids as PostgreSQL writes an array: a list would be quoted by the driver id by id."""
    return "{" + ",".join(ids) + "}"


def learn_words(house: UUID, words: Iterable[str]) -> None:
    """Add words to the house's vocabulary. Words that this process has already added are not sent again."""
    known = _known_words.setdefault(house, set())
    new = sorted({word for word in words if len(word) > 1} - known)
    if new:
        execute(_LEARN, [house, new])
        transaction.on_commit(lambda: known.update(new) if len(known) < _KNOWN_WORDS_KEPT else None)


def forget_all() -> None:
    """Empty every profile. The vocabulary stays: it only grows, and other processes remember what they added to it."""
    execute("truncate profiles_customer")


def near_words(house: UUID, word: str, limit: int = 60) -> list[str]:
    """The words of the house most alike a misspelt one by their trigrams, most alike first."""
    return [row[0] for row in fetch_all(_NEAR, [house, word, word, limit])]


def estimate(sql: str, params: Sequence[Any]) -> int:
    """How many rows the planner expects a query to give: an honest `about`, without counting."""
    row = fetch_one(f"explain (format json) {sql}", params)
    return int(_plan(row[0])[0]["Plan"]["Plan Rows"]) if row else 0


_LINE = ", ".join(CustomerLine._fields)


def lines(where: str, params: Sequence[Any]) -> list[CustomerLine]:
    """Customers as list lines. `where`: the condition, order and limit, made by this room alone."""
    rows = fetch_all(f"select {_LINE} from profiles_customer where {where}", params)
    return [CustomerLine(*row) for row in rows]


def named(house: UUID, sort_keys: Sequence[str], limit: int = 50) -> list[CustomerLine]:
    """Customers of exactly these names (last name first, folded)."""
    return lines(
        "house_id = %s and sort_key = any(%s) order by sort_key, customer_id limit %s",
        [house, list(sort_keys), limit],
    )


def surnamed(house: UUID, surname: str, limit: int = 50) -> list[CustomerLine]:
    """Customers whose last name is, or begins with, this whole word."""
    where = "house_id = %s and (sort_key = %s or (sort_key > %s and sort_key < %s)) order by sort_key, customer_id limit %s"
    return lines(where, [house, surname, surname + " ", surname + "!", limit])


def common_words() -> Mapping[str, float]:
    """The commonest terms of all customers with the share that has each, as the database last counted them."""
    now = monotonic()
    if now - _common.read_at > _COMMON_SECONDS:
        row = fetch_one(_COMMON_TERMS)
        _common.shares = dict(zip(row[0], row[1], strict=False)) if row and row[0] else {}
        _common.read_at = now
    return _common.shares


def _plan(shown: Any) -> Any:
    """What `explain` shows, decoded if the driver has not done so."""
    return msgspec.json.decode(shown) if isinstance(shown, str) else shown
