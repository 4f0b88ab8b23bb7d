"""`habitue run` and its parts: the server, the readers of the log, the workers; and `replay`."""

import sys
from collections.abc import Sequence
from time import sleep
from typing import Annotated

import psycopg
import typer
from django.conf import settings
from django.core.management import call_command
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils.translation import gettext as _

from habitue.ground.kernel.api import CHANNEL, consume_until_idle, rewind
from habitue.ground.kernel.metrics import shared_between_processes
from habitue.ground.kernel.supervisor import ProcessSpec, Supervisor, answers, granian
from habitue.ground.kernel.types import InvalidInput
from habitue.ground.places.api import houses
from habitue.know.collect.api import take_up_unfinished
from habitue.show.cli.demonstration import load_demonstration, say_logins
from habitue.show.cli.following import CONSUMERS, progress, resolve_all
from habitue.show.cli.opened import opened, screen
from habitue.show.demo.api import NAME

DEMO_CUSTOMERS = 5_000
WEB_THREADS = 4
LOST_PAUSE = 1.0


def run(
    port: Annotated[
        int | None, typer.Option(help="Port to listen on; the setting `port` when not given.")
    ] = None,
    no_demo: Annotated[bool, typer.Option("--no-demo", help="Leave an empty house empty.")] = False,
) -> None:
    """Serve: pages, API, readers of the log and workers, until Ctrl-C."""
    own = settings.HABITUE
    chosen = port or own.port
    address = own.public_url or own.address.replace(f":{own.port}", f":{chosen}")
    with opened():
        if not houses() and not no_demo:
            load_demonstration(DEMO_CUSTOMERS)
        supervisor = Supervisor(
            _processes(own.host, chosen, own.web_workers),
            ready=lambda: answers(f"http://127.0.0.1:{chosen}/readyz"),
            on_ready=lambda: _announce(address),
            form="console" if sys.stdout.isatty() else "json",
        )
        status = supervisor.run()
    raise typer.Exit(status)


def consume(
    until_idle: Annotated[
        bool, typer.Option("--until-idle", help="Stop when nothing is left to read.")
    ] = False,
) -> None:
    """Read the log: find who is who, write the customers' pages."""
    with opened():
        if until_idle:
            with progress() as shown:
                resolve_all(shown)
            return
        _consume_for_ever()


def work() -> None:
    """Do the jobs: imports from the console, watched folders."""
    with opened():
        take_up_unfinished()
        call_command("procrastinate", "worker", "--concurrency=1", "--delete-jobs=successful", verbosity=0)


def replay(
    room: Annotated[str, typer.Argument(help="identity or profiles.")],
) -> None:
    """Rebuild what a room has derived, from the log."""
    chosen = next((consumer for consumer in CONSUMERS if consumer.name == room), None)
    if chosen is None:
        names = ", ".join(consumer.name for consumer in CONSUMERS)
        raise InvalidInput(
            _("No room %(room)s reads the log. Those that do: %(names)s.") % {"room": room, "names": names}
        )
    with opened(), progress() as shown:
        rewind(chosen)
        resolve_all(shown)


def _processes(host: str, port: int, workers: int) -> Sequence[ProcessSpec]:
    own = [sys.executable, "-m", "habitue"]
    shared = {**shared_between_processes(settings.HABITUE.home), "HABITUE_PORT": str(port)}
    if settings.HABITUE.log_format == "auto" and sys.stdout.isatty():
        shared["HABITUE_LOG_FORMAT"] = "console"
    web = granian(
        "web", "habitue.wsgi:application", host=host, port=port, workers=workers, threads=WEB_THREADS
    )
    return [
        ProcessSpec("web", web.command, shared),
        ProcessSpec("consume", [*own, "consume"], shared),
        ProcessSpec("work", [*own, "work"], shared),
    ]


def _announce(address: str) -> None:
    if any(house.name == NAME for house in houses()):
        say_logins(address)
    else:
        screen.print(
            "\n" + _("Habitué is open at %(address)s") % {"address": f"[bold]{address}[/bold]"} + "\n"
        )


def _consume_for_ever() -> None:
    """Read until told to stop: woken by announcements, and every second in case one was missed."""
    while True:
        try:
            with psycopg.connect(settings.HABITUE.dsn(), autocommit=True) as listener:
                listener.execute(f"listen {CHANNEL}")
                while True:
                    consume_until_idle(CONSUMERS)
                    for _notice in listener.notifies(timeout=1.0, stop_after=1):
                        pass
        except (OperationalError, InterfaceError, psycopg.OperationalError):
            screen.print(_("The database is not there; trying again."), style="yellow")
            close_old_connections()
            sleep(LOST_PAUSE)
