"""Locks between processes, by `flock`: the operating system drops them when their holder dies, however it dies."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from habitue.ground.kernel.postgres.errors import DatabaseUnavailable
from habitue.ground.kernel.private_files import open_private

PAUSE = 0.05


class Hold:
    """A shared lock on a file, from creation to `release`."""

    def __init__(self, path: Path) -> None:
        """Take the lock; it may be held by any number of processes, and several times by one."""
        self._descriptor: int | None = open_private(path)
        fcntl.flock(self._descriptor, fcntl.LOCK_SH)

    def release(self) -> None:
        """Give the lock back; a second call does nothing."""
        if self._descriptor is None:
            return
        # Unlocked by name, not only closed: a forked child may still have the descriptor open.
        fcntl.flock(self._descriptor, fcntl.LOCK_UN)
        os.close(self._descriptor)
        self._descriptor = None


def held_by_anyone(path: Path) -> bool:
    """True when some process, this one included, has a hold on `path`."""
    descriptor = open_private(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


@contextmanager
def exclusively(path: Path, seconds: float) -> Iterator[None]:
    """Be alone in the block, among all processes using `path`. Raises DatabaseUnavailable after `seconds` of waiting."""
    descriptor = open_private(path)
    try:
        _wait_for(descriptor, path, time.monotonic() + seconds)
        yield
    finally:
        os.close(descriptor)


def _wait_for(descriptor: int, path: Path, deadline: float) -> None:
    while True:
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise DatabaseUnavailable(
                    f"Another habitue process has been starting or stopping the database for too long ({path}). "
                    "Wait for it, or end it, and try again."
                ) from None
            time.sleep(PAUSE)
