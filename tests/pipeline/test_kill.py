"""The short version of `make kill`: an import killed some times ends as one left alone."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from habitue.ground.kernel.postgres import database
from habitue.ground.kernel.postgres.where import Place
from tests.pipeline.kill import differences, run


def test_an_import_killed_again_and_again_ends_as_one_left_alone(tmp_path: Path) -> None:
    deeds, found = run(tmp_path, kills=6, customers=600, seed=2, of_a_run=6)
    assert found == []
    assert deeds.kills == 6


@pytest.fixture
def short_home() -> Iterator[Path]:
    """A home near the root, so that its socket is inside: a deep one's is in a folder that goes with the server."""
    with TemporaryDirectory(prefix="hb-") as folder:
        yield Path(folder) / "home"


def test_a_socket_lock_that_a_killed_server_left_is_no_hindrance(short_home: Path) -> None:
    """Its number is another process's by now: this one's."""
    place = Place(short_home)
    with database(_Home(place.home)):
        said = place.socket_lock.read_text()
    place.socket_lock.write_text(said.replace(said.split()[0], str(os.getppid()), 1))
    with database(_Home(place.home)) as running:
        assert running.started_by_us


@dataclass(frozen=True, slots=True)
class _Home:
    """The settings of a home of its own."""

    home: Path
    external_database: str | None = None
    postgres_bin: Path | None = None
    postgres_shared_buffers: str | None = "64MB"


def test_what_differs_is_told() -> None:
    assert list(differences({"golden": [("a", 1)]}, {"golden": [("a", 1)]})) == []
    assert list(differences({"golden": [("a", 1)]}, {"golden": [("a", 1), ("a", 1)]})) == [
        "golden: 0 missing, 1 too many",
        '    too many ["a", 1] #2',
    ]
