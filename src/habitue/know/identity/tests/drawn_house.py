"""What a house shows when its pairs are drawn from known chances, so that learning can be held to the truth."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from habitue.know.identity.rules import priors
from habitue.know.identity.rules.comparing.comparisons import BANDS, COMPARISONS, SAME
from habitue.know.identity.rules.learning import Evidence
from habitue.know.identity.rules.model import HOUSEHOLD, MATCH, NAMESAKE, STRANGER, pattern

Chances = dict[str, NDArray[np.float64]]
"""By comparison, the chance of each level when something can be said: the first, `missing`, is 0."""
MISSING = {
    "email": 0.4,
    "mail_name": 0.6,
    "mobile": 0.4,
    "landline": 0.6,
    "card": 0.6,
    "born": 0.5,
    "place": 0.9,
}
RARITY = np.arange(BANDS, 0, -1) / sum(range(1, BANDS + 1))
"""Share of the bands among pairs of one name."""


def chances(belief: Mapping[str, Mapping[str, float]], **changed: Mapping[str, float]) -> Chances:
    """A belief of `priors` as chances; `changed`: another belief in its place."""
    found = {}
    for each in COMPARISONS:
        said = changed.get(each.name, belief.get(each.name, priors.STRANGER[each.name]))
        row = np.array([_chance(code, said) for code in each.codes()])
        found[each.name] = row / row.sum()
    return found


def _chance(code: str, said: Mapping[str, float]) -> float:
    level, _, band = code.partition(".")
    return said.get(level, 0.0) * (float(RARITY[int(band)]) if band else 1.0)


STRANGERS = chances(priors.STRANGER)


def of_household(**changed: Mapping[str, float]) -> Chances:
    """Two of one household: first names and birth dates as they fall, but for twins and for father and son."""
    found = chances(priors.HOUSEHOLD, **changed)
    matches = chances(priors.MATCH)
    found["first"] = (
        STRANGERS["first"] * (1 - priors.SAME_FIRST_NAME) + matches["first"] * priors.SAME_FIRST_NAME
    )
    found["born"] = STRANGERS["born"] * (1 - priors.TWINS)
    found["born"][codes("born").index(SAME)] += priors.TWINS
    return found


def of_namesakes() -> Chances:
    """Two strangers of one name."""
    same = {name: chances(priors.STRANGER, **{name: {SAME: 1.0}})[name] for name in ("first", "last")}
    return STRANGERS | same


def codes(name: str) -> tuple[str, ...]:
    """The levels of a comparison."""
    (found,) = (each.codes() for each in COMPARISONS if each.name == name)
    return found


@dataclass(frozen=True, slots=True)
class Drawn:
    """A house drawn: what it shows, and the patterns of each class."""

    evidence: Evidence
    patterns: Mapping[str, Counter[int]]


def draw(seed: int, classes: Mapping[str, tuple[int, Chances]], pairs: float = 1e9) -> Drawn:
    """Draw so many pairs of each class, and a sample of strangers as a house draws them."""
    random = np.random.default_rng(seed)
    patterns = {name: _patterns(random, count, rows) for name, (count, rows) in classes.items()}
    chance = {
        name: [0, *random.multinomial(300_000, row[1:] / row[1:].sum()).tolist()]
        for name, row in STRANGERS.items()
    }
    return Drawn(Evidence(dict(sum(patterns.values(), Counter())), chance, pairs), patterns)


def _patterns(random: np.random.Generator, count: int, rows: Chances) -> Counter[int]:
    drawn = []
    for each in COMPARISONS:
        row = rows[each.name]
        levels = random.choice(len(row), size=count, p=row)
        drawn.append(np.where(random.random(count) < MISSING.get(each.name, 0.0), 0, levels))
    return Counter(pattern(tuple(map(int, levels))) for levels in zip(*drawn, strict=True))


__all__ = [
    "HOUSEHOLD",
    "MATCH",
    "NAMESAKE",
    "STRANGER",
    "STRANGERS",
    "Drawn",
    "chances",
    "codes",
    "draw",
    "of_household",
    "of_namesakes",
]
