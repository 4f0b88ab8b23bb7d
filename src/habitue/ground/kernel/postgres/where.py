"""Where an embedded cluster keeps its things, and the address by which programs reach it. Decides names; starts nothing."""

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from habitue.ground.kernel.private_files import private_folder, secret_made_once

SOCKET_FILE = ".s.PGSQL.5432"
# The address of a Unix socket is at most 107 bytes on Linux and 103 on macOS (`sun_path`): the stricter for both.
SOCKET_PATH_LIMIT = 103
DATABASE = "habitue"
ROLE = "habitue"
SUPERUSER = "postgres"
# Others may cross it, knowing a name in it, and not look: the server's account must reach its own folders below.
FOLDER_MODE = 0o711


@dataclass(frozen=True, slots=True)
class Place:
    """The folders and files of one embedded cluster, all below `home` but for the socket of a very deep home."""

    home: Path

    @property
    def folder(self) -> Path:
        """Everything of the embedded server. The caller's: the server's account owns only `data` and `run` in it."""
        return self.home / "postgres"

    @property
    def data(self) -> Path:
        """The cluster itself (PGDATA)."""
        return self.folder / "data"

    @property
    def log(self) -> Path:
        """What the server prints."""
        return self.folder / "server.log"

    @property
    def start_lock(self) -> Path:
        """Held while the server is being started or stopped."""
        return self.folder / "start.lock"

    @property
    def users_lock(self) -> Path:
        """Held, shared, by each process that uses the server."""
        return self.folder / "users.lock"

    @property
    def run(self) -> Path:
        """The socket's folder beside the data."""
        return self.folder / "run"

    @property
    def deep(self) -> bool:
        """True when the socket beside the data would have an address longer than the system allows."""
        return len(bytes(self.run / SOCKET_FILE)) > SOCKET_PATH_LIMIT

    @property
    def socket_folder(self) -> Path:
        """The folder of the socket as a client names it.

        A deep home gets a short private folder whose name is derived from the home's path, so that every process finds
        it without having to be told; its owner and mode are verified before each start.
        """
        if not self.deep:
            return self.run
        name = hashlib.blake2b(bytes(self.home), digest_size=8).hexdigest()
        return Path("/tmp" if Path("/tmp").is_dir() else tempfile.gettempdir()) / f"habitue-{name}"  # noqa: S108

    @property
    def socket_lock(self) -> Path:
        """The file in which the server notes that the socket is its own."""
        return self.socket_folder / f"{SOCKET_FILE}.lock"

    @property
    def server_socket_folder(self) -> str:
        """The same folder as the server names it: relative, because its account may be unable to walk to the home."""
        return str(self.socket_folder) if self.deep else f"../{self.run.name}"

    def password(self, role: str) -> str:
        """The password of `role`, made at the first call and kept 0600 in the caller's name.

        The address may be asked for before the server is made (Django's settings do): the folders are made here, as the
        server needs them, so that it makes no difference which comes first.
        """
        private_folder(self.home)
        private_folder(self.folder, FOLDER_MODE)
        return secret_made_once(self.folder / f"{role}.password")

    def dsn(self, role: str = ROLE, database: str = DATABASE) -> str:
        """The connection URL of `database` for `role`. Known before the server runs."""
        host = quote(str(self.socket_folder), safe="")
        return f"postgresql://{role}:{self.password(role)}@/{database}?host={host}"
