"""Who the server's processes run as: the caller, or, PostgreSQL refusing root, an unprivileged account that exists.

That account is `nobody` for a new cluster, and the owner of the data folder for one that exists (root working on the home
of an ordinary user must not take it from them). No user is created.
"""

import os
import pwd
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from habitue.ground.kernel.postgres.errors import DatabaseUnavailable

# A clean environment: no PGDATA, PGPORT, LD_LIBRARY_PATH or locale of the caller's reaches the server.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


@dataclass(frozen=True, slots=True)
class Account:
    """A user and group id; `drops` tells that the caller is root and must become this account in each child."""

    uid: int
    gid: int
    drops: bool

    def popen_arguments(self) -> dict[str, Any]:
        """The keyword arguments of `subprocess` that make a child run as this account, in a clean environment."""
        identity = {"user": self.uid, "group": self.gid, "extra_groups": []} if self.drops else {}
        return {"env": ENVIRONMENT, "stdin": subprocess.DEVNULL, **identity}

    def run(
        self, command: Sequence[str | Path], descriptors: Sequence[int] = (), timeout: float = 300
    ) -> subprocess.CompletedProcess[str]:
        """Run `command` as this account, with `descriptors` left open in it, and return its output as text."""
        return subprocess.run(
            command,
            cwd="/",
            pass_fds=descriptors,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=timeout,
            check=False,
            **self.popen_arguments(),
        )

    @contextmanager
    def reaching(self, path: Path) -> Iterator[tuple[str, list[int]]]:
        """A name by which a child of this account reaches `path`, and the descriptors that it must inherit for that.

        An account that cannot walk to a path (below root's home, say) can still go through an open descriptor: on Linux
        /proc/self/fd/N is an absolute path to what was opened, whatever the folders above it allow.
        """
        if not self.drops or not os.path.isdir("/proc/self/fd"):
            yield str(path), []
            return
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
        try:
            yield f"/proc/self/fd/{descriptor}", [descriptor]
        finally:
            os.close(descriptor)

    def own(self, path: Path) -> None:
        """Give `path`, which the launcher has just made for the server, to this account."""
        if self.drops:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def can_enter(self, folder: Path) -> bool:
        """True when this account can walk to `folder`."""
        return self.run(["/bin/sh", "-c", 'cd "$0"', folder]).returncode == 0


def account_for(data: Path) -> Account:
    """The account of the cluster in `data` (which may not exist yet). Raises DatabaseUnavailable when there is none."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), drops=False)
    if data.exists() and (owner := data.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid, drops=True)
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        raise DatabaseUnavailable(
            "PostgreSQL refuses to run as root, and this system has no account `nobody` for it to run as. "
            "Run habitue as an ordinary user, or name a server in DATABASE_URL."
        ) from None
    return Account(nobody.pw_uid, nobody.pw_gid, drops=True)
