"""What matching sees of a record."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habitue.know.identity.rules.folding import key
from habitue.know.identity.rules.traits import (
    Traits,
    day_and_month,
    first_traits,
    last_traits,
    mail_letters,
    mail_odd,
    sex_of,
)
from habitue.know.identity.tests.records import Row, person, rows, seen
from habitue.know.identity.tests.strategies import LAW, names


def test_a_record_that_says_nothing_has_no_traits() -> None:
    assert seen(Row(7)) == Traits(
        **dict.fromkeys(Traits._fields, ""),
    )._replace(record="7", source="a")


@pytest.mark.parametrize(
    ("first", "trait", "value"),
    [
        ("fred", "root", "frederic"), ("cathy", "root", "catherine"), ("jp", "root", "jean pierre"),
        ("jean pierre", "head", "jean"), ("jean pierre", "tail", "pierre"), ("jean", "tail", ""),
        ("marie sophie", "silent", "sophie"), ("mohamed amine", "silent", "amine"), ("jean pierre", "silent", ""),
        ("thierry", "letters", "ehirrty"), ("jean", "kind", "m"), ("sophie", "kind", "f"), ("camille", "kind", "b"),
        ("dominique", "kind", "b"), ("jaen", "kind", ""), ("j", "kind", ""),
    ],
)  # fmt: skip
def test_first_names(first: str, trait: str, value: str) -> None:
    assert getattr(first_traits(first), trait) == value


@pytest.mark.parametrize(
    ("one", "other"),
    [("mathieu", "matthieu"), ("mickael", "michael"), ("kathy", "cathy"), ("sofie", "sophie")],
)
def test_spellings_that_sound_alike(one: str, other: str) -> None:
    assert first_traits(one).sound == first_traits(other).sound


@pytest.mark.parametrize(
    ("last", "large", "part", "rest"),
    [
        ("dupont", "dupont", "dupont", ""),
        ("de la tour", "tour", "tour", ""),
        ("saint martin", "martin", "martin", ""),
        ("martin durand", "martindurand", "martin", "durand"),
        ("garcia de la vega", "garciavega", "garcia", "vega"),
        ("de la", "dela", "de", "la"),
        ("", "", "", ""),
    ],
)
def test_surnames(last: str, large: str, part: str, rest: str) -> None:
    found = last_traits(last)
    assert (found.large, found.part, found.rest) == (large, part, rest)


def test_names_that_changed_places_are_heard_alike() -> None:
    assert person("Jean", "Martin").heard == person("Martin", "Jean").heard == "gean martin"
    assert person("Jean", "").heard == person("", "Martin").heard == ""


def test_a_mailbox_is_named_by_initial_and_surname() -> None:
    assert person("Marie", "de la Tour").initial_last == "mdelatour"
    assert person("Marie", "").initial_last == ""


@pytest.mark.parametrize(
    ("email", "letters", "odd"),
    [
        ("marie.dupont59@free.fr", "mariedupont", "marie.dupont59"),
        ("marie_dupont-2+news@free.fr", "mariedupontnews", "marie_dupont-2+news"),
        ("marie@free.fr", "marie", ""),
        ("m1980@free.fr", "m", ""),
        ("m19801@free.fr", "m", "m19801"),
        ("198012@free.fr", "", "198012"),
        ("", "", ""),
    ],
)
def test_the_mailbox(email: str, letters: str, odd: str) -> None:
    assert (mail_letters(email), mail_odd(email)) == (letters, odd)
    assert person(email=email).local == email.split("@")[0]


def test_day_and_month_exchanged_are_one_text() -> None:
    assert day_and_month("19800403") == day_and_month("19800304") == "19800304"
    assert day_and_month("19801231") == "19801231"
    assert person(born="19800403").born_digits == person(born="19800304").born_digits


@pytest.mark.parametrize(
    ("civility", "sex"), [("Mme", "f"), ("Mlle", "f"), ("M.", "m"), ("Dr", ""), ("M. et Mme", ""), ("", "")]
)
def test_civilities(civility: str, sex: str) -> None:
    assert sex_of(civility) == sex


def test_addresses_are_folded() -> None:
    found = person(number="12 BIS", street="Rue de l'Église", place="Bât. A", town="L'Haÿ-les-Roses")
    assert (found.number, found.street, found.place, found.town) == (
        "12 bis", "rue de leglise", "bat a", "lhay les roses",
    )  # fmt: skip


@LAW
@given(names.map(key))
def test_the_head_of_a_first_name_is_the_root_of_its_first_word(first: str) -> None:
    found = first_traits(first)
    assert found.head == first_traits(first.partition(" ")[0]).root.partition(" ")[0]
    assert sorted(found.letters) == sorted(first)
    assert bool(found.tail) == (" " in first)


@LAW
@given(rows(1, 1, scripts=True), st.sampled_from(Traits._fields))
def test_traits_are_texts_of_the_record_alone(house: list[Row], trait: str) -> None:
    found = getattr(seen(house[0]), trait)
    assert isinstance(found, str)
    assert found == getattr(seen(house[0]._replace(record=99)), trait) or trait == "record"
