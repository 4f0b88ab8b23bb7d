"""A file arrives through the door."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from habitue.ground.kernel.types import Actor
from habitue.know.collect.api.imports import import_view
from habitue.know.collect.intake.files import digest_of, file_blocks, keep_file
from habitue.know.collect.intake.states import State
from habitue.know.collect.models import Import
from habitue.know.collect.readers import open_tables
from habitue.know.collect.types import FileOptions, Table
from habitue.know.collect.views import ImportView


def receive_file(
    *,
    actor: Actor,
    name: str,
    blocks: Iterable[bytes],
    source_id: UUID | None = None,
    options: FileOptions | None = None,
    effective_at: datetime | None = None,
) -> list[ImportView]:
    """Keep a file and look into it: one import per table, with a mapping proposed or, for a known source, its own.

    `effective_at`: when the file was made, the change time of lines that have none of their own. A file that cannot be
    read gives one failed import that says why. Raises Forbidden without `feeds.import`.
    """
    actor.require("feeds.import")
    rows = keep_file(
        actor=actor, name=name, blocks=blocks, source_id=source_id, options=options, effective_at=effective_at
    )
    return [import_view(actor=actor, import_id=row.id) for row in rows]


def unfinished(*, actor: Actor, source_id: UUID, path: Path) -> list[ImportView]:
    """The imports of this very file into a source that were begun and did not end, as a crash or a cancel leaves them.

    Of several times that the file was received, the last one counts. Raises Forbidden without `feeds.import`.
    """
    actor.require("feeds.import")
    alike = Import.objects.filter(house_id=actor.house, source_id=source_id, file_bytes=path.stat().st_size)
    begun = alike.filter(state__in=[State.MAPPING, State.TRIED, State.QUEUED, State.RUNNING, State.CANCELLED])
    if not begun.exists():
        return []
    last = alike.filter(digest=digest_of(path)).order_by("-created_at").first()
    rows = begun.filter(file_path=last.file_path).order_by("id") if last else []
    return [import_view(actor=actor, import_id=row.id) for row in rows]


def tables(path: Path) -> list[Table]:
    """The tables of a local file, to be read in batches. Raises FileProblem."""
    return open_tables(path)


def blocks_of(path: Path) -> Iterable[bytes]:
    """A local file's content as `receive_file` takes it."""
    return file_blocks(path)
