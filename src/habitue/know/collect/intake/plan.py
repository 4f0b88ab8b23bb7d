"""Everything that reading one import's lines needs, compiled once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import msgspec

from habitue.know.collect.models import Import
from habitue.know.collect.rules.checks import RowChecks
from habitue.know.collect.rules.instants import parse_instant
from habitue.know.collect.rules.versions import CELLS, Incoming, hash_cells, hash_texts
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

    def read(
        self, lines: Sequence[int], rows: Sequence[list[str]]
    ) -> tuple[list[Incoming | None], dict[int, list[Problem]]]:
        """The incoming record of each row, None where a problem forbids it; and the problems of the rows that have any.

        `lines`: the physical line of each row.
        """
        texts = [CELLS.join(cells) for cells in rows]
        columns = list(zip(*rows, strict=True))
        instants = self._instants(columns)
        looked_at = {i: self.checks.check(rows[i]) for i in self._suspects(columns, instants, texts)}
        problems = {i: found for i, found in looked_at.items() if found}
        changed = [instant or self.effective_at for instant in instants] or [self.effective_at] * len(rows)
        parts = zip(self._keys(columns), changed, hash_texts(texts, self.salt), lines, rows, strict=True)
        found: list[Incoming | None] = [Incoming(*each) for each in parts]
        for i, of_row in problems.items():
            if any(problem.severity == "reject" for problem in of_row):
                found[i] = None
        return found, problems

    def _suspects(
        self, columns: Sequence[Sequence[str]], instants: Sequence[datetime | None], texts: Sequence[str]
    ) -> list[int]:
        return self.checks.suspects(columns, instants, texts) if texts else []

    def _keys(self, columns: Sequence[Sequence[str]]) -> Iterable[str]:
        parts = [[cell.strip() for cell in columns[at]] for at in self.key_at] if columns else [[]]
        return parts[0] if len(parts) == 1 else map(KEY_SEPARATOR.join, zip(*parts, strict=True))

    def _instants(self, columns: Sequence[Sequence[str]]) -> list[datetime | None]:
        """Each line's own change time, None where it has none that can be read; none at all without such a column."""
        if self.changed_at is None or not columns:
            return []
        order = self.mapping.date_order
        return [parse_instant(text, order, ZONE) if text else None for text in columns[self.changed_at]]


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
