"""Answers to doubts, and taking them back: for the page's script as JSON, for a plain form as the page that follows."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from habitue.ground.kernel.api import utc_now
from habitue.ground.kernel.types import Actor, HabitueError, InvalidInput
from habitue.know.collect.api import source_names
from habitue.know.identity.api import current_id
from habitue.know.identity.api import review as reviewing
from habitue.know.profiles import api as profiles
from habitue.show.web.edge import as_actor
from habitue.show.web.pages.customers.said import say
from habitue.show.web.pages.review.cards import shown
from habitue.show.web.waiting import counted_anew

SCRIPT = "application/json"


@require_POST
@as_actor
def decide(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Decide on two customers, or with `all` on everybody who is shown with them."""
    try:
        customers = _ids(request.POST.getlist("customer"))
        with transaction.atomic():
            gesture = reviewing.decide_all(
                actor=actor, customers=customers, answer=request.POST.get("answer", "")
            )
            if request.POST.get("answer") == "same":
                _refresh(actor, customers)
        counted_anew(actor)
        left = reviewing.left_of(actor=actor, customers=_ids(request.POST.getlist("shown")))
    except HabitueError as error:
        return _refused(request, error)
    answer = {"gesture": str(gesture), "card": _rendered(request, actor, left)}
    undo = f"{reverse('review_undo')}?gesture={gesture}"
    return _answered(request, answer, _("Done. The next one is here."), undo)


@require_POST
@as_actor
def later(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Put a doubt aside until tomorrow."""
    try:
        one, other = _two(request)
        reviewing.later(actor=actor, customer_a=one, customer_b=other, now=utc_now())
    except HabitueError as error:
        return _refused(request, error)
    return _answered(request, {}, _("Put aside until tomorrow."))


@require_POST
@as_actor
def now_after_all(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Take back that a doubt was put aside."""
    try:
        one, other = _two(request)
        reviewing.now_after_all(actor=actor, customer_a=one, customer_b=other)
    except HabitueError as error:
        return _refused(request, error)
    return _answered(request, {}, _("It is in the queue again."))


@require_POST
@as_actor
def undo(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Take a decision back."""
    try:
        (gesture,) = _ids([request.POST.get("gesture", "") or request.GET.get("gesture", "")])
        take_back(actor, gesture)
    except HabitueError as error:
        return _refused(request, error)
    except ValueError:
        return _refused(request, InvalidInput(_("This decision cannot be read.")))
    return _answered(request, {}, _("Taken back: everything is as it was."))


def take_back(actor: Actor, gesture: UUID) -> None:
    """Take a gesture back, and show every customer of it as they are then."""
    with transaction.atomic():
        result = reviewing.take_back(actor=actor, gesture=gesture)
        touched = {*result.customer_of.values(), *result.merged, *result.revived}
        profiles.refresh(actor=actor, customers=sorted(touched))
    counted_anew(actor)


def _refresh(actor: Actor, customers: Iterable[UUID]) -> None:
    """Show the customers of a merge as they are now."""
    survivors = {current_id(house_id=actor.house, customer_id=each) for each in customers}
    profiles.refresh(actor=actor, customers=[*customers, *survivors])


def _rendered(request: HttpRequest, actor: Actor, left: list[reviewing.Card]) -> str:
    if not left:
        return ""
    names = {str(id_): name for id_, name in source_names(house_id=actor.house).items()}
    return render_to_string("web/review/_cards.html", {"cards": shown(left, names)}, request)


def _two(request: HttpRequest) -> tuple[UUID, UUID]:
    found = _ids(request.POST.getlist("customer"))
    if len(found) != 2:
        raise InvalidInput(_("This choice cannot be read. Go back and choose again."))
    return found[0], found[1]


def _ids(texts: list[str]) -> list[UUID]:
    try:
        return [UUID(text) for text in texts if text]
    except ValueError as error:
        raise InvalidInput(_("This choice cannot be read. Go back and choose again.")) from error


def _answered(request: HttpRequest, answer: dict[str, Any], text: str, undo_url: str = "") -> HttpResponse:
    if request.headers.get("Accept") == SCRIPT:
        return JsonResponse(answer)
    say(request, text, undo_url)
    return redirect("review")


def _refused(request: HttpRequest, error: HabitueError) -> HttpResponse:
    """Told on the next page; the script gets the problem document that every error becomes."""
    if request.headers.get("Accept") == SCRIPT:
        raise error
    say(request, error.detail)
    return redirect("review")
