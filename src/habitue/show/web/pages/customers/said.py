"""What the next page says in its toast: kept in the session from the deed to the page that follows it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from habitue.show.web.edge import is_fragment

_KEY = "said"


def say(request: HttpRequest, text: str, undo_url: str = "") -> None:
    """Have the next page say this, with an undo if there is one."""
    request.session[_KEY] = {"text": text, "undo": undo_url}


def said(request: HttpRequest) -> dict[str, str] | None:
    """What is to be said, once."""
    kept: dict[str, str] | None = request.session.pop(_KEY, None)
    return kept


def go(request: HttpRequest, url: str) -> HttpResponse:
    """To another page, whether a form or htmx asks."""
    if not is_fragment(request):
        return redirect(url)
    response = HttpResponse(status=204)
    response["HX-Redirect"] = url
    return response
