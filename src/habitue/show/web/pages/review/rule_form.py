"""A rule as an address writes it and as a form shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from habitue.know.identity.api.review_rules import LEVELS, Condition, Rule
from habitue.know.identity.wording import matching
from habitue.show.web.ui import formats
from habitue.show.web.ui.types import Choice

LINES = 4
ANSWERS = ("same", "apart")
MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Preset:
    """A rule that many houses begin with."""

    title: str | Promise
    text: str | Promise
    conditions: Sequence[tuple[str, Sequence[str]]]
    least: int
    most: int
    answer: str

    def query(self) -> str:
        """Its address."""
        wheres = [("where", f"{name}:{'|'.join(levels)}") for name, levels in self.conditions]
        return urlencode([*wheres, ("least", self.least), ("most", self.most), ("answer", self.answer)])


PRESETS = (
    Preset(
        gettext_lazy("Same e-mail, same first name"),
        gettext_lazy("At least 95 %: one person. Marriage and house moves change the rest."),
        (("email", ("same",)), ("first", ("same", "form"))),
        95,
        100,
        "same",
    ),
    Preset(
        gettext_lazy("Same mobile, same first and last name"),
        gettext_lazy("At least 90 %: one person, whatever the address says."),
        (("mobile", ("same",)), ("first", ("same", "form")), ("last", ("same",))),
        90,
        100,
        "same",
    ),
    Preset(
        gettext_lazy("Different first names at one address"),
        gettext_lazy("Even odds at most: two people of one household, kept apart."),
        (("first", ("other",)), ("address", ("same", "typo"))),
        0,
        50,
        "apart",
    ),
    Preset(
        gettext_lazy("Different birth dates"),
        gettext_lazy("Even odds at most: two people, kept apart."),
        (("born", ("other",)),),
        0,
        50,
        "apart",
    ),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: the conditions as written, bounds in percent, the answer."""

    wheres: Sequence[str]
    least: int
    most: int
    answer: str

    def rule(self) -> Rule:
        """The rule; conditions on one comparison add up to a choice of levels."""
        levels: dict[str, list[str]] = {}
        for where in self.wheres:
            comparison, _colon, names = where.partition(":")
            levels.setdefault(comparison, []).extend(names.split("|"))
        conditions = tuple(Condition(name, tuple(each)) for name, each in levels.items())
        return Rule(conditions, self.least / 100, self.most / 100, self.answer)

    def query(self) -> str:
        """As an address."""
        wheres = [("where", where) for where in self.wheres]
        return urlencode([*wheres, ("least", self.least), ("most", self.most), ("answer", self.answer)])

    def lines(self) -> list[str]:
        """The lines of the form: those that say something, and empty ones."""
        single = [f"{c.comparison}:{level}" for c in self.rule().conditions for level in c.levels]
        return [*single, *([""] * max(1, LINES - len(single)))] if self.wheres else [""] * LINES

    def said(self) -> str:
        """The rule in words."""
        conditions = [
            _(" or ").join(level_label(each.comparison, level) for level in each.levels)
            for each in self.rule().conditions
        ]
        between = _("between %(least)s and %(most)s") % {
            "least": _percent(self.least),
            "most": _percent(self.most),
        }
        return ", ".join([*conditions, between])


def read(query: QueryDict) -> Asked:
    """What an address or a form asks for; what cannot be read is as if it were not there."""
    wheres = [where for where in dict.fromkeys(query.getlist("where")) if _is_known(where)]
    least, most = _bound(query.get("least", ""), 0), _bound(query.get("most", ""), 100)
    answer = query.get("answer", "")
    return Asked(wheres, min(least, most), max(least, most), answer if answer in ANSWERS else "same")


def presets(asked: Asked) -> list[dict[str, object]]:
    """The presets with their addresses; the one that is asked for is marked."""
    return [
        {
            "title": each.title,
            "text": each.text,
            "url": f"{reverse('review_rules')}?{each.query()}",
            "current": each.query() == asked.query(),
        }
        for each in PRESETS
    ]


def choices() -> list[Choice]:
    """Every condition that a line may hold, by comparison."""
    found = [Choice("", "–")]
    for comparison, levels in LEVELS.items():
        group = str(matching.comparison_label(comparison))
        found += [
            Choice(f"{comparison}:{level}", level_label(comparison, level), group)
            for level in (*levels[1:], MISSING)
        ]
    return found


def level_label(comparison: str, level: str) -> str:
    """A condition in words."""
    if level == MISSING:
        return _("%(what)s unknown of one or both") % {"what": str(matching.comparison_label(comparison))}
    return str(matching.level_label(comparison, level))


def _is_known(where: str) -> bool:
    comparison, _colon, names = where.partition(":")
    return bool(names) and set(names.split("|")) <= set(LEVELS.get(comparison, ()))


def _bound(text: str, otherwise: int) -> int:
    return min(int(text), 100) if text.isdecimal() and len(text) < 4 else otherwise


def _percent(value: int) -> str:
    return formats.percent(value / 100, get_language() or "en")
