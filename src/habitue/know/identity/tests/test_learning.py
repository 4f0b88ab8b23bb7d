"""Learning without labels: a house drawn from known chances is found again, and households do not become matches."""

from collections import Counter
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from habitue.know.identity.rules import priors
from habitue.know.identity.rules.learning import Evidence, learn, unlearned
from habitue.know.identity.rules.model import CLASSES, Model, Parameters, levels_of
from habitue.know.identity.tests.drawn_house import (
    HOUSEHOLD,
    MATCH,
    NAMESAKE,
    STRANGER,
    STRANGERS,
    Chances,
    Drawn,
    chances,
    codes,
    draw,
    of_household,
    of_namesakes,
)

# Another house than the one that is believed: worse typing, fewer mailboxes and mobiles in common, more moves.
MATCHES = chances(
    priors.MATCH,
    first={**priors.MATCH["first"], "same": 0.7, "typo": 0.15, "form": 0.06},
    born={"same": 0.9, "slip": 0.08, "resembles": 0.01, "year": 0.005, "other": 0.005},
    email={"same": 0.5, "typo": 0.05, "local": 0.05, "other": 0.4},
    mobile={"same": 0.7, "typo": 0.05, "other": 0.25},
    address={**priors.MATCH["address"], "same": 0.45, "other": 0.3},
)
HOUSEHOLDS = of_household(
    last={**priors.HOUSEHOLD["last"], "same": 0.6, "other": 0.25},
    email={"same": 0.3, "typo": 0.01, "local": 0.01, "other": 0.68},
)
OF = {MATCH: 6_000, HOUSEHOLD: 5_000, NAMESAKE: 800, STRANGER: 3_000}


@cache
def house(seed: int = 1) -> Drawn:
    rows = {MATCH: MATCHES, HOUSEHOLD: HOUSEHOLDS, NAMESAKE: of_namesakes(), STRANGER: STRANGERS}
    return draw(seed, {name: (OF[name], row) for name, row in rows.items()})


@cache
def learned(seed: int = 1) -> Parameters:
    return learn(house(seed).evidence, {})


def furthest(parameters: Parameters, of: str, truth: Chances) -> float:
    """By how much the chance of a level is missed at worst."""
    found = parameters.levels[of]
    return max(
        float(np.abs(np.exp2(np.array(found[name][1:]) / 1_000) - row[1:]).max())
        for name, row in truth.items()
    )


def banded(name: str) -> bool:
    """Whether frequency splits a level of this comparison: then a house's own names count at once."""
    return any("." in code for code in codes(name))


def weight(parameters: Parameters, code: int) -> int:
    return Model(parameters).weigh(levels_of(code)).weight


def linked(parameters: Parameters, patterns: Counter[int]) -> float:
    """The share of pairs that even odds join."""
    joined = [code for code in patterns if weight(parameters, code) >= 0]
    return sum(patterns[code] for code in joined) / patterns.total()


@pytest.mark.parametrize("seed", [1, 2])
def test_the_chances_of_a_drawn_house_are_found_again(seed: int) -> None:
    found = learned(seed)
    assert furthest(found, MATCH, MATCHES) < 0.03
    assert furthest(found, HOUSEHOLD, HOUSEHOLDS) < 0.1
    assert 2 ** (found.prior[MATCH] / 1_000) == pytest.approx(OF[MATCH], rel=0.03)
    assert 2 ** (found.prior[STRANGER] / 1_000) == pytest.approx(1e9, rel=0.001)


@pytest.mark.parametrize("seed", [1, 2])
def test_who_is_who_in_a_drawn_house(seed: int) -> None:
    shares = {name: linked(learned(seed), patterns) for name, patterns in house(seed).patterns.items()}
    assert shares[MATCH] > 0.98
    assert shares[HOUSEHOLD] < 0.006
    assert shares[NAMESAKE] < 0.04
    assert shares[STRANGER] == 0


def test_couples_do_not_become_matches() -> None:
    """A house in which nobody is written down twice: shared homes, landlines and mailboxes must not be taken for one."""
    couples = draw(3, {HOUSEHOLD: (4_000, of_household()), STRANGER: (2_000, STRANGERS)})
    found = learn(couples.evidence, {})
    assert 2 ** (found.prior[MATCH] / 1_000) < 20
    assert 2 ** (found.prior[HOUSEHOLD] / 1_000) == pytest.approx(4_000, rel=0.2)
    joined = [code for code in couples.patterns[HOUSEHOLD] if weight(found, code) >= 0]
    names = {codes("first")[levels_of(code)[0]].partition(".")[0] for code in joined}
    assert names <= {"same", "form", "typo", "missing"}
    assert linked(found, couples.patterns[HOUSEHOLD]) < 0.003


