"""A judged chunk, its rejects, the import's progress and the announcement, written in one transaction."""

from collections import Counter
from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from habitue.ground.kernel.api import announce, new_ids, utc_now
from habitue.ground.kernel.types import Announcement
from habitue.know.collect import queries
from habitue.know.collect.events import RECORDS_RECEIVED, RecordsReceived
from habitue.know.collect.intake.chunk import Chunk, Refused
from habitue.know.collect.models import Import, Reject
from habitue.know.collect.rules.checks import FileFindings
from habitue.know.collect.rules.versions import Fate, hash_cells
from habitue.know.collect.types import Batch

RAW_KEPT = 20_000
"""Characters of an unreadable line that a reject keeps: enough to mend it by hand, not enough to fill the database."""


@transaction.atomic
def store_chunk(
    imported: Import, batch: Batch, chunk: Chunk, findings: FileFindings, waiting: Collection[int] = ()
) -> None:
    """Write a chunk and move the import's progress past it: all of it or, after a crash, none.

    `waiting`: fingerprints of this file's lines that an earlier import rejected.
    """
    store_refused(imported, chunk.refused)
    store_accepted(imported, chunk)
    if waiting:
        _settle_waiting(imported, chunk, waiting)
    imported.rows_done = batch.next_row
    imported.bytes_done, imported.bytes_total = batch.bytes_read, batch.bytes_total
    imported.counts = dict(Counter(imported.counts) + Counter(chunk.counts))
    imported.findings = findings.to_json()
    imported.save(
        update_fields=[
            "rows_done",
            "bytes_done",
            "bytes_total",
            "counts",
            "findings",
            "first_seq",
            "last_seq",
        ]
    )


def store_accepted(imported: Import, chunk: Chunk) -> None:
    """Write new and newer records and announce them; nothing when there are none."""
    new, updated = chunk.fates[Fate.NEW], chunk.fates[Fate.UPDATED]
    unchanged, known = chunk.fates[Fate.UNCHANGED], chunk.known
    queries.keep_seen([line for line in unchanged if line.changed_at > known[line.key].changed_at], known)
    if not new and not updated:
        return
    source = _source(imported)
    first = queries.take_sequence(len(new) + len(updated))
    last = first + len(new) + len(updated) - 1
    queries.insert_records(source, imported.id, new, first)
    if updated:
        queries.update_records(imported.id, updated, chunk.known, first + len(new))
    imported.first_seq = imported.first_seq or first
    imported.last_seq = last
    fact = RecordsReceived(source, imported.id, first, last, fresh=not updated)
    announce(Announcement(imported.house_id, RECORDS_RECEIVED, str(source), fact.payload()))


def store_refused(imported: Import, refused: list[Refused]) -> None:
    """Keep refused lines as rejects. The same bad line of the same file, met again, stays one reject."""
    ids = new_ids(len(refused))
    rows = [_reject(imported, id_, each) for id_, each in zip(ids, refused, strict=True)]
    Reject.objects.bulk_create(rows, ignore_conflicts=True)


def _reject(imported: Import, id_: UUID, refused: Refused) -> Reject:
    bad = refused.bad
    said = refused.cells if refused.cells is not None else [bad.raw]
    return Reject(
        id=id_,
        house_id=imported.house_id,
        source_id=_source(imported),
        imported=imported,
        line=bad.line,
        row=bad.row,
        column=bad.column,
        value=storable(bad.value)[:RAW_KEPT],
        code=bad.code,
        params=dict(bad.params),
        suggestion=refused.suggestion,
        cells=[storable(cell) for cell in refused.cells] if refused.cells is not None else None,
        raw=storable(bad.raw or " | ".join(said))[:RAW_KEPT],
        fingerprint=_fingerprint(bad.line, said),
    )


def _fingerprint(line: int, said: list[str]) -> int:
    return hash_cells([str(line), *said], b"reject")


def waiting_lines(imported: Import) -> set[int]:
    """Fingerprints of the lines of this very file that an earlier import rejected and that nobody has settled."""
    rows = Reject.objects.filter(source_id=_source(imported), imported__digest=imported.digest, state="open")
    return set(rows.exclude(imported=imported).values_list("fingerprint", flat=True))


def _settle_waiting(imported: Import, chunk: Chunk, waiting: Collection[int]) -> None:
    """A line that could not be read with an earlier mapping and can be now is no reject any more."""
    lines = [line for fate in chunk.fates.values() for line in fate]
    by_print = {_fingerprint(line.line, line.cells): line for line in lines}
    for fingerprint in by_print.keys() & set(waiting):
        Reject.objects.filter(source_id=_source(imported), fingerprint=fingerprint, state="open").update(
            state="mended",
            settled_at=utc_now(),
            settled_by=imported.created_by,
            mended=by_print[fingerprint].cells,
        )


def _source(imported: Import) -> UUID:
    if imported.source_id is None:
        raise ValueError("an import without a source cannot be stored")
    return imported.source_id


def storable(text: str) -> str:
    """Text without what PostgreSQL cannot hold: NUL, and halves of surrogate pairs."""
    return text.replace("\x00", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode()
