"""The dialog in which a field's value is chosen, and its gestures: choose, type, accept what is proposed, withdraw."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from habitue.ground.kernel.types import Actor, Conflict, HabitueError, InvalidInput, NotFound
from habitue.know.profiles import api as profiles
from habitue.show.web.edge import as_actor, is_fragment
from habitue.show.web.pages.customers import card, words
from habitue.show.web.pages.customers.candidates import Box, boxes, candidates
from habitue.show.web.pages.customers.known import Known, know
from habitue.show.web.pages.customers.said import go, say

MAY = "customers.merge"
NAME = ("civility", "first", "last", "birth")
LONGEST = 500


def choose_url(customer_id: UUID, query: str | None) -> Callable[[str], str]:
    """Where each field of a customer is chosen; the way back to the list stays in the address."""
    kept = "" if query is None else f"?{urlencode({'in': query})}"
    return lambda field: reverse("customer_value", args=[customer_id, field]) + kept


@as_actor
def value(request: HttpRequest, actor: Actor, customer_id: UUID, group: str) -> HttpResponse:
    """The dialog of a field (GET); a value is chosen, typed or accepted (POST)."""
    actor.require(MAY)
    if group not in profiles.GROUPS:
        raise NotFound(_("This page does not exist."))
    if request.method != "POST":
        return _dialog(request, actor, customer_id, group)
    try:
        choice = _choose(request, actor, customer_id, group)
    except (InvalidInput, Conflict) as error:
        return _refused(request, actor, customer_id, group, error)
    undo = f"{_url('choice_withdraw', customer_id, choice)}?{urlencode({'undo': '1', **_in(request)})}"
    known = know(actor, customer_id)
    text = {"field": words.field_names()[group], "value": ", ".join(card.current(known, group).lines)}
    say(request, _("Noted. %(field)s: %(value)s") % text, undo)
    return go(request, _back(request, customer_id))


def _choose(request: HttpRequest, actor: Actor, customer_id: UUID, group: str) -> UUID:
    sent = request.POST
    if "proposal" in sent:
        return profiles.accept_proposal(actor=actor, customer_id=customer_id, record_id=_id(sent["proposal"]))
    record, text = None, None
    if "record" in sent:
        record = _id(sent["record"])
    else:
        typed = _typed(request)
        text = [typed[name] for name in NAME] if group == "name" else typed["value"]
    return profiles.choose_value(
        actor=actor, customer_id=customer_id, group=group, record_id=record, value=text
    )


@require_POST
@as_actor
def withdraw(request: HttpRequest, actor: Actor, customer_id: UUID, choice: UUID) -> HttpResponse:
    """Take a choice back. As the undo of choosing it offers nothing more; by itself it can be undone."""
    return _turned(request, profiles.withdraw_choice, actor, customer_id, choice, "choice_restore")


@require_POST
@as_actor
def restore(request: HttpRequest, actor: Actor, customer_id: UUID, choice: UUID) -> HttpResponse:
    """Undo a withdrawal."""
    return _turned(request, profiles.restore_choice, actor, customer_id, choice, "choice_withdraw")


def _turned(
    request: HttpRequest,
    deed: Callable[..., UUID],
    actor: Actor,
    customer_id: UUID,
    choice: UUID,
    opposite: str,
) -> HttpResponse:
    try:
        customer_id = deed(actor=actor, choice_id=choice)
    except NotFound as error:
        say(request, error.detail)
        return go(request, _back(request, customer_id))
    if "undo" in request.GET:
        say(request, _("Taken back: everything is as it was."))
    else:
        undo = f"{_url(opposite, customer_id, choice)}?{urlencode({'undo': '1', **_in(request)})}"
        say(request, _("The choice is withdrawn."), undo)
    return go(request, _back(request, customer_id))


def _dialog(
    request: HttpRequest, actor: Actor, customer_id: UUID, group: str, error: str = ""
) -> HttpResponse:
    known = know(actor, customer_id)
    context = _context(request, actor, known, group, error)
    return render(request, "web/customers/choose.html", context, status=422 if error else 200)


def _context(request: HttpRequest, actor: Actor, known: Known, group: str, error: str) -> dict[str, Any]:
    choice, customer_id = known.choices.get(group), known.profile.customer_id
    kept = f"?{urlencode(_in(request))}" if _in(request) else ""
    typed, found = _typed(request), candidates(known, group)
    return {
        "error": error,
        "label": words.field_names()[group],
        "name": words.called(known.profile),
        "rule": _rule(known, group),
        "candidates": found,
        "boxes": _shown(boxes(actor, known, group), typed, error, focus=bool(typed) or not found),
        "was_typed": bool(typed),
        "chosen": words.chosen_by(choice) if choice else "",
        "withdraw_url": _url("choice_withdraw", customer_id, choice.id) + kept if choice else "",
        "action_url": reverse("customer_value", args=[customer_id, group]) + kept,
    }


def _shown(
    every: Sequence[Box], typed: Mapping[str, str], error: str, *, focus: bool
) -> list[tuple[Box, str, str, bool]]:
    """(box, what is in it, what is wrong, whether it has the focus): the first box speaks for the form."""
    return [
        (box, typed.get(box.name, box.value), error if typed and not at else "", focus and not at)
        for at, box in enumerate(every)
    ]


def _rule(known: Known, group: str) -> str:
    """Why the value that is shown is shown, when a rule decided between several."""
    origin = known.profile.origins.get(group)
    return words.rule(origin.rule) if origin and origin.rule not in ("manual", "only") else ""


def _refused(
    request: HttpRequest, actor: Actor, customer_id: UUID, group: str, error: HabitueError
) -> HttpResponse:
    """The dialog again with what is wrong; a plain form goes back to the page."""
    if is_fragment(request):
        return _dialog(request, actor, customer_id, group, error.detail)
    say(request, error.detail)
    return go(request, _back(request, customer_id))


def _typed(request: HttpRequest) -> dict[str, str]:
    """What was typed into the form's boxes; nothing when another button was pressed."""
    sent = request.POST
    if request.method != "POST" or "record" in sent or "proposal" in sent:
        return {}
    return {name: sent.get(name, "")[:LONGEST] for name in ("value", *NAME)}


def _in(request: HttpRequest) -> dict[str, str]:
    """The list that the page was opened from, when there is one."""
    return {"in": request.GET["in"]} if "in" in request.GET else {}


def _back(request: HttpRequest, customer_id: UUID) -> str:
    here, kept = reverse("customer", args=[customer_id]), _in(request)
    return f"{here}?{urlencode(kept)}" if kept else here


def _url(name: str, customer_id: UUID, choice: UUID) -> str:
    return reverse(name, args=[customer_id, choice])


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise InvalidInput(_("This choice cannot be read. Go back and choose again.")) from error
