"""Progress that people can read: an import's lines, then the customers made of them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import sleep
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rich.progress import (
    BarColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from habitue.ground.kernel.api import consume_batch, lags
from habitue.ground.kernel.types import Consumer
from habitue.know.collect import api as collect
from habitue.know.collect.api import Progressing
from habitue.know.identity.api import CONSUMER as IDENTITY
from habitue.know.profiles.api import CONSUMER as PROFILES
from habitue.show.cli.opened import screen, thousands

CONSUMERS: tuple[Consumer, ...] = (IDENTITY, PROFILES)
"""Every reader of the log, in the order of the data's way: the `consume` process and the commands run the same."""
WORDS = {
    IDENTITY.name: gettext_lazy("Finding who is who"),
    PROFILES.name: gettext_lazy("Writing the customers' pages"),
}


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress display on standard error."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[said]}", style="dim"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=screen, transient=not screen.is_terminal) as shown:
        yield shown


def follow_import(shown: Progress, import_id: UUID, label: str) -> None:
    """Do an import's queued work here, or watch the process that has it in hand, to its end."""
    task = shown.add_task(label, total=1.0, said="")

    def step(row: Progressing) -> None:
        share = row.bytes_done / row.bytes_total if row.bytes_total else 0.0
        shown.update(task, completed=share, said=_("%(count)s lines") % {"count": thousands(row.rows_done)})

    while not collect.perform(import_id=import_id, each_step=step):
        sleep(0.5)
    shown.update(task, completed=1.0)


def resolve_all(shown: Progress) -> None:
    """Drain the log through every consumer: when this returns, each record has its customer, each customer its page."""
    for consumer in CONSUMERS:
        _drain(shown, consumer)
    while _waiting(CONSUMERS):  # another process is still at it, or has just announced more
        for consumer in CONSUMERS:
            while consume_batch(consumer):
                pass
        sleep(0.05)


def _drain(shown: Progress, consumer: Consumer) -> None:
    task = shown.add_task(str(WORDS[consumer.name]), total=max(_waiting([consumer]), 1), said="")
    done = 0
    while read := consume_batch(consumer):
        done += read
        shown.update(task, completed=done, total=done + _waiting([consumer]))
    shown.update(task, completed=max(done, 1), total=max(done, 1))


def _waiting(consumers: Sequence[Consumer]) -> int:
    names = {consumer.name for consumer in consumers}
    known = {lag.consumer: lag.facts for lag in lags()}
    return sum(known.get(name, 1) for name in names)
