"""Who is of one household: who shares a home or a way to be reached, and who only bears the name or lives next door."""

from typing import Any

import pytest

from habitue.know.identity.rules.households import household
from habitue.know.identity.rules.learning import unlearned
from habitue.know.identity.rules.model import Model
from habitue.know.identity.rules.traits import Traits, traits

MODEL = Model(unlearned())
HOME = {"number": "12", "street": "RUE DES TABLES CLAUDIENNES", "postcode": "69001", "town": "LYON"}
NEXT_DOOR = HOME | {"number": "14"}
ANNE = {"first": "anne", "last": "lefebvre", "civility": "Mme", "born": "19790514"}
PAUL = {"first": "paul", "last": "lefebvre", "civility": "M.", "born": "19760203"}
ZOE = {"first": "zoe", "last": "martin", "civility": "Mme", "born": "19850730"}
LINE, MAIL, MOBILE, CARD = (
    {"landline": "+33478301102"},
    {"email": "famille.l7@laposte.net"},
    {"mobile": "+33612487703"},
    {"card": "2900000000018"},
)


def record(name: str, **said: str) -> Traits:
    """A record that says only this."""
    empty: dict[str, Any] = dict.fromkeys(
        (
            "first", "last", "birth_name", "civility", "born", "email", "mobile", "landline", "card", "number",
            "street", "place", "postcode", "town",
        ),
        "",
    )  # fmt: skip
    return traits(name, "till", **empty | said)


@pytest.mark.parametrize(
    ("anne", "other", "shared"),
    [
        (ANNE | HOME, PAUL | HOME, ("address", "surname")),
        (ANNE | HOME | LINE, ZOE | HOME | LINE, ("address", "landline")),
        (ANNE | LINE, PAUL | LINE, ("landline", "surname")),
        (ANNE | MAIL, PAUL | MAIL, ("surname", "email")),
        (ANNE | MOBILE, PAUL | MOBILE, ("surname", "mobile")),
        (ANNE | HOME | CARD, ZOE | HOME | CARD, ("address", "card")),
        (ANNE | HOME | LINE | MAIL, PAUL | HOME | LINE | MAIL, ("address", "landline", "surname", "email")),
    ],
)
def test_of_one_household(anne: dict[str, str], other: dict[str, str], shared: tuple[str, ...]) -> None:
    assert household([record("a", **anne)], [("p", record("p", **other))], MODEL) == {"p": shared}


@pytest.mark.parametrize(
    ("anne", "other"),
    [
        (ANNE | HOME, ZOE | HOME),  # the same house, nothing else: neighbours of one staircase
        (ANNE | HOME, PAUL | NEXT_DOOR),  # the same name next door
        (ANNE | LINE, ZOE | LINE),  # one landline alone: a firm, a number given anew
        (ANNE, PAUL),  # one name
    ],
)
def test_not_of_one_household(anne: dict[str, str], other: dict[str, str]) -> None:
    assert household([record("a", **anne)], [("p", record("p", **other))], MODEL) == {}


def test_a_likely_duplicate_is_not_a_member_until_somebody_says_that_it_is_another_person() -> None:
    own, other = [record("a", **ANNE | HOME | MAIL)], [("b", record("b", **ANNE | HOME | MAIL))]
    assert household(own, other, MODEL) == {}
    assert household(own, other, MODEL, told={"b"}) == {"b": ("address", "surname", "email")}


def test_who_was_set_apart_at_one_address_is_of_the_household_whatever_their_names() -> None:
    own, other = [record("a", **ANNE | HOME)], [("z", record("z", **ZOE | HOME))]
    assert household(own, other, MODEL, told={"z"}) == {"z": ("address",)}


def test_a_married_name_is_the_surname_of_both() -> None:
    married = ZOE | HOME | {"last": "lefebvre", "birth_name": "Martin"}
    double = {"first": "luc", "last": "lefebvre martin", "civility": "M."} | HOME
    own = [record("a", **ANNE | HOME)]
    assert household(own, [("z", record("z", **married))], MODEL) == {"z": ("address", "surname")}
    assert household(own, [("l", record("l", **double))], MODEL) == {"l": ("address", "surname")}


def test_what_is_shared_is_gathered_over_all_records_and_who_shares_most_comes_first() -> None:
    own = [record("a1", **ANNE | HOME), record("a2", **ANNE | LINE)]
    luc = {"first": "luc", "last": "lefebvre", "civility": "M."}
    others = [
        ("luc", record("l1", **luc | HOME)),
        ("paul", record("p1", **PAUL | LINE)),
        ("paul", record("p2", **PAUL | HOME)),
    ]
    found = household(own, others, MODEL)
    assert list(found.items()) == [
        ("paul", ("address", "landline", "surname")),
        ("luc", ("address", "surname")),
    ]
