"""The ground that other tests stand on holds."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from habitue.ground.kernel.api import announce
from habitue.ground.kernel.types import Actor, Announcement
from habitue.ground.places.types import HouseView
from tests.fixtures import ActorOfRole, Login


def test_the_home_is_temporary() -> None:
    assert Path(settings.HABITUE.home) == Path(os.environ["HABITUE_HOME"])
    assert "habitue-tests-" in os.environ["HABITUE_HOME"]


@pytest.mark.django_db
def test_the_database_is_a_test_database() -> None:
    assert connection.settings_dict["NAME"].startswith("test_")


def _log_rows() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from kernel_log")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", [1, 2])
def test_what_a_test_commits_does_not_reach_the_next(house: HouseView, round_: int) -> None:
    assert _log_rows() == 0
    with transaction.atomic():
        announce(Announcement(house.id, "frame.tested", "x", {}))
    assert _log_rows() == 1


def test_actors_hold_their_role(system: Actor, actor_of_role: ActorOfRole) -> None:
    assert system.may("anything.at.all")
    assert actor_of_role("associate").may("customers.see")
    assert not actor_of_role("associate").may("staff.edit")


def test_login_signs_in(client: Client, login: Login) -> None:
    actor = login(client, "steward")
    assert client.session["_auth_user_id"] == str(actor.staff)
