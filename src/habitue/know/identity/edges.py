"""The SQL of edges and of records that wait to be matched."""

from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from habitue.ground.kernel.api import copy_rows, execute, fetch_all, fetch_one

LINK, DOUBT, TOLD = "link", "doubt", "told"


class EdgeRow(NamedTuple):
    """Two records, a before b, and what they say of each other."""

    record_a: str
    record_b: str
    weight: int
    against: int


_TOUCHING = """
select record_a::text, record_b::text, weight, against from identity_edge where record_a = any(%s::uuid[])
union
select record_a::text, record_b::text, weight, against from identity_edge where record_b = any(%s::uuid[])
"""
_CUT = """
delete from identity_edge where record_a = any(%s::uuid[]) or record_b = any(%s::uuid[])
returning record_a::text, record_b::text, weight
"""
# `worth` is `rules.review.worth`. An edge between two customers is a doubt, unless a person set any record of the one apart
# from any of the other.
_RELABEL = """
with touched as (
    select record_a, record_b, weight from identity_edge where record_a = any(%(records)s::uuid[])
    union select record_a, record_b, weight from identity_edge where record_b = any(%(records)s::uuid[])
), now as (
    select t.record_a, t.record_b, case
        when a.customer_id = b.customer_id then 'link'
        when exists (
            select 1 from identity_verdict v join identity_record x on x.record_id = v.record_a
            join identity_record y on y.record_id = v.record_b
            where v.kind = 'apart' and v.withdrawn_at is null and v.overruled_by is null
            and v.record_a = any(%(told)s::uuid[])
            and ((x.customer_id = a.customer_id and y.customer_id = b.customer_id)
                or (x.customer_id = b.customer_id and y.customer_id = a.customer_id))
        ) then 'told' else 'doubt' end as kind,
        1000000 * least(40, (
            select count(*) from identity_record r where r.customer_id in (a.customer_id, b.customer_id)
        )) / (1000 + abs(t.weight)) as worth
    from touched t join identity_record a on a.record_id = t.record_a join identity_record b on b.record_id = t.record_b
)
update identity_edge e set kind = n.kind, worth = n.worth from now n
where e.record_a = n.record_a and e.record_b = n.record_b and (e.kind <> n.kind or e.worth <> n.worth)
"""
_WAITING = "select record_id::text, arriving from identity_waiting where house_id = %s"


def insert_edges(house: UUID, edges: Iterable[EdgeRow]) -> None:
    """COPY edges, as doubts until `relabel` says what they are and what a decision on them is worth."""
    copy_rows(
        "identity_edge",
        "record_a, record_b, house_id, weight, against, kind, worth",
        [f"{e.record_a}\t{e.record_b}\t{house}\t{e.weight}\t{e.against}\t{DOUBT}\t0" for e in edges],
    )


def cut(records: Sequence[str], link: int) -> set[str]:
    """Take out every edge of these records; returns the records that those edges linked."""
    gone = fetch_all(_CUT, [list(records), list(records)]) if records else []
    return {record for a, b, weight in gone if weight >= link for record in (a, b)}


def touching(records: Sequence[str]) -> list[EdgeRow]:
    """Every edge of these records."""
    return [EdgeRow(*row) for row in fetch_all(_TOUCHING, [list(records), list(records)])] if records else []


def relabel(records: Sequence[str], told: Sequence[str]) -> None:
    """Say anew of every edge of these records whether it is a link, a doubt, or told. `told`: the first records of verdicts
    that set apart, among which to look.
    """
    if records:
        execute(_RELABEL, {"records": list(records), "told": list(told)})


def wait(house: UUID, records: Sequence[str], arriving: Container[str]) -> None:
    """Note records that wait to be matched; `arriving`: those whose customer was never announced."""
    execute("delete from identity_waiting where record_id = any(%s::uuid[])", [list(records)])
    lines = [f"{record}\t{house}\t{'t' if record in arriving else 'f'}" for record in records]
    copy_rows("identity_waiting", "record_id, house_id, arriving", lines)


def arriving(records: Sequence[str]) -> set[str]:
    """Those of these records that wait under a customer never announced."""
    sql = "select record_id::text from identity_waiting where record_id = any(%s::uuid[]) and arriving"
    return {row[0] for row in fetch_all(sql, [list(records)])}


def is_waiting(house: UUID) -> bool:
    """Whether any record of the house waits."""
    return fetch_one("select 1 from identity_waiting where house_id = %s limit 1", [house]) is not None


def waiting(house: UUID) -> dict[str, bool]:
    """The records of the house that wait to be matched, and whether their customer was never announced."""
    return dict(fetch_all(_WAITING, [house]))


def no_longer_waiting(house: UUID) -> None:
    """All of the house's records are matched."""
    execute("delete from identity_waiting where house_id = %s", [house])


def count_doubts(house: UUID, review: int) -> int:
    """How many pairs people are asked about now."""
    sql = "select count(*) from identity_edge where house_id = %s and kind = 'doubt' and weight >= %s"
    row = fetch_one(sql, [house, review])
    return int(row[0]) if row else 0


def count_records(house: UUID) -> int:
    """How many records the house has."""
    row = fetch_one("select count(*) from identity_record where house_id = %s", [house])
    return int(row[0]) if row else 0
