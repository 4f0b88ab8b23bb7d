"""The ground that every test stands on: a home folder of its own, settled before Django reads its settings.

Each process of the run (one, or one for each worker of pytest-xdist) gets its own home below one temporary folder, and so
its own embedded PostgreSQL, started when the first test that needs it is reached. Workers do not share a server because
the log is read below the oldest transaction still running *on the server*: a test of one worker would hide the facts of
another's. For the same reason a run against `DATABASE_URL` is a run without workers (`pytest -n 0`).
"""

import os
import shutil
import signal
import tempfile
from pathlib import Path

import django
import pytest

PREFIX = "habitue-tests-"
KEPT = {"HABITUE_DATABASE_URL", "HABITUE_POSTGRES_BIN"}
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")


def _home() -> Path:
    """The home of this process: the run's folder, or a worker's folder in it (workers inherit the run's environment)."""
    if WORKER:
        return Path(os.environ["HABITUE_HOME"]) / WORKER
    return Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))


def _settle(home: Path) -> None:
    """Nothing of the developer's own configuration reaches the tests but where the database is."""
    for name in [name for name in os.environ if name.startswith("HABITUE_") and name not in KEPT]:
        del os.environ[name]
    os.environ["HABITUE_HOME"] = str(home)
    os.environ["HABITUE_POSTGRES_SHARED_BUFFERS"] = "64MB"
    os.environ["DJANGO_SETTINGS_MODULE"] = "habitue.settings"
    # Tests in a browser leave Playwright's event loop open between them, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


def _sweep() -> None:
    """Stop the servers and remove the folders of runs that were killed before they could do it themselves."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*-*"):
        owner = folder.name.removeprefix(PREFIX).partition("-")[0]
        if owner.isdigit() and folder.stat().st_uid == os.getuid() and not _alive(int(owner)):
            _remove(folder)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _remove(folder: Path) -> None:
    from habitue.ground.kernel.postgres import postmaster  # noqa: PLC0415 (coverage and `--help` need no kernel)

    for data in folder.glob("**/postgres/data"):
        if postmaster.send(data, signal.SIGQUIT):
            postmaster.wait_until_gone(data, 30)
    shutil.rmtree(folder, ignore_errors=True)


HOME = _home()
_settle(HOME)
django.setup()
# Workers inherit the environment: named in it, the settings would be read before a worker has settled its own home.
del os.environ["DJANGO_SETTINGS_MODULE"]
pytest_plugins = ["tests.fixtures"]


def pytest_sessionstart(session: pytest.Session) -> None:
    """Clear what killed runs left; the workers leave that to the run itself."""
    if not WORKER:
        _sweep()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind."""
    if not WORKER:
        _remove(HOME)
