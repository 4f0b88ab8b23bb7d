"""Every broken file has its clear message, and no line of the others is lost."""

from itertools import pairwise
from pathlib import Path

import pytest

from habitue.know.collect.readers import open_tables
from habitue.know.collect.tests.torture import CASES, Case
from habitue.know.collect.types import Batch, FileProblem


def read(case: Case, folder: Path, **options: int) -> tuple[list[Batch], set[str]]:
    path = folder / case.name
    case.write(path)
    batches, notices = [], set()
    for table in open_tables(path, declared=case.declared):
        batches += list(table.batches(**options))
        notices |= {notice.code for notice in table.notices}
    return batches, notices


@pytest.mark.parametrize("case", [case for case in CASES if case.problem], ids=lambda case: case.name)
def test_a_file_that_cannot_be_read_says_why(case: Case, tmp_path: Path) -> None:
    with pytest.raises(FileProblem) as caught:
        read(case, tmp_path)
    assert caught.value.code == case.problem
    assert case.name in str(caught.value.params.get("name", case.name))


@pytest.mark.parametrize("case", [case for case in CASES if not case.problem], ids=lambda case: case.name)
def test_each_line_is_a_row_or_a_bad_line(case: Case, tmp_path: Path) -> None:
    batches, notices = read(case, tmp_path)
    rows = [row for batch in batches for row in batch.rows]
    bad = [line for batch in batches for line in batch.bad]
    assert len(rows) == case.rows
    assert tuple(line.code for line in bad) == case.bad
    assert set(case.notices) == notices


@pytest.mark.parametrize("case", [case for case in CASES if not case.problem], ids=lambda case: case.name)
def test_a_reading_resumes_at_any_row(case: Case, tmp_path: Path) -> None:
    if case.name == "several.zip":
        pytest.skip("several tables")
    whole, _ = read(case, tmp_path)
    logical = sorted(
        [(line, row) for batch in whole for line, row in zip(batch.lines, batch.rows, strict=True)]
        + [(bad.line, [bad.code]) for batch in whole for bad in batch.bad],
        key=lambda each: each[0],
    )
    for skip in range(len(logical) + 1):
        rest, _ = read(case, tmp_path, skip=skip, size=3)
        found = sorted(
            [(line, row) for batch in rest for line, row in zip(batch.lines, batch.rows, strict=True)]
            + [(bad.line, [bad.code]) for batch in rest for bad in batch.bad],
            key=lambda each: each[0],
        )
        assert found == logical[skip:]
        assert [bad.row for batch in rest for bad in batch.bad] == [
            index for index, (_, row) in enumerate(logical) if index >= skip and row[0] in case.bad
        ]
        for batch, after in pairwise(rest):
            assert batch.next_row == after.first_row
