"""Imports: mapped, tried dry, started, watched, cancelled, gone on with."""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from habitue.ground.kernel.api import audit
from habitue.ground.kernel.types import Actor, Conflict, ImportId, InvalidInput, NotFound, SourceId
from habitue.know.collect.intake.files import propose_for
from habitue.know.collect.intake.mappings import file_options, from_json, save_mapping, to_json
from habitue.know.collect.intake.states import AT_WORK, ENDED, State
from habitue.know.collect.jobs import defer_import
from habitue.know.collect.models import Import, Source
from habitue.know.collect.readers import open_tables
from habitue.know.collect.types import FileProblem, Mapping, MappingProblem
from habitue.know.collect.views import ImportView


def imports(
    *,
    actor: Actor,
    source_id: UUID | None = None,
    states: Collection[str] = (),
    before: datetime | None = None,
    limit: int = 50,
) -> list[ImportView]:
    """The house's imports, latest first, those in `states` only when any are given.

    `before` goes on from the `created_at` of the last one seen.
    """
    actor.require("feeds.see")
    rows = Import.objects.filter(house_id=actor.house).select_related("source", "mapping")
    if source_id:
        rows = rows.filter(source_id=source_id)
    if states:
        rows = rows.filter(state__in=states)
    if before:
        rows = rows.filter(created_at__lt=before)
    return [_view(row) for row in rows.order_by("-created_at")[:limit]]


def import_view(*, actor: Actor, import_id: UUID) -> ImportView:
    """One import as it stands. Raises NotFound when the house has none of this id."""
    actor.require("feeds.see")
    return _view(_row(actor, import_id))


@transaction.atomic
def choose_source(*, actor: Actor, import_id: UUID, source_id: UUID) -> ImportView:
    """Say which source a file comes from, before it is run: what the source already maps is proposed so again."""
    row = _mine_to_prepare(actor, import_id)
    row.source = _source(actor, source_id)
    row.mapping, row.verdict, row.state = None, None, State.MAPPING
    row.draft = _proposed_again(row)
    row.save(update_fields=["source", "mapping", "verdict", "state", "draft"])
    return _view(row)


def _proposed_again(row: Import) -> object:
    """The draft, proposed anew with what the source knows; as it was when the file cannot be read any more."""
    try:
        tables = open_tables(Path(row.file_path), declared=file_options(row))
        table = next((each for each in tables if each.name == row.table), None)
        return to_json(propose_for(table, row.source)) if table else row.draft
    except FileProblem:
        return row.draft


@transaction.atomic
def save_import_mapping(*, actor: Actor, import_id: UUID, mapping: Mapping) -> ImportView:
    """Keep a mapping for the import and, as a new version, for its source.

    Raises InvalidInput when the import has no source yet or the mapping does not fit the file's columns.
    """
    row = _mine_to_prepare(actor, import_id)
    if row.source is None:
        raise InvalidInput(_("Choose the source first."))
    _check_fits(row, mapping)
    row.draft = to_json(mapping)
    row.mapping = save_mapping(row.source, mapping, actor.label)
    row.state, row.verdict = State.MAPPING, None
    row.save(update_fields=["draft", "mapping", "state", "verdict"])
    audit(actor, "feeds.mapping_saved", str(row.source_id), {"version": row.mapping.version})
    return _view(row)


@transaction.atomic
def try_dry(
    *, actor: Actor, import_id: UUID, now_here: bool = False, mapping: Mapping | None = None
) -> ImportView:
    """Read the file without writing: queue the dry run, or with `now_here` leave it to the caller's `perform`.

    `mapping`: try this one without keeping it for the source, which need not be chosen yet.
    """
    actor.require("feeds.import")
    if mapping:
        row = _mine_to_prepare(actor, import_id)
        _check_fits(row, mapping)
        row.draft, row.mapping = to_json(mapping), None
        row.save(update_fields=["draft", "mapping"])
    return _queue(actor, import_id, State.TRYING, now_here)


@transaction.atomic
def start(*, actor: Actor, import_id: UUID, now_here: bool = False) -> ImportView:
    """Queue the import, or with `now_here` leave it to the caller's `perform`."""
    return _queue(actor, import_id, State.QUEUED, now_here)


