"""A home for commands, shared by the tests of a file: opening one costs seconds."""

import pytest

from habitue.show.cli.tests.commands import Habitue


@pytest.fixture(scope="module")
def habitue(tmp_path_factory: pytest.TempPathFactory) -> Habitue:
    """`habitue` in a home that does not exist yet."""
    return Habitue(tmp_path_factory.mktemp("command") / "home")
