"""The product, running: its own home folder, embedded database, web processes, readers of the log and workers."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from habitue.ground.kernel.supervisor import answers
from habitue.show.demo.generate import generate

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
]  # fmt: skip
PEOPLE = 400
READY_SECONDS = 120
STOP_SECONDS = 30
OPEN = """
import django
django.setup()
from habitue.show.cli.opened import opened
from habitue.show.demo.api import open_demonstration
with opened():
    open_demonstration()
"""
"""A house with stores, logins and named sources, and not one customer: what a first hour begins with."""


@contextmanager
def serving(home: Path, opening: str, *arguments: str) -> Iterator[str]:
    """The address of the product, served by its own processes; ended with all of them. `opening`: what makes its house."""
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if "DATABASE_URL" not in name}
    environment |= {
        "HABITUE_HOME": str(home),
        "HABITUE_WEB_WORKERS": "1",
        "DJANGO_SETTINGS_MODULE": "habitue.settings",
    }
    prepare = [sys.executable, "-c", opening, *arguments]
    subprocess.run(prepare, env=environment, check=True, timeout=READY_SECONDS)
    command = [sys.executable, "-m", "habitue", "run", "--no-demo", "--port", str(port)]
    with (home / "run.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        wait_until_ready(process, f"http://127.0.0.1:{port}/readyz", home / "run.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(STOP_SECONDS)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the product with an empty house."""
    with serving(tmp_path_factory.mktemp("first-hour") / "home", OPEN) as url:
        yield url


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The four source files of the demonstration, small, with their broken lines."""
    folder = tmp_path_factory.mktemp("files")
    return generate(folder, people=PEOPLE, seed=3, today=date(2026, 11, 21)).sources


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield found
        found.close()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])


def wait_until_ready(process: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    """Wait until the product answers; fail with its own last words when it ends or does not."""
    limit = time.monotonic() + READY_SECONDS
    while time.monotonic() < limit and process.poll() is None:
        if answers(url):
            return
        time.sleep(0.2)
    pytest.fail(f"The product did not start:\n{log.read_text()[-3000:]}")
