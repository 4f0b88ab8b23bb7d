"""The doctor on a healthy house, and on several ill ones."""

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from habitue.ground.kernel.config import load
from habitue.ground.kernel.postgres import Place, database, postmaster
from habitue.show.cli import doctor as room


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A home that does not exist yet, on a free port."""
    for name in [name for name in os.environ if name.startswith("HABITUE_") or name == "DATABASE_URL"]:
        monkeypatch.delenv(name)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        monkeypatch.setenv("HABITUE_PORT", str(probe.getsockname()[1]))
    monkeypatch.setenv("HABITUE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def told() -> tuple[int, str]:
    console = Console(width=250, record=True, file=open(os.devnull, "w"))  # noqa: SIM115
    status = room.doctor(console)
    return status, console.export_text()


def test_a_fresh_machine_is_well_and_nothing_is_made(home: Path) -> None:
    status, text = told()
    assert status == 0
    assert "All is well." in text
    assert "HABITUE_HOME" in text
    assert not home.exists()


PROGRAM = """
from rich.console import Console
from habitue.show.cli.doctor import doctor
raise SystemExit(doctor(Console(width=250)))
"""


def told_by_a_process() -> tuple[int, dict[str, str]]:
    """The status and the findings of a doctor in a process of its own, as the command is."""
    asked = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    examination = asked.stdout.partition("Examination")[2]
    lines = [re.split(r"  +", line.strip()) for line in examination.splitlines()]
    return asked.returncode, {line[1]: " ".join([line[0], *line[2:]]) for line in lines if len(line) > 2}


def test_a_stopped_database_is_started_looked_at_and_stopped(home: Path) -> None:
    with database(load()):
        status, found = told_by_a_process()
        assert found["pid file"].startswith("ok the server runs as process")
    status, found = told_by_a_process()
    assert status == 0, found
    assert found["database"].startswith("ok PostgreSQL ")
    assert found["extensions"] == "ok pg_trgm, unaccent"
    assert found["encoding"] == "ok UTF8"
    assert found["tables"] == "ok none yet; made at the first start"
    assert found["pid file"] == "ok none; the server is stopped"
    assert postmaster.find(Place(home).data) is None


def test_a_killed_server_is_noted_and_comes_back(home: Path) -> None:
    with database(load()):
        postmaster.send(Place(home).data, signal.SIGKILL)
        assert postmaster.wait_until_gone(Place(home).data, 10)
        status, found = told_by_a_process()
    assert status == 0, found
    assert found["pid file"].startswith("note left by a server that was killed")
    assert found["database"].startswith("ok PostgreSQL ")


def test_a_wrong_setting_is_shown_with_its_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HABITUE_LANGUAGE", "de")
    status, text = told()
    assert status == 1
    assert "Should be 'fr' or 'en'" in text
    assert "1 to mend" in text


def test_an_external_database_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://shop:pa55@127.0.0.1:1/habitue")
    status, text = told()
    assert status == 1
    assert "Check DATABASE_URL" in text
    assert "pa55" not in text


def test_a_taken_port_is_told() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", load().port))
        other.listen()
        finding = room.port(load())
    assert (finding.state, "habitue run --port N" in finding.remedy) == ("wrong", True)
    assert room.port(load()).state == "good"


def test_missing_programs_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HABITUE_POSTGRES_BIN", str(tmp_path))
    assert room.programs(load()).state == "wrong"


def test_a_home_that_cannot_be_made_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("HABITUE_HOME", str(tmp_path / "file" / "home"))
    finding = room.home_folder(load())
    assert finding.state == "wrong"
    assert "HABITUE_HOME" in finding.remedy
