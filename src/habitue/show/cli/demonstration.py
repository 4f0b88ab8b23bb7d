"""`habitue demo`: a house of any size to try everything on."""

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from django.utils.translation import gettext as _
from rich.progress import Progress

from habitue.ground.kernel.types import InvalidInput
from habitue.ground.people.api import role_label
from habitue.show.cli.following import follow_import, progress, resolve_all
from habitue.show.cli.opened import opened, screen
from habitue.show.demo.api import (
    NAME,
    PASSWORD,
    PRESETS,
    STAFF,
    DemoFiles,
    load_files,
    make_files,
    open_demonstration,
)


class Rates(StrEnum):
    """The presets of noise, by the names under which they are asked for."""

    USUAL = "usual"
    OTHER = "other"


def demo(
    customers: Annotated[int, typer.Option(help="How many people; about two records each.")] = 5_000,
    seed: Annotated[int, typer.Option(help="The same seed and day give the same people.")] = 1,
    out: Annotated[
        Path | None, typer.Option(help="Only write the four files and the truth into this folder.")
    ] = None,
    noise: Annotated[
        Rates, typer.Option(help="How much goes wrong in the records: another house errs at other rates.")
    ] = Rates.USUAL,
) -> None:
    """Make the demonstration house, or, with --out, only its files."""
    if customers < 1:
        raise InvalidInput(_("A demonstration needs at least one customer."))
    if out:
        with progress() as shown:
            files = _make(shown, out, customers, seed, noise)
        _say_files(files)
        return
    with opened():
        load_demonstration(customers, seed, noise)


def load_demonstration(customers: int, seed: int = 1, noise: Rates = Rates.USUAL) -> None:
    """Make the files in the home folder and bring them into the demonstration house. The database must be open."""
    with progress() as shown:
        files = _make(shown, settings.HABITUE.home / "demo", customers, seed, noise)
        actor = open_demonstration()
        load_files(actor, files, lambda import_id, name: follow_import(shown, import_id, name))
        resolve_all(shown)


def say_logins(address: str) -> None:
    """Print where the console is and the demonstration's logins."""
    said = _("%(house)s is open at %(address)s") % {
        "house": f"[bold]{NAME}[/bold]",
        "address": f"[bold]{address}[/bold]",
    }
    screen.print(f"\n{said}\n")
    for staff in STAFF:
        screen.print(f"  {staff.email:<36} {PASSWORD}   {role_label(staff.role)}")
    screen.print()


def _make(shown: Progress, folder: Path, people: int, seed: int, noise: Rates) -> DemoFiles:
    task = shown.add_task(_("Making the demonstration's people"), total=people, said="")
    today = datetime.now(UTC).date()
    return make_files(
        folder,
        people=people,
        seed=seed,
        today=today,
        noise=PRESETS[noise.value],
        progress=lambda done: shown.update(task, completed=done),
    )


def _say_files(files: DemoFiles) -> None:
    for source, path in files.sources.items():
        counts = {"records": files.records[source], "broken": files.broken[source]}
        screen.print(f"{path}: " + _("%(records)s records, %(broken)s broken lines") % counts)
    screen.print(f"{files.truth}: " + _("who is who"))
