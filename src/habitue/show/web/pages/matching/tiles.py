"""The figures at the head of the matching page, and those of a preview."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from habitue.ground.kernel.types import Actor
from habitue.know.identity.api import matching
from habitue.know.identity.types.matching import Change, Estimate, Measured, ModelView
from habitue.show.web.pages.matching import words
from habitue.show.web.ui import formats
from habitue.show.web.ui.types import Tile


def tiles(actor: Actor, model: ModelView) -> list[Tile]:
    """The thresholds in force, what waits for people, how right the matching is, what it has not learned yet."""
    found = matching.measured(actor=actor)
    return [
        _links(model),
        _doubts(actor, model),
        precision_tile(found),
        recall_tile(found),
        _lesson(actor),
    ]


def precision_tile(found: Measured) -> Tile:
    """How many of the linked pairs are one person."""
    text = _(
        "Of a hundred pairs of records of one customer, how many are one person. Estimated from judged pairs."
    )
    return _share(_("Precision"), text, found.precision, found)


def recall_tile(found: Measured) -> Tile:
    """How many of the pairs of one person are linked."""
    text = _(
        "Of a hundred compared pairs that are one person, how many are one customer. Pairs that share no key are left aside."
    )
    return _share(_("Recall"), text, found.recall, found)


def interval(found: Estimate) -> str:
    """The limits of an estimate."""
    low, high = (formats.percent(each, words.language(), 1) for each in (found.low, found.high))
    return _("between %(low)s and %(high)s") % {"low": low, "high": high}


def preview_tiles(change: Change) -> list[Tile]:
    """What a change would do, in numbers."""
    more = change.doubts - change.doubts_now
    text = _("Customers that would live on in another. Their old ids keep leading there.")
    found = [
        Tile(_("Would merge"), words.number(change.merged), text),
        Tile(
            _("Would split"),
            words.number(change.split),
            _("Customers of whom a part of the records would be somebody else."),
        ),
        Tile(
            _("Doubts"),
            words.number(change.doubts),
            _("Pairs that people would be asked about."),
            change=_more(more),
            period=_("than now") if more else "",
            direction="up" if more > 0 else "down" if more else "",
        ),
    ]
    share = formats.percent(change.kept_share, words.language(), 2)
    kept = _("Customers of now whose id would still be their own.")
    return [*found, Tile(_("Keep their id"), share, kept)]


def _more(more: int) -> str:
    if not more:
        return ""
    count = words.number(abs(more))
    return (
        ngettext("%(n)s more", "%(n)s more", more)
        if more > 0
        else ngettext("%(n)s fewer", "%(n)s fewer", -more)
    ) % {"n": count}


def _links(model: ModelView) -> Tile:
    text = _("From this probability on, two records become one customer by themselves.")
    return Tile(_("Links from"), words.chance(model.link), text)


def _doubts(actor: Actor, model: ModelView) -> Tile:
    text = _("Pairs of customers between both thresholds, which people are asked about.")
    count = words.number(matching.doubts_now(actor=actor))
    asked = _("from %(chance)s on") % {"chance": words.chance(model.review)}
    return Tile(_("Doubts"), count, text, _review_url(), period=asked, change=" ")


def _review_url() -> str:
    try:
        return reverse("review")
    except NoReverseMatch:
        return ""


def _share(name: str, text: str, found: Estimate | None, measured: Measured) -> Tile:
    url = reverse("matching_measure")
    if found is None:
        done = _("%(judged)s of %(wanted)s pairs judged") % {
            "judged": words.number(measured.judged),
            "wanted": words.number(measured.wanted),
        }
        return Tile(name, "–", text, url, change=done)
    return Tile(name, formats.percent(found.value, words.language(), 1), text, url, change=interval(found))


def _lesson(actor: Actor) -> Tile:
    found = matching.lesson(actor=actor)
    text = _(
        "Decisions of people since this version was learned, and how many pairs would change side if it learned them."
    )
    pairs = ngettext("%(n)s pair would change side", "%(n)s pairs would change side", found.pairs)
    change = pairs % {"n": words.number(found.pairs)} if found.decisions else ""
    return Tile(_("Not learned yet"), words.number(found.decisions), text, change=change)
