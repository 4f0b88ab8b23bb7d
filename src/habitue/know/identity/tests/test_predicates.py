"""Questions about two records: symmetric, and the same in Python and in SQL, one by one."""

from collections.abc import Iterator
from itertools import permutations
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings

from habitue.know.identity.bulk.engine import Engine
from habitue.know.identity.rules.comparing.comparisons import COMPARISONS
from habitue.know.identity.rules.comparing.predicates import (
    ALWAYS,
    Predicate,
    begins,
    both_crossed,
    both_longer,
    crossed,
    either_is,
    holds_word,
    known,
    near,
    one_knows,
    same,
    same_start,
)
from habitue.know.identity.rules.traits import Traits
from habitue.know.identity.tests.records import Row, demonstration, person, rows, seen, spoilt
from habitue.know.identity.tests.strategies import LAW

# Every level's question; and those of which a level is made, which another level may hide.
ASKED: dict[str, Predicate] = {
    **{
        f"{each.name}.{at}": predicate
        for each in COMPARISONS
        for at, (_, predicate) in enumerate(each.levels)
    },
    "known": known("street"),
    "one_knows": one_knows("mail", "first"),
    "same": same("town"),
    "near": near("last", 2),
    "both_longer": both_longer("place", 2),
    "begins": begins("street"),
    "crossed": crossed("street", "place"),
    "both_crossed": both_crossed("first", "last"),
    "both_crossed, near": both_crossed("first", "last", 1),
    "holds_word": holds_word("mail", "last", 2),
    "either_is": either_is("sex", "m"),
    "same_start": same_start("postcode", 2),
    "not": ~same("first"),
    "and or": same("first") & known("last") | ~known("first"),
    "always": ALWAYS,
}
QUESTIONS = list(ASKED.values())


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as engine:
        yield engine


def in_sql(engine: Engine, records: list[Traits]) -> dict[tuple[str, str], tuple[bool, ...]]:
    """The answers of DuckDB to every question about every two records, both ways."""
    engine.fill("asked", Traits._fields, records)
    answers = ", ".join(predicate.sql for predicate in QUESTIONS)
    found = engine.ask(
        f"select a.record, b.record, {answers} from asked a join asked b on a.record <> b.record"
    )
    return {(a, b): tuple(answers) for a, b, *answers in found}


def hold_alike(engine: Engine, house: list[Row]) -> None:
    records = [seen(row) for row in house]
    found = in_sql(engine, records)
    assert len(found) == len(records) * (len(records) - 1)
    for a, b in permutations(records, 2):
        ours = {name: predicate.holds(a, b) for name, predicate in ASKED.items()}
        assert ours == dict(zip(ASKED, found[a.record, b.record], strict=True)), (a, b)


@settings(LAW, max_examples=LAW.max_examples // 16, suppress_health_check=[HealthCheck.too_slow])
@given(house=rows(2, 6))
def test_both_executors_on_nasty_records(engine: Engine, house: list[Row]) -> None:
    hold_alike(engine, house)


def test_both_executors_on_spoilt_records(engine: Engine) -> None:
    hold_alike(engine, spoilt(demonstration(1_100, 5)[:40], Random(1)))


@LAW
@given(rows(2, 2, scripts=True))
def test_symmetric(house: list[Row]) -> None:
    a, b = map(seen, house)
    answers = {name: (predicate.holds(a, b), predicate.holds(b, a)) for name, predicate in ASKED.items()}
    assert all(one is other for one, other in answers.values()), answers


def test_what_is_absent_is_not_the_same() -> None:
    nobody = person()
    assert not same("first").holds(nobody, nobody)
    assert not crossed("first", "last").holds(nobody, nobody)
    assert not both_crossed("first", "last", 3).holds(nobody, nobody)
    assert not same_start("postcode", 2).holds(nobody, nobody)
    assert not known("first").holds(nobody, person("Jean"))


def test_exchanged_letters_count_two() -> None:
    assert near("first", 2).holds(person("marie"), person("mraie"))
    assert not near("first", 1).holds(person("marie"), person("mraie"))


def test_a_word_inside_a_text_is_long_enough() -> None:
    mailbox = person(email="lea.marc@free.fr")
    assert holds_word("mail", "first", 3).holds(person("Léa"), mailbox)
    assert not holds_word("mail", "first", 4).holds(person("Léa"), mailbox)


def test_both_names_changed_places() -> None:
    swapped = both_crossed("first", "last_large")
    assert swapped.holds(person("Jean", "Martin"), person("Martin", "Jean"))
    assert not swapped.holds(person("Jean", "Martin"), person("Martin", "Paul"))
    assert both_crossed("first", "last_large", 1).holds(person("Jean", "Martin"), person("Martn", "Jaan"))


def test_one_record_has_the_mailbox_and_the_other_the_name() -> None:
    lacks = one_knows("mail", "first")
    mailbox, marie = person("", "Dupont", email="marie.dupont@free.fr"), person("Marie", "Dupont")
    assert lacks.holds(mailbox, marie)
    assert not lacks.holds(mailbox, mailbox)
    assert not lacks.holds(person("Marie", email="marie@free.fr"), marie)
