"""Files and folders that only their owner may read: the home folder, secrets made once, locks, logs."""

import os
import secrets
import tempfile
from pathlib import Path


def private_folder(path: Path, mode: int = 0o700) -> Path:
    """Make `path` when it is missing, with `mode`; a folder that exists keeps its mode and its owner."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.mkdir(mode)
    except FileExistsError:
        if not path.is_dir():
            raise
    else:
        path.chmod(mode)  # the umask may have taken bits away
    return path


def open_private(path: Path, flags: int = os.O_RDWR | os.O_CREAT) -> int:
    """A file descriptor on `path`, created 0600; never follows a link that somebody may have put there."""
    return os.open(path, flags | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)


def secret_made_once(path: Path) -> str:
    """The random secret kept in `path` (0600), made at the first call; two first calls at once agree on one secret."""
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        _make_secret(path)
    return path.read_text().strip()


def _make_secret(path: Path) -> None:
    private_folder(path.parent)
    descriptor, draft = tempfile.mkstemp(prefix=".secret-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48) + "\n")
            file.flush()
            os.fsync(file.fileno())
        # A link, not a rename: it fails when another process was first, and the file is never seen half-written.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(draft)
