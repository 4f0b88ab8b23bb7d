"""What most commands begin with: a database that answers, its tables up to date, and the house to act in."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rich.console import Console

from habitue.ground.kernel.api import database, relax_collector
from habitue.ground.kernel.types import Actor, HouseId, InvalidInput, system_actor
from habitue.ground.places.api import houses, open_house

FIRST_HOUSE = "Ma maison"
screen = Console(stderr=True, highlight=False)


@contextmanager
def opened() -> Iterator[None]:
    """A running database with its tables, for the length of a command."""
    with database(settings.HABITUE):
        try:
            relax_collector()
            migrate()
            yield
        finally:
            connections.close_all()


@contextmanager
def in_house(name: str = "") -> Iterator[Actor]:
    """An actor of the command line in the house of this name; without one, in the only house, made when there is none.

    Raises InvalidInput when there are several houses and none is named, or none has this name.
    """
    with opened():
        yield system_actor(_house_named(name), "command line")


def thousands(count: int) -> str:
    """A count as people of the chosen language write it."""
    return f"{count:,}".replace(",", "\u202f" if get_language() == "fr" else ",")


def migrate() -> None:
    """Bring the tables up to date, saying so when there is something to do."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        screen.print(_("Preparing the database…"), style="dim")
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)


def _house_named(name: str) -> HouseId:
    found = houses()
    if name:
        found = [house for house in found if house.name.lower() == name.lower()]
        if not found:
            raise InvalidInput(_("There is no house named %(name)s.") % {"name": name})
    if not found:
        return open_house(name=FIRST_HOUSE).id
    if len(found) > 1:
        names = ", ".join(house.name for house in found)
        raise InvalidInput(
            _("There are several houses (%(names)s). Say which with --house.") % {"names": names}
        )
    return found[0].id
