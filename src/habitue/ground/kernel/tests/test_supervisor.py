"""The supervisor with real children: joined output, restarts, polite and hard ends, and no orphans."""

import io
import json
import os
import signal
import socket
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from habitue.ground.kernel.supervisor import ProcessSpec, Stream, Supervisor, answers, granian

SOURCE = Path(__file__).resolve().parents[4]


def child(name: str, code: str, **environment: str) -> ProcessSpec:
    return ProcessSpec(name, [sys.executable, "-c", textwrap.dedent(code)], environment)


def eventually(true: Callable[[], bool], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.02)
    return False


def gone(pid: int) -> bool:
    """True when no living process has the number (a zombie that nobody has waited for is not living)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def stop_when(supervisor: Supervisor, true: Callable[[], bool]) -> None:
    """Stop the supervisor, from another thread, as soon as the condition holds (or ten seconds have passed)."""

    def watch() -> None:
        eventually(true)
        supervisor.stop()

    threading.Thread(target=watch, daemon=True).start()


@pytest.fixture
def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


SLEEPER = "import time\nprint('here', flush=True)\ntime.sleep(60)"


def test_output_of_all_is_one_stream_with_names() -> None:
    out = io.StringIO()
    supervisor = Supervisor(
        [child("web", SLEEPER), child("consume", SLEEPER.replace("here", "there"))], output=out
    )
    stop_when(supervisor, lambda: "| here" in out.getvalue() and "| there" in out.getvalue())
    assert supervisor.run() == 0
    assert sorted(out.getvalue().splitlines()) == ["consume | there", "web     | here"]


def test_the_environment_of_a_process_is_added_to_ours() -> None:
    out = io.StringIO()
    code = "import os, time\nprint(os.environ['SHOP'], 'PATH' in os.environ, flush=True)\ntime.sleep(60)"
    supervisor = Supervisor([child("web", code, SHOP="Lille")], output=out)
    stop_when(supervisor, lambda: "Lille" in out.getvalue())
    supervisor.run()
    assert out.getvalue() == "web | Lille True\n"


def test_a_crashed_process_is_started_again_and_the_others_are_left_alone() -> None:
    out = io.StringIO()
    crash = "import os\nprint('pid', os.getpid(), flush=True)\nos._exit(3)"
    supervisor = Supervisor([child("work", crash), child("web", SLEEPER)], output=out)
    stop_when(supervisor, lambda: out.getvalue().count("pid") >= 2)
    assert supervisor.run() == 0
    lines = out.getvalue().splitlines()
    assert "work | ended with status 3; starting again in 0.5 s" in lines
    pids = {line for line in lines if "pid" in line}
    assert len(pids) == 2
    assert lines.count("web  | here") == 1


def test_a_process_that_never_starts_is_given_up() -> None:
    out = io.StringIO()
    begun = time.monotonic()
    supervisor = Supervisor(
        [child("web", "raise SystemExit('the port is taken')"), child("work", SLEEPER)],
        ready=lambda: False,
        output=out,
    )
    assert supervisor.run() == 1
    assert time.monotonic() - begun < 10
    assert out.getvalue().count("the port is taken") == 3
    assert "web does not start; giving up" in out.getvalue()


def test_readiness_is_announced_once_when_it_is_true() -> None:
    asked: list[int] = []
    announced: list[int] = []

    def ready() -> bool:
        asked.append(1)
        return len(asked) == 3

    def on_ready() -> None:
        announced.append(len(asked))

    supervisor = Supervisor([child("web", SLEEPER)], ready=ready, on_ready=on_ready, output=io.StringIO())
    stop_when(supervisor, lambda: bool(announced))
    assert supervisor.run() == 0
    assert announced == [3]


def test_each_process_is_asked_to_end_and_a_deaf_one_is_made_to() -> None:
    out = io.StringIO()
    polite = """
        import signal, sys, time
        signal.signal(signal.SIGTERM, lambda *_: (print('tidying up', flush=True), sys.exit(0)))
        print('here', flush=True)
        time.sleep(60)
    """
    deaf = """
        import os, signal, subprocess, sys, time
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        grandchild = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])
        print('pids', os.getpid(), grandchild.pid, flush=True)
        time.sleep(60)
    """
    supervisor = Supervisor([child("polite", polite), child("deaf", deaf)], output=out, grace=0.5)
    stop_when(supervisor, lambda: "here" in out.getvalue() and "pids" in out.getvalue())
    assert supervisor.run() == 0
    assert "polite | tidying up" in out.getvalue()
    pids = [
        int(word)
        for word in next(line for line in out.getvalue().splitlines() if "pids" in line).split()[-2:]
    ]
    assert len(pids) == 2
    assert all(eventually(lambda pid=pid: gone(pid)) for pid in pids)  # type: ignore[misc]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_end_it_and_the_old_handlers_come_back(number: signal.Signals) -> None:
    out = io.StringIO()
    before = signal.getsignal(number)
    supervisor = Supervisor([child("web", SLEEPER)], output=out)
    main = os.getpid()

    def send() -> None:
        eventually(lambda: "here" in out.getvalue())
        os.kill(main, number)

    threading.Thread(target=send, daemon=True).start()
    assert supervisor.run() == 0
    assert signal.getsignal(number) is before


def test_children_do_not_outlive_a_killed_supervisor() -> None:
    program = f"""
        import sys
        sys.path.insert(0, {str(SOURCE)!r})
        from habitue.ground.kernel.supervisor import ProcessSpec, Supervisor
        code = "import os, time; print('pid', os.getpid(), flush=True); time.sleep(60)"
        Supervisor([ProcessSpec(name, [sys.executable, "-c", code]) for name in ("a", "b")]).run()
    """
    parent = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert parent.stdout
    pids = [int(parent.stdout.readline().split()[-1]) for _ in range(2)]
    assert not any(gone(pid) for pid in pids)
    parent.kill()
    parent.wait()
    assert all(eventually(lambda pid=pid: gone(pid)) for pid in pids)  # type: ignore[misc]


APPLICATION = """
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"bonjour"]
"""


def test_granian_serves_is_waited_for_and_leaves_no_worker_behind(tmp_path: Path, unused_port: int) -> None:
    (tmp_path / "shop.py").write_text(APPLICATION)
    spec = granian("web", "shop:application", host="127.0.0.1", port=unused_port, workers=2, threads=1)
    spec = ProcessSpec(spec.name, spec.command, {"PYTHONPATH": str(tmp_path)})
    announced: list[bool] = []
    url = f"http://127.0.0.1:{unused_port}/"
    out = io.StringIO()
    supervisor = Supervisor(
        [spec], ready=lambda: answers(url), on_ready=lambda: announced.append(answers(url)), output=out
    )
    stop_when(supervisor, lambda: bool(announced))
    assert supervisor.run() == 0, out.getvalue()
    assert announced == [True]
    assert not answers(url)


def test_an_address_that_does_not_answer_is_not_ready(unused_port: int) -> None:
    assert not answers(f"http://127.0.0.1:{unused_port}/")


def test_lines_in_json_carry_the_process_and_others_become_events() -> None:
    out = io.StringIO()
    stream = Stream(out, "json", 3)
    stream.write("web", '{"event": "request", "status": 200}')
    stream.write("work", "started « là »")
    stream.write("work", "12")
    assert [json.loads(line) for line in out.getvalue().splitlines()] == [
        {"process": "web", "event": "request", "status": 200},
        {"process": "work", "event": "started « là »"},
        {"process": "work", "event": "12"},
    ]


def test_a_broken_output_stops_nothing() -> None:
    out = io.StringIO()
    out.close()
    Stream(out, "console", 3).write("web", "lost")
