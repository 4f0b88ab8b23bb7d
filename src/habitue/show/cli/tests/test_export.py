"""`habitue export`: whole files, safe in a spreadsheet."""

import csv
from pathlib import Path

import duckdb
import pytest

from habitue.show.cli.tests.commands import Habitue

HEADER = "N° client;Nom;Prénom;E-mail;Portable;Ville"
FORMULAS = ("=CMD|'/C calc'!A0", "+SUM(A1)", "-2+3", "@SUM(A1)", "＝1+1")


@pytest.fixture(scope="module")
def filled(habitue: Habitue, tmp_path_factory: pytest.TempPathFactory) -> Habitue:
    """A house with people whose data is out for trouble, and two broken lines."""
    path = tmp_path_factory.mktemp("files") / "clients.csv"
    lines = [
        f'"{text}{n}";"{text}";Jean;j{n}@orange.fr;+336{12_345_678 + n * 11_111_111:08d};"{text}"'
        for n, text in enumerate(FORMULAS)
    ]
    path.write_text("\n".join((HEADER, *lines, ';"=1+1";Jean;;;', "trop;court")) + "\n", encoding="utf-8")
    said = habitue.well("import", path, "--source", "=caisse", "--yes")
    assert "5 new, 2 rejected" in said.err
    return habitue


@pytest.mark.parametrize("kind", ["crosswalk", "customers", "rejects"])
def test_no_cell_runs_in_a_spreadsheet(filled: Habitue, kind: str) -> None:
    header, *exported = filled.table(kind)
    assert len(exported) == (2 if kind == "rejects" else 5)
    assert len(set(map(len, [header, *exported]))) == 1
    for row in exported:
        for cell in row:
            assert not cell or cell[0] not in "=@\t\r＝＋－＠", cell
            assert not cell.startswith(("+", "-")) or cell[1:].isdigit(), cell


def test_the_crosswalk_names_each_record_once(filled: Habitue) -> None:
    header, *exported = filled.table("crosswalk")
    assert header == ["source", "source_id", "customer_id"]
    assert {row[0] for row in exported} == {"'=caisse"}
    assert sorted(row[1].removeprefix("'") for row in exported) == sorted(
        f"{t}{n}" for n, t in enumerate(FORMULAS)
    )


def test_phones_can_be_read_back(filled: Habitue) -> None:
    header, *exported = filled.table("customers")
    mobiles = {row[header.index("mobile")] for row in exported}
    assert mobiles == {f"+336{12_345_678 + n * 11_111_111:08d}" for n in range(5)}


def test_customers_as_parquet_are_the_same_people(filled: Habitue, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "customers.parquet"
    filled.well("export", "customers", "--out", out)
    with duckdb.connect() as engine:
        found = engine.execute(
            "select customer_id, mobile, last_name from read_parquet(?)", [str(out)]
        ).fetchall()
    header, *exported = filled.table("customers")
    places = [header.index(name) for name in ("customer_id", "mobile")]
    assert sorted(row[:2] for row in found) == sorted(tuple(row[p] for p in places) for row in exported)
    assert not any((row[2] or "").startswith("'=") for row in found)


def test_an_export_is_whole_or_not_there(filled: Habitue, tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("")
    said = filled("export", "customers", "--out", blocked / "customers.csv")
    assert said.status == 1
    assert said.err.strip()
    assert list(tmp_path.iterdir()) == [blocked]


def test_rejects_say_why(filled: Habitue) -> None:
    header, *exported = filled.table("rejects")
    reasons = [dict(zip(header, row, strict=True)) for row in exported]
    assert [(row["line"], row["file"]) for row in reasons] == [("7", "clients.csv"), ("8", "clients.csv")]
    assert all(row["reason"] for row in reasons)


def test_csv_is_utf8_without_a_mark(filled: Habitue, tmp_path: Path) -> None:
    out = tmp_path / "c.csv"
    filled.well("export", "customers", "--out", out)
    assert out.read_bytes()[:3] != b"\xef\xbb\xbf"
    assert len(list(csv.reader(out.open(encoding="utf-8", newline="")))) == 6
