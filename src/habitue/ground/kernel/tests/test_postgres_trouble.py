"""The embedded server in trouble: killed, half made, mistaken for another, not startable; and what is said of it."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import psycopg
import pytest

from habitue.ground.kernel.postgres import DatabaseUnavailable, Place, database, ensure_running, postmaster
from habitue.ground.kernel.postgres.binaries import choose
from habitue.ground.kernel.postgres.lock import held_by_anyone
from habitue.ground.kernel.tests.servers import (
    AS_ROOT,
    Given,
    always_stopped,
    pid,
    query,
    told,
    user_of,
)


def test_a_killed_server_starts_again_with_all_that_was_committed(home: Path) -> None:
    with database(Given(home)) as running:
        query(running.dsn, "CREATE TABLE sale AS SELECT generate_series(1, 1000) AS n")
        killed = pid(home)
        os.kill(killed, signal.SIGKILL)
        with pytest.raises(psycopg.OperationalError):
            query(running.dsn, "SELECT pg_sleep(5)")
        again = ensure_running(Given(home))
        assert again.started_by_us
        assert pid(home) != killed
        assert query(again.dsn, "SELECT count(*) FROM sale") == "1000"
        again.release()
        assert postmaster.find(Place(home).data), "the first user has not left yet"
    assert postmaster.find(Place(home).data) is None


def test_a_users_death_does_not_keep_the_server_up(home: Path) -> None:
    first = user_of(home)
    assert told(first) == "started"
    first.kill()
    first.wait()
    assert postmaster.find(Place(home).data), "nobody was left to stop it"
    with database(Given(home)) as running:
        assert not running.started_by_us
    assert postmaster.find(Place(home).data) is None


def test_a_socket_folder_made_by_another_is_refused(home: Path, tmp_path: Path) -> None:
    deep = tmp_path / "/".join(["a-rather-long-folder"] * 8)
    deep.parent.mkdir(parents=True)
    home.rename(deep)
    squatted = Place(deep).socket_folder
    squatted.mkdir()
    squatted.chmod(0o777)
    try:
        with always_stopped(deep), pytest.raises(DatabaseUnavailable, match="is not private"):
            ensure_running(Given(deep))
    finally:
        squatted.rmdir()


def test_a_creation_killed_half_way_is_done_again(tmp_path: Path) -> None:
    home = tmp_path / "home"
    for delay in (0.0, 0.1, 0.25):
        process = user_of(home)
        place = Place(home)
        while not list(place.folder.glob("new-*")) and not place.data.exists():
            time.sleep(0.005)
        time.sleep(delay)
        process.kill()
        process.wait()
    with always_stopped(home), database(Given(home)) as running:
        assert query(running.dsn, "SELECT 1") == "1"
        assert not (Place(home).folder / "initdb.password").exists()


@pytest.mark.parametrize("content", ["", "{foreign}\n/elsewhere\n1\n5432\n\n\n\nready\n"])
def test_a_stale_pid_file_neither_stops_the_start_nor_costs_a_strangers_life(
    home: Path, content: str
) -> None:
    data = Place(home).data
    owner = data.stat()
    who: dict[str, Any] = {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []} if AS_ROOT else {}
    foreign = subprocess.Popen(["sleep", "60"], **who)
    try:
        (data / "postmaster.pid").write_text(content.format(foreign=foreign.pid))
        os.chown(data / "postmaster.pid", owner.st_uid, owner.st_gid)
        assert postmaster.send(data, signal.SIGKILL) is False
        with database(Given(home)) as running:
            assert running.started_by_us
            assert pid(home) != foreign.pid
        assert foreign.poll() is None
    finally:
        foreign.kill()
        foreign.wait()


def test_another_clusters_server_is_not_taken_for_ours(home: Path, template: Path, tmp_path: Path) -> None:
    """The pid file of a copied folder names a real postmaster: of the folder that it was copied from."""
    with always_stopped(template), database(Given(template)):
        noted = (Place(template).data / "postmaster.pid").read_text()
        (Place(home).data / "postmaster.pid").write_text(noted)
        shutil.chown(Place(home).data / "postmaster.pid", Place(home).data.stat().st_uid)
        assert postmaster.find(Place(home).data) is None
        assert postmaster.send(Place(home).data, signal.SIGKILL) is False
        with database(Given(home)) as running:
            assert running.started_by_us
        assert postmaster.find(Place(template).data)


def test_a_server_that_refuses_to_start_is_quoted(home: Path) -> None:
    with (Place(home).data / "postgresql.conf").open("a") as file:
        file.write("no_such_setting = 12\n")
    with pytest.raises(DatabaseUnavailable, match="no_such_setting"):
        ensure_running(Given(home))
    assert not held_by_anyone(Place(home).users_lock)


def test_a_cluster_of_a_version_that_is_not_here_is_told(home: Path) -> None:
    (Place(home).data / "PG_VERSION").write_text("9\n")
    with pytest.raises(DatabaseUnavailable, match="was made by PostgreSQL 9"):
        ensure_running(Given(home))


def test_a_data_folder_that_is_none_is_left_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    Place(home).data.mkdir(parents=True)
    (Place(home).data / "letter.txt").write_text("dear")
    with pytest.raises(DatabaseUnavailable, match="is not a PostgreSQL data folder"):
        ensure_running(Given(home))
    assert (Place(home).data / "letter.txt").read_text() == "dear"


def test_a_home_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DatabaseUnavailable, match="cannot be used"):
        ensure_running(Given(tmp_path / "file" / "home"))


def test_no_programs_at_all_is_told(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnavailable, match="No PostgreSQL 15 or newer was found"):
        choose(tmp_path, None)


def test_a_half_made_database_is_finished(home: Path) -> None:
    with database(Given(home)) as running:
        superuser = Place(home).dsn("postgres", "postgres")
        query(superuser, "DROP DATABASE habitue")
        query(superuser, "ALTER ROLE habitue PASSWORD 'other'")
        again = ensure_running(Given(home))
        assert query(running.dsn, "SELECT current_database() || current_user") == "habitue" * 2
        again.release()
