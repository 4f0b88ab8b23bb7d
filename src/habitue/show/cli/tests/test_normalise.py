"""`habitue normalise`: one JSON object for each line, whatever the line."""

import json

import pytest

from habitue.show.cli.tests.commands import Habitue

LINES = [
    "12 bis rue de la Paix 75002 Paris",
    "",
    "\\N",
    "é\u0301\u202e\ufeff",
    "x" * 20_000,
    '{"a": 1}',
    "0612345678",
]
KINDS = ("address", "name", "phone", "email", "date")


@pytest.mark.parametrize("kind", KINDS)
def test_each_line_gives_one_object(habitue: Habitue, kind: str) -> None:
    said = habitue.well("normalise", kind, given="\n".join(LINES) + "\n")
    found = [json.loads(text) for text in said.out.split("\n") if text]
    assert [each["input"] for each in found] == LINES
    assert all("reasons" in each for each in found)
    assert not (habitue.home / "postgres" / "data").exists()


def test_an_address_has_its_parts(habitue: Habitue) -> None:
    (found,) = [
        json.loads(text) for text in habitue.well("normalise", "address", given=LINES[0]).out.splitlines()
    ]
    assert {key: found[key] for key in ("number", "postcode", "town", "grade")} == {
        "number": "12 bis",
        "postcode": "75002",
        "town": "Paris",
        "grade": found["grade"],
    }
    assert found["grade"] in {"A", "B"}
    assert len(found["lines"]) >= 2


def test_an_unknown_kind_is_refused(habitue: Habitue) -> None:
    assert habitue("normalise", "shoe").status == 2
