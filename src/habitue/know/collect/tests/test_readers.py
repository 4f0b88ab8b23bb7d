"""Cells, lines and shapes as they are read."""

from __future__ import annotations

import csv
import io
import tracemalloc
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habitue.know.collect.readers import limits, open_tables, split_line
from habitue.know.collect.readers.lines import text_blocks
from habitue.know.collect.readers.records import RecordParser
from habitue.know.collect.tests import torture
from habitue.know.collect.types import Batch, FileKind, FileOptions, FileProblem, FileShape, Notice


def one(path: Path, content: str | bytes, **declared: object) -> tuple[Batch, FileShape, tuple[str, ...]]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    table = open_tables(path, declared=FileOptions(**declared))[0]  # type: ignore[arg-type]
    whole = Batch(0, [], [], [])
    for batch in table.batches():
        whole.lines += batch.lines
        whole.rows += batch.rows
        whole.bad += batch.bad
        whole.blank += batch.blank
    return whole, table.shape, table.columns


def test_the_shape_is_told(tmp_path: Path) -> None:
    lines = torture.text(*torture.LINES, ending="\r\n").encode("cp1252")
    batch, shape, columns = one(tmp_path / "a.csv", lines)
    assert shape == FileShape(FileKind.CSV, "cp1252", ";", '"', "CRLF", True, 1)
    assert columns == ("N° client", "Nom", "Prénom", "E-mail", "Code postal", "Ville")
    assert batch.rows[3] == ["C00004", "DURAND", "Marc", "client4@exemple.fr", "75005", "PARIS"]
    assert batch.lines == list(range(2, 12))


def test_titles_and_quoted_newlines_keep_physical_lines(tmp_path: Path) -> None:
    batch, shape, _ = one(tmp_path / "a.csv", "Export\n\n" + torture.NEWLINES)
    assert shape.header_line == 3
    assert batch.lines == [4, 8, 9]
    assert batch.rows[0][1] == "DUPONT\nDE L'ISLE"
    assert batch.rows[0][5] == "PARIS\n\n12"


def test_an_unclosed_quote_costs_its_own_line(tmp_path: Path) -> None:
    batch, _, _ = one(tmp_path / "a.csv", torture.unclosed_quote())
    assert [(bad.line, bad.row, bad.code) for bad in batch.bad] == [(3, 1, "row.unclosed_quote")]
    assert batch.bad[0].raw == 'C00002;LE GALL;Anaïs;client2@exemple.fr;75003;"PARIS'
    assert batch.lines == [2, *range(4, 12)]


def test_sloppy_quotes_are_read(tmp_path: Path) -> None:
    batch, _, _ = one(
        tmp_path / "a.csv", torture.text('C1;"Le "Grand" Café";5" x;a@b.fr;75001;"PARIS"', *torture.LINES)
    )
    assert batch.rows[0] == ["C1", 'Le "Grand" Café', '5" x', "a@b.fr", "75001", "PARIS"]


def test_a_long_cell_is_named_and_cut(tmp_path: Path) -> None:
    batch, _, _ = one(tmp_path / "a.csv", torture.big_cell())
    (bad,) = batch.bad
    assert (bad.line, bad.row, bad.column, bad.code) == (5, 3, "Ville", "cell.too_long")
    assert bad.params == {"size": 10_000_000, "limit": 65_536, "column": "Ville"}
    assert bad.raw.startswith("C00004;DURAND;")
    assert len(bad.raw) < 70_000


def test_lines_in_another_encoding_are_read(tmp_path: Path) -> None:
    batch, _, _ = one(tmp_path / "a.csv", torture.mixed_encoding())
    assert batch.rows[4][5] == "ORLÉANS"
    assert batch.rows[9][1] == "BŒUF"
    assert batch.rows[0][2] == "Jean"


def test_duplicate_and_missing_names_are_made_unique(tmp_path: Path) -> None:
    _, _, columns = one(tmp_path / "a.csv", "Nom;;Nom;Nom (2);Nom\nA;B;C;D;E\n")
    assert columns == ("Nom", "col2", "Nom (2)", "Nom (2) (2)", "Nom (3)")


def test_a_file_without_header_has_numbered_columns(tmp_path: Path) -> None:
    batch, shape, columns = one(tmp_path / "a.csv", "1;Dupont;a@b.fr\n2;Martin;c@d.fr\n")
    assert (columns, shape.header, len(batch.rows)) == (("col1", "col2", "col3"), False, 2)


