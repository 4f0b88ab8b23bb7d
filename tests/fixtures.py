"""Fixtures for every room: the database, a house, who acts in it, a signed-in browser, and a fixed moment."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import psycopg
import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.test import Client
from pytest_django import DjangoDbBlocker

from habitue.ground.kernel.config import settings
from habitue.ground.kernel.postgres import database
from habitue.ground.kernel.postgres.where import SUPERUSER
from habitue.ground.kernel.types import Actor, system_actor
from habitue.ground.people import api as people
from habitue.ground.people.models import Staff
from habitue.ground.people.rules.roles import permissions_of
from habitue.ground.places import api as places
from habitue.ground.places.types import HouseView

PASSWORD = "une phrase de passe"
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)

ActorOfRole = Callable[[str], Actor]
Login = Callable[[Client, str], Actor]


@pytest.fixture(scope="session")
def database_server() -> Iterator[None]:
    """PostgreSQL running: the embedded one of this process's home, or the one that `DATABASE_URL` names.

    Autovacuum rests in the embedded one: its transactions, too, hold back the readers of the log for a moment.
    """
    with database(settings()) as running:
        if running.place:
            with psycopg.connect(running.place.dsn(SUPERUSER, "postgres"), autocommit=True) as server:
                server.execute("alter system set autovacuum = off")
                server.execute("select pg_reload_conf()")
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    database_server: None, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """pytest-django's hook before it makes the test database: the server runs, and does not wait for the disk."""
    connection.settings_dict.setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=off"


@pytest.fixture(scope="session", autouse=True)
def _light_hashing() -> None:
    """The same password hash, made to cost less: what guessing costs is Django's own concern."""
    Argon2PasswordHasher.memory_cost, Argon2PasswordHasher.time_cost = 64, 1
    Argon2PasswordHasher.parallelism = 1


@pytest.fixture(autouse=True)
def _unmanaged_emptied(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> None:
    """A test that commits begins with an empty log and no jobs: these tables are not among those that Django empties.

    Tests that are rolled back need no such care: pytest-django runs them before all those that commit.
    """
    marker = request.node.get_closest_marker("django_db")
    commits = bool(marker and marker.kwargs.get("transaction"))
    if not commits and not {"transactional_db", "live_server"} & set(request.fixturenames):
        return
    request.getfixturevalue("django_db_setup")
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        known = connection.introspection
        managed = {*known.django_table_names(), "django_migrations"}
        left = sorted(set(known.table_names(cursor)) - managed)
        cursor.execute(f"truncate {', '.join(left)} restart identity cascade")


@pytest.fixture
def other_session(transactional_db: None) -> Iterator[psycopg.Connection]:
    """A second session on the test database, as another process has: nothing of it shows until it commits."""
    parameters = connection.get_connection_params()
    wanted = {
        name: parameters[name]
        for name in ("dbname", "user", "password", "host", "port")
        if name in parameters
    }
    with psycopg.connect(**wanted) as session:
        yield session
        if not session.closed:
            session.rollback()


@pytest.fixture
def now() -> datetime:
    """The moment at which tests take place: 21 November 2026, 09:30 UTC (10:30 in Paris)."""
    return NOW


@pytest.fixture
def today() -> date:
    """The day of `now`."""
    return NOW.date()


@pytest.fixture
def house(request: pytest.FixtureRequest) -> HouseView:
    """A house, opened. Brings the database: `transactional_db` when the test asks for it."""
    if not request.node.get_closest_marker("django_db"):
        asked = "transactional_db" if "transactional_db" in request.fixturenames else "db"
        request.getfixturevalue(asked)
    return places.open_house(name="Maison des essais")


@pytest.fixture
def system(house: HouseView) -> Actor:
    """The house's own processes: holds every permission."""
    return system_actor(house.id)


@pytest.fixture
def actor_of_role(house: HouseView, system: Actor) -> ActorOfRole:
    """A function that gives an actor of a role: a person of the house with a login (`<role>@essais.example`)."""

    def make(role: str) -> Actor:
        staff = people.invite(
            actor=system, email=_email(role), name=role.title(), role=role, password=PASSWORD
        )
        return Actor(house.id, staff.name, staff.id, role, permissions_of(role))

    return make


@pytest.fixture
def login(actor_of_role: ActorOfRole) -> Login:
    """A function that signs a person of a role in on a test client and returns the actor that its requests act as."""

    def sign_in(client: Client, role: str) -> Actor:
        actor = actor_of_role(role)
        client.force_login(Staff.objects.get(email=_email(role)))
        return actor

    return sign_in


def _email(role: str) -> str:
    return f"{role}@essais.example"
