"""How right the matching is, estimated from pairs that people judged: precision and recall, each with its interval.

The pairs of a house are cut into strata by weight and by whether they are linked, and a few of each stratum are drawn.
A stratum's share of real matches is a proportion with the interval of Wilson (1927). Precision is the weighted sum of the
linked strata's shares; its interval comes from theirs by the method of Zou, Huang and Zhang (2009, "A note on confidence
interval estimation for a linear function of binomial proportions"), which squares the distances to each limit instead of
assuming a symmetric error: right where shares are near 0 and 1, as here. Recall is found / (found + missed); the interval
of the ratio missed / found comes from those of both by the method of Donner and Zou (2012, "Closed-form confidence intervals
for functions of the normal mean and standard deviation", for ratios). All at 95 %.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from habitue.know.identity.types.matching import Estimate

BOUNDS = (-2_000, 0, 3_000, 8_000, 15_000)
"""Where one class of weights ends and the next begins, in thousandths of a bit."""
ENOUGH, LEAST = 60, 5
"""Judged pairs that an estimate needs, in all and of each stratum that has them."""
Z = 1.959963984540054
"""The normal deviate of 95 %."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """Pairs of one kind: how many there are in the house, how many of those people judged, how many were one person."""

    linked: bool
    pairs: int
    judged: int
    same: int


def class_of(weight: int) -> int:
    """The class of a pair's weight: 0 for what weighs least, `len(BOUNDS)` for what weighs most."""
    return bisect_right(BOUNDS, weight)


def wilson(same: int, judged: int) -> tuple[float, float]:
    """The limits of a proportion; (0, 1) when nothing was judged."""
    if not judged:
        return 0.0, 1.0
    share, square = same / judged, Z * Z / judged
    middle = (share + square / 2) / (1 + square)
    half = Z / (1 + square) * sqrt(share * (1 - share) / judged + square / (4 * judged))
    return (0.0 if same == 0 else middle - half), (1.0 if same == judged else middle + half)


def lacking(strata: Iterable[Stratum]) -> int:
    """How many more pairs must be judged before an estimate means anything; 0 when there are enough."""
    all_of = list(strata)
    short = sum(max(0, min(LEAST, each.pairs) - each.judged) for each in all_of)
    judged, there = sum(each.judged for each in all_of), sum(each.pairs for each in all_of)
    return max(short, min(ENOUGH, there) - judged, 0)


def precision(strata: Sequence[Stratum]) -> Estimate | None:
    """The share of linked pairs that are one person; None when no pair is linked or none of those was judged."""
    linked = [each for each in strata if each.linked and each.pairs]
    total = sum(each.pairs for each in linked)
    return _scaled(_matches(linked), 1 / total) if any(each.judged for each in linked) else None


def recall(strata: Sequence[Stratum]) -> Estimate | None:
    """The share of compared pairs of one person that are linked; None when no linked pair was judged a match.

    What was never compared, because it shares no key or weighs too little, is not in any stratum.
    """
    found = _matches([each for each in strata if each.linked and each.pairs])
    missed = _matches([each for each in strata if not each.linked and each.pairs])
    if not any(each.linked and each.same for each in strata):
        return None
    low, high = _ratio(missed, found)
    return Estimate(found.value / (found.value + missed.value), 1 / (1 + high), 1 / (1 + low))


def share_out(strata: Sequence[tuple[int, float]], size: int) -> list[int]:
    """How many pairs to draw of each stratum (its pairs, the share of matches that the model expects in it).

    In proportion to its pairs times how unsure it is (Neyman, 1934), at least LEAST, at most what is there.
    """
    wanted = [pairs * sqrt(max(share * (1 - share), 0.002)) for pairs, share in strata]
    drawn = [min(LEAST, pairs) for pairs, _ in strata]
    while sum(drawn) < size:
        open_ones = [at for at, (pairs, _) in enumerate(strata) if drawn[at] < pairs]
        if not open_ones:
            break
        best = max(open_ones, key=lambda at: (wanted[at] / (drawn[at] + 1), -at))
        drawn[best] += 1
    return drawn


def _matches(strata: Sequence[Stratum]) -> Estimate:
    """How many pairs of these strata are one person, with limits (Zou, Huang and Zhang)."""
    value = below = above = 0.0
    for each in strata:
        share = each.same / each.judged if each.judged else 0.5
        low, high = (share, share) if each.judged >= each.pairs else wilson(each.same, each.judged)
        value += each.pairs * share
        below += (each.pairs * (share - low)) ** 2
        above += (each.pairs * (high - share)) ** 2
    total = sum(each.pairs for each in strata)
    return Estimate(value, max(0.0, value - sqrt(below)), min(float(total), value + sqrt(above)))


def _scaled(counted: Estimate, by: float) -> Estimate:
    return Estimate(counted.value * by, counted.low * by, counted.high * by)


def _ratio(one: Estimate, other: Estimate) -> tuple[float, float]:
    """The limits of one / other, two independent counts (Donner and Zou)."""
    product = one.value * other.value
    low = _root(product, one.low, one.value, other.high, other.value, -1)
    high = _root(product, one.high, one.value, other.low, other.value, 1)
    return low, high


def _root(product: float, limit: float, value: float, by: float, other: float, sign: int) -> float:
    divisor = by * (2 * other - by)
    if divisor <= 0:
        return 0.0 if sign < 0 else float("inf")
    inside = max(0.0, product**2 - limit * by * (2 * value - limit) * (2 * other - by))
    return max(0.0, (product + sign * sqrt(inside)) / divisor)
