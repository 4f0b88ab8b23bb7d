"""Learning a house's matching from its own pairs, without labels: expectation and maximisation over four classes.

What is seen is how often each pattern of levels occurs among the pairs that share a key, and among pairs drawn by chance.
Each round shares every pattern out among the classes (`rules.model`) as the present chances have it, then counts the chances
anew from the shares. Three things keep the classes what they are called:

* strangers are all pairs of the house, so their chances come from pairs drawn by chance, and only how often an identifier
  is shared by chance is learned from the rest;
* two of one household have first names and birth dates as they fall, but for twins and for father and son of one name;
* namesakes share first name and surname, everything else as it falls.

What people decided counts for the patterns it was decided on. Dempster, Laird and Rubin (1977) for the method.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from habitue.know.identity.rules import priors
from habitue.know.identity.rules.comparing.comparisons import BANDS, COMPARISONS, OTHER, SAME, Comparison
from habitue.know.identity.rules.model import (
    BIT,
    HOUSEHOLD,
    MATCH,
    NAMESAKE,
    STRANGER,
    Bands,
    Parameters,
    levels_of,
)

Array = NDArray[np.float64]
_NAMES = tuple(comparison.name for comparison in COMPARISONS)
_CODES = tuple(comparison.codes() for comparison in COMPARISONS)
_AT = {name: at for at, name in enumerate(_NAMES)}
_BY_KEY = {"email": SAME, "mobile": SAME, "landline": SAME, "card": SAME, "first": "swapped"}
"""Levels so seldom among strangers that a draw does not meet them, and of which keys bring together every pair."""
_SPLIT = {each.name: each.split for each in COMPARISONS if each.banded}
_NAMESAKE = ("first", "last")
_ROUNDS, _SETTLED = 80, 1e-5
_LEAST = 2.0**-40
_BELIEF = 2.0
"""How many decisions of people on one pattern weigh as much as what the model held of it."""
_TAUGHT = 10
"""A pair that a person has judged teaches as much as so many that nobody has looked at."""
_ENOUGH_BY_CHANCE, _WORTH_BY_CHANCE = 20, 30_000
"""A level seen so seldom among pairs drawn by chance is believed as much as it would be from so many pairs."""
CONTRADICTIONS = (("first", OTHER), ("born", OTHER), ("born", "year"))
"""First names that are no form of one another, birth dates that are no slip of one another."""
SELDOM = 0.01
"""A contradiction that fewer of the pairs of one person show forbids them to be one."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a house shows.

    `patterns`: how many candidate pairs have each pattern (`model.pattern`). `chance`: by comparison, how many of the pairs
    drawn by chance have each level. `agree`: by trait whose frequency counts, the chance that two records that have it have
    one value of each band. `pairs`: all pairs of the house. `told`: by pattern, how often people said `same` and `apart`.
    """

    patterns: Mapping[int, int]
    chance: Mapping[str, Sequence[int]]
    pairs: float
    agree: Mapping[str, Sequence[float]] = field(default_factory=dict)
    told: Mapping[int, tuple[int, int]] = field(default_factory=dict)


@dataclass(slots=True)
class _State:
    """The chances of each level by class, and how many pairs each class has."""

    match: list[Array]
    household: list[Array]
    namesake: list[Array]
    stranger: list[Array]
    matches: float
    households: float
    namesakes: float


def learn(
    evidence: Evidence,
    bands: Mapping[str, Bands],
    left_out: frozenset[str] = frozenset(),
    stop: frozenset[str] = frozenset(),
) -> Parameters:
    """The parameters that explain the evidence best, given what is believed beforehand (`priors`)."""
    levels = (
        np.array([levels_of(code) for code in evidence.patterns], dtype=np.int64).reshape(-1, len(_NAMES)).T
    )
    counts = np.array(list(evidence.patterns.values()), dtype=np.float64)
    counts += [_TAUGHT * sum(evidence.told.get(code, (0, 0))) for code in evidence.patterns]
    state = _begin(evidence, counts.sum())
    for _ in range(_ROUNDS):
        shares = _shares(state, levels, evidence.pairs)
        _heed(shares, evidence)
        before = state.matches
        _count(state, levels, shares * counts, evidence.pairs)
        if abs(state.matches - before) <= _SETTLED * max(before, 1.0):
            break
    return _parameters(state, evidence.pairs, bands, left_out, stop)


def unlearned(pairs: float = 1e8) -> Parameters:
    """What is believed before a house has shown anything; `pairs`: how many it is taken to have.

    How common names are is not known then, so namesakes are taken to be many: a name alone joins nobody.
    """
    evidence = Evidence({}, {}, pairs)
    state = _begin(evidence, 0.0)
    state.matches, state.households, state.namesakes = pairs**0.5 * 0.7, pairs**0.5 * 0.3, pairs**0.5 * 1.5
    return _parameters(state, pairs, {}, frozenset(), frozenset())


def brought_up(parameters: Parameters) -> Parameters:
    """Parameters learned under other levels, in the order of today's; of a level that is new, what is believed."""
    if {name: tuple(codes) for name, codes in parameters.codes.items()} == dict(
        zip(_NAMES, _CODES, strict=True)
    ):
        return parameters
    believed = unlearned()
    return replace(
        parameters,
        levels={name: _brought_up(parameters, believed, name) for name in parameters.levels},
        never=tuple((name, level) for name, level in parameters.never if level in _CODES[_AT[name]]),
        codes=believed.codes,
    )


