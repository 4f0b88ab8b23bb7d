"""`habitue import`: files into a source, from their columns to the customers' pages."""

import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rich.prompt import Confirm
from rich.table import Table

from habitue.ground.kernel.types import Actor, Conflict, InvalidInput
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

CUT_OFF = frozenset({"queued", "running", "cancelled"})


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
        known = collect.source_by_name(actor=actor, name=source)
        if dry_run:
            known_id = known.id if known else None
            failed = sum(_said(path, partial(_try_file, actor, path, known_id, chosen)) for path in files)
        else:
            source_id = (known or collect.create_source(actor=actor, name=source)).id
            failed = sum(
                _said(path, partial(_import_file, actor, path, source_id, chosen, yes)) for path in files
            )
            with progress() as shown:
                resolve_all(shown)
    if failed:
        raise typer.Exit(1)


def _said(path: Path, work: Callable[[], bool]) -> bool:
    """Do a file's work; what forbids it is said, and the other files go on. True when it failed."""
    try:
        return work()
    except InvalidInput as error:
        screen.print(f"{path.name}: {error.detail}", style="red")
        return True


def _try_file(actor: Actor, path: Path, source_id: UUID | None, chosen: Mapping | None) -> bool:
    """Try one file's tables, and leave nothing of it behind; True when one of them failed."""
    views = _received(actor, path, source_id)
    try:
        results = [_try_table(actor, view, chosen) for view in views]
        return not all(results)
    finally:
        for view in views:
            # One that was broken off in the middle is not ours to take away: it ends as tried, in the console.
            with suppress(Conflict):
                collect.forget(actor=actor, import_id=view.id)


def _try_table(actor: Actor, view: ImportView, chosen: Mapping | None) -> bool:
    if (mapping := _mapping_for(view, chosen)) is None:
        return False
    collect.try_dry(actor=actor, import_id=view.id, now_here=True, mapping=mapping)
    return _follow(actor, view)


def _import_file(actor: Actor, path: Path, source_id: UUID, chosen: Mapping | None, yes: bool) -> bool:
    """Import one file's tables, or go on with an import of it that was cut off; True when one of them failed."""
    begun = collect.unfinished(actor=actor, source_id=source_id, path=path)
    if chosen and any(view.mapping and not _says_the_same(view.mapping, chosen) for view in begun):
        _put_aside(actor, begun)
        begun = []
    views = begun or _received(actor, path, source_id)
    results = [_import_table(actor, view, chosen, yes) for view in views]
    return not all(results)


def _received(actor: Actor, path: Path, source_id: UUID | None) -> list[ImportView]:
    made_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return collect.receive_file(
        actor=actor, name=path.name, blocks=collect.blocks_of(path), source_id=source_id, effective_at=made_at
    )


def _import_table(actor: Actor, view: ImportView, chosen: Mapping | None, yes: bool) -> bool:
    if view.state in CUT_OFF:
        at = {"name": _name(view), "lines": thousands(view.rows_done)}
        screen.print(_("%(name)s was cut off after %(lines)s lines; going on.") % at)
        if view.state == "cancelled":
            collect.resume(actor=actor, import_id=view.id, now_here=True)
        return _follow(actor, view)
    if (mapping := _mapping_for(view, chosen)) is None:
        return False
    if not yes and chosen is None and view.mapping_version == 0:
        _confirm(_name(view), mapping)
    collect.save_import_mapping(actor=actor, import_id=view.id, mapping=mapping)
    collect.start(actor=actor, import_id=view.id, now_here=True)
    return _follow(actor, view)


def _mapping_for(view: ImportView, chosen: Mapping | None) -> Mapping | None:
    """The mapping to read a table with; None, and the reason said, for one that cannot be read."""
    if view.error:
        _say_error(_name(view), view)
        return None
    if mapping := chosen or view.mapping:
        return mapping
    raise InvalidInput(_("%(name)s has no line to propose a mapping from.") % {"name": _name(view)})


def _follow(actor: Actor, view: ImportView) -> bool:
    with progress() as shown:
        follow_import(shown, view.id, _name(view))
    return _say_result(actor, view.id, _name(view))


def _put_aside(actor: Actor, begun: list[ImportView]) -> None:
    """Stop imports that another mapping was begun with: what they have taken is read anew by the one that follows."""
    for view in begun:
        if view.state in {"queued", "running"}:
            collect.cancel(actor=actor, import_id=view.id)
            collect.perform(import_id=view.id)


def _says_the_same(one: Mapping, other: Mapping) -> bool:
    fields = [{each.column: each.field for each in mapping.columns} for mapping in (one, other)]
    return fields[0] == fields[1] and (one.key, one.date_order) == (other.key, other.date_order)


def _name(view: ImportView) -> str:
    """The file, with the table's own name when it has one; a table's name may begin with its file's."""
    inside = view.table.removeprefix(view.file_name).strip(" ›")
    return f"{view.file_name} › {inside}" if inside else view.file_name


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
    if not _agreed(_("Import with this mapping?")):
        raise InvalidInput(
            _("Nothing was imported. Correct the mapping in the console, or give one with --mapping FILE.")
        )


def _agreed(question: str) -> bool:
    """Ask yes or no; an end of input is a no."""
    try:
        return Confirm.ask(question, console=screen)
    except EOFError:
        screen.print()
        return False


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
