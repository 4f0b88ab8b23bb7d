"""What a person typed is read by identity's rules, or refused in words."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from habitue.ground.kernel.types import InvalidInput
from habitue.know.profiles.choices import GROUPS
from habitue.know.profiles.typed import Typed, read_typed

TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("group", "value", "kept"),
    [
        ("name", "Mme Hélène LEFEBVRE", ["Mme", "Hélène", "Lefebvre", ""]),
        ("name", ("mme", "claire", "MARTIN", "durand"), ["Mme", "Claire", "Martin", "Durand"]),
        ("birth_date", "1979-05-14", "1979-05-14"),
        ("birth_date", "14/05/1979", "1979-05-14"),
        ("email", "  H.Lefebvre@Laposte.net ", "H.Lefebvre@laposte.net"),
        ("mobile", "06 12 48 77 03", "+33612487703"),
        ("mobile", "+44 7911 123456", "+447911123456"),
        ("landline", "04.78.30.11.02", "+33478301102"),
        ("card", "2900000 000018", "2900000000018"),
        ("language", "FR", "fr"),
        ("store", "M20", "M20"),
        (
            "address",
            "bâtiment B\n4 bis rue de la Paix\n75002 Paris",
            [
                ["4 bis", "rue de la Paix", "Bâtiment B", "75002", "Paris", "FR",
                 "BATIMENT B\n4 BIS RUE DE LA PAIX\n75002 PARIS"],
                "A",
            ],
        ),
    ],
)  # fmt: skip
def test_it_is_normalised(group: str, value: Typed, kept: Any) -> None:
    assert read_typed(group, value, today=TODAY, stores=["M20"]) == kept


@pytest.mark.parametrize(
    ("group", "value", "said"),
    [
        ("email", "h.lefebvre", "The @ is missing."),
        ("birth_date", "31/02/1979", "This day does not exist."),
        ("birth_date", "01/01/2030", "This day is in the future."),
        ("mobile", "0478301102", "This is a landline number."),
        ("landline", "0612487703", "This is a mobile number."),
        ("mobile", "0600000000", "This number was typed to fill the box."),
        ("card", "12", "A card number has at least 4 characters."),
        ("language", "français", "A language is two letters, as in fr or en."),
        ("store", "M99", "No store has this code."),
        ("address", "n'importe quoi", "Nothing of a postal address can be read safely."),
        ("name", ("", "", "", ""), "This cannot be read."),
        ("name", "", "This cannot be read."),
        ("name", ("", "", "test", ""), "This name was typed to fill the box."),
    ],
)
def test_it_is_refused_in_words(group: str, value: Typed, said: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_typed(group, value, today=TODAY, stores=["M20"])
    assert refused.value.detail == said


@pytest.mark.parametrize("group", sorted({*GROUPS} - {"name"}))
@pytest.mark.parametrize("value", ["", " \n "])
def test_nothing_is_no_value(group: str, value: str) -> None:
    with pytest.raises(InvalidInput, match="Write something"):
        read_typed(group, value, today=TODAY, stores=())


def test_a_house_without_stores_takes_any_code_that_can_be_printed() -> None:
    assert read_typed("store", "S1", today=TODAY, stores=()) == "S1"
    for odd in ("x" * 81, "a\x00b"):
        with pytest.raises(InvalidInput):
            read_typed("store", odd, today=TODAY, stores=())


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("value", ["\x00", "🂡" * 9, "a" * 10_000, "'; drop table", "١٢٣", "é̀" * 50])
def test_nothing_breaks_it(group: str, value: str) -> None:
    kept: Any = ""
    with suppress(InvalidInput):
        kept = read_typed(group, value, today=TODAY, stores=["M20"])
    assert "\x00" not in str(kept)
