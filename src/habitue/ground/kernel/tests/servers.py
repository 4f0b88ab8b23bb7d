"""Helpers of the tests of the embedded server: processes that use it, questions to it, and its certain end."""

import os
import pwd
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from habitue.ground.kernel.postgres import Place, postmaster

AS_ROOT = os.geteuid() == 0
NOBODY = pwd.getpwnam("nobody").pw_uid
SOURCE = Path(__file__).resolve().parents[4]
root_only = pytest.mark.skipif(not AS_ROOT, reason="needs to become other users")


@dataclass(frozen=True)
class Given:
    """The part of the configuration that the launcher reads."""

    home: Path
    external_database: str | None = None
    postgres_bin: Path | None = None
    postgres_shared_buffers: str | None = "32MB"


PROGRAM = """
import sys, time
from dataclasses import dataclass
from pathlib import Path
sys.path[:0] = [{source!r}, *{packages!r}]
from habitue.ground.kernel.postgres import database

@dataclass(frozen=True)
class Given:
    home: Path
    external_database: None = None
    postgres_bin: None = None
    postgres_shared_buffers: str = "32MB"

with database(Given(Path({home!r}))) as running:
    print("started" if running.started_by_us else "joined", flush=True)
    sys.stdin.readline()
print("left", flush=True)
"""


def user_of(home: Path, python: str = sys.executable, **popen: Any) -> "subprocess.Popen[str]":
    """Another process that uses the database of `home` until it is told to leave."""
    packages = [path for path in sys.path if path.endswith("site-packages")]
    program = PROGRAM.format(source=str(SOURCE), packages=packages, home=str(home))
    process: subprocess.Popen[str] = subprocess.Popen(
        [python, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **popen,
    )
    return process


def told(process: "subprocess.Popen[str]") -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def leave(process: "subprocess.Popen[str]") -> str:
    """Tell it to leave; what it said last."""
    said, errors = process.communicate("\n", timeout=30)
    assert process.returncode == 0, errors
    return said.strip()


def query(dsn: str, statement: str) -> str:
    with psycopg.connect(dsn, autocommit=True, connect_timeout=5) as connection:
        cursor = connection.execute(statement)
        row = cursor.fetchone() if cursor.description else None
    return str(row[0]) if row else ""


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def pid(home: Path) -> int:
    found = postmaster.find(Place(home).data)
    assert found
    return found.pid


@contextmanager
def always_stopped(home: Path) -> Iterator[Path]:
    """Whatever the test did, no server of `home` outlives it."""
    try:
        yield home
    finally:
        data = Place(home).data
        if data.exists() and postmaster.send(data, signal.SIGQUIT):
            assert postmaster.wait_until_gone(data, 20)
