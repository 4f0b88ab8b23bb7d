"""Records as they came, for identity to normalise and for people to see."""

from collections.abc import Sequence
from uuid import UUID

from habitue.ground.kernel.api import fetch_all
from habitue.ground.kernel.types import Actor, RecordId, SourceId
from habitue.know.collect import queries
from habitue.know.collect.intake.mappings import saved_mapping
from habitue.know.collect.models import Import, Source
from habitue.know.collect.types import Mapping
from habitue.know.collect.views import RawRecord, Received, ReceivedRow

_RAW = """
select r.id, r.source_id, s.name, r.key, r.changed_at, i.file_name, i.created_at, r.raw, r.imported_id
from collect_record r join collect_source s on s.id = r.source_id join collect_import i on i.id = r.imported_id
where s.house_id = %s and r.id = any(%s) order by r.changed_at desc, r.id
"""


def received(*, source_id: UUID, first_seq: int, last_seq: int) -> list[Received]:
    """The records in a range of the feed, by the import that they last came with."""
    by_import: dict[str, list[ReceivedRow]] = {}
    for import_id, id_, key, changed_at, raw in queries.received(source_id, first_seq, last_seq):
        by_import.setdefault(import_id, []).append(
            ReceivedRow(id_, key, changed_at, queries.decode_cells(raw))
        )
    return [_received(source_id, UUID(import_id), rows) for import_id, rows in by_import.items()]


def raw_records(*, actor: Actor, record_ids: Sequence[UUID]) -> list[RawRecord]:
    """Records with their raw lines, newest first. Raises Forbidden without `customers.see`."""
    actor.require("customers.see")
    rows = fetch_all(_RAW, [actor.house, list(record_ids)])
    imports = {
        row.id: row for row in Import.objects.filter(id__in={r[8] for r in rows}).select_related("mapping")
    }
    return [
        RawRecord(RecordId(r[0]), SourceId(r[1]), r[2], r[3], r[4], r[5], r[6], _cells(imports[r[8]], r[7]))
        for r in rows
    ]


def source_trust(*, house_id: UUID) -> dict[UUID, dict[str, int]]:
    """By source: how far each field is trusted, 0 to 100, with `default` for fields that have no figure of their own."""
    return {row.id: {"default": 50} | row.trust for row in Source.objects.filter(house_id=house_id)}


def source_names(*, house_id: UUID) -> dict[UUID, str]:
    """The names of the house's sources."""
    return dict(Source.objects.filter(house_id=house_id).values_list("id", "name"))


def _received(source_id: UUID, import_id: UUID, rows: list[ReceivedRow]) -> Received:
    imported = Import.objects.select_related("mapping").get(id=import_id)
    mapping = saved_mapping(imported)
    return Received(source_id, import_id, mapping.layout(tuple(imported.columns)), mapping.date_order, rows)


def _cells(imported: Import, raw: str) -> tuple[tuple[str, str, str], ...]:
    mapping: Mapping = saved_mapping(imported)
    cells = queries.decode_cells(raw)
    return tuple(
        (column, str(mapping.field_of(column) or ""), cell)
        for column, cell in zip(imported.columns, cells, strict=False)
    )
