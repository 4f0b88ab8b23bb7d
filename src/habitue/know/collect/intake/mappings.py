"""A source's mappings: versions kept, the latest used."""

from typing import Any

import msgspec

from habitue.ground.kernel.api import new_id, utc_now
from habitue.know.collect.models import Import, Source, SourceMapping
from habitue.know.collect.types import FileOptions, FileShape, Mapping, MappingProblem


def to_json(mapping: Mapping) -> dict[str, Any]:
    """A mapping as the database keeps it."""
    return dict(msgspec.to_builtins(mapping))


def from_json(stored: object) -> Mapping:
    """A mapping out of the database."""
    return msgspec.convert(stored, Mapping)


def latest_mapping(source: Source) -> SourceMapping | None:
    """The version of a source's mapping that is in force, or None when it has none yet."""
    return SourceMapping.objects.filter(source=source).order_by("-version").first()


def save_mapping(source: Source, mapping: Mapping, by: str) -> SourceMapping:
    """Keep a mapping as the source's next version; the version in force when it says the same."""
    last = latest_mapping(source)
    if last and _says(from_json(last.mapping)) == _says(mapping):
        return last
    version = (last.version if last else 0) + 1
    row = SourceMapping.objects.create(
        id=new_id(),
        source=source,
        version=version,
        mapping=to_json(mapping) | {"version": version},
        saved_at=utc_now(),
        saved_by=by,
    )
    Source.objects.filter(id=source.id).update(mapping_version=version)
    return row


def fits(saved: SourceMapping, imported: Import) -> bool:
    """Whether a file can be read by its source's mapping as it stands: it has those columns, no more and no less."""
    return {each.column for each in from_json(saved.mapping).columns} == set(imported.columns)


def saved_mapping(imported: Import) -> Mapping:
    """The mapping with which an import is read: the saved one, else its draft. Raises MappingProblem without either."""
    if imported.mapping:
        return from_json(imported.mapping.mapping)
    if imported.draft:
        return from_json(imported.draft)
    raise MappingProblem("mapping.none")


def file_options(imported: Import) -> FileOptions | None:
    """How the file is to be read again: as it was found the first time."""
    if not imported.shape:
        return None
    shape = msgspec.convert(imported.shape, FileShape)
    if shape.kind != "csv":
        return FileOptions(header=shape.header, sheet=shape.sheet or None)
    return FileOptions(
        encoding=shape.encoding or None,
        separator=shape.separator or None,
        quote=shape.quote,
        header=shape.header,
        header_line=shape.header_line or None,
        sheet=shape.sheet or None,
    )


def _says(mapping: Mapping) -> tuple[object, ...]:
    columns = tuple((each.column, each.field) for each in mapping.columns)
    return columns, mapping.key, mapping.date_order
