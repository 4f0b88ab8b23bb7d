"""Who a half-typed customer may already be: what is read, who is found, in what order, and what is shown."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from habitue.ground.kernel.types import Actor, Forbidden, HouseId
from habitue.know.identity.api.hints import Draft, Hint, hint
from habitue.know.identity.rules.hints import BEGUN, Named, read, shares
from habitue.know.identity.tests.strategies import anything
from habitue.know.identity.wording.hints import hint_sentence
from tests.pipeline.way import bring, customer, line, resolve, source

TODAY = date(2026, 11, 21)
HELENE = {
    "nom": "LEFEBVRE", "prenom": "Hélène", "naissance": "14/05/1979", "email": "helene.lefebvre@laposte.net",
    "mobile": "0612487703", "adresse": "12 rue des Lilas", "cp": "69001", "ville": "LYON",
}  # fmt: skip
PAUL = {
    **HELENE,
    "prenom": "Paul",
    "naissance": "02/11/1976",
    "email": "paul.lefebvre@laposte.net",
    "mobile": "0688014420",
}
BEGINNINGS = {
    "surname and first name": Draft(first="hélène", last="lef"),
    "initial": Draft(first="h", last="lefebvre"),
    "surname and postcode": Draft(last="le", postcode="69001"),
    "first name and postcode": Draft(first="Hel", postcode="69001"),
    "slip behind the third letter": Draft(first="Helnèe", last="Lefbevre"),
    "exchanged": Draft(first="LEFEBVRE", last="Hélène"),
    "mobile": Draft(mobile="06 12.48"),
    "mobile from abroad": Draft(mobile="+33 6 12 48"),
    "mobile in the wrong field": Draft(landline="061248"),
    "e-mail": Draft(email="Helene.lefe"),
    "e-mail up to its domain": Draft(email="helene.lefebvre@la"),
    "whole mobile, other name": Draft(first="Zoé", last="Quelconque", mobile="0612487703"),
}
TOO_LITTLE = {
    "nothing": Draft(),
    "an initial": Draft(first="H"),
    "a surname": Draft(last="Lefebvre"),
    "a first name": Draft(first="Hélène"),
    "a postcode": Draft(postcode="69001"),
    "five figures": Draft(mobile="06 12 4"),
    "three letters of an e-mail": Draft(email="hel"),
    "no name": Draft(first="XXX", last="inconnu", mobile="0600000000", email="pasdemail@pasdemail.fr"),
}


@pytest.fixture
def couple(system: Actor, transactional_db: None) -> Actor:
    """Hélène and Paul Lefebvre of one home, and a stranger."""
    stranger = line("3", nom="QUENTIN", prenom="Luc", mobile="0755019922", cp="59000", ville="LILLE")
    bring(system, source(system), line("1", **HELENE), line("2", **PAUL), stranger)
    resolve()
    return system


def found(actor: Actor, draft: Draft) -> list[str]:
    """The customers hinted at."""
    return [each.customer_id for each in hint(actor=actor, draft=draft)]


@pytest.mark.parametrize("typed", list(BEGINNINGS))
def test_the_right_one_comes_first(couple: Actor, typed: str) -> None:
    assert found(couple, BEGINNINGS[typed])[0] == customer("caisse/1")


@pytest.mark.parametrize("typed", list(TOO_LITTLE))
def test_too_little_gives_nobody(couple: Actor, typed: str) -> None:
    assert found(couple, TOO_LITTLE[typed]) == []


def test_a_mobile_of_the_household_shows_its_owner_after_the_person_named(couple: Actor) -> None:
    draft = Draft(first="Paul", last="Lefebvre", mobile=HELENE["mobile"], postcode="69001")
    assert found(couple, draft) == [customer("caisse/2"), customer("caisse/1")]


def test_several_records_are_one_hint(couple: Actor) -> None:
    bring(couple, source(couple, "web"), line("9", **HELENE | {"cp": "", "ville": "", "adresse": ""}))
    resolve()
    assert customer("web/9") == customer("caisse/1")
    assert found(couple, Draft(first="Hélène", last="Lefebvre", mobile="061248")) == [customer("caisse/1")]


def test_a_hint_says_why_and_shows_no_more_than_it_takes(couple: Actor) -> None:
    draft = Draft(first="Hélène", last="Lef", mobile="061248", postcode="69001")
    best = hint(actor=couple, draft=draft)[0]
    shown = (best.first_name, best.last_name, best.postcode, best.town, best.mobile_end)
    assert shown == ("Hélène", "Lefebvre", "69001", "Lyon", "03")
    levels = {part.comparison: part.level for part in best.parts}
    assert (levels["last"], levels["mobile"], levels["first"][:4]) == (BEGUN, BEGUN, "same")
    with override("en"):
        assert hint_sentence(best.parts) == "same first name, mobile begins so"


def test_the_surer_the_more_is_typed(couple: Actor) -> None:
    begun = Draft(first="Hélène", last="Lef")
    drafts = (begun, replace(begun, mobile="061248"), replace(begun, mobile="0612487703", last="Lefebvre"))
    sure = [hint(actor=couple, draft=draft)[0].probability for draft in drafts]
    assert sure == sorted(sure)
    assert sure[-1] > 0.99


def test_as_many_as_asked(couple: Actor) -> None:
    draft = Draft(last="Lef", postcode="69001")
    assert [len(hint(actor=couple, draft=draft, limit=limit)) for limit in (-1, 0, 1, 2, 500)] == [
        0,
        0,
        1,
        2,
        2,
    ]


def test_who_may_not_see_customers_gets_no_hint(couple: Actor) -> None:
    with pytest.raises(Forbidden):
        hint(actor=replace(couple, role="nobody"), draft=Draft(last="Lef", first="H"))


def test_another_house_is_not_looked_into(couple: Actor) -> None:
    other = replace(couple, house=HouseId(UUID(int=7)))
    asked = [
        BEGINNINGS[name] for name in ("surname and first name", "surname and postcode", "mobile", "e-mail")
    ]
    assert [found(other, draft) for draft in asked] == [[], [], [], []]


@pytest.mark.parametrize(
    "text", ["\U0010ffff", "a\ud7ff", "%_\\", "0" * 500, "é" * 500, "\x00", "+" * 30, "@@@@@", "06" + "٣" * 8]
)
def test_nonsense_is_answered(couple: Actor, text: str) -> None:
    assert isinstance(hint(actor=couple, draft=Draft(**dict.fromkeys(Draft.__slots__, text))), list)


@given(st.builds(Draft, **dict.fromkeys(Draft.__slots__, anything)))
def test_any_draft_can_be_read(draft: Draft) -> None:
    typed = read(draft, TODAY)
    assert all(each[1] == ":" for each in typed.beginnings() + typed.mailboxes())
    assert all(isinstance(each, Named) for each in typed.names())


@pytest.mark.parametrize(
    ("draft", "beginnings"),
    [
        (Draft(mobile="0612 48"), ["m:+3361248"]),
        (Draft(mobile="0692 12 3"), ["m:+262692123"]),
        (Draft(mobile="0033 6 12 48"), ["m:+3361248"]),
        (Draft(mobile="+32 478 12"), ["m:+3247812", "l:+3247812"]),
        (Draft(landline="04 78 11"), ["l:+3347811"]),
        (Draft(email="marie.du"), ["e:marie.du", "e:mariedu"]),
        (Draft(email="marie.du+promo@gm"), ["e:marie.du@gm", "e:mariedu@gm"]),
        (Draft(email="marie.du@googlem"), ["e:marie.du@googlem", "e:mariedu@"]),
        (Draft(email="marie.du@gmail.com"), ["e:mariedu@gmail.com"]),
        (Draft(card="29 000 00"), ["c:2900000"]),
    ],
)
def test_beginnings_are_looked_up_as_keys_have_them(draft: Draft, beginnings: list[str]) -> None:
    assert read(draft, TODAY).beginnings() == beginnings


def test_one_sure_candidate_leaves_little_to_the_others() -> None:
    assert shares([]) == []
    assert shares([(0, 0)]) == [0.5]
    assert shares([(3_000, 0), (3_000, 9_000)]) == [8 / 17, 8 / 17]
    assert shares([(20_000, 0), (0, 0)])[1] < 0.000001
    assert shares([(10**9, 0)])[0] <= 1.0


def test_of_two_that_are_as_good_as_sure_the_one_that_agrees_in_more_is_more_probable() -> None:
    moved, at_home, other = shares([(9_000, 20_000), (7_000, 22_000), (1_000, 30_000)])
    assert moved == pytest.approx(512 / 5 / 515)
    assert at_home == pytest.approx(512 * 4 / 5 / 515)
    assert other == pytest.approx(2 / 515)


def test_what_is_begun_is_the_same_for_all_who_begin_so(couple: Actor) -> None:
    bring(
        couple,
        source(couple, "web"),
        line("5", nom="MARY", prenom="Lise", cp="31000", ville="TOULOUSE"),
        line("6", nom="MARTINEZ", prenom="Lise", cp="31000", ville="TOULOUSE"),
    )
    resolve()
    one, two = hint(actor=couple, draft=Draft(first="Lise", last="Mar"))
    assert isinstance(one, Hint)
    assert (one.weight, one.probability) == (two.weight, two.probability)