def test_what_is_declared_is_taken_as_it_is(tmp_path: Path) -> None:
    batch, shape, columns = one(tmp_path / "a.csv", "a,b;c\n1,2;3\n", separator=",", header=False, quote="")
    assert (columns, batch.rows, shape.quote) == (("col1", "col2"), [["a", "b;c"], ["1", "2;3"]], "")


@pytest.mark.parametrize(
    "case", [case for case in torture.CASES if case.name.endswith(".csv") and not case.problem]
)
def test_a_file_opens_the_same_with_its_own_shape_declared(case: torture.Case, tmp_path: Path) -> None:
    path = tmp_path / case.name
    case.write(path)
    first = open_tables(path)[0]
    shape = first.shape
    options = FileOptions(
        shape.encoding or None,
        shape.separator or None,
        shape.quote,
        shape.header,
        shape.header_line or None,
        shape.sheet or None,
    )
    again = open_tables(path, declared=options)[0]
    assert (again.columns, again.sample()) == (first.columns, first.sample())


def test_cells_of_a_workbook_are_plain_text(tmp_path: Path) -> None:
    content = torture.workbook(
        [
            ["Clients au 3 mars"],
            ["N° client", "Nom", "Code postal", "Points", "Né le", "Maj", "Actif", None],
            [1, "DUPONT", 1000, 12.5, date(1980, 3, 4), datetime(2024, 5, 6, 7, 8, 9), True],  # noqa: DTZ001
            [None, None],
            [2_900_000_000_017, "MARTIN", 75011, 12.0],
        ],
        {"C3": "00000"},
    )
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    (table,) = open_tables(path)
    (batch,) = table.batches()
    assert table.columns == ("N° client", "Nom", "Code postal", "Points", "Né le", "Maj", "Actif")
    assert batch.rows == [
        ["1", "DUPONT", "01000", "12.5", "1980-03-04", "2024-05-06T07:08:09", "true"],
        ["2900000000017", "MARTIN", "75011", "12", "", "", ""],
    ]
    assert (batch.lines, batch.blank, table.shape.header_line) == ([3, 5], 1, 2)
    again = open_tables(path, declared=FileOptions(header=True, sheet="Clients"))[0]
    assert again.columns == table.columns


def test_a_missing_sheet_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(torture.sheet_of_people())
    with pytest.raises(FileProblem) as caught:
        open_tables(path, declared=FileOptions(sheet="Feuil9"))
    assert (caught.value.code, caught.value.params["sheets"]) == ("file.no_sheet", "Clients")


def test_objects_become_columns(tmp_path: Path) -> None:
    batch, _, columns = one(tmp_path / "a.jsonl", torture.objects())
    assert columns == ("id", "nom", "adresse.cp", "adresse.ville", "vip", "points")
    assert batch.rows[0] == ["C0", "DUPONT", "75001", "PARIS", "", ""]
    assert batch.rows[-1] == ["C10", "", "", "", "true", "12"]
    assert [(bad.line, bad.code) for bad in batch.bad] == [(3, "row.bad_json"), (4, "row.bad_json")]
    assert batch.blank == 1


def test_late_keys_of_a_large_file_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "KEYS_SCAN", 0)
    monkeypatch.setattr(limits, "BLOCK", 64)
    path = tmp_path / "a.jsonl"
    lines = [f'{{"id": "{number}"}}' for number in range(200_000)] + ['{"id": "x", "tard": "oui"}']
    path.write_text("\n".join(lines))
    table = open_tables(path)[0]
    rows = [row for batch in table.batches() for row in batch.rows]
    assert table.columns == ("id", "(other keys)")
    assert rows[0] == ["0", ""]
    assert rows[-1] == ["x", '{"tard":"oui"}']


def test_parquet_values_are_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "a[1].parquet"
    torture.parquet(path, 12_000)
    table = open_tables(path)[0]
    batches = list(table.batches(skip=11_998))
    assert table.columns == ("N° client", "Nom", "Points", "Maj")
    assert [row for batch in batches for row in batch.rows] == [
        ["C11998", "DUPONT", "11998", "2024-05-06 07:08:09"],
        ["C11999", "DUPONT", "11999", "2024-05-06 07:08:09"],
    ]
    assert batches[0].lines == [11_999, 12_000]
    assert table.bytes_read == table.bytes_total


