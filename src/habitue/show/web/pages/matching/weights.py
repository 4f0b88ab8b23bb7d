"""What each finding weighs, in words and figures; how common names count; which keys open pairs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from habitue.ground.kernel.types import Actor
from habitue.know.identity.api import matching
from habitue.know.identity.types.matching import BandView, ComparisonView, InForce, LevelView
from habitue.know.identity.wording import matching as said
from habitue.show.web.edge import as_actor, page_title
from habitue.show.web.pages.matching import frame, words

OTHERS = ("household", "namesake", "stranger")
_FULL = 12_000
"""A weight that fills its bar."""


@dataclass(frozen=True, slots=True)
class Weight:
    """A weight against one explanation: the figure, its word, its bar from a middle of 100, and its side."""

    bits: str
    word: str
    width: float
    start: float
    speaks_for: bool


@dataclass(frozen=True, slots=True)
class Level:
    """A finding: its words, how common the value is, its weights; `never`: no two records of one person show it."""

    label: str
    note: str
    weights: Sequence[Weight]
    never: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is compared, with its findings."""

    id: str
    label: str
    levels: Sequence[Level]


@as_actor
def weights(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The version in force taken apart."""
    found = matching.in_force(actor=actor)
    rarest = {each.comparison: each.band for each in found.bands}
    title = _("Weights")
    context = frame.frame(actor, "weights", title=title)
    context |= {
        "version": words.version(found.model),
        "others": [str(said.other_label(other)) for other in OTHERS],
        "starts": [_weight(found.starts[other]) for other in OTHERS],
        "comparisons": [_comparison(each, found, rarest.get(each.bands, 0)) for each in found.comparisons],
        "bands": [_band(each) for each in found.bands if each.values != 0],
        "keys": _keys(found),
    }
    return render(request, "web/matching/weights.html", page_title(title, **context))


def _comparison(each: ComparisonView, found: InForce, rarest: int) -> Comparison:
    levels = [_level(each, level, found) for level in each.levels if _band_of(level.level) <= rarest]
    return Comparison(each.comparison, str(said.comparison_label(each.comparison)), levels)


def _level(of: ComparisonView, level: LevelView, found: InForce) -> Level:
    band = (of.bands, _band_of(level.level))
    frequency = next((_frequency(each) for each in found.bands if (each.comparison, each.band) == band), "")
    return Level(
        said.level_label(of.comparison, level.level.partition(".")[0]),
        frequency if "." in level.level else "",
        [_weight(level.weights[other]) for other in OTHERS],
        (of.comparison, level.level) in {(name, code) for name, code in found.never},
    )


def _weight(weight: int) -> Weight:
    width = round(min(1.0, abs(weight) / _FULL) * 100, 1)
    start = 100.0 if weight > 0 else round(100 - width, 1)
    return Weight(words.bits(weight), said.strength_label(weight), width, start, weight > 0)


def _band_of(level: str) -> int:
    band = level.partition(".")[2]
    return int(band) if band else 0


def _frequency(band: BandView) -> str:
    """How common a name is: "one in 64 and more"."""
    if band.values is None:
        return _("rarer")
    return _("one in %(n)s or more") % {"n": words.number(band.one_in)}


def _band(band: BandView) -> dict[str, Any]:
    return {
        "comparison": str(said.comparison_label(band.comparison)),
        "frequency": _frequency(band),
        "names": None if band.values is None else words.number(band.values),
        "examples": [example.title() for example in band.examples],
    }


def _keys(found: InForce) -> list[dict[str, Any]]:
    """Every kind of key: whether it opens pairs, and how many of its keys too many records bear."""
    return [
        {
            "label": words.key_label(letter),
            "left_out": letter in found.left_out,
            "stop": found.stop.get(letter, 0),
        }
        for letter in words.KEYS
    ]
