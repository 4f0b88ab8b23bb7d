"""The commands of the matching pages: previews, activations, learning, matching again."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from habitue.ground.kernel.types import Actor, InvalidInput
from habitue.know.identity.api import matching
from habitue.show.web.edge import as_actor
from habitue.show.web.pages.matching import words


@require_POST
@as_actor
def preview(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Have it worked out what thresholds, or a version, would change."""
    link, review = _thresholds(request)
    matching.preview(actor=actor, link=link, review=review, model_id=_version(request))
    return redirect("matching")


@require_POST
@as_actor
def activate(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Put what was previewed in force."""
    link, review = _thresholds(request)
    matching.activate(actor=actor, link=link, review=review, model_id=_version(request))
    return redirect("matching")


@require_POST
@as_actor
def throw_away(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Put what was previewed away."""
    matching.throw_away(actor=actor, model_id=_version(request))
    return redirect("matching")


@as_actor
def learn(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Say what learning does (GET); have it done (POST)."""
    actor.require(matching.CHANGE)
    if request.method == "POST":
        matching.learn_again(actor=actor)
        return redirect("matching")
    taught = matching.lesson(actor=actor)
    numbers = [
        (words.number(taught.decisions), ngettext("new decision", "new decisions", taught.decisions)),
        (
            words.number(taught.pairs),
            ngettext("pair would change side", "pairs would change side", taught.pairs),
        ),
    ]
    return render(
        request,
        "web/components/confirm.html",
        {
            "title": _("Learn again"),
            "numbers": numbers,
            "text": _(
                "A candidate is learned from all records and decisions, and what it would change is worked out."
            ),
            "undo": _("Nothing changes until you put it in force."),
            "action": _("Learn"),
            "action_url": reverse("matching_learn"),
        },
    )


@as_actor
def replay(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Say what matching again does (GET); have it done (POST)."""
    actor.require(matching.CHANGE)
    if request.method == "POST":
        matching.match_again(actor=actor)
        return redirect("matching")
    model = matching.in_force(actor=actor).model
    return render(
        request,
        "web/components/confirm.html",
        {
            "title": _("Match everything again"),
            "numbers": [],
            "text": _(
                "Every record is compared anew by the version in force. Where nothing has changed, no customer changes."
            ),
            "undo": _("What people merged or set apart stays as they said. %(version)s stays in force.")
            % {"version": words.version(model)},
            "action": _("Match again"),
            "action_url": reverse("matching_replay"),
        },
    )


def _thresholds(request: HttpRequest) -> tuple[int, int]:
    """Both thresholds of a form; raises InvalidInput when they cannot be read."""
    try:
        return int(request.POST["link"]), int(request.POST["review"])
    except (KeyError, ValueError) as error:
        raise InvalidInput(_("These thresholds cannot be read. Go back and set them again.")) from error


def _version(request: HttpRequest) -> UUID | None:
    text = request.POST.get("version", "")
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise InvalidInput(_("This version cannot be read. Go back and choose again.")) from error