def test_tables_of_a_zip_have_their_names(tmp_path: Path) -> None:
    path = tmp_path / "tout.zip"
    parquet = tmp_path / "c.parquet"
    torture.parquet(parquet)
    members: dict[str, str | bytes] = {
        "a/clients.csv": torture.text(*torture.LINES),
        "__MACOSX/a/._clients.csv": b"\0\1",
        "b.xlsx": torture.sheet_of_people(),
        "c.parquet": parquet.read_bytes(),
        "notes.txt.png": b"x",
    }
    path.write_bytes(torture.zipped(members))
    tables = open_tables(path)
    assert [table.name for table in tables] == [
        "tout.zip/a/clients.csv", "tout.zip/b.xlsx › Clients", "tout.zip/c.parquet",
    ]  # fmt: skip
    assert [sum(len(batch.rows) for batch in table.batches()) for table in tables] == [10, 10, 10]
    assert tables[0].notices == (Notice("zip.passed_over", {"names": "notes.txt.png"}),)


def test_a_mended_line_is_split_like_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(torture.text(*torture.LINES))
    (table,) = open_tables(path)
    assert split_line(table, 'C1;"A;B";C;D;E;F\n') == ["C1", "A;B", "C", "D", "E", "F"]
    assert split_line(table, 'C1;"A;B;C;D;E;F') is None
    assert split_line(table, "C1;A") is None


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def peak(lines: int) -> int:
        path = tmp_path / f"{lines}.csv"
        path.write_text(torture.text(*torture.people(lines)))
        table = open_tables(path)[0]
        tracemalloc.start()
        count = sum(len(batch.rows) for batch in table.batches())
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert count == lines
        return used

    assert peak(200_000) < 1.3 * peak(50_000)


CELLS = st.text(st.sampled_from('ab é"\n;,\t1'), max_size=8).map(lambda text: text.strip("\n"))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=30), st.integers(8, 200))
def test_what_a_csv_writer_writes_is_read_back(rows: list[tuple[str, str, str]], block: int) -> None:
    """Whatever the cells, and wherever the blocks are cut."""
    rows = [("x" + row[0], row[1], row[2]) for row in rows]
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerows(rows)
    assert _parse(buffer.getvalue(), block) == ([list(row) for row in rows], 0)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(st.sampled_from('ab";\n\r\0'), max_size=12), max_size=20), st.integers(8, 100))
def test_no_line_is_lost_whatever_the_text(pieces: list[str], block: int) -> None:
    """The letters of what is read and of what is refused are the letters of the file."""
    content = ";;".join(pieces)
    parser = RecordParser(("a", "b", "c"), ";", '"')
    letters = {"a": 0, "b": 0}
    chunks = [
        parser.feed(each.text, each.first_line)
        for each in text_blocks(io.BytesIO(content.encode()), "utf-8", block)
    ]
    for chunk in [*chunks, parser.feed("", 0, final=True)]:
        texts = [cell for row in chunk.rows for cell in row] + [bad.raw for bad in chunk.bad]
        for letter in letters:
            letters[letter] += sum(text.count(letter) for text in texts)
    assert letters == {letter: content.count(letter) for letter in letters}


def _parse(text: str, block: int) -> tuple[list[list[str]], int]:
    parser = RecordParser(("a", "b", "c"), ";", '"')
    chunks = [
        parser.feed(each.text, each.first_line)
        for each in text_blocks(io.BytesIO(text.encode()), "utf-8", block)
    ]
    chunks.append(parser.feed("", 0, final=True))
    return [row for chunk in chunks for row in chunk.rows], sum(len(chunk.bad) for chunk in chunks)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_reason(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(content)
    with suppress(FileProblem):
        for table in open_tables(path):
            assert table.columns
            assert all(len(row) == len(table.columns) for row in table.sample())


@pytest.mark.parametrize(
    "options", [FileOptions(header=True), FileOptions(header_line=3), FileOptions(header=False)]
)
def test_an_empty_sheet_is_no_table_whatever_is_declared(tmp_path: Path, options: FileOptions) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(torture.workbook([]))
    with pytest.raises(FileProblem) as caught:
        open_tables(path, declared=options)
    assert caught.value.code == "file.empty"
