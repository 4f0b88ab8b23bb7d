"""The door of this folder: have a database for the length of a block, whoever else uses it."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import psycopg
from psycopg import sql

from habitue.ground.kernel.postgres import postmaster
from habitue.ground.kernel.postgres.account import account_for
from habitue.ground.kernel.postgres.binaries import choose, runnable
from habitue.ground.kernel.postgres.cluster import START_SECONDS, Cluster, stop
from habitue.ground.kernel.postgres.errors import DatabaseUnavailable
from habitue.ground.kernel.postgres.lock import Hold, exclusively, held_by_anyone
from habitue.ground.kernel.postgres.where import DATABASE, FOLDER_MODE, ROLE, SUPERUSER, Place
from habitue.ground.kernel.private_files import open_private, private_folder

CONNECT_SECONDS = 10


class DatabaseSettings(Protocol):
    """What this folder needs to know of the configuration."""

    @property
    def home(self) -> Path:
        """The home folder."""

    @property
    def external_database(self) -> str | None:
        """The URL of a server that is not ours to start; None for the embedded one."""

    @property
    def postgres_bin(self) -> Path | None:
        """A folder of PostgreSQL's programs to prefer over all others."""

    @property
    def postgres_shared_buffers(self) -> str | None:
        """The server's `shared_buffers`; None for a quarter of the memory."""


@dataclass(slots=True)
class Running:
    """A database that answers at `dsn`; `release` tells that this user of it is done."""

    dsn: str
    started_by_us: bool
    place: Place | None = None
    _hold: Hold | None = field(default=None, repr=False)

    def release(self) -> None:
        """Give the hold back, and stop the embedded server when nobody else has one."""
        if self._hold is None or self.place is None:
            return
        with exclusively(self.place.start_lock, START_SECONDS):
            self._hold.release()
            self._hold = None
            if not held_by_anyone(self.place.users_lock):
                stop(self.place)


def ensure_running(settings: DatabaseSettings) -> Running:
    """A database that takes connections: the external one as it is, or the embedded one, made and started if need be.

    The result holds the embedded server until `release` or the end of this process. Raises DatabaseUnavailable.
    """
    if settings.external_database:
        return Running(settings.external_database, started_by_us=False)
    place = Place(settings.home)
    _folders(place)
    with exclusively(place.start_lock, START_SECONDS):
        hold = Hold(place.users_lock)
        try:
            started = _start(place, settings)
            _prepare(place)
        except (OSError, subprocess.SubprocessError) as error:
            hold.release()
            raise DatabaseUnavailable(
                f"The database in {place.folder} could not be started: {error}"
            ) from error
        except BaseException:
            hold.release()
            raise
    return Running(place.dsn(), started, place, hold)


@contextmanager
def database(settings: DatabaseSettings) -> Iterator[Running]:
    """A database for the length of the block. The last of all the users of an embedded server stops it."""
    running = ensure_running(settings)
    try:
        yield running
    finally:
        running.release()


def _folders(place: Place) -> None:
    """The home (closed to all others, when it is made here) and the server's folder, which its account must cross."""
    try:
        private_folder(place.home)
        private_folder(place.folder, FOLDER_MODE)
        os.close(open_private(place.start_lock))
    except OSError as error:
        raise DatabaseUnavailable(
            f"The home folder {place.home} cannot be used: {error.strerror} ({error.filename}). Set HABITUE_HOME to a "
            "folder of yours, or run habitue as the user that it belongs to."
        ) from error


def _start(place: Place, settings: DatabaseSettings) -> bool:
    if (found := postmaster.find(place.data)) and found.ready:
        return False
    account = account_for(place.data)
    programs = runnable(choose(settings.postgres_bin, _major(place)), account, place.folder)
    cluster = Cluster(place, account, programs, settings.postgres_shared_buffers)
    cluster.create()
    return cluster.start()


def _major(place: Place) -> int | None:
    """The version of PostgreSQL that made the cluster; None before it is made."""
    try:
        return int((place.data / "PG_VERSION").read_text())
    except FileNotFoundError:
        return None


def _prepare(place: Place) -> None:
    """Make Habitué's own role and database unless they answer; a creation that was interrupted is finished."""
    try:
        psycopg.connect(place.dsn(), connect_timeout=CONNECT_SECONDS).close()
    except psycopg.OperationalError:
        try:
            _make_role_and_database(place)
        except psycopg.Error as error:
            raise DatabaseUnavailable(
                f"The embedded database refuses its own password or settings: {error}"
            ) from error


def _make_role_and_database(place: Place) -> None:
    """An ordinary role (it may make databases, for tests, but read no file of the server) and its database."""
    role, name = sql.Identifier(ROLE), sql.Identifier(DATABASE)
    with psycopg.connect(
        place.dsn(SUPERUSER, "postgres"), autocommit=True, connect_timeout=CONNECT_SECONDS
    ) as connection:
        if not connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [ROLE]).rowcount:
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(role))
        connection.execute(
            sql.SQL("ALTER ROLE {} PASSWORD {}").format(role, sql.Literal(place.password(ROLE)))
        )
        if not connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE]).rowcount:
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, role))
