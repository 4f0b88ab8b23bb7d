"""Everything that reading one import's lines needs, compiled once."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import msgspec

from habitue.know.collect.models import Import
from habitue.know.collect.rules.checks import RowChecks
from habitue.know.collect.rules.instants import parse_instant
from habitue.know.collect.rules.versions import Incoming, hash_cells
from habitue.know.collect.types import Field, Mapping, Problem

ZONE = ZoneInfo("Europe/Paris")
KEY_SEPARATOR = "|"


@dataclass(slots=True)
class Plan:
    """How one import's lines become incoming records: where the key and the change time stand, which checks apply."""

    mapping: Mapping
    columns: tuple[str, ...]
    key_at: tuple[int, ...]
    changed_at: int | None
    effective_at: datetime
    salt: bytes
    checks: RowChecks

    def read(self, line: int, cells: list[str]) -> tuple[Incoming | None, list[Problem]]:
        """The incoming record of a line, or None when a problem forbids it, and all its problems."""
        problems = self.checks.check(cells)
        if problems and any(problem.severity == "reject" for problem in problems):
            return None, problems
        return Incoming(
            self._key(cells), self._changed(cells), hash_cells(cells, self.salt), line, cells
        ), problems

    def _key(self, cells: list[str]) -> str:
        at = self.key_at
        return cells[at[0]].strip() if len(at) == 1 else KEY_SEPARATOR.join(cells[i].strip() for i in at)

    def _changed(self, cells: list[str]) -> datetime:
        """The line's own change time; the file's when the line has none."""
        if self.changed_at is None or not (text := cells[self.changed_at]):
            return self.effective_at
        return parse_instant(text, self.mapping.date_order, ZONE) or self.effective_at


def plan_of(imported: Import, mapping: Mapping, today: date) -> Plan:
    """Compile the plan of an import. Raises MappingProblem when the mapping does not fit the file's columns."""
    columns = tuple(imported.columns)
    layout = mapping.layout(columns)
    used = msgspec.json.encode([sorted((str(f), i) for f, i in layout.items()), mapping.date_order])
    return Plan(
        mapping=mapping,
        columns=columns,
        key_at=mapping.key_indices(columns),
        changed_at=layout.get(Field.CHANGED_AT),
        effective_at=imported.effective_at,
        salt=hash_of(used),
        checks=RowChecks(
            layout, mapping.date_order, today, columns=columns, key=mapping.key_indices(columns)
        ),
    )


def hash_of(data: bytes) -> bytes:
    """A short digest, as `hash_cells` takes its salt."""
    return hash_cells([data.decode()], b"").to_bytes(8, "big", signed=True)
