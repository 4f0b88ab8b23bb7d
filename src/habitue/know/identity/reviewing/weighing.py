"""What was compared of the records of doubts: their levels, worked out again under the active model."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from habitue.know.identity import queries
from habitue.know.identity.model_store import active_model
from habitue.know.identity.resolving.comparing import Comparer
from habitue.know.identity.reviewing.doubts import DoubtRow
from habitue.know.identity.rules.comparing.comparisons import COMPARISONS

IDENTIFIERS = frozenset({"email", "mobile", "card"})
"""What only one person should have: whoever shares one may be one."""
IDENTIFIER, HOUSEHOLD, NAMESAKE = "identifier", "household", "namesake"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A doubt with the level of every comparison, and the other explanation that fits best (`household`, ...)."""

    row: DoubtRow
    found: Sequence[tuple[str, str]]
    other: str

    def is_of(self, kind: str) -> bool:
        """Whether it is of a kind: they share an identifier, may be of one household, may be namesakes."""
        if kind == IDENTIFIER:
            return any(comparison in IDENTIFIERS and level == "same" for comparison, level in self.found)
        return kind in ("", self.other)


def weigh(house: UUID, rows: Iterable[DoubtRow], *, others: bool = True) -> Iterator[Weighed]:
    """Each doubt with what was compared of its two records; those whose records are gone are left out. Without `others`,
    what else would explain it is not worked out.
    """
    rows = list(rows)
    comparer = Comparer(house, active_model(house).model)
    wanted = {record for row in rows for record in row[:2]}
    comparer.know(entry[0] for entry in queries.nodes_of_records(sorted(wanted)))
    for row in rows:
        if row.record_a in comparer.nodes and row.record_b in comparer.nodes:
            yield _weighed(comparer, row, others)


def _weighed(comparer: Comparer, row: DoubtRow, others: bool) -> Weighed:
    levels = comparer.model.compare(comparer.traits(row.record_a), comparer.traits(row.record_b))
    found = [(name, codes[level]) for (name, codes), level in zip(_CODES, levels, strict=True)]
    return Weighed(row, found, comparer.model.weigh(levels).other if others else "")


_CODES = [(each.name, each.codes()) for each in COMPARISONS]