@transaction.atomic
def resume(*, actor: Actor, import_id: UUID, now_here: bool = False) -> ImportView:
    """Go on with an import that was cancelled or failed, from the line where it stopped."""
    actor.require("feeds.import")
    row = _row(actor, import_id, lock=True)
    if row.state not in {State.CANCELLED, State.FAILED} or row.mapping is None:
        raise Conflict(_("Only an import that was cancelled or failed can go on."))
    Import.objects.filter(id=row.id).update(cancel_asked=False, error=None, finished_at=None)
    return _queue(actor, import_id, State.QUEUED, now_here)


@transaction.atomic
def cancel(*, actor: Actor, import_id: UUID) -> ImportView:
    """Ask an import to stop after its current chunk. What it has taken stays, and it can go on later."""
    actor.require("feeds.import")
    row = _row(actor, import_id, lock=True)
    if row.state not in AT_WORK:
        raise Conflict(_("This import is not running."))
    row.cancel_asked = True
    row.save(update_fields=["cancel_asked"])
    audit(actor, "feeds.import_cancelled", str(row.id))
    return _view(row)


@transaction.atomic
def forget(*, actor: Actor, import_id: UUID) -> None:
    """Put away a file that was never run, or that gave nothing: it leaves the list and the disk.

    Raises Conflict for an import that has taken lines: those stay, with the file that they came from.
    """
    actor.require("feeds.import")
    row = _row(actor, import_id, lock=True)
    if row.state not in {State.MAPPING, State.TRIED} and not (row.state in ENDED and not row.rows_done):
        raise Conflict(_("This import has already taken lines of the file."))
    path = Path(row.file_path)
    row.delete()
    audit(actor, "feeds.file_put_away", str(import_id))
    if not Import.objects.filter(file_path=row.file_path).exists():
        transaction.on_commit(lambda: path.unlink(missing_ok=True))


def _queue(actor: Actor, import_id: UUID, state: State, now_here: bool) -> ImportView:
    actor.require("feeds.import")
    row = _row(actor, import_id, lock=True)
    if row.state in AT_WORK:
        raise Conflict(_("This import is already running."))
    if row.state == State.DONE:
        raise Conflict(_("This import is done. Drop the file again to import it anew."))
    if row.mapping is None and not (state == State.TRYING and row.draft):
        raise InvalidInput(_("Confirm the mapping first."))
    row.state, row.cancel_asked, row.error = state, False, None
    row.save(update_fields=["state", "cancel_asked", "error"])
    audit(actor, f"feeds.import_{state}", str(row.id))
    if not now_here:
        defer_import(row.id)
    return _view(row)


def _check_fits(row: Import, mapping: Mapping) -> None:
    try:
        mapping.key_indices(tuple(row.columns))
    except MappingProblem as problem:
        raise InvalidInput(
            _("Say which column identifies a record in this source."),
            code=problem.code,
            **dict(problem.params),
        ) from problem


def _mine_to_prepare(actor: Actor, import_id: UUID) -> Import:
    actor.require("feeds.import")
    row = _row(actor, import_id, lock=True)
    if row.state not in {State.MAPPING, State.TRIED}:
        raise Conflict(_("This import has already been started."))
    return row


def _row(actor: Actor, import_id: UUID, *, lock: bool = False) -> Import:
    rows = Import.objects.filter(house_id=actor.house, id=import_id).select_related("source", "mapping")
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise NotFound(_("This import does not exist."))
    return found


def _source(actor: Actor, source_id: UUID) -> Source:
    found = Source.objects.filter(house_id=actor.house, id=source_id).first()
    if found is None:
        raise NotFound(_("This source does not exist."))
    return found


def _view(row: Import) -> ImportView:
    mapping = row.mapping.mapping if row.mapping else row.draft
    return ImportView(
        id=ImportId(row.id),
        source_id=SourceId(row.source_id) if row.source_id else None,
        source_name=row.source.name if row.source else "",
        file_name=row.file_name,
        table=row.table,
        file_bytes=row.file_bytes,
        shape=row.shape,
        columns=tuple(row.columns),
        state=row.state,
        error=(row.error["code"], row.error["params"]) if row.error else None,
        cancel_asked=row.cancel_asked,
        created_at=row.created_at,
        created_by=row.created_by,
        started_at=row.started_at,
        finished_at=row.finished_at,
        rows_done=row.rows_done,
        bytes_done=row.bytes_done,
        bytes_total=row.bytes_total,
        counts=row.counts,
        findings=row.findings,
        verdict=row.verdict,
        same_as=ImportId(row.same_as) if row.same_as else None,
        mapping=from_json(mapping) if mapping else None,
        mapping_version=row.mapping.version if row.mapping else 0,
    )