def _brought_up(parameters: Parameters, believed: Parameters, of: str) -> dict[str, list[int]]:
    """The levels of one class."""
    found: dict[str, list[int]] = {}
    for name, codes in zip(_NAMES, _CODES, strict=True):
        known = dict(zip(parameters.codes.get(name, ()), parameters.levels[of].get(name, ()), strict=False))
        found[name] = [
            known.get(code, belief) for code, belief in zip(codes, believed.levels[of][name], strict=True)
        ]
    return found


def _begin(evidence: Evidence, candidates: float) -> _State:
    stranger = [_by_chance(each, evidence) for each in COMPARISONS]
    match = [_belief(priors.MATCH[name], name) for name in _NAMES]
    household = [
        _belief(priors.HOUSEHOLD[name], name) if name in priors.HOUSEHOLD else stranger[_AT[name]].copy()
        for name in _NAMES
    ]
    namesake = [_same_only(name) if name in _NAMESAKE else stranger[_AT[name]].copy() for name in _NAMES]
    state = _State(
        match, household, namesake, stranger, candidates * 0.4, candidates * 0.2, candidates * 0.05
    )
    _as_they_fall(state)
    return state


def _belief(belief: Mapping[str, float], name: str, spread: Array | None = None) -> Array:
    """A belief as an array over the levels of a comparison; `spread`: how `same` is shared out among the bands."""
    even = np.full(BANDS, 1 / BANDS) if spread is None else spread
    out = np.zeros(len(_CODES[_AT[name]]))
    for at, code in enumerate(_CODES[_AT[name]]):
        level, _, band = code.partition(".")
        if at:
            out[at] = belief[level] * (even[int(band)] if band else 1.0)
    return _whole(out)


def _by_chance(comparison: Comparison, evidence: Evidence) -> Array:
    """The levels of pairs drawn by chance; what was seen less than a few times is helped by what is believed.

    How often names agree is known from how many bear each, better than a draw can tell.
    """
    name, drawn = comparison.name, evidence.chance.get(comparison.name, ())
    agree = np.array(evidence.agree.get(comparison.banded, ()), dtype=np.float64)
    counted = agree.sum() > 0
    believed = _belief(priors.STRANGER[name], name, _whole(agree) if counted else None)
    if not drawn or sum(drawn[1:]) < 1_000:
        return believed
    seen = np.array(drawn, dtype=np.float64)
    seen[0] = 0.0
    worth = np.where(seen <= _ENOUGH_BY_CHANCE, _WORTH_BY_CHANCE, 0.0)
    found = _whole((seen + believed * worth) / (1 + worth / seen.sum()))
    if counted:
        bands = _bands_of(name)
        found[bands] = agree if name in _NAMESAKE else found[bands].sum() * _whole(agree)
    return _whole(found)


def _same_only(name: str) -> Array:
    out = np.zeros(len(_CODES[_AT[name]]))
    out[_bands_of(name)] = 1 / BANDS
    return out


def _bands_of(name: str) -> slice:
    start = _CODES[_AT[name]].index(f"{_SPLIT[name]}.0")
    return slice(start, start + BANDS)


def _shares(state: _State, levels: NDArray[np.int64], pairs: float) -> Array:
    """By class (match, household, namesake, stranger), the share of each pattern that it explains."""
    sizes = (state.matches, state.households, state.namesakes, pairs)
    chances = (state.match, state.household, state.namesake, state.stranger)
    logs = np.stack(
        [
            np.log2(max(size, 1e-3)) + _likelihood(chance, levels)
            for size, chance in zip(sizes, chances, strict=True)
        ]
    )
    parts = np.exp2(logs - logs.max(axis=0))
    shares: Array = parts / parts.sum(axis=0)
    return shares


def _likelihood(chances: Sequence[Array], levels: NDArray[np.int64]) -> Array:
    total = np.zeros(levels.shape[1])
    for chance, level in zip(chances, levels, strict=True):
        total += _log(chance)[level]
    return total


