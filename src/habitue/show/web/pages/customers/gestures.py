"""A person's word on who is who: these records are another person, these customers are one, and taking it back."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from habitue.ground.kernel.types import Actor, HabitueError, InvalidInput
from habitue.know.identity import api as identity
from habitue.know.identity.api import deciding
from habitue.know.profiles import api as profiles
from habitue.know.profiles.types import Profile
from habitue.show.web.edge import as_actor
from habitue.show.web.pages.customers import words
from habitue.show.web.pages.customers.said import go, say


@require_POST
@as_actor
def unmerge(request: HttpRequest, actor: Actor, customer_id: UUID) -> HttpResponse:
    """Make another customer of the records that were ticked."""
    chosen = _ids(request.POST.getlist("record"))
    here = reverse("customer", args=[customer_id])
    if "in" in request.POST:  # the list that the page was opened from
        here += f"?{urlencode({'in': request.POST['in']})}"
    try:
        with transaction.atomic():
            other, gesture = identity.unmerge(actor=actor, customer_id=customer_id, records=chosen)
            profiles.refresh(actor=actor, customers=[customer_id, other])
    except InvalidInput as error:
        say(request, error.detail)
        return go(request, here)
    text = ngettext(
        "%(n)d record is now another customer.", "%(n)d records are now another customer.", len(chosen)
    )
    say(request, text % {"n": len(chosen)}, _undo_url(gesture, customer_id))
    return go(request, here)


@as_actor
def merge(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Ask first, in numbers (GET); then make one customer of those that were picked (POST)."""
    actor.require("customers.merge")
    chosen = _ids((request.POST if request.method == "POST" else request.GET).getlist("pick"))
    if len(set(chosen)) < 2:
        raise InvalidInput(_("Choose at least two customers to merge."))
    if request.method == "POST":
        return _merged(request, actor, chosen)
    found = [profiles.profile(actor=actor, customer_id=id_) for id_ in chosen]
    return render(
        request,
        "web/customers/merge.html",
        {"found": [_person(each) for each in found], "numbers": _numbers(found)},
    )


def _person(found: Profile) -> dict[str, Any]:
    place = " ".join(filter(None, (found.postcode, found.town)))
    detail = ", ".join(filter(None, (words.phone(found.mobile), found.email, place)))
    return {"id": found.customer_id, "name": words.called(found), "detail": detail}


def _numbers(found: list[Profile]) -> list[tuple[str, str]]:
    records = sum(each.records for each in found)
    return [
        (str(len(found)), _("customers become one")),
        (str(records), ngettext("record will be theirs", "records will be theirs", records)),
    ]


def _merged(request: HttpRequest, actor: Actor, chosen: list[UUID]) -> HttpResponse:
    with transaction.atomic():
        survivor, gesture = identity.merge(actor=actor, customers=chosen)
        profiles.refresh(actor=actor, customers=[*chosen, survivor])
    text = ngettext("%(n)d customer is one now.", "%(n)d customers are one now.", len(chosen))
    say(request, text % {"n": len(chosen)}, _undo_url(gesture, survivor))
    return go(request, reverse("customer", args=[survivor]))


@require_POST
@as_actor
def undo(request: HttpRequest, actor: Actor, gesture: UUID) -> HttpResponse:
    """Take a merge, an unmerge or a keeping apart back, and show the customer that it was done on."""
    back = _ids([request.GET.get("customer", "")])
    try:
        with transaction.atomic():
            result = deciding.take_back(actor=actor, gesture=gesture)
            profiles.refresh(actor=actor, customers=[*result.customer_of.values(), *result.merged, *back])
    except HabitueError as error:
        say(request, error.detail)
    else:
        say(request, _("Taken back: everything is as it was."))
    return go(request, reverse("customer", args=[back[0]]) if back else reverse("customers"))


def _undo_url(gesture: UUID, customer: UUID) -> str:
    return f"{reverse('gesture_undo', args=[gesture])}?customer={customer}"


def _ids(texts: list[str]) -> list[UUID]:
    """Ids of an address or a form; what is no id raises InvalidInput."""
    try:
        return [UUID(text) for text in texts if text]
    except ValueError as error:
        raise InvalidInput(_("This choice cannot be read. Go back and choose again.")) from error
