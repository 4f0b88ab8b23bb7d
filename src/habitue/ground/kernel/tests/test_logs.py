"""What reaches the log, and above all what does not."""

import io
import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
import structlog
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch
from prometheus_client import REGISTRY

from habitue.ground.kernel import logs

KEY = "a secret of the house"


@pytest.fixture
def out(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What this process logs, as JSON lines; the configuration of before comes back."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    stream = io.StringIO()
    monkeypatch.setattr("sys.stdout", stream)
    logs.configure(level="info", form="auto", key=KEY)
    yield stream
    structlog.reset_defaults()
    root.handlers[:], root.level = before


def events(out: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_an_event_is_one_json_line_with_time_and_level(out: io.StringIO) -> None:
    structlog.get_logger("habitue.shop").info("file imported", rows=12, file_name="clients.csv")
    [event] = events(out)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z", event.pop("timestamp"))
    assert event == {
        "event": "file imported",
        "level": "info",
        "logger": "habitue.shop",
        "rows": 12,
        "file_name": "clients.csv",
    }


def test_less_serious_lines_than_asked_are_not_written(out: io.StringIO) -> None:
    structlog.get_logger().debug("detail")
    logging.getLogger("django.request").error("Internal Server Error: /customers/?q=dupont")
    logging.getLogger("procrastinate").info("started a job with args")
    assert out.getvalue() == ""


@pytest.mark.parametrize(
    "name",
    [
        "email", "mail", "customer_email", "phone", "mobile", "first_name", "last_name", "full_name", "birth_date",
        "address1", "address_full", "postcode", "card", "password", "raw", "value", "cell", "query", "secret",
        "dsn", "optin_email",
    ],
)  # fmt: skip
def test_personal_keys_are_dropped_at_any_depth(out: io.StringIO, name: str) -> None:
    structlog.get_logger().info(
        "seen", **{name: "Dupont", "inner": {name: "Dupont", "n": 1}, "many": [{name: "Dupont"}]}
    )
    [event] = events(out)
    assert "Dupont" not in out.getvalue()
    assert event["inner"] == {"n": 1}
    assert event["many"] == [{}]


def test_a_person_is_a_pseudonym_stable_in_one_house_and_unlike_in_another(out: io.StringIO) -> None:
    log = structlog.get_logger()
    log.info("merged", customer_id="0198c0de")
    log.info("merged", customer_id="0198c0de")
    log.info("merged", customer_id="0198c0df")
    first, again, other = (event["customer_id"] for event in events(out))
    assert first == again != other
    assert re.fullmatch("[0-9a-f]{16}", first)
    assert logs.Discretion(b"another house").pseudonym("0198c0de") != first
    assert logs.Discretion(KEY.encode()).pseudonym("0198c0de") == first


def test_texts_are_masked(out: io.StringIO) -> None:
    logging.getLogger("library").warning("refused %s at %s", "marie.dupont+x@exemple.fr", "06 12 34 56 78")
    structlog.get_logger().info("note", note="write to marie@exemple.fr", count="1234567")
    first, second = events(out)
    assert first["event"] == "refused <e-mail> at <number>"
    assert second["note"] == "write to <e-mail>"
    assert second["count"] == "1234567"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("33 rows in 1200 ms", "33 rows in 1200 ms"),
        ("+33 6 12 34 56 78", "<number>"),
        ("0612345678", "<number>"),
        ("born 1964-03-12", "born <number>"),
        ("record 0198c0de-7a31-7000-8000-000000000000", "record 0198c0de-7a31-7000-8000-000000000000"),
        ('invalid input syntax for type date: "Dupont"', "invalid input syntax for type date: <value>"),
        ("invalid literal for int() with base 10: 'Dupont'", "invalid literal for int() with base 10: <value>"),
        ('duplicate key violates "one_card"\nDETAIL:  Key (card)=(Dupont) exists.', 'duplicate key violates "one_card"'),
        (r"UniqueViolation('duplicate key\nDETAIL:  Key (name)=(Dupont)')", "UniqueViolation('duplicate key"),
    ],
)  # fmt: skip
def test_what_a_text_quotes_is_masked_and_the_rest_is_not(text: str, shown: str) -> None:
    assert logs.masked(text) == shown


def test_an_exception_is_told_by_its_type_and_places_without_values(out: io.StringIO) -> None:
    try:
        try:
            raise psycopg.errors.UniqueViolation(
                'duplicate key "one"\nDETAIL:  Key (last_name)=(Dupont) already exists.'
            )
        except psycopg.Error as error:
            raise ValueError("cannot store jean@exemple.fr") from error
    except ValueError:
        structlog.get_logger().exception("import failed")
        logging.getLogger("library").exception("import failed")
    for event in events(out):
        assert event["exception"] == "ValueError"
        assert event["error"] == "cannot store <e-mail>"
        assert event["caused_by"] == "UniqueViolation"
        assert re.fullmatch(r"kernel/tests/test_logs\.py:\d+ test_an_exception_\w+", event["where"][-1])
    assert "Dupont" not in out.getvalue()
    assert len(events(out)) == 2


def answered(request: HttpRequest, response: HttpResponse, route: str = "customer") -> None:
    request.resolver_match = ResolverMatch(lambda: None, (), {}, url_name=route, route="customers/<id>")
    logs.RequestLog(lambda _: response)(request)


def test_a_request_is_told_by_its_route_never_by_its_address(out: io.StringIO) -> None:
    answered(RequestFactory().get("/customers/0198?q=Dupont"), HttpResponse())
    [event] = events(out)
    assert {name: event[name] for name in ("event", "level", "method", "route", "status")} == {
        "event": "request", "level": "info", "method": "GET", "route": "customer", "status": 200,
    }  # fmt: skip
    assert event["ms"] >= 0
    assert "Dupont" not in out.getvalue()
    assert "0198" not in out.getvalue().replace(event["timestamp"], "")


def test_an_error_is_an_error_with_its_code_and_probes_are_silent(out: io.StringIO) -> None:
    failed = HttpResponse(status=500, headers={"X-Support-Code": "ABCD-EFGH"})
    answered(RequestFactory().post("/x"), failed)
    answered(RequestFactory().get("/readyz"), HttpResponse(status=503), "readyz")
    unmatched = RequestFactory().generic("BREW", "/pot")
    logs.RequestLog(lambda _: HttpResponse(status=404))(unmatched)
    first, second = events(out)
    assert (first["level"], first["support_code"]) == ("error", "ABCD-EFGH")
    assert (second["method"], second["route"], second["status"]) == ("OTHER", "unmatched", 404)


def test_a_request_is_counted_by_route_and_status(out: io.StringIO) -> None:
    name = {"method": "GET", "route": "counted", "status": "418"}
    answered(RequestFactory().get("/x"), HttpResponse(status=418), "counted")
    answered(RequestFactory().get("/y"), HttpResponse(status=418), "counted")
    assert REGISTRY.get_sample_value("habitue_request_seconds_count", name) == 2
