"""What a pair of records weighs: the evidence that they are one person against the best other explanation.

The model holds four ways in which two records come to be alike, each with the chance of every level of every comparison:

* `match`: they are one person, written down twice;
* `household`: two people who share a surname, an address, a landline, at times a mailbox or a mobile;
* `namesake`: two strangers of one first name and one surname;
* `stranger`: two people and nothing but chance.

A pair's weight is how much likelier `match` explains it than the best of the others, in thousandths of a bit: 1,000 doubles
the odds, 0 is even, -1,000 halves them. Whole numbers, so that every engine adds them up alike. This is the weight of
Fellegi and Sunter (1969) with a mixture in place of their one class of non-matches: within a household the evidence is
dependent, which one class cannot express.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import NamedTuple

from habitue.know.identity.rules.comparing.comparisons import BANDS, COMPARISONS, Comparison
from habitue.know.identity.rules.traits import Traits

MATCH, HOUSEHOLD, NAMESAKE, STRANGER = "match", "household", "namesake", "stranger"
OTHERS = (HOUSEHOLD, NAMESAKE, STRANGER)
CLASSES = (MATCH, *OTHERS)
BIT = 1_000
"""Weights count thousandths of a bit."""
FLOOR = -4_000
"""Pairs that weigh less are not remembered: one in seventeen is a match at best."""
NEVER = -1_000_000
"""What speaks against two records that cannot be one person."""
Levels = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Bands:
    """How common names are in the house: the band of each value that is not as rare as can be (`rarest`)."""

    of: Mapping[str, int] = field(default_factory=dict)
    rarest: int = BANDS - 1


@dataclass(frozen=True, slots=True)
class Parameters:
    """What was learned of a house.

    `prior`: by class, how many of all pairs are of it; `levels`: by class and comparison, the chance of each level (0 for
    `missing`); both as logarithms in thousandths of a bit. `bands`: by trait. `left_out`: letters of the keys that are
    too wide for this house; `stop`: keys that too many bear. `never`: (comparison, level) that no two records of one person
    have, whatever else they share. `codes`: by comparison, the levels as they were when this was learned.
    """

    prior: Mapping[str, int]
    levels: Mapping[str, Mapping[str, Sequence[int]]]
    bands: Mapping[str, Bands] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    stop: frozenset[str] = frozenset()
    never: tuple[tuple[str, str], ...] = ()
    codes: Mapping[str, Sequence[str]] = field(default_factory=dict)


class Weighed(NamedTuple):
    """A pair's weight; the part of it that speaks `against` (NEVER when they cannot be one person); and the class (`other`)
    that explains it best but a match.
    """

    weight: int
    against: int
    other: str


class Part(NamedTuple):
    """What one comparison adds to a pair's weight."""

    comparison: str
    level: str
    weight: int


_RADIX = tuple(prod(len(later.codes()) for later in COMPARISONS[at + 1 :]) for at in range(len(COMPARISONS)))


def pattern(levels: Levels) -> int:
    """All levels of a pair as one number."""
    return sum(level * radix for level, radix in zip(levels, _RADIX, strict=True))


def levels_of(code: int) -> Levels:
    """The levels that a pattern stands for."""
    levels: list[int] = []
    for radix in _RADIX:
        level, code = divmod(code, radix)
        levels.append(level)
    return tuple(levels)


def radix(comparison: Comparison) -> int:
    """What a level of this comparison counts in a pattern."""
    return _RADIX[COMPARISONS.index(comparison)]


class Model:
    """Parameters made ready to weigh with."""

    def __init__(self, parameters: Parameters) -> None:
        self.parameters = parameters
        names = [each.name for each in COMPARISONS]
        places = [(names.index(name), level) for name, level in parameters.never]
        self._never = [(at, COMPARISONS[at].codes().index(level)) for at, level in places]
        self._rows = {name: [parameters.levels[name][each.name] for each in COMPARISONS] for name in CLASSES}

    def compare(self, a: Traits, b: Traits) -> Levels:
        """The level of every comparison of two records, in the order of COMPARISONS."""
        return tuple(_level(plan, a, b, self.parameters.bands) for plan in _PLANS)

    def weigh(self, levels: Levels) -> Weighed:
        """What these levels weigh."""
        match = self._sum(MATCH, levels)
        never = any(levels[at] == level for at, level in self._never)
        best, other = max((self._sum(name, levels), -at) for at, name in enumerate(OTHERS))
        name = OTHERS[-other]
        against = NEVER if never else sum(min(0, part) for part in self._differences(levels, name))
        return Weighed(match - best, against, name)

    def parts(self, levels: Levels) -> tuple[int, list[Part]]:
        """How a pair's weight comes about: where it starts before anything is compared, and what each comparison adds."""
        other = self.weigh(levels).other
        start = self.parameters.prior[MATCH] - self.parameters.prior[other]
        weights = self._differences(levels, other)
        parts = [
            Part(each.name, each.codes()[level], weight)
            for each, level, weight in zip(COMPARISONS, levels, weights, strict=True)
            if level
        ]
        return start, parts

    def _sum(self, name: str, levels: Levels) -> int:
        rows = self._rows[name]
        return self.parameters.prior[name] + sum(row[level] for row, level in zip(rows, levels, strict=True))

    def _differences(self, levels: Levels, other: str) -> list[int]:
        rows = zip(self._rows[MATCH], self._rows[other], levels, strict=True)
        return [match[level] - against[level] for match, against, level in rows]


class _Plan(NamedTuple):
    """A comparison as a list of questions with the level that a yes means; `banded`: the one whose band is added."""

    steps: tuple[tuple[int, bool, object], ...]
    trait: str


def _plan(comparison: Comparison) -> _Plan:
    codes = comparison.codes()
    steps = []
    for name, predicate in comparison.levels:
        banded = comparison.is_banded(name)
        steps.append((codes.index(f"{name}.0" if banded else name), banded, predicate.holds))
    return _Plan(tuple(steps), comparison.banded)


_PLANS = tuple(_plan(comparison) for comparison in COMPARISONS)


def _level(plan: _Plan, a: Traits, b: Traits, bands: Mapping[str, Bands]) -> int:
    for level, banded, holds in plan.steps:
        if holds(a, b):  # type: ignore[operator]
            if not banded:
                return level
            table = bands.get(plan.trait, _NO_BANDS)
            one, other = (table.of.get(getattr(each, plan.trait), table.rarest) for each in (a, b))
            return level + min(one, other)
    return 0


_NO_BANDS = Bands()
