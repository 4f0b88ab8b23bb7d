"""The SQL of doubts: pairs of records that belong to two customers, of whom nobody has said anything."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from habitue.ground.kernel.api import fetch_all, fetch_one
from habitue.know.identity.rules.review import Pair

NOBODY = UUID(int=0)
COUNTED = 5_000
"""Of more doubts than these, those worth most are counted and stand for all."""


class DoubtRow(NamedTuple):
    """Two records, a before b, what they weigh, what a decision is worth, and their customers. Ids are text."""

    record_a: str
    record_b: str
    weight: int
    worth: int
    customer_a: str
    customer_b: str

    def pair(self) -> Pair:
        """The two customers, in order of their ids."""
        return min(self.customer_a, self.customer_b), max(self.customer_a, self.customer_b)

    def place(self) -> tuple[int, str, str]:
        """Where it stands in the queue."""
        return -self.worth, self.record_a, self.record_b


@dataclass(frozen=True, slots=True)
class Asked:
    """Which doubts: of which house, from which weight on, between records of which sources (none: any; one: of it on
    either side; two: one on each), and, for the person who asks, those put aside or the others.
    """

    house: UUID
    review: int
    now: datetime
    sources: tuple[UUID, ...] = ()
    staff: UUID | None = None
    aside: bool = False


_ROW = "e.record_a::text, e.record_b::text, e.weight, e.worth, a.customer_id::text, b.customer_id::text"
_JOINS = (
    "join identity_record a on a.record_id = e.record_a join identity_record b on b.record_id = e.record_b"
)
_OPEN = "e.house_id = %(house)s and e.kind = 'doubt' and e.weight >= %(review)s"
_DOUBT = f"{_OPEN} and a.customer_id <> b.customer_id"
_ASIDE = (
    "exists (select 1 from identity_later l where l.record_a = e.record_a and l.record_b = e.record_b"
    " and l.staff_id = %(staff)s and l.until > %(now)s)"
)
_SOURCES = {
    0: "true",
    1: "%(one)s in (a.source_id, b.source_id)",
    2: "(a.source_id, b.source_id) in ((%(one)s, %(other)s), (%(other)s, %(one)s))",
}
_AFTER = (
    "e.worth <= %(worth)s and (e.worth < %(worth)s or (e.record_a, e.record_b) > (%(after_a)s, %(after_b)s))"
)
_ORDER = "order by e.worth desc, e.record_a, e.record_b limit %(limit)s"
_OF_CUSTOMERS = f"""
with mine as (select record_id from identity_record where customer_id = any(%(customers)s::uuid[])),
touching as (
    select e.record_a, e.record_b from mine m join identity_edge e on e.record_a = m.record_id where e.kind = 'doubt'
    union select e.record_a, e.record_b from mine m join identity_edge e on e.record_b = m.record_id where e.kind = 'doubt')
select {_ROW} from touching t join identity_edge e on e.record_a = t.record_a and e.record_b = t.record_b {_JOINS}
where {_DOUBT} order by e.weight desc, e.record_a, e.record_b
"""
_BETWEEN = f"""
select {_ROW} from identity_record a cross join identity_record b
join identity_edge e on e.record_a = least(a.record_id, b.record_id) and e.record_b = greatest(a.record_id, b.record_id)
where a.customer_id = %s and b.customer_id = %s and a.house_id = %s order by e.weight desc, e.record_a, e.record_b
"""
_PAIRS = "count(distinct (least(a.customer_id, b.customer_id), greatest(a.customer_id, b.customer_id)))"
_COUNT = f"""
select {_PAIRS} from (select * from identity_edge e where {_OPEN} order by e.worth desc, e.record_a, e.record_b
    limit %(limit)s) e {_JOINS} where {{where}}
"""
_COUNT_ASIDE = f"""
select {_PAIRS} from identity_later l join identity_edge e on e.record_a = l.record_a and e.record_b = l.record_b {_JOINS}
where l.staff_id = %(staff)s and {{where}}
"""
_SIZES = "select customer_id::text, count(*) from identity_record where customer_id = any(%s::uuid[]) group by customer_id"


def top(asked: Asked, after: tuple[int, str, str] | None, limit: int) -> list[DoubtRow]:
    """So many doubts from a place of the queue on, by what a decision is worth; two customers may have several."""
    where, params = _where(asked)
    if after:
        where += f" and {_AFTER}"
        params |= {"worth": -after[0], "after_a": UUID(after[1]), "after_b": UUID(after[2])}
    sql = f"select {_ROW} from identity_edge e {_JOINS} where {where} {_ORDER}"
    return _rows(sql, params | {"limit": limit})


def of_customers(asked: Asked, customers: Iterable[str]) -> list[DoubtRow]:
    """Every doubt about these customers, whoever put it aside, the likeliest first."""
    wanted = {"customers": sorted(set(customers)), "house": asked.house, "review": asked.review}
    return _rows(_OF_CUSTOMERS, wanted) if wanted["customers"] else []


def between(house: UUID, one: UUID, other: UUID) -> list[DoubtRow]:
    """Every edge between two customers, whatever was said of it, the likeliest first."""
    return _rows(_BETWEEN, [one, other, house])


def sizes(customers: Iterable[str]) -> Mapping[str, int]:
    """How many records each of these customers has."""
    return dict(fetch_all(_SIZES, [sorted(set(customers))]))


def count(asked: Asked) -> tuple[int, bool]:
    """How many pairs of customers are in doubt, and whether that is exact. Where there are very many, those worth most are
    counted and stand for all.
    """
    where, params = _where(asked)
    if asked.aside:
        return _one(_COUNT_ASIDE.format(where=where), params)[0], True
    every = _one("select count(*) from identity_edge e where " + _OPEN, params)[0]
    counted = min(every, COUNTED)
    doubts = _one(_COUNT.format(where=where), params | {"limit": counted})[0] if counted else 0
    return (doubts, True) if every == counted else (doubts * every // counted, False)


def _where(asked: Asked) -> tuple[str, dict[str, Any]]:
    params: dict[str, Any] = {
        "house": asked.house,
        "review": asked.review,
        "now": asked.now,
        "staff": asked.staff or NOBODY,
        "one": next(iter(asked.sources), NOBODY),
        "other": asked.sources[-1] if asked.sources else NOBODY,
    }
    aside = _ASIDE if asked.aside else f"not {_ASIDE}"
    return f"{_DOUBT} and {_SOURCES[min(len(asked.sources), 2)]} and {aside}", params


def _rows(sql: str, params: Sequence[Any] | dict[str, Any]) -> list[DoubtRow]:
    return [DoubtRow(*row) for row in fetch_all(sql, params)]


def _one(sql: str, params: dict[str, Any]) -> tuple[Any, ...]:
    return fetch_one(sql, params) or (0, 0)
