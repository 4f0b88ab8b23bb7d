"""An import as a job: it reads, stores chunk by chunk, can be cancelled, and goes on after any crash where it was."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import structlog
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F

from habitue.ground.kernel.api import announce, holding_lock, utc_now
from habitue.ground.kernel.metrics import rows_imported
from habitue.ground.kernel.types import Announcement
from habitue.know.collect import queries
from habitue.know.collect.events import IMPORT_FINISHED, ImportFinished
from habitue.know.collect.intake.chunk import sort_batch
from habitue.know.collect.intake.mappings import file_options, saved_mapping
from habitue.know.collect.intake.plan import Plan, plan_of
from habitue.know.collect.intake.states import State
from habitue.know.collect.intake.store import store_chunk, waiting_lines
from habitue.know.collect.intake.trial import Trial
from habitue.know.collect.models import Import
from habitue.know.collect.readers import open_tables
from habitue.know.collect.rules.checks import FileFindings
from habitue.know.collect.rules.versions import Fate
from habitue.know.collect.types import Batch, Field, FileProblem, MappingProblem
from habitue.know.collect.views import Progressing

logger = structlog.get_logger(__name__)

BATCH_ROWS = 5_000
Step = Callable[[Progressing], None]


def run_import(import_id: UUID, *, each_step: Step = lambda _: None) -> bool:
    """Run an import to its end, or go on with it; returns False when another process has it in hand.

    `each_step` is called after each chunk with the import as it stands. What a person should know of a failure is kept
    on the import; only errors of the program itself are raised.
    """
    with holding_lock(f"import {import_id}") as held:
        if held:
            _run(import_id, each_step)
    return held


def try_import(import_id: UUID, *, each_step: Step = lambda _: None) -> bool:
    """Read an import to its end without writing a line, and keep the verdict; as `run_import` otherwise."""
    with holding_lock(f"import {import_id}") as held:
        if held:
            _try(import_id, each_step)
    return held


def perform(import_id: UUID, *, each_step: Step = lambda _: None) -> bool:
    """Do whatever an import's state asks for: its dry run or the import itself."""
    state = Import.objects.values_list("state", flat=True).get(id=import_id)
    return (try_import if state == State.TRYING else run_import)(import_id, each_step=each_step)


def _run(import_id: UUID, each_step: Step) -> None:
    imported = Import.objects.select_related("source").get(id=import_id)
    if imported.state not in {State.QUEUED, State.RUNNING}:
        return
    _enter(imported, State.RUNNING)
    if same := same_file_before(imported):
        _finish_as_before(imported, same)
        return
    _guarded(imported, lambda: _store_all(imported, each_step))


def _try(import_id: UUID, each_step: Step) -> None:
    imported = Import.objects.select_related("source").get(id=import_id)
    if imported.state != State.TRYING:
        return
    _guarded(imported, lambda: _judge_all(imported, each_step))
    _forget_progress(imported)


def _forget_progress(imported: Import) -> None:
    """A dry run that did not end leaves no trace: an import that believed its progress would pass over those lines."""
    nothing = {"rows_done": 0, "bytes_done": 0, "counts": {}}
    Import.objects.filter(id=imported.id).update(**nothing)
    if imported.state == State.CANCELLED:
        Import.objects.filter(id=imported.id).update(
            state=State.MAPPING, cancel_asked=False, finished_at=None
        )


def _guarded(imported: Import, work: Callable[[], None]) -> None:
    """Do the work; a file or a mapping that does not hold ends the import with its reason kept."""
    try:
        work()
    except (FileProblem, MappingProblem) as problem:
        imported.error = {"code": problem.code, "params": dict(problem.params)}
        _leave(imported, State.FAILED)
        logger.warning("import.failed", import_id=str(imported.id), code=problem.code)
    except (OperationalError, InterfaceError):
        raise  # the database went away: the import is taken up again when it is back
    except Exception as error:
        _fail_unexpectedly(imported, error)
        raise


def _fail_unexpectedly(imported: Import, error: Exception) -> None:
    """Say that the program itself is at fault, on the row as it was committed: what is in memory may be ahead of it."""
    said = {"code": "import.unexpected", "params": {"kind": type(error).__name__}}
    Import.objects.filter(id=imported.id).update(state=State.FAILED, error=said, finished_at=utc_now())
    logger.error(
        "import.failed", import_id=str(imported.id), code="import.unexpected", error=type(error).__name__
    )


def _store_all(imported: Import, each_step: Step) -> None:
    plan, findings = _open(imported)
    waiting = waiting_lines(imported)
    for batch in _batches(imported, skip=imported.rows_done):
        if _cancelled(imported):
            return
        with transaction.atomic():
            queries.one_at_a_time(imported.source_id)
            chunk = sort_batch(plan, batch, imported.source_id, findings)
            store_chunk(imported, batch, chunk, findings, waiting)
        for outcome, count in chunk.counts.items():
            rows_imported(outcome, count)
        each_step(imported)
    findings.conclude(previous_rows=_rows_before(imported), rows=imported.rows_done)
    imported.findings = findings.to_json()
    _finish(imported)
    each_step(imported)