def _log(chance: Array) -> Array:
    logs = np.log2(np.maximum(chance, _LEAST))
    logs[0] = 0.0
    return np.asarray(logs)


def _heed(shares: Array, evidence: Evidence) -> None:
    """Let what people said of a pattern move its shares."""
    places = {code: at for at, code in enumerate(evidence.patterns)}
    for code, (same, apart) in evidence.told.items():
        if (at := places.get(code)) is not None:
            match = (shares[0, at] * _BELIEF + same) / (_BELIEF + same + apart)
            others = float(shares[1:, at].sum())
            shares[1:, at] *= (1 - match) / others if others > 0 else 0.0
            shares[0, at] = match


def _count(state: _State, levels: NDArray[np.int64], shared: Array, pairs: float) -> None:
    """Count the chances anew from the shares."""
    state.matches, state.households, state.namesakes = (float(shared[at].sum()) for at in range(3))
    for at, name in enumerate(_NAMES):
        size = len(_CODES[at])
        seen = [np.bincount(levels[at], weights=each, minlength=size).astype(np.float64) for each in shared]
        for counts in seen:
            counts[0] = 0.0
        spread = _spread(seen[0], name)
        state.match[at] = _mixed(seen[0], _belief(priors.MATCH[name], name, spread), priors.WORTH[MATCH])
        if name in priors.HOUSEHOLD:
            believed = _belief(priors.HOUSEHOLD[name], name, spread)
            state.household[at] = _mixed(seen[1], believed, priors.WORTH[HOUSEHOLD])
        if name in _BY_KEY:
            _shared_by_chance(state.stranger[at], seen[3], name, pairs)
        state.namesake[at] = (
            _mixed(seen[2] * (_same_only(name) > 0), _same_only(name), 5.0)
            if name in _NAMESAKE
            else state.stranger[at]
        )
    _as_they_fall(state)


def _whole(parts: Array) -> Array:
    """Parts as shares of their sum."""
    shares: Array = parts / parts.sum()
    return shares


def _spread(seen: Array, name: str) -> Array | None:
    if name not in _SPLIT:
        return None
    found = seen[_bands_of(name)] + 1.0
    return _whole(found)


def _mixed(seen: Array, believed: Array, worth: float) -> Array:
    total = seen + believed * worth
    return _whole(total)


def _shared_by_chance(chance: Array, seen: Array, name: str, pairs: float) -> None:
    """How often two strangers share an identifier: a number given anew, a mailbox typed wrong. All such pairs are seen."""
    at = _CODES[_AT[name]].index(_BY_KEY[name])
    chance[at] = max((seen[at] + 0.5) / pairs, 1e-11)
    chance /= chance.sum()


def _as_they_fall(state: _State) -> None:
    """First name and birth date within a household: those of strangers, but for twins and namesakes."""
    born, first = _AT["born"], _AT["first"]
    twins = state.stranger[born] * (1 - priors.TWINS)
    twins[_CODES[born].index(SAME)] += priors.TWINS
    state.household[born] = twins
    alike = priors.SAME_FIRST_NAME
    state.household[first] = state.stranger[first] * (1 - alike) + state.match[first] * alike


def _parameters(
    state: _State, pairs: float, bands: Mapping[str, Bands], left_out: frozenset[str], stop: frozenset[str]
) -> Parameters:
    chances = {
        MATCH: state.match, HOUSEHOLD: state.household, NAMESAKE: state.namesake, STRANGER: state.stranger,
    }  # fmt: skip
    sizes = {
        MATCH: state.matches, HOUSEHOLD: state.households, NAMESAKE: state.namesakes, STRANGER: pairs,
    }  # fmt: skip
    return Parameters(
        {name: round(float(np.log2(max(size, 1e-3))) * BIT) for name, size in sizes.items()},
        {
            name: {
                each: [round(float(x) * BIT) for x in _log(row)]
                for each, row in zip(_NAMES, rows, strict=True)
            }
            for name, rows in chances.items()
        },
        bands,
        left_out,
        stop,
        _never(state),
        dict(zip(_NAMES, _CODES, strict=True)),
    )


def _never(state: _State) -> tuple[tuple[str, str], ...]:
    """The contradictions that one person's records do not show in this house: in a house where they are common slips of the
    pen, they are evidence like any other.
    """
    chance: dict[str, float] = {}
    for name, level in CONTRADICTIONS:
        chance[name] = chance.get(name, 0.0) + float(state.match[_AT[name]][_CODES[_AT[name]].index(level)])
    return tuple((name, level) for name, level in CONTRADICTIONS if chance[name] < SELDOM)
