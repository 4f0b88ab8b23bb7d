"""The real command, as people run it: a process of its own in a home of its own."""

import csv
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Said:
    """What a command answered."""

    status: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Habitue:
    """`habitue` in a home."""

    home: Path

    def __call__(self, *arguments: object, given: str = "", language: str = "C.UTF-8") -> Said:
        """Run a command; it must never show a traceback."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("HABITUE_")}
        own |= {"HABITUE_HOME": str(self.home), "HABITUE_POSTGRES_SHARED_BUFFERS": "64MB", "LC_ALL": language}
        own |= {"COLUMNS": "400"}
        for name in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
            own.pop(name, None)
        command = [sys.executable, "-m", "habitue", *map(str, arguments)]
        done = subprocess.run(
            command, env=own, input=given, capture_output=True, text=True, timeout=300, check=False
        )
        assert "Traceback" not in done.stdout + done.stderr, done.stderr
        return Said(done.returncode, done.stdout, done.stderr)

    def well(self, *arguments: object, given: str = "") -> Said:
        """Run a command that must end well."""
        said = self(*arguments, given=given)
        assert said.status == 0, said.err
        return said

    def table(self, kind: str) -> list[list[str]]:
        """An export as rows, the header first."""
        out = self.home.parent / f"{kind}.csv"
        self.well("export", kind, "--out", out)
        with out.open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))
