"""The versions of the matching, and the ids that each changed."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from habitue.ground.kernel.types import Actor
from habitue.know.identity.api import matching
from habitue.know.identity.types.matching import ModelView
from habitue.show.web.edge import as_actor, page_title
from habitue.show.web.pages.house.downloads import csv_download
from habitue.show.web.pages.matching import frame, words


@as_actor
def versions(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The versions that are kept, latest first."""
    title = _("Versions")
    board = matching.board(actor=actor)
    context = frame.frame(actor, "versions", title=title)
    found = [_row(each) for each in matching.versions(actor=actor)]
    context |= {"found": found, "busy": board.under_way is not None}
    return render(request, "web/matching/versions.html", page_title(title, **context))


@as_actor
def id_map(request: HttpRequest, actor: Actor, model_id: UUID) -> HttpResponseBase:
    """The map of customer ids that a version changed, as CSV: `old_id`, `new_id`, `change` (merged, split)."""
    moves = matching.id_map(actor=actor, model_id=model_id)
    return csv_download("habitue-customer-ids.csv", _lines(moves))


def _lines(moves: Iterator[matching.Move]) -> Iterator[tuple[str, str, str]]:
    yield "old_id", "new_id", "change"
    yield from moves


def _row(model: ModelView) -> dict[str, Any]:
    return {
        "model": model,
        "name": words.version(model),
        "link": words.chance(model.link),
        "review": words.chance(model.review),
        "ids_url": reverse("matching_ids", args=[model.id]) if model.moves else "",
    }
