"""`POST /api/customers/hints`: who a half-typed customer may already be, for programs that people type into.

Asked by POST, with a session and its form token, so that nothing personal stands in an address or in a log of addresses.
"""

from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from msgspec import Struct, field

from habitue.ground.kernel.api import utc_now
from habitue.ground.kernel.types import HabitueError, InvalidInput
from habitue.ground.people.api import actor_of, note_presence
from habitue.know.identity.api.hints import Draft, Hint, hint
from habitue.know.identity.wording.hints import hint_sentence

LARGEST = 16_384
"""Bytes of a question."""
MOST = 10


class NotSignedIn(HabitueError):
    """Nobody is signed in: sign in, and send the session's cookie and its form token along."""

    status = 401
    type = "not-signed-in"
    title = gettext_lazy("You are not signed in")


class MethodNotAllowed(HabitueError):
    """The address answers to another method, named in `allowed`."""

    status = 405
    type = "method-not-allowed"
    title = gettext_lazy("This address answers to another method")


class TooLarge(HabitueError):
    """More was sent than this address reads."""

    status = 413
    type = "too-large"
    title = gettext_lazy("This is too large")


class Typed(Struct, forbid_unknown_fields=True):
    """The fields of a form as far as they are typed."""

    first_name: str = ""
    last_name: str = ""
    civility: str = ""
    email: str = ""
    mobile: str = ""
    landline: str = ""
    birth_date: str = ""
    card: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""


class Question(Struct, forbid_unknown_fields=True):
    """What is asked: the form, and how many customers at most."""

    customer: Typed = field(default_factory=Typed)
    limit: int = 3


@never_cache
def customer_hints(request: HttpRequest) -> HttpResponse:
    """The customers that a half-typed one most probably is, as JSON.

    Raises NotSignedIn, Forbidden without `customers.see`, MethodNotAllowed, TooLarge, and InvalidInput for what is no
    question.
    """
    if request.method != "POST":
        raise MethodNotAllowed(_("Ask with POST."), allowed=["POST"])
    actor = actor_of(request)
    if actor is None:
        raise NotSignedIn(_("Sign in, then ask again."))
    actor.require("customers.see")
    question = _read(request)
    note_presence(request, utc_now())
    found = hint(actor=actor, draft=_draft(question.customer), limit=question.limit)
    return JsonResponse(
        {"hints": [_shown(each) for each in found]}, json_dumps_params={"ensure_ascii": False}
    )


def _read(request: HttpRequest) -> Question:
    if len(request.body) > LARGEST:
        raise TooLarge(_("A form to be recognised has at most %(size)s bytes.") % {"size": LARGEST})
    try:
        question = msgspec.json.decode(request.body, type=Question)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InvalidInput(
            _("Send a JSON object with “customer”, an object of texts, and “limit”, a number."),
            problem=str(error),
        ) from None
    if not 1 <= question.limit <= MOST:
        raise InvalidInput(_("“limit” is a number from 1 to %(most)s.") % {"most": MOST})
    return question


def _draft(typed: Typed) -> Draft:
    values = msgspec.structs.asdict(typed)
    return Draft(first=values.pop("first_name"), last=values.pop("last_name"), **values)


def _shown(found: Hint) -> dict[str, Any]:
    """A hint as a program reads it: no more of the person than it takes to recognise them."""
    return {
        "customer_id": found.customer_id,
        "probability": round(found.probability, 4),
        "first_name": found.first_name,
        "last_name": found.last_name,
        "postcode": found.postcode,
        "town": found.town,
        "mobile_end": found.mobile_end,
        "sentence": hint_sentence(found.parts),
        "parts": [part._asdict() for part in found.parts],
    }
