"""What a pair weighs, and how its weight comes about."""

from collections.abc import Sequence
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from habitue.know.identity.rules.comparing.comparisons import BANDS, COMPARISONS
from habitue.know.identity.rules.learning import unlearned
from habitue.know.identity.rules.lessons import weights
from habitue.know.identity.rules.model import (
    CLASSES,
    HOUSEHOLD,
    MATCH,
    NAMESAKE,
    NEVER,
    OTHERS,
    STRANGER,
    Bands,
    Levels,
    Model,
    Parameters,
    levels_of,
    pattern,
    radix,
)
from habitue.know.identity.tests.records import person
from habitue.know.identity.tests.strategies import LAW

BELIEVED = unlearned()
CODES = {each.name: each.codes() for each in COMPARISONS}
all_levels = st.tuples(*(st.integers(0, len(codes) - 1) for codes in CODES.values()))


def any_model(seed: int) -> Model:
    """Chances drawn without rhyme or reason."""
    random = Random(seed)

    def row(codes: Sequence[str]) -> list[int]:
        return [0, *(random.randint(-40_000, 0) for _ in codes[1:])]

    levels = {name: {each: row(codes) for each, codes in CODES.items()} for name in CLASSES}
    prior = {name: random.randint(-40_000, 0) for name in CLASSES}
    never = random.sample([("first", "other"), ("born", "other"), ("born", "year")], random.randint(0, 3))
    return Model(Parameters(prior, levels, never=tuple(never)))


models = st.integers(0, 2**32).map(any_model)


def of(**said: str) -> Levels:
    """Levels by name; what is not said is missing."""
    return tuple(codes.index(said.get(name, "missing")) for name, codes in CODES.items())


@LAW
@given(all_levels)
def test_a_pattern_tells_its_levels(levels: Levels) -> None:
    code = pattern(levels)
    assert levels_of(code) == levels
    assert code == sum(level * radix(each) for level, each in zip(levels, COMPARISONS, strict=True))
    assert 0 <= code < 2**63


def test_patterns_of_the_ends() -> None:
    last = tuple(len(codes) - 1 for codes in CODES.values())
    assert pattern((0,) * len(COMPARISONS)) == 0
    assert pattern(last) == radix(COMPARISONS[0]) * len(CODES["first"]) - 1


@LAW
@given(models, all_levels)
def test_start_and_parts_sum_up_to_the_weight(model: Model, levels: Levels) -> None:
    weighed = model.weigh(levels)
    start, parts = model.parts(levels)
    assert start + sum(part.weight for part in parts) == weighed.weight
    told = {name: codes[level] for (name, codes), level in zip(CODES.items(), levels, strict=True) if level}
    assert {part.comparison: part.level for part in parts} == told
    if weighed.against != NEVER:
        assert weighed.against == sum(part.weight for part in parts if part.weight < 0)


@LAW
@given(models, all_levels)
def test_the_weight_is_of_a_match_against_the_best_of_the_others(model: Model, levels: Levels) -> None:
    given_ = model.parameters
    sums = {
        name: given_.prior[name] + sum(given_.levels[name][each][level] for each, level in zip(CODES, levels, strict=True))
        for name in CLASSES
    }  # fmt: skip
    weighed = model.weigh(levels)
    assert weighed.weight == sums[MATCH] - max(sums[name] for name in OTHERS)
    assert sums[weighed.other] == max(sums[name] for name in OTHERS)
    assert weights(np.array([pattern(levels)]), given_).tolist() == [weighed.weight]


def test_every_number_is_whole() -> None:
    numbers = [*BELIEVED.prior.values()]
    numbers += [x for rows in BELIEVED.levels.values() for row in rows.values() for x in row]
    assert {type(number) for number in numbers} == {int}
    assert type(Model(BELIEVED).weigh(of(first="same.0")).weight) is int


def test_what_is_missing_weighs_nothing() -> None:
    assert all(row[0] == 0 for rows in BELIEVED.levels.values() for row in rows.values())
    start, parts = Model(BELIEVED).parts(of())
    assert (start, parts) == (Model(BELIEVED).weigh(of()).weight, [])


@pytest.mark.parametrize("never", [("first", "other"), ("born", "year")])
def test_what_one_person_never_shows(never: tuple[str, str]) -> None:
    model = Model(Parameters(BELIEVED.prior, BELIEVED.levels, never=(never,)))
    name, level = never
    kept = {"email": "same", "mobile": "same", "card": "same"}
    assert model.weigh(of(**kept, **{name: level})).against == NEVER
    free = Model(Parameters(BELIEVED.prior, BELIEVED.levels))
    assert free.weigh(of(**kept, **{name: level})).against > NEVER
    assert model.weigh(of(**kept, **{name: level})).weight == free.weigh(of(**kept, **{name: level})).weight


def test_a_name_agrees_by_how_common_it_is() -> None:
    bands = {"first": Bands({"jean": 0}, 7), "last_large": Bands({"martin": 1, "roux": 4}, 8)}
    model = Model(Parameters(BELIEVED.prior, BELIEVED.levels, bands))

    def said(first: str, last: str) -> tuple[str, str]:
        one, other = model.compare(person(first, last), person(first, last))[:2]
        return CODES["first"][one], CODES["last"][other]

    assert said("Jean", "Martin") == ("same.0", "same.1")
    assert said("Zéphyrin", "Roux") == ("same.7", "same.4")
    assert said("", "Lamotte-Picquet") == ("missing", "same.8")
    assert said("", "de la Roux") == ("missing", "same.4")


def test_values_of_no_house_are_as_rare_as_can_be() -> None:
    found = Model(BELIEVED).compare(person("Jean"), person("Jean"))
    assert CODES["first"][found[0]] == f"same.{BANDS - 1}"


IDENTIFIED = {"first": "same.4", "last": "same.4", "email": "same", "mobile": "same", "source": "other"}
COUPLE = {
    "first": "other",
    "last": "same.4",
    "landline": "same",
    "address": "same",
    "sex": "other",
    "source": "same",
}


@pytest.mark.parametrize(
    ("levels", "joins", "other"),
    [
        (IDENTIFIED, True, HOUSEHOLD),
        ({**IDENTIFIED, "first": "typo", "email": "missing"}, True, HOUSEHOLD),
        (
            {"first": "same.4", "last": "same.4", "born": "same", "address": "same", "source": "other"},
            True,
            HOUSEHOLD,
        ),
        (COUPLE, False, HOUSEHOLD),
        ({**COUPLE, "email": "same", "born": "other"}, False, HOUSEHOLD),
        (
            {"first": "same.0", "last": "same.0", "born": "other", "address": "other", "source": "same"},
            False,
            NAMESAKE,
        ),
        (
            {"first": "other", "last": "other", "born": "other", "address": "area", "source": "same"},
            False,
            STRANGER,
        ),
    ],
)
def test_a_house_that_has_learned_nothing_decides_what_is_plain(
    levels: dict[str, str], joins: bool, other: str
) -> None:
    weighed = Model(BELIEVED).weigh(of(**levels))
    assert (weighed.weight >= 0) is joins
    assert weighed.other == other
