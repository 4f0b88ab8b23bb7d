"""Placeholders: by their form, and by how many people share them."""

import pytest

from habitue.know.identity.rules.placeholders import is_shared, placeholder_email, placeholder_phone


@pytest.mark.parametrize(
    ("kind", "people", "records", "shared"),
    [
        ("email", 5, 12, False),
        ("email", 6, 12, True),
        ("email", 6, 100, False),
        ("mobile", 6, 6, True),
        ("landline", 8, 8, False),
        ("landline", 9, 9, True),
        ("card", 5, 8, True),
        ("card", 4, 8, False),
    ],
)
def test_shared_by_too_many(kind: str, people: int, records: int, shared: bool) -> None:
    assert is_shared(kind, "value", people, records) is shared


def test_nothing_is_not_shared() -> None:
    assert not is_shared("email", "", 1000, 1000)


def test_birth_dates_are_shared_by_chance() -> None:
    assert not is_shared("birth_date", "1980-04-23", 30, 30, total=1_000)
    assert is_shared("birth_date", "1980-01-01", 31, 31, total=1_000)
    assert not is_shared("birth_date", "1980-04-23", 300, 300, total=1_000_000)
    assert is_shared("birth_date", "1980-01-01", 400, 400, total=1_000_000)


def test_unknown_kind() -> None:
    with pytest.raises(KeyError):
        is_shared("shoe size", "43", 10, 10)


def test_fillers_by_their_form() -> None:
    assert placeholder_phone("600000000")
    assert placeholder_phone("102030405")
    assert not placeholder_phone("612345678")
    assert placeholder_email("no.email2", "boutique.fr")
    assert not placeholder_email("toto59", "free.fr")
