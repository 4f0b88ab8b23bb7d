"""How the columns of a file differ from those of the mapping that was saved with its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from habitue.know.collect.rules.mapping.headers import meanings, words
from habitue.know.collect.types import ColumnChange, Mapping

ALIKE = 0.8
"""How alike two headers are (0 to 1) for one to be the other renamed."""


def compare(mapping: Mapping, columns: Sequence[str]) -> ColumnChange:
    """Columns that are missing, new or renamed in a file; a falsy answer when the mapping fits as it is."""
    missing = [each.column for each in mapping.columns if each.column not in columns]
    new = [column for column in columns if mapping.field_of(column) is None]
    renamed = []
    for old in list(missing):
        best = max(new, key=lambda name: _likeness(old, name), default=None)
        if best is not None and _likeness(old, best) >= ALIKE:
            renamed.append((old, best))
            missing.remove(old)
            new.remove(best)
    return ColumnChange(tuple(missing), tuple(new), tuple(renamed))


def follow(mapping: Mapping, change: ColumnChange) -> Mapping:
    """The mapping with the renamed columns under their new names; its version goes up."""
    names = dict(change.renamed)
    columns = tuple(replace(each, column=names.get(each.column, each.column)) for each in mapping.columns)
    key = tuple(names.get(name, name) for name in mapping.key)
    return replace(mapping, columns=columns, key=key, version=mapping.version + 1)


def _likeness(old: str, new: str) -> float:
    """1 for the same words, .85 for the same meaning, else how much of the letters they share."""
    first, second = words(old), words(new)
    if first == second:
        return 1.0
    mine, theirs = meanings(old), meanings(new)
    if mine[0] and mine[0] == theirs[0] and min(mine[1], theirs[1]) >= 0.8:
        return 0.85
    return SequenceMatcher(None, first, second).ratio()
