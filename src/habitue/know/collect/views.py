"""What screens and other rooms are shown of collect's tables: frozen views, never rows."""

from collections.abc import Mapping as Dict
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from habitue.ground.kernel.types import ImportId, RecordId, RejectId, SourceId
from habitue.know.collect.types import DateOrder, Field, Mapping


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source. `trust`: 0 to 100 by field, `default` for the others."""

    id: SourceId
    name: str
    kind: str
    owner: str
    trust: Dict[str, int]
    watch_folder: str
    mapping_version: int
    records: int
    open_rejects: int
    last_import: datetime | None


@dataclass(frozen=True, slots=True)
class ImportView:
    """An import as it stands. `counts`: lines by what became of them; `error`: (code, params) when it failed."""

    id: ImportId
    source_id: SourceId | None
    source_name: str
    file_name: str
    table: str
    file_bytes: int
    shape: Dict[str, Any]
    columns: tuple[str, ...]
    state: str
    error: tuple[str, Dict[str, Any]] | None
    cancel_asked: bool
    created_at: datetime
    created_by: str
    started_at: datetime | None
    finished_at: datetime | None
    rows_done: int
    bytes_done: int
    bytes_total: int
    counts: Dict[str, int]
    findings: list[Dict[str, Any]]
    verdict: Dict[str, Any] | None
    same_as: ImportId | None
    mapping: Mapping | None
    mapping_version: int

    @property
    def progress(self) -> float:
        """From 0 to 1, by bytes read."""
        return min(1.0, self.bytes_done / self.bytes_total) if self.bytes_total else 0.0


@dataclass(frozen=True, slots=True)
class RejectView:
    """A line that could not become a record."""

    id: RejectId
    source_id: SourceId
    source_name: str
    import_id: ImportId
    file_name: str
    columns: tuple[str, ...]
    line: int
    column: str
    value: str
    code: str
    params: Dict[str, Any]
    suggestion: str
    cells: tuple[str, ...] | None
    raw: str
    state: str
    settled_at: datetime | None
    settled_by: str


@dataclass(frozen=True, slots=True)
class ReceivedRow:
    """A record as it came: its cells stand in the order of its import's columns.

    The id and the change time (UTC) are text: they only pass through, and millions of them do.
    """

    id: str
    key: str
    changed_at: str
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Received:
    """Records of one import, with what is needed to read their cells."""

    source_id: UUID
    import_id: UUID
    layout: Dict[Field, int]
    date_order: DateOrder
    rows: list[ReceivedRow]


@dataclass(frozen=True, slots=True)
class RawRecord:
    """A record with its raw line, for a person to see: (column, field, cell) for each cell."""

    id: RecordId
    source_id: SourceId
    source_name: str
    key: str
    changed_at: datetime
    file_name: str
    imported_at: datetime
    cells: tuple[tuple[str, str, str], ...]


class Progressing(Protocol):
    """An import as those who watch it are shown it after each chunk."""

    rows_done: int
    bytes_done: int
    bytes_total: int
    counts: Dict[str, int]
