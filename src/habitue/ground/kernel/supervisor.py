"""One parent for the processes of a house: starts them, joins their output in one stream, restarts what crashes, and takes
all of them down with itself, even when it is killed.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType
from typing import IO, Literal

FIRST_PAUSE = 0.5  # seconds before a crashed process is started again; doubled at each crash in a row
LONGEST_PAUSE = 30.0
HEALTHY = 30.0  # seconds after which a process is taken to have started well
STARTS = 3  # crashes in a row, before the house was ever ready, after which starting it is given up
TICK = 0.1

# Runs in the child, before its program: on Linux the kernel will send it SIGTERM when its parent dies. The request
# survives exec, and is checked against a parent that was gone before it was made. (A `preexec_fn` would run Python
# between fork and exec in a process that has threads.)
WITH_PARENT = """
import os, signal, sys
if sys.platform == "linux":
    import ctypes
    ctypes.CDLL(None).prctl(1, signal.SIGTERM, 0, 0, 0)
if os.getppid() != int(sys.argv[1]):
    sys.exit(0)
os.execvp(sys.argv[2], sys.argv[2:])
"""

# Ctrl-C, the service manager, the terminal that closes.
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

Form = Literal["console", "json"]


@dataclass(frozen=True, slots=True)
class ProcessSpec:
    """A process to keep running: its name in the log, its command, and what it adds to the environment."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)


def granian(name: str, target: str, *, host: str, port: int, workers: int, threads: int) -> ProcessSpec:
    """The process that serves the WSGI application `target`; it answers on `workers` x `threads` requests at once."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    command += ["--workers", str(workers), "--blocking-threads", str(threads), "--respawn-failed-workers"]
    return ProcessSpec(name, [*command, "--no-ws", "--log-level", "warning", target])


def answers(url: str, seconds: float = 2.0) -> bool:
    """True when a GET of `url`, one of our own addresses, is answered 200."""
    try:
        with urllib.request.urlopen(url, timeout=seconds) as response:  # noqa: S310 (the address is ours)
            return bool(response.status == 200)
    except (OSError, urllib.error.URLError):
        return False


class Supervisor:
    """Keeps `processes` running until SIGINT, SIGTERM, SIGHUP, or a start that fails for good."""

    def __init__(
        self,
        processes: Sequence[ProcessSpec],
        *,
        ready: Callable[[], bool] = lambda: True,
        on_ready: Callable[[], None] = lambda: None,
        form: Form = "console",
        output: IO[str] | None = None,
        grace: float = 10.0,
    ) -> None:
        """`ready` is asked until it says yes, then `on_ready` is called, once; `grace`: seconds given to stop."""
        width = max((len(spec.name) for spec in processes), default=0)
        stream = Stream(output or sys.stdout, form, width)
        self._children = [_Child(spec, stream) for spec in processes]
        self._stream = stream
        self._ready, self._on_ready, self._grace = ready, on_ready, grace
        self._was_ready = False
        self._stopping = threading.Event()
        self._hurry = False

    def run(self) -> int:
        """Run until told to stop; the exit status: 0 when told, 1 when the processes could not be started.

        Must be called in the main thread (it handles signals, and children die with the thread that made them).
        """
        heard = [number for number in ENDING if not _ignored(number)]
        before = {number: signal.signal(number, self._on_signal) for number in heard}
        try:
            for child in self._children:
                child.start()
            return self._watch()
        finally:
            self._stop()
            for number, handler in before.items():
                signal.signal(number, handler)

    def stop(self) -> None:
        """Ask `run` to end, from any thread."""
        self._stopping.set()

    def _watch(self) -> int:
        asking = threading.Thread(target=self._ask_ready, name="ask-ready", daemon=True)
        asking.start()
        while not self._stopping.wait(TICK):
            for child in self._children:
                child.keep_alive(time.monotonic())
            if not self._was_ready and (
                failed := [child for child in self._children if child.crashes >= STARTS]
            ):
                self._stream.write(
                    "run", f"{failed[0].spec.name} does not start; giving up. Its last lines are above."
                )
                return 1
        return 0

    def _ask_ready(self) -> None:
        """In a thread, so that a slow answer does not delay the watch over the children."""
        while not self._stopping.wait(TICK):
            if self._ready():
                self._was_ready = True
                self._on_ready()
                return

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        """The first signal stops politely, the second at once."""
        self._hurry = self._stopping.is_set()
        self._stopping.set()

    def _stop(self) -> None:
        """Ask all to end, wait, then end those that have not."""
        self._stopping.set()
        for child in reversed(self._children):
            child.ask_to_end()
        deadline = time.monotonic() + self._grace
        while (
            any(child.alive for child in self._children) and time.monotonic() < deadline and not self._hurry
        ):
            time.sleep(TICK / 2)
        for child in self._children:
            child.end()


class Stream:
    """One output for many processes: whole lines, each with its process's name."""

    def __init__(self, output: IO[str], form: Form, width: int) -> None:
        """`width`: the length of the longest name, for alignment on a console."""
        self._output, self._form, self._width = output, form, width
        self._lock = threading.Lock()

    def write(self, name: str, line: str) -> None:
        """Write one line of the process `name`; a broken output is not a reason to stop serving."""
        text = f"{name:<{self._width}} | {line}" if self._form == "console" else _as_json(name, line)
        with self._lock, suppress(OSError, ValueError):
            self._output.write(text + "\n")
            self._output.flush()


