"""A house with customers already, for a steward to work in: served, and looked into from beside."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, LiteralString
from uuid import UUID

import psycopg

from habitue.ground.kernel.postgres.where import Place
from habitue.show.demo.generate import DemoFiles, generate
from tests.e2e.conftest import serving

PEOPLE, SEED = 1_450, 3
"""No file has a thousand lines: the house goes by the packaged beliefs, and has some hundred doubts."""
BROUGHT_IN = ("caisse", "boutique_en_ligne", "fidelite")
"""The sources that are there before the hour begins; the newsletter's file comes in by the browser."""
OPEN = """
import sys
from pathlib import Path
import django
django.setup()
from habitue.show.cli.following import follow_import, progress, resolve_all
from habitue.show.cli.opened import opened
from habitue.show.demo.api import DemoFiles, load_files, open_demonstration
sources = {Path(path).stem: Path(path) for path in sys.argv[1:]}
with opened(), progress() as shown:
    files = DemoFiles(sources, Path(), 0, 0, {}, {})
    load_files(open_demonstration(), files, lambda import_id, name: follow_import(shown, import_id, name))
    resolve_all(shown)
"""


@dataclass(frozen=True, slots=True)
class House:
    """Where it is served, its files by source, and its database."""

    url: str
    files: DemoFiles
    place: Place

    def rows(self, sql: LiteralString, *values: object) -> list[tuple[Any, ...]]:
        """What the database holds now; no transaction is left open, since readers of the log would wait for it."""
        with psycopg.connect(self.place.dsn(), autocommit=True) as session:
            return session.execute(sql, values).fetchall()

    def one(self, sql: LiteralString, *values: object) -> Any:
        """The only value of the only row."""
        ((value,),) = self.rows(sql, *values)
        return value

    def people(self) -> dict[UUID, UUID]:
        """The customer of each record."""
        return dict(self.rows("select record_id, customer_id from identity_record"))


@contextmanager
def steward_house(folder: Path) -> Iterator[House]:
    """The demonstration house with three of its four sources, served."""
    files = generate(folder / "files", people=PEOPLE, seed=SEED, today=date(2026, 11, 21))
    home = folder / "home"
    with serving(home, OPEN, *(str(files.sources[name]) for name in BROUGHT_IN)) as url:
        yield House(url, files, Place(home))
