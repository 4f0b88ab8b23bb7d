"""How pairs weigh, as bars over the line on which the thresholds move."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from habitue.know.identity.api.matching import HIGHEST, LOWEST
from habitue.show.web.pages.matching import words

WIDTH, HEIGHT = 1_000.0, 100.0
_TICKS = (-4_000, 0, 4_000, 8_000, 12_000, 16_000, 20_000)


@dataclass(frozen=True, slots=True)
class Bar:
    """Pairs of one class of weights: where its bars stand, and what they say."""

    x: float
    width: float
    link: float
    doubt: float
    links: int
    doubts: int
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A place of the axis, in percent of its length, and its words."""

    at: float
    chance: str
    bits: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars, the axis, the marks of both thresholds, and how many pairs weigh more than the axis shows."""

    bars: Sequence[Bar]
    ticks: Sequence[Tick]
    link: float
    review: float
    beyond: int
    links: int
    doubts: int


def chart(found: Mapping[str, Mapping[int, int]], link: int, review: int) -> Chart:
    """`found`: pairs by kind and by whole bits. Bars grow with the root of the count, so that few are seen beside many."""
    links, doubts = found.get("link", {}), _together(found.get("doubt", {}), found.get("told", {}))
    shown = range(LOWEST // 1_000, HIGHEST // 1_000)
    most = max((count for each in (links, doubts) for at, count in each.items() if at in shown), default=0)
    bars = [_bar(at, links.get(at, 0), doubts.get(at, 0), most) for at in shown]
    ticks = [Tick(_place(at) / WIDTH * 100, words.chance(at), words.bits(at)) for at in _TICKS]
    beyond = sum(count for at, count in links.items() if at >= HIGHEST // 1_000)
    return Chart(bars, ticks, _place(link), _place(review), beyond, sum(links.values()), sum(doubts.values()))


def _together(one: Mapping[int, int], other: Mapping[int, int]) -> dict[int, int]:
    return {at: one.get(at, 0) + other.get(at, 0) for at in {*one, *other}}


def _bar(at: int, links: int, doubts: int, most: int) -> Bar:
    width = WIDTH * 1_000 / (HIGHEST - LOWEST)
    return Bar(
        round(_place(at * 1_000) + 0.12 * width, 2),
        round(0.76 * width, 2),
        _height(links, most),
        _height(doubts, most),
        links,
        doubts,
        words.chance(at * 1_000),
        words.chance(at * 1_000 + 1_000),
    )


def _place(weight: int) -> float:
    return round(WIDTH * (weight - LOWEST) / (HIGHEST - LOWEST), 2)


def _height(count: int, most: int) -> float:
    """At least a point for what exists."""
    return round(max(1.0, sqrt(count / most) * HEIGHT), 1) if count else 0.0
