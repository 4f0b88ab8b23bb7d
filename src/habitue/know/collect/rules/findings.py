"""The problems of the rows of a file, added up: how many, where first, and what they say of the file as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from habitue.know.collect.types import Example, Finding, Params, Problem, Severity

EXAMPLES = 5
FEW = 10
"""Rows under which nothing is said of the file as a whole."""
WHOLE = {
    "cell.shifted": ("file.shifted_columns", 0.05),
    "date.wrong_order": ("file.wrong_date_order", 0.05),
    "cell.mojibake": ("file.mojibake", 0.05),
    "cell.lost_characters": ("file.mojibake", 0.05),
    "postcode.lost_zero": ("file.lost_zeros", 0.02),
    "phone.lost_zero": ("file.lost_zeros", 0.1),
    "card.scientific": ("file.scientific", 0.01),
    "key.scientific": ("file.scientific", 0.01),
}
"""Problem of a row -> (what it says of the file, from which share of the rows)."""


@dataclass(slots=True)
class _Tally:
    severity: Severity
    count: int = 0
    examples: list[Example] = field(default_factory=list)
    params: Params = field(default_factory=dict)
    """Those of the first one met: they complete the sentence that stands for all."""


class FileFindings:
    """Adds up the problems of a file; as JSON it survives a restart in the middle of the file."""

    def __init__(self) -> None:
        self._tallies: dict[tuple[str, str], _Tally] = {}
        self._whole: dict[tuple[str, str], Finding] = {}

    def add(self, line: int, problems: Iterable[Problem]) -> None:
        """Count the problems of the row that starts at a physical line."""
        for each in problems:
            tally = self._tallies.setdefault(
                (each.code, each.column), _Tally(each.severity, params=each.params)
            )
            tally.count += 1
            if len(tally.examples) < EXAMPLES:
                tally.examples.append(Example(line, each.value[:200], each.suggestion[:200]))

    def merge(self, other: FileFindings) -> None:
        """Add what another part of the same file found, read after this one."""
        for key, theirs in other._tallies.items():
            mine = self._tallies.setdefault(key, _Tally(theirs.severity))
            mine.count += theirs.count
            mine.examples = (mine.examples + theirs.examples)[:EXAMPLES]

    def conclude(self, *, previous_rows: Sequence[int], rows: int) -> None:
        """Judge the file as a whole at its end, given the row counts of the source's earlier files (latest first)."""
        self._whole.clear()
        usual = int(median(previous_rows)) if previous_rows else 0
        if usual >= FEW and rows < usual / 2:
            self._say("file.half_size", "", usual - rows, {"rows": rows, "usual": usual})
        for (code, column), tally in self._tallies.items():
            whole, share = WHOLE.get(code, ("", 1.0))
            if whole and tally.count >= max(FEW, share * rows):
                percent = min(round(100 * tally.count / max(rows, 1)), 100)
                self._say(whole, column, tally.count, {"percent": percent, "column": column}, tally.examples)

    def _say(
        self, code: str, column: str, count: int, params: Params, examples: Sequence[Example] = ()
    ) -> None:
        self._whole[code, column] = Finding(code, column, "suspicious", count, tuple(examples), True, params)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, the file as a whole first, then rejects, then the most frequent."""
        rows = [
            Finding(code, column, tally.severity, tally.count, tuple(tally.examples), False, tally.params)
            for (code, column), tally in self._tallies.items()
        ]
        return (
            *self._whole.values(),
            *sorted(rows, key=lambda each: (each.severity, -each.count, each.code)),
        )

    def to_json(self) -> list[dict[str, Any]]:
        """The findings as plain lists and dictionaries."""
        return [
            {
                "code": each.code,
                "column": each.column,
                "severity": each.severity,
                "count": each.count,
                "examples": [[example.line, example.value, example.suggestion] for example in each.examples],
                "whole": each.whole,
                "params": dict(each.params),
            }
            for each in self.findings
        ]

    @classmethod
    def from_json(cls, stored: Iterable[dict[str, Any]]) -> FileFindings:
        """The findings that `to_json` gave."""
        found = cls()
        for each in stored:
            key, examples = (
                (each["code"], each["column"]),
                [Example(*example) for example in each["examples"]],
            )
            if each["whole"]:
                found._say(*key, each["count"], each["params"], examples)
            else:
                found._tallies[key] = _Tally(each["severity"], each["count"], examples, each["params"])
        return found
