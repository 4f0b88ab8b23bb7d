"""The console's edge: every view gets the actor of its request, or sends the visitor to the login page."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from habitue.ground.kernel.api import utc_now
from habitue.ground.kernel.types import Actor
from habitue.ground.people.api import actor_of, note_presence

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Actor, P], HttpResponseBase]


def as_actor(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Give a view the actor that asks. Nobody signed in: to the login page, and back here afterwards."""

    @wraps(view)
    def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        actor = actor_of(request)
        if actor is None:
            return _to_login(request)
        note_presence(request, utc_now())
        return view(request, actor, *args, **kwargs)

    return wrapped


def is_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of a page."""
    return request.headers.get("HX-Request") == "true"


def _to_login(request: HttpRequest) -> HttpResponse:
    target = f"{reverse('sign_in')}?{urlencode({'next': request.get_full_path()})}"
    if is_fragment(request):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = target
        return response
    return redirect(target)


def page_title(title: str, **context: Any) -> dict[str, Any]:
    """A page's context with its title."""
    return {"page_title": title, **context}
