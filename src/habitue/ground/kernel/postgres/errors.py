"""What can go wrong with the database, in words that say what to do."""

from pathlib import Path

from habitue.ground.kernel.errors import Unavailable

LOG_LINES = 12


class DatabaseUnavailable(Unavailable):
    """The database cannot be used; the detail says why and what to do about it."""

    type = "database-unavailable"
    title = "The database does not answer"


def tail(log: Path, since: int = 0) -> str:
    """The last lines of a server's log written after byte `since`, indented; empty when there are none."""
    try:
        with log.open("rb") as file:
            file.seek(since)
            lines = file.read()[-8000:].decode("utf-8", "replace").splitlines()
    except OSError:
        return ""
    return "".join(f"\n    {line}" for line in lines[-LOG_LINES:])
