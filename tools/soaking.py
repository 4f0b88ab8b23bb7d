"""What the long soaks share: a house of their own in a temporary folder, driven by its commands as a person would."""

import csv
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from habitue.ground.kernel.postgres import database

Partition = set[frozenset[str]]


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

    def customers(self) -> Partition:
        """Who is with whom: the records of each customer, whatever the customer's id."""
        together: dict[str, set[str]] = defaultdict(set)
        seen: set[str] = set()
        for row in self._exported("crosswalk"):
            record = f"{row['source']}/{row['source_id']}"
            if record in seen:
                sys.exit(f"{record} is in the crosswalk twice")
            seen.add(record)
            together[row["customer_id"]].add(record)
        return {frozenset(records) for records in together.values()}

    def rejects(self) -> list[tuple[str, ...]]:
        """The open rejects, without what differs from one import to the next (ids, times)."""
        rows = self._exported("rejects")
        kept = [name for name in (rows[0] if rows else {}) if not name.endswith(("_id", "_at"))]
        return sorted(tuple(row[name] for name in kept) for row in rows)

    def _exported(self, what: str) -> list[dict[str, str]]:
        out = self.home.with_suffix(f".{what}.csv")
        self.must("export", what, "--out", out)
        with out.open(newline="", encoding="utf-8-sig") as file:
            return list(csv.DictReader(file))


@contextmanager
def open_house(home: Path) -> Iterator[House]:
    """A house whose database runs for the length of the block, so that commands need not start and stop it."""
    house = House(home)
    with database(house):
        yield house


def say(text: str) -> None:
    """A line at once, since soaks are watched."""
    print(text, flush=True)


def differences(expected: Collection[object], found: Collection[object]) -> str:
    """The first few that are on one side only."""
    missing = [each for each in expected if each not in found][:3]
    added = [each for each in found if each not in expected][:3]
    return f"missing: {missing}\nadded: {added}"