def _judge_all(imported: Import, each_step: Step) -> None:
    """A dry run: the same reading and judging, counted instead of stored."""
    plan, findings = _open(imported)
    counts: dict[str, int] = {}
    source = imported.source_id if imported.source_id and queries.has_records(imported.source_id) else None
    rows, trial = 0, Trial()
    for batch in _batches(imported, skip=0):
        if _cancelled(imported):
            return
        chunk = sort_batch(plan, batch, source, findings, trial)
        trial.learn([*chunk.fates[Fate.NEW], *chunk.fates[Fate.UPDATED]])
        rows = batch.next_row
        counts = {name: counts.get(name, 0) + count for name, count in chunk.counts.items()}
        _show_progress(imported, batch, counts)
        each_step(imported)
    trial.close()
    findings.conclude(previous_rows=_rows_before(imported), rows=rows)
    imported.verdict = {"rows": rows, "counts": counts, "findings": findings.to_json()}
    imported.rows_done, imported.bytes_done, imported.counts = 0, 0, {}
    _leave(imported, State.TRIED)
    each_step(imported)


def _open(imported: Import) -> tuple[Plan, FileFindings]:
    mapping = saved_mapping(imported)
    plan = plan_of(imported, mapping, today=utc_now().date())
    return plan, FileFindings.from_json(imported.findings if imported.rows_done else [])


def _batches(imported: Import, *, skip: int) -> Iterator[Batch]:
    tables = open_tables(Path(imported.file_path), declared=file_options(imported))
    table = next((each for each in tables if each.name == imported.table), None)
    if table is None:
        raise FileProblem("file.table_gone", table=imported.table)
    return table.batches(skip=skip, size=BATCH_ROWS)


def same_file_before(imported: Import) -> Import | None:
    """The source's last import when it took this very table with this very mapping: then nothing can have changed.

    Last to end: one that is still at work, or was gone on with since, has changed what this file is compared with.
    """
    others = Import.objects.filter(source=imported.source).exclude(id=imported.id)
    began = others.filter(started_at__isnull=False)
    last = began.order_by(F("finished_at").desc(nulls_first=True)).first()
    if last is None or last.state != State.DONE or imported.rows_done or _says_it_later(imported, last):
        return None
    same = (last.digest, last.table, last.mapping_id) == (
        imported.digest,
        imported.table,
        imported.mapping_id,
    )
    return last if same else None


def _says_it_later(imported: Import, last: Import) -> bool:
    """Lines without a change time of their own are now known to hold until later."""
    timed = Field.CHANGED_AT in saved_mapping(imported).layout(imported.columns)
    return not timed and imported.effective_at > last.effective_at


def _finish_as_before(imported: Import, same: Import) -> None:
    kept = {name: same.counts.get(name, 0) for name in ("rejected", "suspicious", "repeated", "blank")}
    taken = sum(same.counts.get(name, 0) for name in ("new", "updated", "unchanged", "older"))
    imported.same_as = same.same_as or same.id
    imported.rows_done, imported.bytes_done, imported.bytes_total = (
        same.rows_done,
        same.bytes_total,
        same.bytes_total,
    )
    imported.counts = kept | {"unchanged": taken}
    imported.findings = same.findings
    _finish(imported)


def _rows_before(imported: Import) -> list[int]:
    """Row counts of the source's earlier whole imports of such tables, latest first: its size is judged against them.

    Not those of other columns, and not those of the same ZIP or workbook, which hold other people.
    """
    done = Import.objects.filter(source=imported.source, state=State.DONE, columns=imported.columns)
    done = done.exclude(file_path=imported.file_path)
    return list(done.order_by("-finished_at").values_list("rows_done", flat=True)[:5])


def _cancelled(imported: Import) -> bool:
    """Whether a person has asked to stop; then the import is left where it is, with what it has already taken."""
    if not Import.objects.filter(id=imported.id, cancel_asked=True).exists():
        return False
    _leave(imported, State.CANCELLED)
    return True


def _show_progress(imported: Import, batch: Batch, counts: dict[str, int]) -> None:
    progress = {"rows_done": batch.next_row, "bytes_done": batch.bytes_read, "bytes_total": batch.bytes_total}
    Import.objects.filter(id=imported.id).update(counts=counts, **progress)
    for name, value in progress.items():
        setattr(imported, name, value)
    imported.counts = counts


def _enter(imported: Import, state: State) -> None:
    imported.state = state
    imported.started_at = imported.started_at or utc_now()
    imported.save(update_fields=["state", "started_at"])


def _leave(imported: Import, state: State) -> None:
    imported.state = state
    imported.finished_at = utc_now()
    imported.save()


@transaction.atomic
def _finish(imported: Import) -> None:
    _leave(imported, State.DONE)
    if imported.source_id:
        fact = ImportFinished(imported.source_id, imported.id)
        announce(Announcement(imported.house_id, IMPORT_FINISHED, str(imported.source_id), fact.payload()))
    logger.info("import.done", import_id=str(imported.id), rows=imported.rows_done, **imported.counts)
