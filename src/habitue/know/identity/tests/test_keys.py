"""Blocking keys: who is compared with whom."""

import pytest

from habitue.know.identity.rules.comparing.keys import COMBINED, IDENTIFIERS, KEYS, WIDE, Key, Part, keys_of
from habitue.know.identity.rules.traits import Traits
from habitue.know.identity.tests.records import demonstration, person, seen

LILAS = {"number": "12", "street": "rue des Lilas", "postcode": "59000", "town": "Lille"}
Said = tuple[str, str, dict[str, str]]


def shared_keys(a: Traits, b: Traits) -> set[str]:
    """The letters of the keys that open a pair, without the wide ones that a large house leaves out."""
    wide = {kind.letter for kind in WIDE}
    return {key[0] for key in set(keys_of(a, wide)) & set(keys_of(b, wide))}


def test_letters_tell_kinds_apart() -> None:
    letters = [kind.letter for kind in KEYS]
    assert sorted(letters) == sorted(set(letters))
    assert [kind.letter for kind in IDENTIFIERS] == ["e", "m", "c", "l"]
    assert KEYS == IDENTIFIERS + COMBINED + WIDE


def test_a_key_wants_all_its_parts() -> None:
    kind = Key("z", (Part("last_sound"), Part("first", 1), Part("postcode", 2)))
    assert kind.of(person("Jean", "Dupont", postcode="59000")) == "z:dupon j 59"
    assert kind.of(person("Jean", "Dupont")) == ""
    assert kind.of(person("", "Dupont", postcode="59000")) == ""
    assert kind.sql("r") == (
        "case when r.last_sound <> '' and r.first <> '' and r.postcode <> ''"
        " then 'z:' || r.last_sound || ' ' || left(r.first, 1) || ' ' || left(r.postcode, 2) end"
    )


def test_a_record_that_says_nothing_is_compared_with_nobody() -> None:
    assert keys_of(person()) == []
    assert keys_of(person("Jean")) == []


@pytest.mark.parametrize(
    ("kind", "value", "key"),
    [
        ("email", "jean@free.fr", "e:jean@free.fr"),
        ("mobile", "+33612345678", "m:+33612345678"),
        ("card", "2900000000018", "c:2900000000018"),
        ("landline", "+33320123456", "l:+33320123456"),
    ],
)
def test_an_identifier_opens_pairs_by_itself(kind: str, value: str, key: str) -> None:
    assert key in keys_of(person(**{kind: value}))


def test_kinds_left_out_and_stop_keys_open_nothing() -> None:
    jean = person("Jean", "Dupont", email="jean@free.fr", **LILAS)
    every = keys_of(jean)
    assert [key for key in every if key[0] != "h"] == keys_of(jean, {"h"})
    assert [key for key in every if key != "e:jean@free.fr"] == keys_of(jean, stop={"e:jean@free.fr"})
    assert {"h:dupon gean", "e:jean@free.fr"} <= set(every)


@pytest.mark.parametrize(
    ("a", "b", "letters"),
    [
        (("Mathieu", "Dupont", {}), ("Matthieu", "DUPOND", {}), {"h"}),
        (("Jean", "Martin", {}), ("MARTIN", "Jean", {}), {"h"}),
        (("Sophie", "Martin", LILAS), ("Sophie", "Durand", LILAS), {"a", "f"}),
        (("Jean-Pierre", "Roux", {"born": "19800423"}), ("Jean", "Rioux", {"born": "19800423"}), {"b"}),
        (("Marie", "Roux", {"email": "m.roux59@free.fr"}), ("M", "Rou", {"email": "mroux@sfr.fr"}), {"u"}),
        (("Luc", "Roux", {"postcode": "59000"}), ("Marc", "Roux", {"postcode": "59000"}), {"p"}),
        (("Luc", "Roux", {"postcode": "59000"}), ("Luc", "Petit", {"postcode": "59000"}), set()),
    ],
)  # fmt: skip
def test_who_is_compared(a: Said, b: Said, letters: set[str]) -> None:
    one, other = (person(first, last, **values) for first, last, values in (a, b))
    assert shared_keys(one, other) == letters


def test_a_key_says_the_kind_and_the_values_of_its_record() -> None:
    for row in demonstration(1_100, 5)[:300]:
        record = seen(row)
        found = {key[0]: key[2:] for key in keys_of(record)}
        assert found.keys() <= {kind.letter for kind in KEYS}
        assert {found.get(kind.letter, "") for kind in IDENTIFIERS} == {
            record.email, record.mobile, record.card, record.landline,
        }  # fmt: skip
