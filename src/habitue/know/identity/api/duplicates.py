"""The rows behind a source's rate of duplicates: its customers of several records."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from habitue.ground.kernel.api import fetch_all
from habitue.ground.kernel.types import Actor
from habitue.know.identity.columns import STORED_COLUMNS, StoredRecord, stored

_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Duplicated:
    """A customer whom one source has more than once: how often, and the first dozen of these records."""

    customer_id: UUID
    count: int
    records: Sequence[StoredRecord]


def duplicates_behind(
    *, actor: Actor, source_id: UUID, after: UUID | None = None, limit: int = 50
) -> list[Duplicated]:
    """The customers of whom a source has several records, by customer id; `after` goes on from the last one seen.

    Raises Forbidden without `quality.see` and `customers.see`.
    """
    actor.require("quality.see")
    actor.require("customers.see")
    sql = (
        "select customer_id, count(*) from identity_record where house_id = %s and source_id = %s and customer_id > %s"
        " group by customer_id having count(*) > 1 order by customer_id limit %s"
    )
    counts = dict(fetch_all(sql, [actor.house, source_id, after or UUID(int=0), limit]))
    records = _records(source_id, list(counts))
    return [Duplicated(id_, count, records.get(str(id_), [])) for id_, count in counts.items()]


def _records(source_id: UUID, customers: Sequence[UUID]) -> dict[str, list[StoredRecord]]:
    sql = (
        f"select {STORED_COLUMNS} from (select *, row_number() over (partition by customer_id order by key) as place"
        " from identity_record where source_id = %s and customer_id = any(%s)) ranked where place <= %s"
        " order by customer_id, place"
    )
    found: dict[str, list[StoredRecord]] = {}
    for record in stored(fetch_all(sql, [source_id, list(customers), _SHOWN])):
        found.setdefault(record.customer_id, []).append(record)
    return found
