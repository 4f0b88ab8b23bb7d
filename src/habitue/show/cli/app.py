"""The commands."""

import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn

import typer
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.utils import translation
from django.utils.translation import gettext as _
from rich.console import Console

from habitue.ground.kernel.types import HabitueError
from habitue.know.collect.types import FileProblem, MappingProblem
from habitue.know.collect.wording import explain
from habitue.show.cli import bench, demonstration, exporting, importing, normalising, running
from habitue.show.cli.doctor import doctor
from habitue.show.cli.opened import screen

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Habitué: the customer memory of a retailer.",
)


def _said(command: Callable[..., None]) -> Callable[..., None]:
    """A command whose errors are said in a sentence."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except HabitueError as error:
            _fail(str(error.detail))
        except (FileProblem, MappingProblem) as problem:
            words = explain(problem.code, problem.params)
            _fail(f"{words.sentence} {words.mend}".strip())
        except KeyboardInterrupt:
            _fail(_("Stopped. What was done stays done; run the same command again to go on."), 130)
        except BrokenPipeError:
            sys.exit(0)
        except (typer.Exit, typer.Abort):
            raise
        except (OperationalError, InterfaceError) as error:
            if settings.HABITUE.debug:
                raise
            said = _(
                "The database broke off (%(kind)s). What was done stays done; run the same command again to go on."
            )
            _fail(said % {"kind": type(error).__name__})
        except Exception as error:
            if settings.HABITUE.debug:
                raise
            said = _("Something went wrong that should not (%(kind)s). HABITUE_DEBUG=1 shows where.")
            _fail(said % {"kind": type(error).__name__})

    return wrapped


def _fail(sentence: str, status: int = 1) -> NoReturn:
    screen.print(sentence, style="red")
    raise typer.Exit(status)


@app.callback()
def _speak() -> None:
    """Habitué: the customer memory of a retailer."""
    asked = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG", "")
    translation.activate("fr" if asked.startswith("fr") else "en")


@app.command("doctor")
def _doctor() -> None:
    """Show every setting, where it comes from, and what is wrong."""
    raise typer.Exit(doctor(Console()))


COMMANDS: dict[str, Callable[..., None]] = {
    "run": running.run,
    "consume": running.consume,
    "work": running.work,
    "replay": running.replay,
    "import": importing.import_files,
    "normalise": normalising.normalise,
    "demo": demonstration.demo,
    "bench": bench.bench,
}
for _name, _command in COMMANDS.items():
    app.command(_name)(_said(_command))

_export = typer.Typer(no_args_is_help=True, help="Write data out: crosswalk, customers, rejects.")
for _name, _command in {
    "crosswalk": exporting.crosswalk,
    "customers": exporting.customers,
    "rejects": exporting.rejects,
}.items():
    _export.command(_name)(_said(_command))
app.add_typer(_export, name="export")
