"""Collect's slow work: imports, taken up again after any crash, and watched folders."""

from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from habitue.know.collect.intake.run import perform
from habitue.know.collect.intake.states import AT_WORK
from habitue.know.collect.intake.watch import take_from_folders
from habitue.know.collect.models import Import


@app.task(name="collect.import", queue="imports")
def import_file(*, import_id: str) -> None:
    """Run an import, or its dry run, unless another process has it in hand."""
    perform(UUID(import_id))


@app.periodic(cron="* * * * *")
@app.task(name="collect.take_up", queue="imports")
def take_up(timestamp: int) -> None:
    """Queue again the imports whose process died, and import the files that appeared in watched folders."""
    take_up_unfinished()
    for import_id in take_from_folders():
        defer_import(import_id)


def take_up_unfinished() -> None:
    """Queue every import that should be at work; one that is at work already holds its lock and is left alone."""
    for import_id in Import.objects.filter(state__in=AT_WORK).values_list("id", flat=True):
        defer_import(import_id)


def defer_import(import_id: UUID) -> None:
    """Queue an import's work, in the transaction of the caller, which goes on when it is queued already."""
    job = app.configure_task("collect.import", queue="imports", queueing_lock=f"import {import_id}")
    try:
        with transaction.atomic():
            job.defer(import_id=str(import_id))
    except AlreadyEnqueued:
        return
