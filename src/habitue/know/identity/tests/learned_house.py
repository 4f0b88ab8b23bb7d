"""A house that has learned its own matching, for tests: some hundred people in all sources of the demonstration."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from habitue.ground.kernel.types import Actor, system_actor
from habitue.ground.places.api import open_house
from habitue.know.identity.bulk.house import activate, learn_candidate
from habitue.show.demo.generate import generate
from tests.pipeline.way import bring_file, resolve, source
from tests.world import HOUSE, emptied_after

PEOPLE, SEED = 400, 11


@contextmanager
def a_house_that_has_learned() -> Iterator[Actor]:
    """Brought in, matched and learned once; everything that tests do to it they roll back."""
    with emptied_after(), TemporaryDirectory() as folder:
        actor = system_actor(open_house(name=HOUSE).id)
        files = generate(Path(folder), people=PEOPLE, seed=SEED, today=date(2026, 11, 1))
        for name, path in files.sources.items():
            bring_file(actor, source(actor, name), path)
        resolve()
        version = learn_candidate(actor.house, "rule")
        activate(actor.house, link=0, review=-2_000, by="rule", model_id=version)
        yield actor
