"""Health, figures, and the addresses that explain each type of problem."""

import hmac
import inspect
from functools import cache

import structlog
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from habitue.ground.kernel.config import settings
from habitue.ground.kernel.metrics import exposition
from habitue.ground.kernel.types import Forbidden, HabitueError, Unavailable
from habitue.show.http.problems import known_types, wants_page

log = structlog.get_logger(__name__)


@never_cache
@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """200 as long as this process answers at all; asks nothing of anyone else."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when this process can serve, else 503, with the state of each part that it needs."""
    database = database_answers()
    checks = {"database": database, "migrations": database and migrations_done()}
    ready = all(checks.values())
    said = {name: "ok" if good else "failing" for name, good in checks.items()}
    return JsonResponse(
        {"status": "ready" if ready else "unavailable", "checks": said}, status=200 if ready else 503
    )


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for Prometheus; for this machine only, or for who has the token when one is configured."""
    if not may_read_metrics(request):
        raise Forbidden("Ask from this machine, or with the token of the setting metrics_token.")
    body, content_type = exposition()
    return HttpResponse(body, content_type=content_type)


@require_safe
def problem_types(request: HttpRequest, kind: str = "") -> HttpResponse:
    """Every type of problem, or one, with its status and what it means."""
    found = [described(each) for each in known_types() if kind in ("", each.type)]
    if not found:
        raise Http404
    if wants_page(request):
        return HttpResponse(render_to_string("http/problem_types.html", {"found": found}))
    return JsonResponse({"problems": found})


def database_answers() -> bool:
    """True when the database takes a query."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        log.warning("database does not answer", error=type(error).__name__)
        return False
    return True


def migrations_done() -> bool:
    """True when no migration is waiting. Yes is remembered: this process's migrations do not change, a new one's may."""
    try:
        _demand_migrations()
    except MigrationsWaiting:
        return False
    return True


class MigrationsWaiting(Unavailable):
    """The database's tables are older than this program."""

    type = "migrations-waiting"


@cache
def _demand_migrations() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise MigrationsWaiting


def may_read_metrics(request: HttpRequest) -> bool:
    """Behind a proxy every request comes from this machine: a forwarded one needs the token."""
    token = settings().metrics_token
    if token is not None:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), token.get_secret_value().encode())
    return (
        request.META.get("REMOTE_ADDR") in ("127.0.0.1", "::1") and "X-Forwarded-For" not in request.headers
    )


def described(kind: type[HabitueError]) -> dict[str, str | int]:
    """One type of problem as it is explained to a reader."""
    meaning = inspect.getdoc(kind) or ""
    return {"type": kind.type, "status": kind.status, "title": str(kind.title), "meaning": meaning}
