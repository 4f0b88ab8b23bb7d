"""A house of its own in a temporary folder, driven by its commands as a person would: for long soaks."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from habitue.ground.kernel.postgres import database


@dataclass(frozen=True)
class House:
    """A home folder; what the launcher of the database and the commands need to know of it."""

    home: Path
    external_database: str | None = None
    postgres_bin: Path | None = None
    postgres_shared_buffers: str | None = "128MB"

    def start(self, *arguments: str | Path) -> "subprocess.Popen[str]":
        """A command of this house, begun."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("HABITUE_")}
        return subprocess.Popen(
            [sys.executable, "-m", "habitue", *map(str, arguments)],
            env={**environment, "HABITUE_HOME": str(self.home), "HABITUE_LOG_LEVEL": "error"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, *arguments: str | Path) -> tuple[int, str]:
        """A command of this house, to its end: its status and what it said."""
        process = self.start(*arguments)
        said, _ = process.communicate()
        return process.returncode, said

    def must(self, *arguments: str | Path) -> str:
        """A command that has to go well. Ends the soak with what it said when it does not."""
        status, said = self.run(*arguments)
        if status:
            sys.exit(f"habitue {' '.join(map(str, arguments))} ended with {status}:\n{said}")
        return said


@contextmanager
def open_house(home: Path) -> Iterator[House]:
    """A house whose database runs for the length of the block, so that commands need not start and stop it."""
    house = House(home)
    with database(house):
        yield house


def say(text: str) -> None:
    """A line at once, since soaks are watched."""
    print(text, flush=True)
