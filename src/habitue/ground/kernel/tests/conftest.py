"""Homes with a cluster in them, for the tests of the embedded server."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from habitue.ground.kernel.postgres import database
from habitue.ground.kernel.tests.servers import Given, always_stopped, query


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a cluster that was made and stopped."""
    home = tmp_path_factory.mktemp("template") / "home"
    with always_stopped(home), database(Given(home)) as running:
        query(running.dsn, "CREATE TABLE kept AS SELECT 42 AS answer")
    return home


@pytest.fixture
def home(template: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of that home."""
    copy = tmp_path / "home"
    subprocess.run(["cp", "-a", template, copy], check=True)
    with always_stopped(copy):
        yield copy
