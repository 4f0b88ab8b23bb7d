"""The review page, and the cards that follow while it is worked through."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from habitue.ground.kernel.api import utc_now
from habitue.ground.kernel.types import Actor
from habitue.know.collect.api import source_names
from habitue.know.identity.api import review as reviewing
from habitue.know.identity.api.matching import lesson as taught
from habitue.know.identity.api.review import Progress
from habitue.show.web.edge import as_actor, page_title
from habitue.show.web.pages.customers.said import said
from habitue.show.web.pages.review.asked import Asked, read
from habitue.show.web.pages.review.cards import shown
from habitue.show.web.ui import formats
from habitue.show.web.ui.types import Crumb

AHEAD = 10
"""Cards that the page holds before they are needed: a decision a second, and an answer of the server within ten."""


@as_actor
def review(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The queue, from what is worth most on."""
    actor.require(reviewing.MAY)
    asked = _asked(request, actor)
    context = _cards(actor, asked, "") | _day(actor)
    context["fitting"] = reviewing.count_doubts(actor=actor, filters=asked.filters) if asked.pairs() else None
    context |= {"asked": asked, "crumbs": [Crumb(_("Duplicates"))], "said": said(request)}
    return render(request, "web/review/review.html", page_title(_("Is this the same person?"), **context))


@as_actor
def cards(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The next cards, and how far the day has come."""
    asked = _asked(request, actor)
    context = _cards(actor, asked, request.GET.get("after", "")) | _day(actor)
    return render(request, "web/review/_more.html", context)


@as_actor
def lesson(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What the decisions since the last learning will change."""
    actor.require(reviewing.MAY)
    return render(request, "web/review/_lesson.html", {"lesson": taught(actor=actor)})


def _asked(request: HttpRequest, actor: Actor) -> Asked:
    return read(request.GET, source_names(house_id=actor.house))


def _cards(actor: Actor, asked: Asked, cursor: str) -> dict[str, Any]:
    page = reviewing.queue(actor=actor, filters=asked.filters, cursor=cursor, limit=AHEAD)
    names = {str(id_): name for id_, name in asked.sources.items()}
    return {
        "cards": shown(page.cards, names),
        "cursor": page.cursor,
    }


def _day(actor: Actor) -> dict[str, Any]:
    now = utc_now()
    found = reviewing.progress(actor=actor, now=now)
    return {"day": found, "done_share": _share(found), "ends": _ends(found.ends_at, now)}


def _share(day: Progress) -> float:
    """The part of the day's doubts that is settled."""
    settled = day.all + day.by_rule
    return settled / (settled + day.left.doubts) if settled + day.left.doubts else 1.0


def _ends(moment: datetime | None, now: datetime) -> str:
    """The hour at which nothing would be left; empty when that is not today."""
    if moment is None or localtime(moment).date() != localtime(now).date():
        return ""
    return formats.clock(localtime(moment), get_language() or "en")
