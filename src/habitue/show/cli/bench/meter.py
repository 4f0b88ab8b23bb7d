"""CPU seconds and memory of this process and of the embedded server together, read from Linux's `/proc`."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Spent:
    """CPU seconds of our own program and of the database, and wall seconds."""

    program: float = 0.0
    database: float = 0.0
    wall: float = 0.0

    @property
    def cpu(self) -> float:
        """Both together."""
        return self.program + self.database


@contextmanager
def spending(postmaster: int) -> Iterator[Spent]:
    """Measure a block. `postmaster`: the server's first process; its children's time counts when they end."""
    spent = Spent()
    before = time.process_time(), database_cpu(postmaster), time.monotonic()
    yield spent
    spent.program = time.process_time() - before[0]
    spent.database = database_cpu(postmaster) - before[1]
    spent.wall = time.monotonic() - before[2]


def database_cpu(postmaster: int) -> float:
    """CPU seconds that the server has used so far: its first process, those that ended, those that live."""
    own = _times(postmaster)
    return (sum(own) + sum(sum(_times(pid)[:2]) for pid in children(postmaster))) / _TICK


def children(parent: int) -> list[int]:
    """The processes that a process started and that live."""
    found = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [int(pid) for pid in found]


def _times(pid: int) -> tuple[int, int, int, int]:
    """utime, stime, cutime, cstime in ticks; nought for a process that has just ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except (FileNotFoundError, ProcessLookupError):
        return (0, 0, 0, 0)
    return int(fields[11]), int(fields[12]), int(fields[13]), int(fields[14])


class PeakMemory:
    """The largest proportional memory (PSS) of some processes together, sampled every half second."""

    def __init__(self, postmaster: int) -> None:
        """Begin sampling this process and the server."""
        self.peak = 0
        self._postmaster = postmaster
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)
        self._thread.start()

    def stop(self) -> int:
        """The peak in bytes."""
        self._end.set()
        self._thread.join()
        return self.peak

    def _sample(self) -> None:
        while not self._end.wait(0.5):
            pids = [os.getpid(), self._postmaster, *children(self._postmaster)]
            self.peak = max(self.peak, sum(_pss(pid) for pid in pids))


def _pss(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return 0
    line = next((line for line in text.splitlines() if line.startswith("Pss:")), "Pss: 0 kB")
    return int(line.split()[1]) * 1024
