"""The matching page: the version in force, its thresholds, and what a change would do before it is put in force."""

from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from habitue.ground.kernel.api import utc_now
from habitue.ground.kernel.types import Actor
from habitue.know.identity.api import matching
from habitue.know.identity.types.matching import Board, ModelView, WorkView
from habitue.show.web.edge import as_actor, is_fragment, page_title
from habitue.show.web.pages.matching import frame, words
from habitue.show.web.pages.matching.chart import chart
from habitue.show.web.pages.matching.examples import example
from habitue.show.web.pages.matching.tiles import preview_tiles, tiles
from habitue.show.web.ui import formats
from habitue.show.web.ui.types import JobView

_COUNTED_FOR = 60
"""Seconds for which a count of all pairs is good enough for a drawing."""


@as_actor
def decide(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Thresholds, previews, candidates, works under way; for htmx, the work under way alone."""
    board = matching.board(actor=actor)
    if is_fragment(request):
        return _progress(request, board)
    found = matching.in_force(actor=actor)
    shown = board.under_way or board.candidate_preview or board.preview or found.model
    link, review = shown.link, shown.review
    context = frame.frame(actor, "decide", title=_("Matching"))
    context |= {
        "model": found.model,
        "version": words.version(found.model),
        "board": board,
        "job": job(board.under_way, utc_now()) if board.under_way else None,
        "failure": words.failure(board.failed) if board.failed else "",
        "tiles": tiles(actor, found.model),
        "chart": chart(_spread(actor, found.model), found.model.link, found.model.review),
        "link_said": {"chance": words.chance(link), "bits": words.bits(link)},
        "review_said": {"chance": words.chance(review), "bits": words.bits(review)},
        "link": link,
        "review": review,
        "lowest": matching.LOWEST,
        "highest": matching.HIGHEST,
    }
    context |= tried(request, actor, board)
    return render(request, "web/matching/decide.html", page_title(_("Matching"), **context))


def tried(request: HttpRequest, actor: Actor, board: Board) -> dict[str, Any]:
    """What the last preview found, of the candidate or else of thresholds, with an example to look at."""
    seen = board.candidate_preview or board.preview
    if seen is None or seen.change is None:
        return {}
    kind, at = _asked(request)
    return {
        "seen": seen,
        "seen_link": words.chance(seen.link),
        "seen_review": words.chance(seen.review),
        "seen_tiles": preview_tiles(seen.change),
        "example": example(actor, seen, kind, at) if actor.may("customers.see") else None,
    }


def job(work: WorkView, now: datetime) -> JobView:
    """A work under way as the job component shows it; how far it is goes by how long the last one took."""
    passed = (now - work.started).total_seconds() if work.started else 0.0
    share = min(0.95, passed / work.lasted) if work.lasted and work.started else None
    so_far = _("for %(time)s") % {"time": formats.duration(passed)} if work.started else ""
    left = ""
    if work.lasted:
        left = _("the last one took %(time)s") % {"time": formats.duration(max(1, work.lasted))}
    return JobView(
        id=f"matching-{work.kind}",
        title=words.title(work),
        state="running" if work.state == "running" else "waiting",
        share=share,
        subtitle=_("You can leave this page: the work goes on, and you find its result here."),
        rate=so_far if share is not None else "",
        left=left or so_far,
        poll_url=reverse("matching"),
    )


def _spread(actor: Actor, model: ModelView) -> dict[str, dict[int, int]]:
    """How pairs weigh, counted at most once a minute: in a large house, that takes half a second."""
    key = f"matching-spread-{actor.house}-{model.id}-{model.link}-{model.review}"
    found: dict[str, dict[int, int]] | None = cache.get(key)
    if found is None:
        found = matching.spread(actor=actor)
        cache.set(key, found, _COUNTED_FOR)
    return found


def _progress(request: HttpRequest, board: Board) -> HttpResponse:
    """How far the work is; when it has ended, the whole page is fetched anew."""
    if board.under_way is None:
        response = HttpResponse(status=200)
        response["HX-Refresh"] = "true"
        return response
    return render(request, "web/components/job.html", {"job": job(board.under_way, utc_now())})


def _asked(request: HttpRequest) -> tuple[str, int]:
    """Which example the address asks for; what cannot be read is the first."""
    kind = request.GET.get("show", "")
    text = request.GET.get("at", "0")
    return kind if kind in ("merge", "split") else "", int(text) if text.isdecimal() and len(text) < 4 else 0
