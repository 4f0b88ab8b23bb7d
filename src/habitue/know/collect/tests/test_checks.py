"""What is rejected, what is suspicious, and what is said of a file as a whole."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habitue.know.collect.intake.plan import ZONE
from habitue.know.collect.rules.checks import FileFindings, RowChecks, mend_mojibake
from habitue.know.collect.rules.export import csv_safe
from habitue.know.collect.rules.instants import parse_instant
from habitue.know.collect.types import Field, Problem

COLUMNS = ("id", "nom", "mail", "tel", "carte", "cp", "ville", "pays", "naissance", "maj")
FIELDS = (
    Field.KEY, Field.LAST_NAME, Field.EMAIL, Field.PHONE, Field.CARD, Field.POSTCODE, Field.TOWN, Field.COUNTRY,
    Field.BIRTH_DATE, Field.CHANGED_AT,
)  # fmt: skip
GOOD = (
    "C1",
    "DUPONT",
    "a@b.fr",
    "0612345678",
    "2900000000017",
    "75011",
    "PARIS",
    "FR",
    "25/12/1980",
    "2024-05-06 07:08:09",
)
CHECKS = RowChecks(
    {field: index for index, field in enumerate(FIELDS)}, "dmy", date(2026, 11, 21), columns=COLUMNS, key=(0,)
)


def found(**cells: str) -> list[tuple[str, str, str, str]]:
    row = [cells.get(name, value) for name, value in zip(COLUMNS, GOOD, strict=True)]
    return [(each.column, each.code, each.severity, each.suggestion) for each in CHECKS.check(row)]


def test_a_good_row_has_no_problem() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"id": ""}, ("id", "row.no_key", "reject", "")),
        ({"id": "  "}, ("id", "row.no_key", "reject", "")),
        ({"id": "2.9E+12"}, ("id", "key.scientific", "reject", "")),
        ({"id": "2,9E+12"}, ("id", "key.scientific", "reject", "")),
        ({"maj": "hier"}, ("maj", "changed_at.unreadable", "reject", "")),
        ({"maj": "12/25/2024 10:00"}, ("maj", "changed_at.unreadable", "reject", "25/12/2024 10:00")),
        ({"nom": "", "mail": "", "tel": " ", "carte": ""}, ("", "row.nobody", "reject", "")),
        ({"maj": "2027-01-01"}, ("maj", "changed_at.future", "suspicious", "")),
        ({"maj": "23/11/2026 08:00"}, ("maj", "changed_at.future", "suspicious", "")),
        ({"maj": "30/02/2024"}, ("maj", "changed_at.unreadable", "reject", "")),
        ({"carte": "2.9E+12"}, ("carte", "card.scientific", "suspicious", "")),
        ({"tel": "3.36E+10"}, ("tel", "phone.scientific", "suspicious", "")),
        ({"tel": "612345678"}, ("tel", "phone.lost_zero", "suspicious", "0612345678")),
        ({"cp": "1000"}, ("cp", "postcode.lost_zero", "suspicious", "01000")),
        ({"tel": "x@free.fr"}, ("tel", "cell.shifted", "suspicious", "")),
        ({"mail": "06 12 34 56 78"}, ("mail", "cell.shifted", "suspicious", "")),
        ({"ville": "75011"}, ("ville", "cell.shifted", "suspicious", "")),
        ({"cp": "0612345678"}, ("cp", "cell.shifted", "suspicious", "")),
        ({"nom": "RenÃ©e"}, ("nom", "cell.mojibake", "suspicious", "Renée")),
        ({"nom": "Andr\ufffd"}, ("nom", "cell.lost_characters", "suspicious", "")),
        ({"naissance": "12/25/1980"}, ("naissance", "date.wrong_order", "suspicious", "25/12/1980")),
    ],
)
def test_a_bad_cell_is_said(cells: dict[str, str], problem: tuple[str, str, str, str]) -> None:
    assert found(**cells) == [problem]


@pytest.mark.parametrize(
    "cells",
    [
        {"cp": "1000", "pays": "BE"},
        {"cp": "1204", "pays": "Suisse"},
        {"tel": "612345678", "pays": "ES"},
        {"tel": "+33612345678"},
        {"tel": ""},
        {"maj": "06/05/2024 07:08"},
        {"maj": "2024-02-29T10:00:00Z"},
        {"maj": "1714979289"},
        {"maj": ""},
        {"nom": "JOÃO"},
        {"nom": "Æther"},
        {"naissance": "1980-12-25"},
        {"naissance": "bonjour"},
        {"mail": "pas de mail"},
        {"nom": "", "mail": ""},
        {"ville": "PARIS 11"},
    ],
)
def test_what_is_not_for_these_checks_passes(cells: dict[str, str]) -> None:
    assert found(**cells) == []


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("Ã‰lodie", "Élodie"),
        ("GaÃ«lle Dâ€™Arc", "Gaëlle D’Arc"),
        ("Ã\xa0 voir", "à voir"),
        ("Élodie", ""),
        ("São", ""),
        ("Ã©lan cassé", ""),
    ],
)
def test_mojibake_is_mended_only_when_it_is_sure(broken: str, whole: str) -> None:
    assert mend_mojibake(broken) == whole


def test_findings_add_up_and_survive_a_restart() -> None:
    findings = FileFindings()
    for line in range(2, 42):
        findings.add(line, [Problem("tel", "x@y.fr", "cell.shifted", "suspicious")])
    findings.add(50, [Problem("id", "", "row.no_key", "reject")])
    resumed = FileFindings.from_json(json.loads(json.dumps(findings.to_json())))
    resumed.add(51, [Problem("id", "", "row.no_key", "reject")])
    resumed.conclude(previous_rows=[1000, 980, 1010], rows=400)
    assert [(each.code, each.column, each.severity, each.count, each.whole) for each in resumed.findings] == [
        ("file.half_size", "", "suspicious", 600, True),
        ("file.shifted_columns", "tel", "suspicious", 40, True),
        ("row.no_key", "id", "reject", 2, False),
        ("cell.shifted", "tel", "suspicious", 40, False),
    ]
    assert resumed.findings[0].params == {"rows": 400, "usual": 1000}
    assert resumed.findings[1].params == {"percent": 10, "column": "tel"}
    assert [example.line for example in resumed.findings[3].examples] == [2, 3, 4, 5, 6]
    assert FileFindings.from_json(resumed.to_json()).findings == resumed.findings


def test_a_file_of_its_usual_size_is_not_suspicious() -> None:
    findings = FileFindings()
    findings.conclude(previous_rows=[100, 110], rows=60)
    assert findings.findings == ()
    findings.conclude(previous_rows=[], rows=3)
    assert findings.findings == ()


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ('=CMD("calc")', '\'=CMD("calc")'),
        ("+1+1", "'+1+1"),
        ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1", "'＝1"),
        ("-", "'-"),
        ("+33612345678", "+33612345678"),
        ("+33 (0)6 12 34 56 78", "+33 (0)6 12 34 56 78"),
        ("-12,50", "-12,50"),
        ("-3", "-3"),
        ("Dupont", "Dupont"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_no_formula_leaves_in_an_export(cell: str, safe: str) -> None:
    assert csv_safe(cell) == safe


CELL = st.one_of(
    st.sampled_from(
        [
            *(
                "",
                " ",
                "C1",
                "2.9E+12",
                "é+",
                "k" * 201,
                "DUPONT",
                "RenÃ©e",
                "Andr\ufffd",
                "JOÃO",
                "a@b.fr",
                "75011",
            ),
            *(
                "1000",
                "0612345678",
                "06 12 34 56 78",
                "612345678",
                "3.36E+10",
                "\u00b3" * 9,
                "12/25/1980",
                "hier",
            ),
            *(
                "2024-05-06 07:08:09",
                "2027-01-01",
                "23/11/2026 08:00",
                "23/11/2026",
                "30/02/2024",
                "FR",
                "BE",
            ),
        ]
    ),
    st.text(max_size=12),
)


@given(st.lists(st.lists(CELL, min_size=10, max_size=10), min_size=1, max_size=8))
def test_every_row_with_a_problem_is_a_suspect(rows: list[list[str]]) -> None:
    instants = [parse_instant(row[9], "dmy", ZONE) if row[9] else None for row in rows]
    suspects = CHECKS.suspects(list(zip(*rows, strict=True)), instants, ["\x1f".join(row) for row in rows])
    assert {i for i, row in enumerate(rows) if CHECKS.check(row)} <= set(suspects)


def test_good_rows_are_no_suspects() -> None:
    instant = parse_instant(GOOD[9], "dmy", ZONE)
    assert CHECKS.suspects([[cell] for cell in GOOD], [instant], ["\x1f".join(GOOD)]) == []
