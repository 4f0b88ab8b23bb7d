"""`habitue export`: data out, as CSV or Parquet."""

from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from habitue.know.collect import api as collect
from habitue.know.identity import api as identity
from habitue.know.profiles import api as profiles
from habitue.know.profiles.types import Filters
from habitue.show.cli.opened import in_house, screen, thousands
from habitue.show.cli.tables import write_table

Out = Annotated[Path, typer.Option("--out", help="The file to write; .parquet where it makes sense.")]
House = Annotated[str, typer.Option(help="The house, when there are several.")]
CROSSWALK = ("source", "source_id", "customer_id")


def crosswalk(out: Out, house: House = "") -> None:
    """Every record ever accepted and its customer: source, source_id, customer_id."""
    with in_house(house) as actor:
        names = collect.source_names(house_id=actor.house)
        rows = identity.crosswalk(actor=actor, sources=names)
        _said(write_table(out, CROSSWALK, rows), out)


def customers(out: Out, house: House = "") -> None:
    """Every customer with the golden values."""
    with in_house(house) as actor:
        rows = profiles.export_customers(actor=actor, filters=Filters())
        _said(write_table(out, next(rows), rows), out)


def rejects(out: Out, house: House = "") -> None:
    """Every line that could not become a record and is still open, with the reason."""
    with in_house(house) as actor:
        rows = collect.export_rejects(actor=actor)
        _said(write_table(out, next(rows), rows), out)


def _said(count: int, out: Path) -> None:
    screen.print(_("%(count)s lines written to %(file)s") % {"count": thousands(count), "file": out})
