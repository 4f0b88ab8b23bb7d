"""The hint about customers as a program asks for it."""

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from habitue.ground.kernel.types import Actor
from tests.fixtures import Login
from tests.pipeline.way import bring, customer, line, resolve, source

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "/api/customers/hints"
LINE = line("1", nom="LEFEBVRE", prenom="Hélène", mobile="0612487703", cp="69001", ville="LYON")


def ask(client: Client, body: Any, **headers: str) -> HttpResponse:
    """The answer to a body, as JSON unless it is text."""
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post(ADDRESS, text, content_type="application/json", headers=headers)  # type: ignore[return-value]


def problem(response: HttpResponse) -> tuple[int, str]:
    """Status and type of a problem document."""
    assert response.headers["Content-Type"] == "application/problem+json"
    return response.status_code, json.loads(response.content)["type"].rpartition("/")[2]


def test_a_half_typed_customer_is_recognised(client: Client, system: Actor, login: Login) -> None:
    bring(system, source(system), LINE)
    resolve()
    login(client, "associate")
    response = ask(client, {"customer": {"first_name": "hélène", "last_name": "lef", "mobile": "06 12 48"}})
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/json")
    assert "no-store" in response.headers["Cache-Control"]
    (found,) = json.loads(response.content)["hints"]
    assert found["probability"] > 0.9
    assert {part["comparison"]: part["level"] for part in found.pop("parts")}["mobile"] == "begun"
    assert "mobile" in found.pop("sentence")
    del found["probability"]
    assert found == {
        "customer_id": customer("caisse/1"),
        "first_name": "Hélène",
        "last_name": "Lefebvre",
        "postcode": "69001",
        "town": "Lyon",
        "mobile_end": "03",
    }


@pytest.mark.parametrize("body", [{}, {"customer": {}}, {"customer": {"last_name": "x"}, "limit": 10}])
def test_too_little_is_an_empty_list(client: Client, login: Login, body: Any) -> None:
    login(client, "associate")
    response = ask(client, body)
    assert (response.status_code, json.loads(response.content)) == (200, {"hints": []})


@pytest.mark.parametrize(
    "body",
    [
        "", "nonsense", "[]", "null", b"\xff\xfe", "[" * 9_000, {"customer": []}, {"customer": {"last_name": 7}},
        {"customer": {"surname": "x"}}, {"limit": 0}, {"limit": 11}, {"limit": "3"}, {"customer": {}, "more": 1},
    ],
)  # fmt: skip
def test_what_is_no_question_is_told(client: Client, login: Login, body: Any) -> None:
    login(client, "associate")
    assert problem(ask(client, body)) == (422, "invalid-input")


def test_nonsense_in_every_field_is_answered(client: Client, login: Login) -> None:
    login(client, "associate")
    for text in ("\x00", "\ud800", "\U0010ffff", "'; --", "9" * 900):
        fields = ("first_name", "last_name", "civility", "email", "mobile", "landline", "birth_date", "card")
        body = {"customer": dict.fromkeys((*fields, "street", "postcode", "town"), text)}
        assert ask(client, body).status_code in (200, 422)


def test_it_takes_a_session_a_token_and_a_question(client: Client, login: Login) -> None:
    assert problem(ask(client, {})) == (401, "not-signed-in")
    strict = Client(enforce_csrf_checks=True)
    login(strict, "associate")
    assert problem(ask(strict, {})) == (403, "stale-form")
    login(client, "associate")
    assert problem(client.get(ADDRESS)) == (405, "method-not-allowed")  # type: ignore[arg-type]
    assert problem(ask(client, {"customer": {"town": "x" * 20_000}})) == (413, "too-large")
