"""Health and figures as a probe sees them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.http import Http404
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from habitue.ground.kernel import config
from habitue.ground.kernel.metrics import register_gauge, rows_imported
from habitue.ground.kernel.types import Forbidden
from habitue.show.http import views

GET = RequestFactory().get


@pytest.fixture
def token(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """A configuration with a token for the figures."""
    monkeypatch.setenv("HABITUE_HOME", str(tmp_path))
    monkeypatch.setenv("HABITUE_METRICS_TOKEN", "of-the-watch")
    config.settings.cache_clear()
    yield "of-the-watch"
    config.settings.cache_clear()


def test_a_process_that_answers_is_live_and_asks_nobody() -> None:
    response = views.livez(GET("/livez"))
    assert (response.status_code, response.content) == (200, b"ok")
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_it_is_ready_with_its_database_and_tables() -> None:
    response = views.readyz(GET("/readyz"))
    assert response.status_code == 200
    said = {"status": "ready", "checks": {"database": "ok", "migrations": "ok"}}
    assert json.loads(response.content) == said
    with CaptureQueriesContext(
        connection,
    ) as asked:
        views.readyz(GET("/readyz"))
    assert len(asked) == 1, "once migrated, only the database is asked"


@pytest.mark.django_db(transaction=True)
def test_it_is_not_ready_without_its_database(monkeypatch: pytest.MonkeyPatch) -> None:
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nowhere")
    response = views.readyz(GET("/readyz"))
    assert response.status_code == 503
    said = {"status": "unavailable", "checks": {"database": "failing", "migrations": "failing"}}
    assert json.loads(response.content) == said
    assert b"nowhere" not in response.content


def test_figures_are_for_this_machine() -> None:
    rows_imported("new", 3)
    register_gauge("habitue_test_gauge", "A gauge", ["shop"], lambda: [(["Lille"], 7)])
    register_gauge("habitue_test_broken", "A broken gauge", [], lambda: 1 / 0)  # type: ignore[arg-type, return-value]
    text = views.metrics(GET("/metrics", REMOTE_ADDR="127.0.0.1")).content.decode()
    assert 'habitue_import_rows_total{outcome="new"}' in text
    assert 'habitue_test_gauge{shop="Lille"} 7.0' in text
    assert "habitue_test_broken" not in text


@pytest.mark.parametrize(
    "meta", [{"REMOTE_ADDR": "10.0.0.9"}, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "1.2.3.4"}]
)
def test_figures_are_refused_to_others(meta: dict[str, str]) -> None:
    with pytest.raises(Forbidden):
        views.metrics(GET("/metrics", **meta))  # type: ignore[arg-type]


def test_figures_are_for_who_has_the_token(token: str) -> None:
    right = {"HTTP_AUTHORIZATION": f"Bearer {token}", "REMOTE_ADDR": "10.0.0.9"}
    assert views.metrics(GET("/metrics", **right)).status_code == 200  # type: ignore[arg-type]
    for wrong in ("Bearer other", "", "Bearer é"):
        with pytest.raises(Forbidden):
            views.metrics(GET("/metrics", HTTP_AUTHORIZATION=wrong, REMOTE_ADDR="127.0.0.1"))


def test_every_type_of_problem_is_explained() -> None:
    found = json.loads(views.problem_types(GET("/problems/")).content)["problems"]
    by_type = {each["type"]: each for each in found}
    assert by_type["invalid-input"]["status"] == 422
    assert by_type["database-unavailable"]["meaning"].startswith("The database cannot be used")
    assert all(each["meaning"] for each in found)
    [one] = json.loads(views.problem_types(GET("/problems/conflict"), "conflict").content)["problems"]
    assert one == by_type["conflict"]
    page = views.problem_types(GET("/problems/", HTTP_ACCEPT="text/html")).content.decode()
    assert "<code>conflict</code>" in page
    with pytest.raises(Http404):
        views.problem_types(GET("/problems/none"), "none")
