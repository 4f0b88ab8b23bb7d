"""Lines with too many or too few cells, cut again."""

import pytest

from habitue.know.collect.rules.cutting import cut_again, kind_of_cell, unlike

SAMPLES = [
    ("100200000001",),
    ("PIERRE", "Lilou"),
    ("lilou@gmail.com",),
    ("12 rue des Pins",),
    ("34160", "81200"),
]


def cut(raw: str) -> list[str]:
    return cut_again(raw, ";", 5, lambda cells: unlike(cells, SAMPLES))


def test_the_cell_that_holds_separators_is_found_by_what_the_others_look_like() -> None:
    assert cut("100290000001;GILLES;;4 RUE DE LA FERME; bat B; code 12;92400") == [
        "100290000001", "GILLES", "", "4 RUE DE LA FERME; bat B; code 12", "92400",
    ]  # fmt: skip


def test_missing_cells_are_missing_where_the_others_then_fit() -> None:
    assert cut("100290000001;GILLES;4 RUE DE LA FERME;92400") == [
        "100290000001", "GILLES", "", "4 RUE DE LA FERME", "92400",
    ]  # fmt: skip


def test_a_line_cut_short_keeps_its_beginning() -> None:
    assert cut("100290000001;GILLES") == ["100290000001", "GILLES", "", "", ""]


def test_a_line_with_its_own_number_of_cells_stays() -> None:
    assert cut('"1";b;c;d;"e"') == ["1", "b", "c", "d", "e"]


@pytest.mark.parametrize("columns", [1, 2, 7])
def test_always_as_many_cells_as_columns(columns: int) -> None:
    for raw in ("", ";", "a;b;c;d;e;f;g;h;i", 'one "quoted; cell'):
        assert len(cut_again(raw, ";", columns, lambda cells: 0)) == columns


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("a@b.fr", "email"), ("a@b.fr;VOIR NOTE", "text"),
        ("31/12/1980", "date"), ("2020-03-23T19:32:02Z", "date"), ("07 34 15 11 54", "10 digits"),
        ("+33619387094", "11 digits"), ("12 rue des Pins", "text"), ("-", "text"),
    ],
)  # fmt: skip
def test_what_a_cell_looks_like(cell: str, kind: str) -> None:
    assert kind_of_cell(cell) == kind
