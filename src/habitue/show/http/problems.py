"""Errors as answers: a problem document (RFC 9457) for a program, a page for a person, a code for support, no traceback."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import structlog
from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from habitue.ground.kernel.logs import route_of
from habitue.ground.kernel.types import HabitueError
from habitue.show.http import wording

SUPPORT_HEADER = "X-Support-Code"
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTVWXYZ"  # nothing that is misread over the telephone
RESERVED = frozenset({"type", "title", "status", "detail", "instance"})

log = structlog.get_logger(__name__)
Respond = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: `kind` is the slug of its type, `facts` the members added to the document."""

    status: int
    kind: str
    title: str
    detail: str
    facts: dict[str, Any] = field(default_factory=dict)
    support_code: str = ""


class ProblemMiddleware:
    """Django middleware: an exception of a view becomes a problem. `HANDLERS` of the addresses do the rest."""

    def __init__(self, get_response: Respond) -> None:
        """`get_response`: what answers the request."""
        self._respond = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self._respond(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The answer to an exception; None leaves an unexpected one to the developer's page of debug mode."""
        if settings.DEBUG and _problem_of(error) is None:
            return None
        return respond(request, problem_of(error, request))


def problem_of(error: Exception, request: HttpRequest) -> Problem:
    """The problem that `error` is. One of ours or Django's is told as it is; any other is logged and told by its code."""
    problem = _problem_of(error)
    if problem is not None and problem.status < 500:
        return problem
    code = new_support_code()
    log.error("request failed", route=route_of(request), support_code=code, exc_info=error)
    known = problem or Problem(500, "internal", str(wording.UNEXPECTED), str(wording.UNEXPECTED_DETAIL))
    return Problem(known.status, known.kind, known.title, known.detail, known.facts, code)


def _problem_of(error: Exception) -> Problem | None:
    if isinstance(error, HabitueError):
        facts = {name: value for name, value in error.params.items() if name not in RESERVED}
        return Problem(error.status, error.type, str(error.title), str(error.detail), facts)
    if isinstance(error, Http404):
        return Problem(404, "not-found", str(wording.NOT_FOUND), str(wording.NOT_FOUND_DETAIL))
    if isinstance(error, PermissionDenied):
        return Problem(403, "forbidden", str(wording.FORBIDDEN), str(wording.FORBIDDEN_DETAIL))
    if isinstance(error, SuspiciousOperation):
        return Problem(400, "bad-request", str(wording.BAD_REQUEST), str(wording.BAD_REQUEST_DETAIL))
    return None


def respond(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The problem as a document, or as a page (a fragment, inside a page) for a browser."""
    response = _page(request, problem) if wants_page(request) else _document(request, problem)
    response.headers["Cache-Control"] = "no-store"
    if problem.support_code:
        response.headers[SUPPORT_HEADER] = problem.support_code
    return response


def wants_page(request: HttpRequest) -> bool:
    """True for a browser: a program that asks for anything, or for JSON, gets a document."""
    named = "text/html" in request.headers.get("Accept", "") or "HX-Request" in request.headers
    return named and not request.path.startswith("/api/")


def new_support_code() -> str:
    """Eight letters and digits, in two groups, that a person can read out."""
    letters = [secrets.choice(ALPHABET) for _ in range(8)]
    return f"{''.join(letters[:4])}-{''.join(letters[4:])}"


def type_address(request: HttpRequest, kind: str) -> str:
    """The address that explains problems of this type."""
    return f"{request.scheme}://{request.META.get('HTTP_HOST', 'localhost')}/problems/{kind}"


def _document(request: HttpRequest, problem: Problem) -> HttpResponse:
    body: dict[str, Any] = {
        "type": type_address(request, problem.kind),
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
    }
    if problem.support_code:
        body["instance"] = f"urn:habitue:support:{problem.support_code}"
    return JsonResponse(
        problem.facts | body,
        encoder=DjangoJSONEncoder,
        status=problem.status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )


def _page(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Rendered without the request: what made the view fail (the database, say) must not make the page fail too."""
    template = "http/problem_part.html" if "HX-Request" in request.headers else "http/problem.html"
    page = render_to_string(
        template, {"problem": problem, "language": get_language() or settings.LANGUAGE_CODE}
    )
    return HttpResponse(page, status=problem.status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404: an address that leads nowhere."""
    return respond(request, problem_of(Http404(), request))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler403."""
    return respond(request, problem_of(PermissionDenied(), request))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400: a malformed request, or an unknown host name."""
    return respond(request, problem_of(SuspiciousOperation(), request))


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500: an exception outside the views, in another middleware for example."""
    code = new_support_code()
    log.error("request failed", route=route_of(request), support_code=code, exc_info=True)
    title, detail = str(wording.UNEXPECTED), str(wording.UNEXPECTED_DETAIL)
    return respond(request, Problem(500, "internal", title, detail, support_code=code))


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW: the form's token is missing or old; `reason`, for developers, is not shown."""
    return respond(
        request, Problem(403, "stale-form", str(wording.STALE_FORM), str(wording.STALE_FORM_DETAIL))
    )


def known_types(root: type[HabitueError] = HabitueError) -> Iterator[type[HabitueError]]:
    """Every class of error of the running program, one for each type, the general before the particular."""
    seen: set[str] = set()
    waiting = [root]
    while waiting:
        kind = waiting.pop(0)
        waiting += kind.__subclasses__()
        if kind.type not in seen:
            seen.add(kind.type)
            yield kind
