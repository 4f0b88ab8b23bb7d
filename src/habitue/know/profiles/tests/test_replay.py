"""Profiles are derived: emptied and read again from the log, they are what they were."""

from datetime import date
from pathlib import Path

import pytest

from habitue.ground.kernel.api import rewind
from habitue.ground.kernel.types import Actor
from habitue.know.profiles.api import CONSUMER
from habitue.know.profiles.reactions import rebuild
from habitue.show.demo.generate import generate
from habitue.show.demo.update import write_update
from tests.pipeline.way import bring_file, one, resolve, rows, source, state

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lived(system: Actor, tmp_path: Path) -> None:
    """A house that has seen two waves."""
    today = date(2026, 11, 1)
    for files in (
        generate(tmp_path / "1", people=400, seed=9, today=today),
        write_update(tmp_path / "2", people=400, seed=9, today=today, share=0.4),
    ):
        for name, path in files.sources.items():
            bring_file(system, source(system, name), path)
        resolve()


@pytest.mark.usefixtures("lived")
def test_a_replay_rebuilds_what_was_stored() -> None:
    before = state("profiles_customer", "profiles_word")
    rewind(CONSUMER)
    assert one("select count(*) from profiles_customer") == 0
    resolve()
    assert state("profiles_customer", "profiles_word") == before


@pytest.mark.usefixtures("lived")
def test_rebuilding_all_at_once_gives_what_grew(system: Actor) -> None:
    before = state("profiles_customer")
    rebuild(system.house, [str(row[0]) for row in rows("select distinct customer_id from identity_record")])
    assert state("profiles_customer") == before
