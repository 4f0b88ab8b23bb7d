"""Sources: where records come from, and how far each is trusted."""

from collections.abc import Mapping as Dict
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from habitue.ground.kernel.api import audit, fetch_all, new_id, utc_now
from habitue.ground.kernel.types import Actor, InvalidInput, NotFound, SourceId
from habitue.know.collect.intake.mappings import from_json
from habitue.know.collect.models import Source, SourceMapping
from habitue.know.collect.types import Mapping
from habitue.know.collect.views import SourceView

DEFAULT_TRUST = 50

_FIGURES = """
select s.id,
       coalesce((select sum((i.counts->>'new')::bigint) from collect_import i
                 where i.source_id = s.id and i.state in ('done', 'running', 'cancelled')), 0),
       (select count(*) from collect_reject r where r.source_id = s.id and r.state = 'open'),
       (select max(i.finished_at) from collect_import i where i.source_id = s.id and i.state = 'done')
from collect_source s where s.house_id = %s
"""


def sources(*, actor: Actor) -> list[SourceView]:
    """The house's sources by name, with their figures. Raises Forbidden without `feeds.see`."""
    actor.require("feeds.see")
    figures = {row[0]: row[1:] for row in fetch_all(_FIGURES, [actor.house])}
    rows = Source.objects.filter(house_id=actor.house).order_by("name")
    return [_view(row, *figures.get(row.id, (0, 0, None))) for row in rows]


def source_view(*, actor: Actor, source_id: UUID) -> SourceView:
    """One source. Raises NotFound when the house has none of this id."""
    found = next((each for each in sources(actor=actor) if each.id == source_id), None)
    if found is None:
        raise NotFound(_("This source does not exist."))
    return found


def source_by_name(*, actor: Actor, name: str) -> SourceView | None:
    """The source of this name, whatever its case, or None."""
    return next((each for each in sources(actor=actor) if each.name.lower() == name.strip().lower()), None)


@dataclass(frozen=True, slots=True)
class MappingVersion:
    """One version of a source's mapping: `used` tells that it is the one in force."""

    version: int
    mapping: Mapping
    saved_at: datetime
    saved_by: str
    used: bool


def mapping_versions(*, actor: Actor, source_id: UUID) -> list[MappingVersion]:
    """A source's mappings, latest first. Raises Forbidden without `feeds.see`, NotFound for a source of another house."""
    source = source_view(actor=actor, source_id=source_id)
    rows = SourceMapping.objects.filter(source_id=source.id).order_by("-version")
    return [
        MappingVersion(
            row.version,
            from_json(row.mapping),
            row.saved_at,
            row.saved_by,
            row.version == source.mapping_version,
        )
        for row in rows
    ]


@transaction.atomic
def create_source(
    *,
    actor: Actor,
    name: str,
    kind: str = "file",
    owner: str = "",
    trust: Dict[str, int] | None = None,
    watch_folder: str = "",
) -> SourceView:
    """Make a source. Raises InvalidInput when the name is empty or taken, Forbidden without `feeds.import`."""
    actor.require("feeds.import")
    name = _free_name(actor, name, None)
    row = Source.objects.create(
        id=new_id(),
        house_id=actor.house,
        name=name,
        kind=kind,
        owner=owner,
        trust=_checked_trust(trust or {}),
        watch_folder=_checked_folder(watch_folder),
        created_at=utc_now(),
    )
    audit(actor, "feeds.source_created", str(row.id), {"name": name})
    return _view(row, 0, 0, None)


@transaction.atomic
def edit_source(*, actor: Actor, source_id: UUID, **changes: Any) -> SourceView:
    """Change a source's `name`, `kind`, `owner`, `trust` or `watch_folder`.

    Raises Forbidden without `feeds.edit`, InvalidInput for a name that is empty or taken and for trust beyond 100.
    """
    actor.require("feeds.edit")
    if "name" in changes:
        changes["name"] = _free_name(actor, changes["name"], source_id)
    if "trust" in changes:
        changes["trust"] = _checked_trust(changes["trust"])
    if "watch_folder" in changes:
        changes["watch_folder"] = _checked_folder(changes["watch_folder"])
    if not Source.objects.filter(id=source_id, house_id=actor.house).update(**changes):
        raise NotFound(_("This source does not exist."))
    audit(actor, "feeds.source_edited", str(source_id), {"fields": sorted(changes)})
    return source_view(actor=actor, source_id=source_id)


def _free_name(actor: Actor, name: str, own: UUID | None) -> str:
    name = name.strip()
    if not name:
        raise InvalidInput(_("Give the source a name."))
    found = source_by_name(actor=actor, name=name)
    if found and found.id != own:
        raise InvalidInput(_("There is already a source of this name."), name=name)
    return name


def _checked_trust(trust: Dict[str, int]) -> dict[str, int]:
    if wrong := [field for field, value in trust.items() if not 0 <= int(value) <= 100]:
        raise InvalidInput(_("Trust goes from 0 to 100."), fields=wrong)
    return {field: int(value) for field, value in trust.items()}


def _checked_folder(folder: str) -> str:
    """A folder that may be watched: anywhere, or inside the one that whoever runs the machine has set aside for it."""
    root: Path | None = settings.HABITUE.watch_folder
    if folder and root and not Path(folder).resolve().is_relative_to(root):
        raise InvalidInput(_("Watched folders must be inside %(root)s.") % {"root": root})
    return folder


def _view(row: Source, records: int, open_rejects: int, last_import: Any) -> SourceView:
    return SourceView(
        id=SourceId(row.id),
        name=row.name,
        kind=row.kind,
        owner=row.owner,
        trust={"default": DEFAULT_TRUST} | row.trust,
        watch_folder=row.watch_folder,
        mapping_version=row.mapping_version,
        records=int(records),
        open_rejects=open_rejects,
        last_import=last_import,
    )
