"""Review: which doubts a person should settle first, what hangs together, what a rule decides, how fast the day goes."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations, pairwise
from math import log2

BIT = 1_000
"""Weights count thousandths of a bit."""
MOST_RECORDS = 40
"""Beyond so many records, more of them make a doubt no more urgent: they are a shop's own account rather than a person."""
SAME, APART = "same", "apart"
PAUSE = timedelta(minutes=5)
"""Whoever decides nothing for so long has left: a pace is of the time spent."""
PACED = 5
"""A pace needs so many decisions."""
MORNING = 4
"""The hour at which what was put aside comes up again."""

Pair = tuple[str, str]


def worth(weight: int, records_a: int = 1, records_b: int = 1) -> int:
    """How much a person's decision on two customers is worth; the greater, the sooner it is asked.

    `weight`: what the pair weighs, in thousandths of a bit; `records_a`, `records_b`: the records of either customer, at
    least 1. Proportional to the records that the decision is about; halved where the model is one bit from even odds, a
    third at two bits. Whole numbers only, so that an engine that does it in SQL finds the same.
    """
    return 1_000 * BIT * min(records_a + records_b, MOST_RECORDS) // (BIT + abs(weight))


def probability(weight: int) -> float:
    """How probable a match is, from 0 to 1, by its weight in thousandths of a bit (0 is even odds)."""
    return float(1 / (1 + 2.0 ** (-weight / BIT)))


def weight_of(chance: float) -> int:
    """The weight at which a match is this probable; probabilities of 0 and 1 are as far as weights go."""
    held = min(max(chance, 1e-9), 1 - 1e-9)
    return round(BIT * log2(held / (1 - held)))


@dataclass(frozen=True, slots=True)
class Condition:
    """What a comparison must have found: one of these levels; `same` stands for `same.0` to `same.5`."""

    comparison: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a person decides of many doubts at once: the answer for all that meet every condition.

    `least`, `most`: bounds of the probability, from 0 to 1, both included.
    """

    conditions: tuple[Condition, ...]
    least: float
    most: float
    answer: str


def fits(rule: Rule, weight: int, found: Iterable[tuple[str, str]]) -> bool:
    """Whether a doubt is one that the rule decides. `found`: (comparison, level) of all that was compared."""
    if not rule.least <= probability(weight) <= rule.most:
        return False
    levels = {comparison: level.partition(".")[0] for comparison, level in found}
    return all(levels.get(each.comparison, "missing") in each.levels for each in rule.conditions)


def agreeing(pairs: Collection[Pair]) -> list[list[str]]:
    """The groups in which every two customers are one of `pairs`, each sorted; any other group is left to a person.

    A rule joins pairs, not chains: when it fits A with B and B with C and not A with C, it decides none of the three.
    """
    known = {frozenset(pair) for pair in pairs}
    return [
        group for group in _together(pairs) if all(frozenset(two) in known for two in combinations(group, 2))
    ]


def _together(pairs: Iterable[Pair]) -> list[list[str]]:
    """Customers that hang together through pairs."""
    of: dict[str, set[str]] = {}
    for a, b in pairs:
        whole = of.get(a, {a}) | of.get(b, {b})
        of.update(dict.fromkeys(whole, whole))
    return sorted(sorted(group) for group in {id(group): group for group in of.values()}.values())


def hanging(seed: Pair, neighbours: Callable[[str], Iterable[str]], most: int) -> list[str]:
    """The customers to show together: the two of `seed`, then whoever is in doubt with one of those shown, nearest first.

    `neighbours(customer)`: those in doubt with a customer, in the order in which they matter. No more than `most`.
    """
    shown = list(seed)
    for customer in shown:  # grows while it is walked: what a neighbour hangs on comes after it
        for other in neighbours(customer):
            if other not in shown and len(shown) < most:
                shown.append(other)
    return shown


def pace(moments: Sequence[datetime], now: datetime) -> float | None:
    """Decisions a minute in the stretch of work that lasts until now; None without five of them.

    `moments`: when one person decided, in order of time. A stretch ends where nothing was decided for five minutes.
    """
    stretch = list(_stretch(moments, now))
    spent = (stretch[0] - stretch[-1]).total_seconds() if stretch else 0
    return (len(stretch) - 1) * 60 / spent if len(stretch) >= PACED and spent > 0 else None


def _stretch(moments: Sequence[datetime], now: datetime) -> Iterator[datetime]:
    """The moments of the stretch of work that lasts until now, latest first."""
    for later, moment in pairwise((now, *reversed(moments))):
        if later - moment > PAUSE:
            return
        yield moment


def ends_at(left: int, a_minute: float | None, now: datetime) -> datetime | None:
    """When `left` doubts are settled at this pace; None while there is none."""
    return now + timedelta(minutes=left / a_minute) if a_minute and left else None


def next_morning(now: datetime) -> datetime:
    """When what is put aside comes up again: four o'clock tomorrow, where `now` is."""
    return (now + timedelta(days=1)).replace(hour=MORNING, minute=0, second=0, microsecond=0)