def test_the_same_evidence_teaches_the_same() -> None:
    evidence = house().evidence
    turned = replace(evidence, patterns=dict(reversed(list(evidence.patterns.items()))))
    again = learn(evidence, {})
    assert (again.prior, again.levels, again.never) == (learned().prior, learned().levels, learned().never)
    other = learn(turned, {})
    apart = [abs(weight(other, code) - weight(again, code)) for code in evidence.patterns]
    assert max(apart) <= 12  # whole numbers rounded from sums in another order, one a comparison


def test_a_small_house_stays_near_what_is_believed() -> None:
    small = draw(4, {MATCH: (10, MATCHES), HOUSEHOLD: (10, HOUSEHOLDS)}, pairs=5_000.0)
    found = learn(small.evidence, {})
    believed = {name: row for name, row in chances(priors.MATCH).items() if not banded(name)}
    assert furthest(found, MATCH, believed) < 0.02
    assert furthest(learned(), MATCH, believed) > 0.15
    assert linked(found, small.patterns[HOUSEHOLD]) == 0
    assert linked(found, small.patterns[MATCH]) == 1


def test_a_house_without_pairs_learns_what_is_believed() -> None:
    found = learn(Evidence(patterns={}, chance={}, pairs=1e8), {})
    believed = unlearned()
    assert found.levels[MATCH]["email"] == believed.levels[MATCH]["email"]
    assert found.levels[STRANGER]["sex"] == believed.levels[STRANGER]["sex"]
    assert found.prior[MATCH] < believed.prior[MATCH]


def test_chances_are_whole_and_missing_says_nothing() -> None:
    for name in CLASSES:
        for row in learned().levels[name].values():
            assert row[0] == 0
            assert sum(2 ** (each / 1_000) for each in row[1:]) == pytest.approx(1.0, abs=0.01)


def test_contradictions_that_one_person_never_shows_are_forbidden() -> None:
    assert set(learned().never) == {("first", "other"), ("born", "other"), ("born", "year")}
    careless = {**MATCHES, "born": chances(priors.MATCH, born={"same": 0.7, "other": 0.3})["born"]}
    rows = {MATCH: (4_000, careless), HOUSEHOLD: (2_000, HOUSEHOLDS), STRANGER: (1_000, STRANGERS)}
    assert learn(draw(5, rows).evidence, {}).never == (("first", "other"),)


def doubtful() -> tuple[int, Evidence]:
    """A pattern about which the model does not know, which sixty pairs show, and a house that shows it."""
    code = min(house().evidence.patterns, key=lambda each: (abs(weight(learned(), each)), each))
    return code, replace(house().evidence, patterns={**house().evidence.patterns, code: 60})


def test_decisions_move_what_was_decided_and_nothing_else() -> None:
    code, evidence = doubtful()
    before, same, apart = (
        learn(replace(evidence, told=told), {}) for told in ({}, {code: (40, 0)}, {code: (0, 40)})
    )
    assert weight(apart, code) < weight(before, code) < weight(same, code)
    assert weight(same, code) >= 0 > weight(apart, code)
    for taught in (same, apart):
        moved = [
            x for x in evidence.patterns if (weight(taught, x) >= 0) != (weight(before, x) >= 0) and x != code
        ]
        assert [(x, weight(before, x)) for x in moved if abs(weight(before, x)) >= 2_000] == []
        assert len(moved) <= 20


def test_decisions_on_a_sure_pattern_count_as_the_household_that_they_say_it_is() -> None:
    sure = max(house().evidence.patterns, key=lambda each: (weight(learned(), each), each))
    evidence = replace(house().evidence, patterns={**house().evidence.patterns, sure: 400})
    before, after = learn(evidence, {}), learn(replace(evidence, told={sure: (0, 400)}), {})
    sizes = [
        {name: 2 ** (each.prior[name] / 1_000) for name in (MATCH, HOUSEHOLD)} for each in (before, after)
    ]
    assert sizes[0][MATCH] - sizes[1][MATCH] == pytest.approx(400, rel=0.05)
    # The four hundred pairs themselves, and ten more for each judgement on one.
    assert sizes[1][HOUSEHOLD] - sizes[0][HOUSEHOLD] == pytest.approx(4_400, rel=0.05)
    assert weight(after, sure) < weight(before, sure)


def test_decisions_on_a_pattern_that_the_house_has_not_are_no_matter() -> None:
    told = learn(replace(house().evidence, told={0: (5, 0)}), {})
    assert 0 not in house().evidence.patterns
    assert told.levels == learned().levels


def test_a_house_whose_records_have_no_first_names_learns_all_the_same() -> None:
    agree = {"first": [0.0] * 10, "last_large": [1.0, *[0.0] * 9]}
    found = learn(Evidence({}, {}, 1e4, agree), {})
    assert set(found.levels) == set(CLASSES)
