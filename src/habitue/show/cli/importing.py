"""`habitue import`: files into a source, from their columns to the customers' pages."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rich.prompt import Confirm
from rich.table import Table

from habitue.ground.kernel.types import Actor, InvalidInput
from habitue.know.collect import api as collect
from habitue.know.collect.api import ImportView
from habitue.know.collect.types import Mapping
from habitue.know.collect.wording import explain
from habitue.show.cli.following import follow_import, progress, resolve_all
from habitue.show.cli.opened import in_house, screen, thousands

COUNTED = {
    "new": gettext_lazy("new"),
    "updated": gettext_lazy("updated"),
    "unchanged": gettext_lazy("unchanged"),
    "older": gettext_lazy("older than what is known"),
    "repeated": gettext_lazy("repeated in the file"),
    "rejected": gettext_lazy("rejected"),
    "suspicious": gettext_lazy("suspicious"),
}


def import_files(
    files: Annotated[list[Path], typer.Argument(help="CSV, XLSX, JSON Lines, Parquet, or a ZIP of these.")],
    source: Annotated[str, typer.Option(help="Where the files come from; made when new.")],
    mapping: Annotated[Path | None, typer.Option(help="A mapping as YAML, as the console writes it.")] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what would happen; write nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Take the proposed mapping without asking.")] = False,
    house: Annotated[str, typer.Option(help="The house, when there are several.")] = "",
) -> None:
    """Import files; returns when every record has its customer."""
    for path in files:
        if not path.is_file():
            raise InvalidInput(_("There is no file %(path)s.") % {"path": path})
    chosen = collect.load_mapping(mapping.read_text("utf-8")) if mapping else None
    with in_house(house) as actor:
        source_id = _source(actor, source)
        failed = sum(_import_file(actor, path, source_id, chosen, dry_run, yes) for path in files)
        if not dry_run:
            with progress() as shown:
                resolve_all(shown)
    if failed:
        raise typer.Exit(1)


def _source(actor: Actor, name: str) -> UUID:
    known = collect.source_by_name(actor=actor, name=name)
    return (known or collect.create_source(actor=actor, name=name)).id


def _import_file(
    actor: Actor, path: Path, source_id: UUID, chosen: Mapping | None, dry_run: bool, yes: bool
) -> bool:
    """Import one file's tables; True when one of them failed."""
    made_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    views = collect.receive_file(
        actor=actor, name=path.name, blocks=collect.blocks_of(path), source_id=source_id, effective_at=made_at
    )
    results = [_import_table(actor, view, chosen, dry_run, yes) for view in views]
    return not all(results)


def _import_table(actor: Actor, view: ImportView, chosen: Mapping | None, dry_run: bool, yes: bool) -> bool:
    name = f"{view.file_name}" + (f" › {view.table}" if view.table and view.table != view.file_name else "")
    if view.error:
        _say_error(name, view)
        return False
    mapping = chosen or view.mapping
    if mapping is None:
        raise InvalidInput(_("%(name)s has no line to propose a mapping from.") % {"name": name})
    if not yes and chosen is None and view.mapping_version == 0:
        _confirm(name, mapping)
    collect.save_import_mapping(actor=actor, import_id=view.id, mapping=mapping)
    (collect.try_dry if dry_run else collect.start)(actor=actor, import_id=view.id, now_here=True)
    with progress() as shown:
        follow_import(shown, view.id, name)
    return _say_result(actor, view.id, name)


def _confirm(name: str, mapping: Mapping) -> None:
    """Show the proposed mapping and ask; without a terminal to ask on, say how to go on."""
    table = Table(
        title=_("%(name)s: proposed mapping") % {"name": name}, title_justify="left", title_style="bold"
    )
    for heading in (_("Column"), _("Field"), _("Sure"), _("Samples")):
        table.add_column(heading)
    for each in mapping.columns:
        table.add_row(each.column, each.field, f"{each.confidence:.0%}", " · ".join(each.samples[:3]))
    screen.print(table)
    screen.print(_("A record is known by: %(key)s") % {"key": ", ".join(mapping.key) or "–"})
    if not sys.stdin.isatty():
        raise InvalidInput(_("Take this mapping with --yes, or give one with --mapping FILE."))
    if not Confirm.ask(_("Import with this mapping?"), console=screen):
        raise InvalidInput(
            _("Nothing was imported. Correct the mapping in the console, or give one with --mapping FILE.")
        )


def _say_result(actor: Actor, import_id: UUID, name: str) -> bool:
    view = collect.import_view(actor=actor, import_id=import_id)
    if view.error:
        _say_error(name, view)
        return False
    counts = (view.verdict or {}).get("counts", view.counts)
    said = ", ".join(
        f"{thousands(counts[each])} {word}" for each, word in COUNTED.items() if counts.get(each)
    )
    same = " " + _("(the same file as before)") if view.same_as else ""
    screen.print(f"{name}: {said or _('no line')}{same}")
    for finding in (view.verdict or {}).get("findings", view.findings):
        words = explain(finding["code"], finding.get("params", {}))
        screen.print(
            f"  {thousands(finding['count'])} × {finding['column'] or _('line')}: {words.sentence}",
            style="yellow",
        )
    return view.state in {"done", "tried"}


def _say_error(name: str, view: ImportView) -> None:
    code, params = view.error or ("", {})
    words = explain(code, params)
    screen.print(f"{name}: {words.sentence} {words.mend}", style="red")
