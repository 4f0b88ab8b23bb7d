"""An embedded cluster: made once, started, stopped. Called with the start lock held."""

import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from habitue.ground.kernel.postgres import postmaster, tuning
from habitue.ground.kernel.postgres.account import Account
from habitue.ground.kernel.postgres.binaries import Programs
from habitue.ground.kernel.postgres.errors import DatabaseUnavailable, tail
from habitue.ground.kernel.postgres.where import SUPERUSER, Place
from habitue.ground.kernel.private_files import open_private, private_folder

START_SECONDS = 300  # recovery of a large database after a crash takes minutes
STOP_SECONDS = 120
LOG_LIMIT = 10_000_000  # bytes, then the log is begun anew and one older is kept
PAUSE = 0.02
# The shared memory of a server that was killed is free once its last child has noticed, a moment later.
STILL_DYING = ("shared memory block", 'lock file "postmaster.pid"', '.lock" already exists')


@dataclass(frozen=True, slots=True)
class Cluster:
    """One cluster with what is needed to run it."""

    place: Place
    account: Account
    programs: Programs
    shared_buffers: str | None = None

    def create(self) -> None:
        """Make the cluster unless it exists. An interrupted creation leaves nothing that a later one takes for whole."""
        if (self.place.data / "PG_VERSION").exists():
            return
        if self.place.data.exists():
            raise DatabaseUnavailable(
                f"{self.place.data} is not a PostgreSQL data folder. Move it away and try again."
            )
        for leftover in self.place.folder.glob("new-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        draft = Path(tempfile.mkdtemp(prefix="new-", dir=self.place.folder))
        self.account.own(draft)
        self._initdb(draft)
        draft.rename(self.place.data)
        _sync_folder(self.place.folder)

    def start(self) -> bool:
        """Start the server unless it runs, and wait until it takes connections; True when this call started it."""
        deadline = time.monotonic() + START_SECONDS
        while (running := postmaster.find(self.place.data)) and not running.ready:
            self._wait(deadline, "did not finish starting or stopping")
        if running:
            return False
        self._socket_folder()
        while not self._launch(deadline):
            self._wait(deadline, "did not start")
        return True

    def _initdb(self, folder: Path) -> None:
        """Run `initdb` in the empty `folder`; the password goes by a file that only the account can read."""
        password = self.place.folder / "initdb.password"
        password.unlink(missing_ok=True)
        with os.fdopen(open_private(password, os.O_WRONLY | os.O_CREAT | os.O_EXCL), "w") as file:
            file.write(self.place.password(SUPERUSER) + "\n")
        self.account.own(password)
        try:
            result = self._try_initdb(folder, password, "C.UTF-8")
            if result.returncode and "locale" in result.stderr:
                result = self._try_initdb(folder, password, "C")
        finally:
            password.unlink(missing_ok=True)
        if result.returncode:
            said = "".join(f"\n    {line}" for line in (result.stdout + result.stderr).splitlines()[-12:])
            raise DatabaseUnavailable(f"The database could not be made in {self.place.folder}.{said}")

    def _try_initdb(self, folder: Path, password: Path, ctype: str) -> subprocess.CompletedProcess[str]:
        """One run of `initdb`. A character type of plain C takes é for no letter, in trigrams above all: last resort."""
        builtin = (
            ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if self.programs.major >= 17 else []
        )
        with (
            self.account.reaching(folder) as (data, first),
            self.account.reaching(password) as (secret, second),
        ):
            return self.account.run(
                [
                    self.programs.path("initdb"),
                    f"--pgdata={data}",
                    f"--username={SUPERUSER}",
                    f"--pwfile={secret}",
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    *builtin,
                    "--locale=C",
                    f"--lc-ctype={ctype}",
                    "--data-checksums",
                    "--no-instructions",
                ],
                descriptors=[*first, *second],
            )

    def _socket_folder(self) -> None:
        """Make the private folder of the socket, and refuse one that somebody else has made in its place."""
        folder = self.place.socket_folder
        if not os.path.lexists(folder):
            self.account.own(private_folder(folder))
        found = folder.lstat()
        if found.st_uid != self.account.uid or found.st_mode & 0o170777 != 0o040700:
            raise DatabaseUnavailable(
                f"{folder}, the private folder of the database's socket, is not private (expected: a folder of mode 0700 "
                f"of uid {self.account.uid}). Remove it and try again."
            )

    def _launch(self, deadline: float) -> bool:
        """Start the server and wait for it; False when a killed predecessor is not quite gone."""
        postmaster.discard_stale_pid_file(self.place.data)
        postmaster.discard_stale_socket_lock(self.place.socket_lock, self.place.data)
        since = self._fresh_log()
        process = self._spawn()
        while not ((found := postmaster.find(self.place.data)) and found.ready):
            if process.poll() is not None:
                return self._refused(since)
            self._wait(deadline, "did not become ready", since)
        return True

    def _refused(self, since: int) -> bool:
        said = tail(self.place.log, since)
        if any(sign in said for sign in STILL_DYING):
            return False
        raise DatabaseUnavailable(f"The database did not start. Its log ({self.place.log}) says:{said}")

    def _spawn(self) -> "subprocess.Popen[bytes]":
        """The server, in a session of its own: Ctrl-C is not for it."""
        settings = tuning.options(
            self.place.server_socket_folder,
            self.shared_buffers,
            tuning.memory_mb(),
            tuning.shared_memory_mb(),
        )
        log = open_private(self.place.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        try:
            with self.account.reaching(self.place.data) as (data, descriptors):
                process = subprocess.Popen(
                    [self.programs.path("postgres"), "-D", data, *_as_arguments(settings)],
                    cwd="/",
                    pass_fds=descriptors,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                    **self.account.popen_arguments(),
                )
        finally:
            os.close(log)
        # Somebody has to ask how a child ended, or it stays as a zombie for as long as this process lives.
        threading.Thread(target=process.wait, name="reap-postgres", daemon=True).start()
        return process

    def _fresh_log(self) -> int:
        """The size of the log, in bytes, once a too long one has been put aside."""
        with suppress(FileNotFoundError):
            if self.place.log.stat().st_size > LOG_LIMIT:
                self.place.log.rename(self.place.log.with_suffix(".log.1"))
            return self.place.log.stat().st_size
        return 0

    def _wait(self, deadline: float, what: str, since: int = 0) -> None:
        if time.monotonic() > deadline:
            said = f"Its log ({self.place.log}) says:{tail(self.place.log, since)}"
            raise DatabaseUnavailable(f"The database {what} within {START_SECONDS} s. {said}")
        time.sleep(PAUSE)


def stop(place: Place) -> None:
    """Ask the server of `place` to end its connections and stop, and wait for it. Raises DatabaseUnavailable."""
    asked = postmaster.send(place.data, signal.SIGINT)
    if asked and not postmaster.wait_until_gone(place.data, STOP_SECONDS):
        said = f"See {place.log}.{tail(place.log)}"
        raise DatabaseUnavailable(f"The database did not stop within {STOP_SECONDS} s. {said}")
    if place.deep:
        with suppress(OSError):
            place.socket_folder.rmdir()  # it lies outside the home: nothing is left behind


def _as_arguments(settings: dict[str, str]) -> list[str]:
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]


def _sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
