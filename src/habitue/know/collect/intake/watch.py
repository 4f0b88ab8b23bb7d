"""Watched folders: a file that appears in a source's folder, and has stopped growing, is imported as it stands."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import structlog

from habitue.ground.kernel.api import utc_now
from habitue.ground.kernel.types import system_actor
from habitue.know.collect.intake.files import file_blocks, keep_file
from habitue.know.collect.intake.mappings import fits, latest_mapping
from habitue.know.collect.intake.states import State
from habitue.know.collect.models import Import, Source

logger = structlog.get_logger(__name__)

SETTLED_SECONDS = 30
TAKEN = "imported"


def take_from_folders() -> list[UUID]:
    """Keep every settled file of every watched folder; returns the imports that can run without a person.

    A taken file moves to the folder's `imported/`. A file whose source has no mapping yet, or that cannot be read, waits
    in the console for a person.
    """
    taken: list[UUID] = []
    for source in Source.objects.exclude(watch_folder=""):
        for path in _settled(Path(source.watch_folder)):
            taken += _take(source, path)
    return taken


def _settled(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        logger.warning("watch.folder_missing")
        return
    if not _writable(folder):
        logger.warning("watch.folder_not_writable")
        return
    limit = utc_now().timestamp() - SETTLED_SECONDS
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.name.startswith(".") and path.stat().st_mtime < limit:
            yield path


def _writable(folder: Path) -> bool:
    """Whether a taken file can be moved out of the way: one that cannot would be taken again every minute."""
    return os.access(folder, os.W_OK | os.X_OK)


def _take(source: Source, path: Path) -> list[UUID]:
    actor = system_actor(source.house_id, "watched folder")
    made = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    rows = keep_file(
        actor=actor, name=path.name, blocks=file_blocks(path), source_id=source.id, effective_at=made
    )
    mapping = latest_mapping(source)
    ready = [row for row in rows if mapping and row.state == State.MAPPING and fits(mapping, row)]
    Import.objects.filter(id__in=[row.id for row in ready]).update(mapping=mapping, state=State.QUEUED)
    # Moved away last: a crash before it takes the file once more, which changes nothing; after it, nothing is left to do.
    (path.parent / TAKEN).mkdir(exist_ok=True)
    path.rename(path.parent / TAKEN / f"{utc_now():%Y%m%dT%H%M%S}-{path.name}")
    return [row.id for row in ready]
