"""First matching: which names and birth dates contradict each other, and which do not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habitue.know.identity.rules.matching import (
    births_agree,
    firsts_agree,
    identity_contradicts,
    lasts_agree,
    names_contradict,
)
from habitue.know.identity.rules.names import normalise_name
from habitue.know.identity.tests.strategies import LAW, names
from habitue.know.identity.types.values import Person


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("jean", "jean pierre"), ("jp", "jean pierre"), ("j p", "jean pierre"), ("j", "jean"), ("jeanpierre", "jean pierre"),
        ("fred", "frederic"), ("cathy", "catherine"), ("momo", "mohamed"), ("muhammed", "mohammed"), ("alex", "alexandra"),
        ("mathieu", "matthieu"), ("mickael", "michael"), ("nathalie", "ntahalie"), ("christoph", "christophe"),
        ("sophie", "marie sophie"), ("sebastie", "sebastien"), ("valerie", "valerei"), ("", "paul"), ("anne sophie", "a s"),
        ("jean p", "jean pierre"), ("amine", "mohamed amine"), ("ane", "anne"), ("pul", "paul"), ("clo", "chloe"),
    ],
)  # fmt: skip
def test_forms_of_one_first_name(a: str, b: str) -> None:
    assert firsts_agree(a, b)
    assert firsts_agree(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("marie", "mario"), ("julie", "julien"), ("daniel", "danielle"), ("michel", "michele"), ("francois", "francoise"),
        ("laurent", "laurence"), ("alexandre", "alexandra"), ("jean", "jeanne"), ("stephane", "stephanie"),
        ("jean pierre", "jean paul"), ("pierre", "jean pierre"), ("paul", "jean pierre"), ("lola", "lila"), ("lea", "leo"),
        ("theo", "leo"), ("claude", "claudine"), ("j", "pierre"), ("j p", "jean marc"), ("marie", "anne marie"),
        ("gabriel", "gabrielle"), ("rene", "renee"), ("emma", "emmy"), ("hugo", "huguette"), ("noa", "noe"),
    ],
)  # fmt: skip
def test_different_first_names(a: str, b: str) -> None:
    assert not firsts_agree(a, b)
    assert not firsts_agree(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("dupont", "dupond"), ("martin", "martin durand"), ("de la tour", "delatour"), ("de la tour", "la tour"),
        ("lefebvre", "lefevre"), ("le goff", "legoff"), ("dupont martin", "martin dupont"), ("garcia", "gracia"),
        ("d", "dupont"), ("saint martin", "st martin"), ("schmitt", "schmidt"), ("", "dupont"), ("van damme", "vandamme"),
        ("vandenberghe", "vandenberg"),
    ],
)  # fmt: skip
def test_forms_of_one_surname(a: str, b: str) -> None:
    assert lasts_agree(a, b)
    assert lasts_agree(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [("martin", "durand"), ("dupont martin", "martin durand"), ("blanc", "leblanc"), ("li", "ly"), ("petit", "pelletier"),
     ("de la tour", "de la mare"), ("d", "martin")],
)  # fmt: skip
def test_different_surnames(a: str, b: str) -> None:
    assert not lasts_agree(a, b)
    assert not lasts_agree(b, a)


@pytest.mark.parametrize(
    ("a", "b", "reason"),
    [
        (("jean", "dupont"), ("jean", "dupont"), None),
        (("", "dupont"), ("marie", "dupont"), None),
        (("paul", ""), ("paul", "martin"), None),
        (("paul", ""), ("", "martin"), None),
        (("marie", "dupont"), ("jean", "dupont"), "first.differs"),
        (("dupont", "marie"), ("marie", "dupont"), None),
        (("dupond", "marie"), ("marie", "dupont"), None),
        (("paul", "dupont"), ("paul", "martin"), "last.differs"),
        (("marie", "dupont"), ("marie", "martin"), None),
        (("m", "dupont"), ("marie", "martin"), "last.differs"),
        (("lieve", "dupont"), ("lieve", "martin"), None),
        (("dupont", "yacine"), ("yacine", ""), None),
        (("dupont", "yacine"), ("paul", ""), "first.differs"),
        (("paul", "dupont", "Martin"), ("paul", "martin"), None),
        (("paul", "dupont", "Durand"), ("paul", "martin", "DURAND"), None),
        (("sophie", "dupont"), ("paul", "martin"), "first.differs"),
    ],
)
def test_names(a: tuple[str, ...], b: tuple[str, ...], reason: str | None) -> None:
    left, right = (Person(each[0], each[1], "".join(each[2:])) for each in (a, b))
    assert names_contradict(left, right) == reason
    assert names_contradict(right, left) == reason


BORN = date(1980, 4, 23)


@pytest.mark.parametrize(
    ("other", "agree"),
    [
        (date(1980, 4, 23), True),
        (date(1981, 4, 23), True),
        (date(1908, 4, 23), True),
        (date(1980, 4, 28), True),
        (date(1980, 1, 1), True),
        (date(2080, 4, 23), True),
        (date(1982, 6, 11), False),
        (date(1953, 4, 12), False),
        (date(1980, 11, 5), False),
    ],
)
def test_births(other: date, agree: bool) -> None:
    assert births_agree(BORN, other) is agree
    assert births_agree(other, BORN) is agree


def test_day_and_month_exchanged() -> None:
    assert births_agree(date(1980, 4, 3), date(1980, 3, 4))
    assert not births_agree(date(1980, 4, 3), date(1991, 3, 4))


def test_names_and_births_together() -> None:
    paul = Person("paul", "dupont", "", BORN)
    assert identity_contradicts(paul, Person("paul", "dupont", "", date(1955, 1, 9))) == "birth.differs"
    assert identity_contradicts(paul, Person("paul", "dupont")) is None
    assert identity_contradicts(paul, Person("paul", "martin", "", BORN)) is None
    assert identity_contradicts(paul, Person("luc", "dupont", "", BORN)) == "first.differs"
    assert identity_contradicts(paul, normalise_with_birth("Paul", "DUPOND")) is None


def normalise_with_birth(first: str, last: str) -> Person:
    value = normalise_name(first, last)
    return Person(value.first_key, value.last_key, value.birth, BORN)


people = st.builds(
    lambda first, last, birth, born: Person(
        *(normalise_name(first, last).first_key, normalise_name("", last).last_key), birth, born
    ),
    names,
    names,
    st.sampled_from(["", "Martin", "DUPONT"]),
    st.none() | st.dates(date(1970, 1, 1), date(1970, 3, 31)),
)


@LAW
@given(people, people)
def test_symmetric_and_never_against_oneself(a: Person, b: Person) -> None:
    assert identity_contradicts(a, b) == identity_contradicts(b, a)
    assert identity_contradicts(a, a) is None
