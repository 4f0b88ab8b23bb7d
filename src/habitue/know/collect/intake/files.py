"""A file arrives: it is kept, looked into, and each of its tables becomes an import that waits for its mapping."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from uuid import UUID

import msgspec
from django.conf import settings
from django.db import transaction

from habitue.ground.kernel.api import audit, new_id, utc_now
from habitue.ground.kernel.types import Actor
from habitue.know.collect.intake.mappings import from_json, latest_mapping, to_json
from habitue.know.collect.intake.states import State
from habitue.know.collect.models import Import, Source
from habitue.know.collect.readers import open_tables
from habitue.know.collect.rules.mapping import propose
from habitue.know.collect.types import FileOptions, FileProblem, Mapping, Table

SAMPLE_ROWS = 300
BLOCK = 1 << 20


def keep_file(
    *,
    actor: Actor,
    name: str,
    blocks: Iterable[bytes],
    source_id: UUID | None = None,
    options: FileOptions | None = None,
    effective_at: datetime | None = None,
) -> list[Import]:
    """Keep a file and look into it: one import per table, with a mapping proposed or, for a known source, its own.

    `effective_at`: when the file was made, the change time of lines that have none of their own. A file that cannot be
    read gives one failed import that says why.
    """
    path = _new_path(name)
    digest, size = _keep(path, blocks)
    common: dict[str, object] = {
        "house_id": actor.house,
        "source_id": source_id,
        "file_name": Path(name).name,
        "file_path": str(path),
        "file_bytes": size,
        "digest": digest,
        "effective_at": effective_at or utc_now(),
        "created_at": utc_now(),
        "created_by": actor.label,
    }
    try:
        rows = [_import_of(table, common) for table in open_tables(path, declared=options)]
    except FileProblem as problem:
        rows = [_failed(problem, common)]
    return _save(actor, rows)


@transaction.atomic
def _save(actor: Actor, rows: list[Import]) -> list[Import]:
    for row in rows:
        row.save(force_insert=True)
        audit(actor, "feeds.file_received", str(row.id), {"bytes": row.file_bytes})
    return rows


def _import_of(table: Table, common: dict[str, object]) -> Import:
    row = Import(id=new_id(), state=State.MAPPING, table=table.name, **common)
    row.shape = shape_of(table)
    row.columns = list(table.columns)
    row.draft = to_json(propose_for(table, row.source))
    return row


def shape_of(table: Table) -> dict[str, object]:
    """How a table is written in its file, as the database keeps it."""
    return dict(msgspec.to_builtins(table.shape))


def propose_for(table: Table, source: Source | None) -> Mapping:
    """The mapping proposed for a table: what its source already maps stays so. May raise `FileProblem`."""
    return propose(table.columns, _sample(table), known=_known(source))


def _failed(problem: FileProblem, common: dict[str, object]) -> Import:
    error = {"code": problem.code, "params": dict(problem.params)}
    return Import(id=new_id(), state=State.FAILED, error=error, finished_at=utc_now(), **common)


def _known(source: Source | None) -> Mapping | None:
    saved = latest_mapping(source) if source else None
    return from_json(saved.mapping) if saved else None


def _sample(table: Table) -> list[list[str]]:
    batch = next(iter(table.batches(size=SAMPLE_ROWS)), None)
    return list(islice(batch.rows, SAMPLE_ROWS)) if batch else []


def _new_path(name: str) -> Path:
    folder = settings.HABITUE.home / "files" / "imports" / str(new_id())
    folder.mkdir(parents=True)
    safe = "".join(c if c.isalnum() or c in "._-" else "_" for c in Path(name).name)[-100:] or "file"
    return folder / safe


def _keep(path: Path, blocks: Iterable[bytes]) -> tuple[str, int]:
    digest, size = hashlib.blake2b(digest_size=16), 0
    with path.open("wb") as out:
        for block in blocks:
            digest.update(block)
            size += len(block)
            out.write(block)
    return digest.hexdigest(), size


def digest_of(path: Path) -> str:
    """The digest that a kept file of this content has."""
    digest = hashlib.blake2b(digest_size=16)
    for block in file_blocks(path):
        digest.update(block)
    return digest.hexdigest()


def file_blocks(path: Path) -> Iterator[bytes]:
    """A file's content, a block at a time."""
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block
