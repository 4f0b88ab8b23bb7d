"""Rejects: seen, filtered, mended in place, replayed, dismissed, reopened."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from habitue.ground.kernel.api import audit, utc_now
from habitue.ground.kernel.types import Actor, Conflict, ImportId, InvalidInput, NotFound, RejectId, SourceId
from habitue.know.collect import queries
from habitue.know.collect.intake.chunk import Chunk, sort_batch
from habitue.know.collect.intake.mappings import saved_mapping
from habitue.know.collect.intake.plan import plan_of
from habitue.know.collect.intake.store import storable, store_accepted
from habitue.know.collect.models import Import, Reject
from habitue.know.collect.rules.checks import FileFindings
from habitue.know.collect.rules.cutting import cut_again, unlike
from habitue.know.collect.types import Batch, Problem
from habitue.know.collect.views import RejectView

OPEN, MENDED, DISMISSED = "open", "mended", "dismissed"


def rejects(
    *,
    actor: Actor,
    source_id: UUID | None = None,
    import_id: UUID | None = None,
    code: str = "",
    state: str = OPEN,
    text: str = "",
    after: UUID | None = None,
    limit: int = 50,
) -> list[RejectView]:
    """Rejects, oldest first, filtered; `after` goes on from the last one seen. Raises Forbidden without `feeds.see`."""
    actor.require("feeds.see")
    rows = Reject.objects.filter(house_id=actor.house).select_related("source", "imported")
    wanted = {
        "source_id": source_id,
        "imported_id": import_id,
        "code": code,
        "state": state,
        "raw__icontains": text,
    }
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    if after:
        rows = rows.filter(id__gt=after)
    return [_view(row) for row in rows.order_by("id")[:limit]]


def open_reject_count(*, actor: Actor) -> int:
    """How many rejects wait for a person."""
    return Reject.objects.filter(house_id=actor.house, state=OPEN).count()


def reject_view(*, actor: Actor, reject_id: UUID) -> RejectView:
    """One reject. Raises NotFound when the house has none of this id."""
    actor.require("feeds.see")
    return _view(_row(actor, reject_id))


def likely_cells(*, actor: Actor, reject_id: UUID) -> list[str]:
    """A reject's cells, one for each column of its file: as they came, or cut as the line was most probably meant."""
    actor.require("feeds.see")
    row = _row(actor, reject_id)
    imported = Import.objects.select_related("source", "mapping").get(id=row.imported_id)
    if row.cells is not None:
        return list(row.cells)
    mapping = saved_mapping(imported)
    checks = plan_of(imported, mapping, utc_now().date()).checks
    by_name = {each.column: each.samples for each in mapping.columns}
    samples = [by_name.get(name, ()) for name in imported.columns]

    def wrong(cells: list[str]) -> int:
        return len(checks.check(cells)) + unlike(cells, samples)

    return cut_again(row.raw, str(imported.shape.get("separator", "")), len(imported.columns), wrong)


@transaction.atomic
def mend(*, actor: Actor, reject_id: UUID, cells: Sequence[str]) -> list[Problem]:
    """Replay a reject with mended cells: it becomes a record, through the same checks as the file did.

    Returns the problems that still forbid it, and then nothing is changed; an empty list when it is a record now.
    Raises Conflict when the reject is already settled, InvalidInput when the number of cells is not the file's.
    """
    actor.require("rejects.mend")
    row = _open_row(actor, reject_id)
    imported = Import.objects.select_related("source", "mapping").get(id=row.imported_id)
    if len(cells) != len(imported.columns):
        raise InvalidInput(
            _("The line must have as many cells as the file has columns."), columns=len(imported.columns)
        )
    queries.one_at_a_time(imported.source_id)
    cells = [storable(cell) for cell in cells]
    chunk = _judge(imported, row, cells, today=utc_now().date())
    if chunk.refused:
        return _problems(imported, cells)
    store_accepted(imported, chunk)
    imported.save(update_fields=["first_seq", "last_seq"])
    _settle(actor, row, MENDED, cells)
    return []


@transaction.atomic
def dismiss(*, actor: Actor, reject_id: UUID) -> None:
    """Put a reject aside: this line is no customer. It stays on record and can be reopened."""
    actor.require("rejects.mend")
    _settle(actor, _open_row(actor, reject_id), DISMISSED, None)


@transaction.atomic
def reopen(*, actor: Actor, reject_id: UUID) -> None:
    """Take back a dismissal."""
    actor.require("rejects.mend")
    row = _row(actor, reject_id)
    if row.state != DISMISSED:
        raise Conflict(_("Only a dismissed line can be reopened."))
    row.state, row.settled_at, row.settled_by = OPEN, None, ""
    row.save()
    audit(actor, "feeds.reject_reopened", str(row.id))


def apply_suggestions(*, actor: Actor, reject_ids: Sequence[UUID]) -> tuple[int, int]:
    """Mend each reject with its own suggestion; returns (mended, left as they are).

    Raises Forbidden without `rejects.mend`.
    """
    actor.require("rejects.mend")
    mended = sum(_mend_as_suggested(actor, reject_id) for reject_id in reject_ids)
    return mended, len(reject_ids) - mended


def _mend_as_suggested(actor: Actor, reject_id: UUID) -> bool:
    view = reject_view(actor=actor, reject_id=reject_id)
    if view.state != OPEN or not view.suggestion or view.cells is None or view.column not in view.columns:
        return False
    cells = list(view.cells)
    cells[view.columns.index(view.column)] = view.suggestion
    return not mend(actor=actor, reject_id=reject_id, cells=cells)


def _judge(imported: Import, row: Reject, cells: list[str], *, today: date) -> Chunk:
    plan = plan_of(imported, saved_mapping(imported), today)
    batch = Batch(first_row=row.row, lines=[row.line], rows=[cells], bad=[])
    return sort_batch(plan, batch, imported.source_id, FileFindings())


def _problems(imported: Import, cells: list[str]) -> list[Problem]:
    plan = plan_of(imported, saved_mapping(imported), utc_now().date())
    return [problem for problem in plan.checks.check(cells) if problem.severity == "reject"]


def _settle(actor: Actor, row: Reject, state: str, cells: list[str] | None) -> None:
    row.state, row.settled_at, row.settled_by, row.mended = state, utc_now(), actor.label, cells
    row.save(update_fields=["state", "settled_at", "settled_by", "mended"])
    audit(actor, f"feeds.reject_{state}", str(row.id))


def _open_row(actor: Actor, reject_id: UUID) -> Reject:
    row = _row(actor, reject_id, lock=True)
    if row.state != OPEN:
        raise Conflict(_("This line is already settled."))
    return row


def _row(actor: Actor, reject_id: UUID, *, lock: bool = False) -> Reject:
    rows = Reject.objects.filter(house_id=actor.house, id=reject_id).select_related("source", "imported")
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise NotFound(_("This line does not exist."))
    return found


def _view(row: Reject) -> RejectView:
    return RejectView(
        id=RejectId(row.id),
        source_id=SourceId(row.source_id),
        source_name=row.source.name,
        import_id=ImportId(row.imported_id),
        file_name=row.imported.file_name,
        columns=tuple(row.imported.columns),
        line=row.line,
        column=row.column,
        value=row.value,
        code=row.code,
        params=row.params,
        suggestion=row.suggestion,
        cells=tuple(row.cells) if row.cells is not None else None,
        raw=row.raw,
        state=row.state,
        settled_at=row.settled_at,
        settled_by=row.settled_by,
    )
