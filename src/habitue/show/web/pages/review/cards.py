"""A doubt as the page shows it: the question, the reason in words, the customers side by side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from habitue.know.identity.api.review import Card
from habitue.know.identity.wording import matching
from habitue.show.web.pages.review.columns import Column, Row, columns, rows
from habitue.show.web.ui import formats


@dataclass(frozen=True, slots=True)
class Reason:
    """A part of the weight: what was compared, what was found, how much that says in words and as a figure."""

    label: str
    found: str
    strength: str
    figure: str
    against: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A card: `key` names the question, `one` and `other` are the two that it is about, `customers` all that are shown."""

    key: str
    one: str
    other: str
    customers: str
    chance: float
    sentence: str
    kind: str
    reasons: Sequence[Reason]
    start: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    beside: str
    if_same: str
    if_apart: str
    if_later: str


def shown(cards: Iterable[Card], sources: Mapping[str, str]) -> list[Shown]:
    """Cards as the template reads them. `sources`: names by id, as text."""
    return [_shown(card, sources) for card in cards]


def _shown(card: Card, sources: Mapping[str, str]) -> Shown:
    order = [card.survivor, *(each for each in card.customers if each != card.survivor)]
    heads = columns(order, card.records, card.survivor, sources)
    names = {"one": heads[0].name, "other": heads[1].name}
    return Shown(
        f"{card.doubt.customer_a}:{card.doubt.customer_b}",
        order[0],
        order[1],
        " ".join(order),
        card.doubt.probability,
        matching.sentence(card.explained),
        str(matching.other_label(card.explained.other)),
        [_reason(part.comparison, part.level, part.weight) for part in card.explained.parts],
        signed(card.explained.start),
        heads,
        rows(order, card.records),
        _beside(len(order) - 2, card.more),
        _("One person: %(one)s and %(other)s.") % names,
        _("Two people: %(one)s and %(other)s.") % names,
        _("Put aside until tomorrow: %(one)s and %(other)s.") % names,
    )


def _reason(comparison: str, level: str, weight: int) -> Reason:
    label, found = matching.comparison_label(comparison), matching.level_label(comparison, level)
    return Reason(str(label), str(found), str(matching.strength_label(weight)), signed(weight), weight < 0)


def signed(weight: int) -> str:
    """A weight in bits with its sign and one decimal."""
    figure = formats.number(round(weight / 1000, 1), get_language() or "en", 1)
    return f"+{figure}" if weight > 0 else figure


def _beside(shown_besides: int, more: int) -> str:
    """That others look alike too."""
    if not shown_besides:
        return ""
    count = shown_besides + more
    text = ngettext("%(n)d other customer looks like them", "%(n)d other customers look like them", count)
    return text % {"n": count}
