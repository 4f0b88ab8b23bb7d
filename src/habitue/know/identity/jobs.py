"""Identity's slow work: addresses put to the geocoding service, when one is configured; works on the matching."""

from uuid import UUID

import structlog
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from habitue.know.identity.confirming import confirm_some, geocoder, left_unasked
from habitue.know.identity.matching_works import perform, unfinished
from habitue.know.identity.ports import GeocoderUnavailable
from habitue.know.identity.reviewing.at_work import apply_rule

__all__ = ["apply_rule", "confirm_addresses", "confirm_left", "take_up_matching", "work_on_matching"]

logger = structlog.get_logger(__name__)

_BEHIND_IMPORTS = -10
_FIRST_PAUSE, _LONGEST_PAUSE = 60, 3600  # seconds
_LONGEST_ASKED = 86_400
"""A service may ask for a longer pause than ours, of a day at most."""


@app.task(name="identity.confirm", queue="addresses")
def confirm_addresses(*, house_id: str, source_id: str, refusals: int = 0) -> None:
    """Ask of a part of a source's addresses, and queue the rest; or all again later when the service is not there.

    A retry is a new job: procrastinate cannot put a running job back while another waits under its queueing lock.
    """
    service, house, source = geocoder(), UUID(house_id), UUID(source_id)
    if service is None:
        return
    try:
        if confirm_some(house, source, service):
            defer_confirming(house, source)
    except GeocoderUnavailable as refused:
        pause = pause_after(refusals, refused.retry_after)
        logger.warning("geocoder unavailable", reason=str(refused), again_in=pause)
        defer_confirming(house, source, pause=pause, refusals=refusals + 1)


@app.periodic(cron="23 * * * *")
@app.task(name="identity.confirm_left", queue="addresses")
def confirm_left(timestamp: int) -> None:
    """Queue what a job that died left unasked, and what was there before a service was configured."""
    if geocoder() is not None:
        for house, source in left_unasked():
            defer_confirming(house, source)


def defer_confirming(house: UUID, source: UUID, *, pause: int = 0, refusals: int = 0) -> None:
    """Queue the confirming of a source in the transaction of the caller; nothing when it is queued or none is
    configured.
    """
    if geocoder() is None:
        return
    job = app.configure_task(
        "identity.confirm",
        queue="addresses",
        queueing_lock=f"confirm {source}",
        priority=_BEHIND_IMPORTS,
        schedule_in={"seconds": pause} if pause else None,
    )
    try:
        with transaction.atomic():
            job.defer(house_id=str(house), source_id=str(source), refusals=refusals)
    except AlreadyEnqueued:
        return


def pause_after(refusals: int, asked: float | None) -> int:
    """Seconds before the service is asked again: twice as long each time up to an hour, or what it asked for."""
    own = min(_FIRST_PAUSE << min(refusals, 10), _LONGEST_PAUSE)
    return max(own, min(int(asked or 0), _LONGEST_ASKED))


@app.task(name="identity.matching", queue="matching")
def work_on_matching(*, model_id: str, kind: str) -> None:
    """Do a work that was asked for on a version of the matching, unless another process has it in hand."""
    perform(UUID(model_id), kind)


@app.periodic(cron="* * * * *")
@app.task(name="identity.matching_left", queue="matching")
def take_up_matching(timestamp: int) -> None:
    """Queue again the works whose process died; one that is at work holds its lock and is left alone."""
    for model_id, kind in unfinished():
        defer_matching(model_id, kind)


def defer_matching(model_id: UUID, kind: str) -> None:
    """Queue a work on the matching in the transaction of the caller, which goes on when it is queued already."""
    job = app.configure_task(
        "identity.matching", queue="matching", queueing_lock=f"matching {model_id} {kind}"
    )
    try:
        with transaction.atomic():
            job.defer(model_id=str(model_id), kind=kind)
    except AlreadyEnqueued:
        return
