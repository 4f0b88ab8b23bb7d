"""One batch of lines sorted out: what is new, what is newer, what is rejected, and why."""

from dataclasses import dataclass, field
from typing import cast
from uuid import UUID

from habitue.know.collect import queries
from habitue.know.collect.intake.plan import Plan
from habitue.know.collect.intake.trial import Trial
from habitue.know.collect.rules.checks import FileFindings
from habitue.know.collect.rules.versions import Fate, Incoming, Known, newest_by_key, sort_out
from habitue.know.collect.types import BadLine, Batch, Problem


@dataclass(slots=True)
class Refused:
    """A line that cannot become a record: where it is, its cells when it could be split, and why."""

    bad: BadLine
    cells: list[str] | None = None
    suggestion: str = ""


@dataclass(slots=True)
class Chunk:
    """A batch after its lines were judged against what is stored."""

    fates: dict[Fate, list[Incoming]]
    known: dict[str, Known]
    refused: list[Refused]
    counts: dict[str, int] = field(default_factory=dict)


def sort_batch(
    plan: Plan, batch: Batch, source: UUID | None, findings: FileFindings, trial: Trial | None = None
) -> Chunk:
    """Judge a batch's lines: each becomes an incoming record or a refusal. Writes nothing.

    `trial`: what a dry run would have stored so far.
    """
    lines, refused, suspicious = _read_lines(plan, batch, findings)
    newest, repeated = newest_by_key(lines)
    known = _known(source, list(newest), trial)
    fates = sort_out(known, newest)
    if source and fates[Fate.OLDER]:
        _read_anew(source, fates)
    counts = {str(fate): len(found) for fate, found in fates.items()}
    counts |= {"repeated": repeated, "rejected": len(refused), "suspicious": suspicious, "blank": batch.blank}
    return Chunk(fates, known, refused, counts)


def _known(source: UUID | None, keys: list[str], trial: Trial | None) -> dict[str, Known]:
    if trial:
        return trial.known(source, keys)
    return queries.known_records(source, keys) if source else {}


def _read_anew(source: UUID, fates: dict[Fate, list[Incoming]]) -> None:
    """Lines that are stored letter for letter, but were read by another mapping, are not older: the mapping in force says
    when they were changed.
    """
    same = queries.written_the_same(source, fates[Fate.OLDER])
    fates[Fate.UPDATED] += [line for line in fates[Fate.OLDER] if line.key in same]
    fates[Fate.OLDER] = [line for line in fates[Fate.OLDER] if line.key not in same]


def _read_lines(
    plan: Plan, batch: Batch, findings: FileFindings
) -> tuple[list[Incoming], list[Refused], int]:
    for bad in batch.bad:
        findings.add(bad.line, [_problem(bad)])
    found, problems = plan.read(batch.lines, batch.rows)
    refused = [Refused(bad) for bad in batch.bad]
    suspicious = 0
    for i, of_row in problems.items():
        findings.add(batch.lines[i], of_row)
        if found[i] is None:
            refused.append(_refuse(batch.lines[i], batch.first_row + i, batch.rows[i], of_row))
        else:
            suspicious += 1
    lines = [incoming for incoming in found if incoming is not None] if problems else found
    return cast(list[Incoming], lines), refused, suspicious


def _problem(bad: BadLine) -> Problem:
    """A line that is no row, as a finding: the whole line is its value."""
    return Problem(bad.column, bad.value or bad.raw, bad.code, "reject", params=bad.params)


def _refuse(line: int, row: int, cells: list[str], problems: list[Problem]) -> Refused:
    worst = next(problem for problem in problems if problem.severity == "reject")
    bad = BadLine(line, row, "", worst.column, worst.value, worst.code, worst.params)
    return Refused(bad, cells, worst.suggestion)
