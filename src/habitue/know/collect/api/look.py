"""Looking into a file before it is run: its first rows, how it is read, what it would do, line by line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from habitue.ground.kernel.api import audit, utc_now
from habitue.ground.kernel.types import Actor, Conflict, InvalidInput, NotFound
from habitue.know.collect import queries, wording
from habitue.know.collect.api.imports import import_view
from habitue.know.collect.intake.chunk import Chunk, sort_batch
from habitue.know.collect.intake.files import propose_for, shape_of
from habitue.know.collect.intake.mappings import (
    file_options,
    from_json,
    latest_mapping,
    saved_mapping,
    to_json,
)
from habitue.know.collect.intake.plan import plan_of
from habitue.know.collect.intake.states import State
from habitue.know.collect.models import Import, Record, Source
from habitue.know.collect.readers import open_tables
from habitue.know.collect.rules.checks import FileFindings
from habitue.know.collect.rules.mapping import compare
from habitue.know.collect.rules.versions import Fate, Incoming
from habitue.know.collect.types import (
    MANY,
    Batch,
    ColumnChange,
    FileOptions,
    FileProblem,
    Mapping,
    Notice,
    Table,
)
from habitue.know.collect.views import ImportView

ALIKE = 0.8
"""Share of a file's columns that a source's mapping must know for the file to be taken for one of its own."""
LOOKED_INTO = 4
"""Batches read in search of examples: enough to find the usual ones, few enough for a page to wait."""


@dataclass(frozen=True, slots=True)
class FirstRows:
    """The beginning of a table: `rows` holds (physical line, cells); `bad` the lines that are no row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    bad: int
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """A line that a dry run judged. `cells`: (column, value, value known so far or None)."""

    line: int
    key: str
    cells: tuple[tuple[str, str, str | None], ...]


def first_rows(*, actor: Actor, import_id: UUID, limit: int = 6) -> FirstRows:
    """The first rows of an import's table as they are read. Raises InvalidInput when the file cannot be read any more."""
    actor.require("feeds.see")
    row = _row(actor, import_id)
    try:
        table = _table(row)
        batch = next(iter(table.batches(size=limit)), Batch(0, [], [], []))
    except FileProblem as problem:
        raise _as_input(problem) from problem
    rows = tuple((line, tuple(cells)) for line, cells in zip(batch.lines, batch.rows, strict=True))
    return FirstRows(table.columns, rows, len(batch.bad), table.notices)


@transaction.atomic
def read_again(*, actor: Actor, import_id: UUID, options: FileOptions) -> ImportView:
    """Read a file as a person declares it, and propose a mapping anew.

    Raises InvalidInput when it cannot be read so, Conflict once the import has started.
    """
    actor.require("feeds.import")
    row = _row(actor, import_id)
    if row.state not in {State.MAPPING, State.TRIED} and not _never_read(row):
        raise Conflict(_("This import has already been started."))
    try:
        table = _table(row, options)
        row.draft = to_json(propose_for(table, row.source))
    except FileProblem as problem:
        raise _as_input(problem) from problem
    row.table, row.shape, row.columns = table.name, shape_of(table), list(table.columns)
    row.state, row.mapping, row.verdict, row.error, row.finished_at = State.MAPPING, None, None, None, None
    row.save()
    audit(actor, "feeds.file_read_again", str(row.id))
    return import_view(actor=actor, import_id=row.id)


def same_file(*, actor: Actor, import_id: UUID) -> list[ImportView]:
    """The imports of one file, in its order: the tables of a ZIP or of a workbook; only the import itself otherwise."""
    row = _row(actor, import_id)
    ids = (
        Import.objects.filter(house_id=actor.house, file_path=row.file_path)
        .order_by("id")
        .values_list("id", flat=True)
    )
    return [import_view(actor=actor, import_id=id_) for id_ in ids]


def column_change(*, actor: Actor, import_id: UUID) -> ColumnChange:
    """How an import's columns differ from the mapping saved with its source; falsy when they do not, or none is saved."""
    actor.require("feeds.see")
    row = _row(actor, import_id)
    saved = latest_mapping(row.source) if row.source else None
    return compare(from_json(saved.mapping), row.columns) if saved else ColumnChange()


