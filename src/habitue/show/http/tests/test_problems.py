"""What a program and a person get when something goes wrong: never a traceback."""

import json
import re
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from django.utils import translation
from structlog.testing import capture_logs

from habitue.ground.kernel.types import Conflict, InvalidInput, Unavailable
from habitue.show.http import problems

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def ask(error: Exception, accept: str = "*/*", path: str = "/customers", **headers: str) -> HttpResponse:
    request = RequestFactory().get(path, HTTP_ACCEPT=accept, headers=headers)
    answer = problems.ProblemMiddleware(lambda _: HttpResponse()).process_exception(request, error)
    assert answer is not None
    return answer


def document(response: HttpResponse) -> dict[str, object]:
    assert response.headers["Content-Type"] == "application/problem+json"
    return dict(json.loads(response.content))


def test_one_of_our_errors_is_a_document_with_its_facts() -> None:
    with translation.override("en"):
        response = ask(InvalidInput("The file has no header.", line=1, status="not a member of ours"))
    assert response.status_code == 422
    assert document(response) == {
        "type": "http://localhost/problems/invalid-input",
        "title": "This cannot be used as it is",
        "status": 422,
        "detail": "The file has no header.",
        "line": 1,
    }
    assert "X-Support-Code" not in response.headers


@pytest.mark.parametrize(
    ("error", "status", "kind"),
    [
        (Conflict("no"), 409, "conflict"),
        (Http404("secret of the address"), 404, "not-found"),
        (PermissionDenied("secret"), 403, "forbidden"),
        (SuspiciousOperation("secret"), 400, "bad-request"),
    ],
)
def test_each_error_has_its_status_and_type(error: Exception, status: int, kind: str) -> None:
    response = ask(error)
    assert response.status_code == status
    assert document(response)["type"] == f"http://localhost/problems/{kind}"
    assert b"secret" not in response.content


def test_an_unexpected_error_shows_a_code_and_nothing_else() -> None:
    with capture_logs() as logged:
        response = ask(RuntimeError("password of /etc/shop is 1234"))
    body = document(response)
    code = response.headers["X-Support-Code"]
    assert re.fullmatch(r"[2-9A-HJKLMNPQRSTVWXYZ]{4}-[2-9A-HJKLMNPQRSTVWXYZ]{4}", code)
    assert body["instance"] == f"urn:habitue:support:{code}"
    assert (response.status_code, body["type"]) == (500, "http://localhost/problems/internal")
    assert b"1234" not in response.content
    assert b"Traceback" not in response.content
    [event] = logged
    assert (event["support_code"], event["log_level"]) == (code, "error")
    assert isinstance(event["exc_info"], RuntimeError)


def test_a_part_that_does_not_answer_keeps_its_words_and_gets_a_code() -> None:
    with capture_logs() as logged:
        response = ask(Unavailable("The address service does not answer."))
    assert response.status_code == 503
    assert document(response)["detail"] == "The address service does not answer."
    assert len(logged) == 1


def test_a_person_gets_a_page_in_their_language() -> None:
    with translation.override("en"):
        page = ask(Http404(), BROWSER).content.decode()
    assert '<html lang="en">' in page
    assert "<h1>Not found</h1>" in page
    assert page.count("<main") == 1


def test_a_page_escapes_what_it_tells() -> None:
    assert b"<script>" not in ask(InvalidInput("<script>alert(1)</script>"), BROWSER).content


def test_a_fragment_gets_a_fragment_and_the_api_never_gets_a_page() -> None:
    fragment = ask(Conflict("Somebody merged it."), "*/*", **{"HX-Request": "true"}).content.decode()
    assert fragment.startswith("<section")
    assert "Somebody merged it." in fragment
    assert document(ask(Conflict("no"), BROWSER, path="/api/v1/customers"))["status"] == 409


def test_debug_mode_leaves_only_the_unexpected_to_the_developers_page() -> None:
    middleware = problems.ProblemMiddleware(lambda _: HttpResponse())
    with override_settings(DEBUG=True):
        assert middleware.process_exception(RequestFactory().get("/"), RuntimeError()) is None
        assert middleware.process_exception(RequestFactory().get("/"), Conflict()) is not None


@pytest.mark.parametrize(
    ("handler", "status"),
    [
        (lambda request: problems.not_found(request, Http404()), 404),
        (lambda request: problems.forbidden(request, PermissionDenied()), 403),
        (lambda request: problems.bad_request(request, SuspiciousOperation()), 400),
        (problems.server_error, 500),
        (problems.stale_form, 403),
    ],
)
def test_djangos_own_errors_are_answered_alike(
    handler: Callable[[HttpRequest], HttpResponse], status: int
) -> None:
    response = handler(RequestFactory().get("/", HTTP_ACCEPT=BROWSER))
    assert response.status_code == status
    assert b"<h1>" in response.content
    assert response.headers["Cache-Control"] == "no-store"
