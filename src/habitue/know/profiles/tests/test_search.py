"""Search forgives: with what somebody in a hurry has of a person, the person is found."""

import pytest

from habitue.ground.kernel.types import Actor, Forbidden, HouseId, system_actor
from habitue.ground.places.api import open_house
from habitue.know.profiles.api import search

pytestmark = pytest.mark.django_db


def names(actor: Actor, text: str) -> list[str]:
    return [line.name for line in search(actor=actor, text=text).lines]


@pytest.mark.parametrize(
    "text",
    [
        "Hélène Lefebvre",
        "lefebvre helene",
        "LEFEBVRE",
        "lefeb",
        "helene lyon",
        "lefebvre 69001",
        "h.lefebvre@laposte.net",
        "h.lefeb",
        "H.LEFEBVRE@",
        "0612487703",
        "06 12 48 77 03",
        "+33 6 12 48 77 03",
        "0033612487703",
        "06.12.48",
        "7703",
        "lefebvre 0612487703",
    ],
)
def test_found_by_what_one_has(steward: Actor, text: str) -> None:
    assert names(steward, text) == ["Hélène Lefebvre"]


@pytest.mark.parametrize(
    "text", ["2900000000025", "290000000002", "0025", "0744901265", "1265", "901265", "0478301102", "1102"]
)
def test_found_by_card_and_telephones(steward: Actor, text: str) -> None:
    assert names(steward, text) == ["Inès Marchand"]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("lefevbre", {"lefevbre": "lefebvre"}),
        ("lefebre helène", {"lefebre": "lefebvre"}),
        ("marchnd", {"marchnd": "marchand"}),
    ],
)
def test_a_misspelt_name_is_taken_for_the_nearest_and_says_so(
    steward: Actor, text: str, near: dict[str, str]
) -> None:
    found = search(actor=steward, text=text)
    assert found.lines[0].last_name.lower() == next(iter(near.values()))
    assert {word: words[0] for word, words in found.near.items()} == near


def test_accents_and_ligatures_do_not_count(steward: Actor) -> None:
    assert names(steward, "garcia lucia") == ["Lucía García"]
    assert names(steward, "œuvrard") == ["Théo Oeuvrard"]


def test_whole_names_come_before_names_that_only_begin_so(steward: Actor) -> None:
    assert names(steward, "mar") == ["Inès Marchand", "Jean Martin", "Paul Martin"]
    assert names(steward, "martin") == ["Jean Martin", "Paul Martin"]


def test_name_and_town_tell_two_people_of_one_name_apart(steward: Actor) -> None:
    assert names(steward, "martin lyon") == ["Jean Martin"]
    assert names(steward, "martin paris") == ["Paul Martin"]


@pytest.mark.parametrize(
    "text", ["", "   ", "\x00", "qqqqzzzz", "9999", "551265", "@", "'; drop table --", "a\x00b@c"]
)
def test_nobody_is_found_for_nothing(steward: Actor, text: str) -> None:
    assert names(steward, text) == []


def test_another_house_finds_nobody(steward: Actor) -> None:
    other = system_actor(open_house(name="Une autre maison").id)
    assert names(other, "lefebvre") == []


def test_only_for_those_who_may_see_customers(steward: Actor) -> None:
    nobody = Actor(HouseId(steward.house), "Nobody", role="visitor")
    with pytest.raises(Forbidden):
        search(actor=nobody, text="lefebvre")