def likely_source(*, actor: Actor, import_id: UUID) -> UUID | None:
    """The source that a file most probably comes from, by its columns; None when no source's mapping knows them."""
    actor.require("feeds.see")
    columns = set(_row(actor, import_id).columns)
    known = {s.id: _known_columns(s) for s in Source.objects.filter(house_id=actor.house)}
    shares = {id_: len(columns & names) / max(len(columns), len(names), 1) for id_, names in known.items()}
    best = max(shares, key=lambda id_: shares[id_], default=None)
    return best if best and shares[best] >= ALIKE else None


def verdict_lines(*, actor: Actor, import_id: UUID, kind: str, limit: int = 6) -> list[VerdictLine]:
    """Examples of the lines that a dry run found `new`, `updated` or `unchanged`, from the beginning of the file."""
    actor.require("feeds.see")
    row = _row(actor, import_id)
    try:
        return list(islice(_examples(row, kind, saved_mapping(row), utc_now().date()), limit))
    except FileProblem:
        return []


def _examples(row: Import, kind: str, mapping: Mapping, today: date) -> Iterator[VerdictLine]:
    plan = plan_of(row, mapping, today)
    source = row.source_id if row.source_id and queries.has_records(row.source_id) else None
    for batch in islice(_table(row).batches(), LOOKED_INTO):
        chunk = sort_batch(plan, batch, source, FileFindings())
        lines = list(islice(_of_kind(chunk, kind), 50))
        before = _stored(source, [each.key for each in lines]) if source and kind == "updated" else {}
        yield from (_line(row, mapping, each, before.get(each.key)) for each in lines)


def _of_kind(chunk: Chunk, kind: str) -> Iterable[Incoming]:
    fates = {"new": [Fate.NEW], "updated": [Fate.UPDATED], "unchanged": [Fate.UNCHANGED, Fate.OLDER]}
    return (each for fate in fates.get(kind, []) for each in chunk.fates[fate])


def _line(row: Import, mapping: Mapping, incoming: Incoming, before: dict[str, str] | None) -> VerdictLine:
    used = {each.column for each in mapping.columns if each.field not in MANY}
    cells = [(name, value) for name, value in zip(row.columns, incoming.cells, strict=False) if name in used]
    if before is None:
        shown = tuple((name, value, None) for name, value in cells if value)
        return VerdictLine(incoming.line, incoming.key, shown)
    changed = tuple(
        (name, value, before.get(name, "")) for name, value in cells if value != before.get(name, "")
    )
    return VerdictLine(incoming.line, incoming.key, changed)


def _stored(source: UUID, keys: list[str]) -> dict[str, dict[str, str]]:
    rows = Record.objects.filter(source_id=source, key__in=keys).select_related("imported")
    return {
        row.key: dict(zip(row.imported.columns, queries.decode_cells(row.raw), strict=False)) for row in rows
    }


def _known_columns(source: Source) -> set[str]:
    saved = latest_mapping(source)
    return {each.column for each in from_json(saved.mapping).columns} if saved else set()


def _table(row: Import, options: FileOptions | None = None) -> Table:
    tables = open_tables(Path(row.file_path), declared=options or file_options(row))
    found = next((each for each in tables if each.name == row.table), None)
    if found is None and options and tables:
        return tables[0]
    if found is None:
        raise FileProblem("file.table_gone", table=row.table)
    return found


def _never_read(row: Import) -> bool:
    """A file that could not be opened at all: it failed before it had columns."""
    return row.state == State.FAILED and not row.columns


def _as_input(problem: FileProblem) -> InvalidInput:
    words = wording.explain(problem.code, problem.params)
    return InvalidInput(f"{words.sentence} {words.mend}".strip(), code=problem.code)


def _row(actor: Actor, import_id: UUID) -> Import:
    actor.require("feeds.see")
    rows = Import.objects.filter(house_id=actor.house, id=import_id).select_related("source", "mapping")
    if (found := rows.first()) is None:
        raise NotFound(_("This import does not exist."))
    return found
