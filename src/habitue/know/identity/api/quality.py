"""Data quality: how many values are filled, valid, odd; and the rows behind each figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from habitue.ground.kernel.api import fetch_all
from habitue.ground.kernel.types import Actor
from habitue.know.identity.columns import STATED, STORED_COLUMNS, StoredRecord, stored
from habitue.know.identity.models import DuplicateRate, Placeholder, QualityNow, QualityOfImport

_LETTERS = {"empty": "e", "valid": "v", "doubtful": "d", "invalid": "i", "placeholder": "p"}


@dataclass(frozen=True, slots=True)
class SourceQuality:
    """A source's records now: `counts[field][state]`, states by name, `address` by grade; and its duplicates."""

    source_id: UUID
    records: int
    customers: int
    counts: dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class QualityPoint:
    """One import in a source's trend."""

    import_id: UUID
    source_id: UUID
    at: datetime
    records: int
    customers: int
    counts: dict[str, dict[str, int]]


def quality(*, source_ids: Sequence[UUID]) -> list[SourceQuality]:
    """The quality of each source as it stands, in the order given."""
    rows = QualityNow.objects.filter(source_id__in=source_ids).values_list(
        "source_id", "field", "state", "records"
    )
    counts: dict[UUID, dict[str, dict[str, int]]] = {id_: {} for id_ in source_ids}
    for source_id, field, state, records in rows:
        counts[source_id].setdefault(field, {})[_named(field, state)] = records
    rates = {
        rate.source_id: rate for rate in DuplicateRate.objects.filter(source_id__in=source_ids).order_by("at")
    }
    return [_quality(id_, counts[id_], rates.get(id_)) for id_ in source_ids]


def quality_trend(*, source_id: UUID, limit: int = 12) -> list[QualityPoint]:
    """A source's latest imports, oldest first: quality of what each brought, and duplicates as it left them."""
    rates = list(DuplicateRate.objects.filter(source_id=source_id).order_by("-at")[:limit])[::-1]
    rows = QualityOfImport.objects.filter(import_id__in=[rate.import_id for rate in rates])
    counts: dict[UUID, dict[str, dict[str, int]]] = {rate.import_id: {} for rate in rates}
    for row in rows:
        counts[row.import_id].setdefault(row.field, {})[_named(row.field, row.state)] = row.records
    return [
        QualityPoint(r.import_id, r.source_id, r.at, r.records, r.customers, counts[r.import_id])
        for r in rates
    ]


def rows_behind(
    *, source_id: UUID, field: str, state: str, after: UUID | None = None, limit: int = 50
) -> list[StoredRecord]:
    """The records behind a figure: those of a source whose `field` is in `state` (or `filled`), by record id."""
    where, params = _condition(field, state)
    sql = (
        f"select {STORED_COLUMNS} from identity_record where source_id = %s and {where}"
        " and record_id > %s order by record_id limit %s"
    )
    return list(stored(fetch_all(sql, [source_id, *params, after or UUID(int=0), limit])))


@dataclass(frozen=True, slots=True)
class PlaceholderView:
    """A value found to be shared by unrelated people. `kind`: email, mobile, landline or card; `value` may be masked."""

    kind: str
    value: str
    people: int
    records: int
    found_at: datetime


def placeholders(*, actor: Actor, limit: int = 50) -> list[PlaceholderView]:
    """Values that fill a box for many people and link nobody, the most shared first. Raises Forbidden without
    `quality.see`; whoever may not see customers sees only the ends of a value.
    """
    actor.require("quality.see")
    rows = Placeholder.objects.filter(house_id=actor.house).order_by("-people", "value")[:limit]
    shown = str if actor.may("customers.see") else _masked
    return [
        PlaceholderView(_KINDS[row.value[0]], shown(row.value[2:]), row.people, row.records, row.found_at)
        for row in rows
    ]


_KINDS = {"e": "email", "m": "mobile", "c": "card", "l": "landline"}


def _masked(value: str) -> str:
    """The first two and the last two characters, enough to know a value that one knows already."""
    return f"{value[:2]}…{value[-2:]}" if len(value) > 6 else "…"


def _condition(field: str, state: str) -> tuple[str, list[object]]:
    """SQL for a figure: odd states by their index, the common ones (filled, empty, valid) by the state letter."""
    if state in {"doubtful", "invalid", "placeholder"} or (
        field == "address" and state not in {"A", "empty", "filled"}
    ):
        return "issues @> %s::text[] and not issues = '{}'", [[f"{field}={state}"]]
    if field == "address":
        return {"A": "grade = 'A'", "empty": "grade = ''"}.get(state, "grade <> ''"), []
    position = STATED.index(field) + 1
    if state == "filled":
        return "substr(states, %s, 1) <> 'e'", [position]
    return "substr(states, %s, 1) = %s", [position, _LETTERS[state]]


def _named(field: str, state: str) -> str:
    names = {letter: name for name, letter in _LETTERS.items()}
    return ("empty" if state == "e" else state) if field == "address" else names[state]


def _quality(source_id: UUID, counts: dict[str, dict[str, int]], rate: DuplicateRate | None) -> SourceQuality:
    records = sum(counts.get("name", {}).values())
    return SourceQuality(source_id, records, rate.customers if rate else 0, counts)
