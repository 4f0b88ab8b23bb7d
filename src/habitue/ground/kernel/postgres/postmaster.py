"""The running server of one data folder: found by its pid file, proved to be it, and only then signalled."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

START_TOLERANCE = 5  # seconds between the start of the process and the one noted in its pid file
PAUSE = 0.02


@dataclass(frozen=True, slots=True)
class Postmaster:
    """What `postmaster.pid` says; `started` in seconds since 1970."""

    pid: int
    started: int
    ready: bool


def pid_file(data: Path) -> Path:
    """The file in which PostgreSQL notes its process id, start and state."""
    return data / "postmaster.pid"


def read_pid_file(data: Path) -> Postmaster | None:
    """What the pid file of `data` says, true or stale; None when there is none, or it is not written yet."""
    try:
        lines = pid_file(data).read_text(errors="replace").splitlines()
        state = lines[7].strip() if len(lines) > 7 else ""
        return Postmaster(abs(int(lines[0])), int(lines[2]), state == "ready")
    except (FileNotFoundError, IndexError, ValueError):
        return None


def find(data: Path) -> Postmaster | None:
    """The postmaster that is serving `data` now; None when the pid file is absent, stale, or names another process."""
    noted = read_pid_file(data)
    return noted if noted and _serves(noted, data) else None


def discard_stale_pid_file(data: Path) -> bool:
    """Remove a pid file that is empty, or whose number another living process has now; True when it was removed.

    PostgreSQL sees by itself that a dead process is dead, but refuses to start when the number was given to another
    process of the same account, which is common after a reboot or in a new container, and when the file is empty.
    """
    noted = read_pid_file(data)
    if not pid_file(data).exists() or (noted and (not _alive(noted.pid) or _serves(noted, data))):
        return False
    with suppress(FileNotFoundError):
        pid_file(data).unlink()
    return True


def discard_stale_socket_lock(lock: Path, data: Path) -> bool:
    """Remove a socket's lock whose server is dead; True when it was removed.

    A server killed while it stopped leaves it without its pid file, and its number may still be a zombie's, or be another
    process's by now: PostgreSQL would not start. One that still serves `data` is about to remove it by itself.
    """
    try:
        lines = lock.read_text(errors="replace").splitlines()
        noted = Postmaster(abs(int(lines[0])), int(lines[2]), ready=False)
    except FileNotFoundError:
        return False
    except (IndexError, ValueError):
        noted = None
    if noted and _serves(noted, data):
        return False
    lock.unlink(missing_ok=True)
    return True


def send(data: Path, number: signal.Signals) -> bool:
    """Send a signal to the postmaster of `data`, and to no other process; False when it is not running."""
    noted = read_pid_file(data)
    if noted is None:
        return False
    if not hasattr(signal, "pidfd_send_signal"):
        return _send_by_number(noted, data, number)
    try:
        handle = os.pidfd_open(noted.pid)
    except ProcessLookupError:
        return False
    try:
        # The handle is taken before the proof: the number cannot change hands between the two.
        proved = _serves(noted, data)
        if proved:
            signal.pidfd_send_signal(handle, number)
        return proved
    except ProcessLookupError:
        return False
    finally:
        os.close(handle)


def wait_until_gone(data: Path, seconds: float) -> bool:
    """Wait until no postmaster serves `data`; False when it still does after `seconds`."""
    deadline = time.monotonic() + seconds
    while find(data):
        if time.monotonic() > deadline:
            return False
        time.sleep(PAUSE)
    return True


def _send_by_number(noted: Postmaster, data: Path, number: signal.Signals) -> bool:
    if not _serves(noted, data):
        return False
    os.kill(noted.pid, number)
    return True


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)  # signal 0 only asks
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _serves(noted: Postmaster, data: Path) -> bool:
    return _serves_by_proc(noted.pid, data) if sys.platform == "linux" else _serves_by_ps(noted)


def _serves_by_proc(pid: int, data: Path) -> bool:
    """The process is alive, runs `postgres`, and works in `data`, which only a server of that cluster does.

    The time of start is not compared here: a clock that was set meanwhile would disown a server that runs.
    """
    process = Path(f"/proc/{pid}")
    try:
        state = (process / "stat").read_text().rpartition(")")[2].split()[0]
        program = os.readlink(process / "exe").removesuffix(" (deleted)")
        same = os.path.samestat(os.stat(process / "cwd"), os.stat(data))
    except OSError:
        return False
    return state != "Z" and os.path.basename(program) == "postgres" and same


def _serves_by_ps(noted: Postmaster) -> bool:
    """Without /proc: a process of that number runs `postgres` and started when the pid file says."""
    shown = subprocess.run(
        ["ps", "-o", "etime=,comm=", "-p", str(noted.pid)], capture_output=True, text=True, check=False
    ).stdout.split(maxsplit=1)
    if len(shown) != 2 or os.path.basename(shown[1].strip()) != "postgres":
        return False
    return abs(time.time() - _seconds(shown[0]) - noted.started) <= START_TOLERANCE


def _seconds(elapsed: str) -> int:
    """Seconds of the elapsed time of `ps`: [[days-]hours:]minutes:seconds."""
    days, _, clock = elapsed.rpartition("-")
    total = 0
    for part in clock.split(":"):
        total = total * 60 + int(part)
    return total + 86_400 * int(days or 0)