class _Child:
    """One process, restarted with growing pauses."""

    def __init__(self, spec: ProcessSpec, stream: Stream) -> None:
        self.spec = spec
        self.crashes = 0
        self._stream = stream
        self._process: subprocess.Popen[str] | None = None
        self._reader: threading.Thread | None = None
        self._started = self._next = 0.0

    @property
    def alive(self) -> bool:
        """True while the process runs."""
        return self._process is not None and not _ended(self._process)

    def start(self) -> None:
        """Start the process, in a session of its own: Ctrl-C is for the supervisor, which then asks each child."""
        self._process = subprocess.Popen(
            [sys.executable, "-SEc", WITH_PARENT, str(os.getpid()), *self.spec.command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env={**os.environ, "PYTHONUNBUFFERED": "1", **self.spec.environment},
            start_new_session=True,
        )
        self._started = time.monotonic()
        self._reader = threading.Thread(
            target=self._read, args=(self._process,), name=self.spec.name, daemon=True
        )
        self._reader.start()

    def keep_alive(self, now: float) -> None:
        """Start the process again when it has ended and its pause is over."""
        if self.alive:
            return
        if self._process is not None:
            self._note_end(self._process, now)
        elif now >= self._next:
            self.start()

    def ask_to_end(self) -> None:
        """SIGTERM to the process, which takes care of its own children."""
        if self._process is not None and self.alive:
            os.kill(self._process.pid, signal.SIGTERM)

    def end(self) -> None:
        """SIGKILL to whatever is left of the process and its children, and the last lines read."""
        if self._process is None or self._process.returncode is not None:
            return
        _kill_group(self._process.pid)
        self._process.wait()
        if self._reader is not None:
            self._reader.join(timeout=2)

    def _note_end(self, process: "subprocess.Popen[str]", now: float) -> None:
        """Tell that the process ended, clear what it left running, and set the pause before the next start."""
        self.crashes = 1 if now - self._started > HEALTHY else self.crashes + 1
        pause = min(FIRST_PAUSE * 2 ** (self.crashes - 1), LONGEST_PAUSE)
        self.end()
        self._process, self._next = None, now + pause
        how = f"signal {-process.returncode}" if process.returncode < 0 else f"status {process.returncode}"
        self._stream.write(self.spec.name, f"ended with {how}; starting again in {pause:g} s")

    def _read(self, process: "subprocess.Popen[str]") -> None:
        if process.stdout is None:
            return
        for line in process.stdout:
            self._stream.write(self.spec.name, line.rstrip("\n"))


def _ignored(number: signal.Signals) -> bool:
    """True for the closing of the terminal under `nohup`, which asks that it be ignored."""
    return number == signal.SIGHUP and signal.getsignal(number) is signal.SIG_IGN


def _ended(process: "subprocess.Popen[str]") -> bool:
    """True when the process has ended; it is not waited for, so that its number stays its own until `end`."""
    if process.returncode is not None or not hasattr(os, "waitid"):
        return process.poll() is not None
    return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _kill_group(pid: int) -> None:
    """End the session that began with our child `pid`, which may have ended but has not been waited for."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _as_json(name: str, line: str) -> str:
    """A line of JSON gets the process's name; any other becomes the event of a line of JSON."""
    try:
        event = json.loads(line)
    except ValueError:
        event = line
    facts = event if isinstance(event, dict) else {"event": line}
    return json.dumps({"process": name, **facts}, ensure_ascii=False)
