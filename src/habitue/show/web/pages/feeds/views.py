"""The feeds page: sources, files dropped, imports."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from habitue.ground.kernel.types import Actor
from habitue.know.collect import api as collect
from habitue.know.collect import wording
from habitue.know.collect.api import ImportView
from habitue.show.web.edge import as_actor
from habitue.show.web.pages.feeds.importing import import_rows
from habitue.show.web.pages.feeds.words import kind_label
from habitue.show.web.ui import formats
from habitue.show.web.ui.types import Column, Crumb

SHOWN = 30


@as_actor
def feeds(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Where records come from, and the files that brought them."""
    sources = [(each, kind_label(each.kind)) for each in collect.sources(actor=actor)]
    context = {
        "page_title": _("Feeds"),
        "crumbs": [Crumb(_("Feeds"))],
        "sources": sources,
        "columns": _source_columns(),
        "may_import": actor.may("feeds.import"),
        **page_of_imports(actor),
    }
    return render(request, "web/feeds/feeds.html", context)


@as_actor
def more(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The imports before a moment, as rows."""
    before = parse_datetime(request.GET.get("before", "").replace(" ", "+"))
    source = _uuid(request.GET.get("source", ""))
    return render(
        request, "web/feeds/_import_rows.html", page_of_imports(actor, source=source, before=before)
    )


@require_POST
@as_actor
def drop(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Take one dropped file, block by block; the answer is its line in the list of files."""
    file = request.FILES.get("file")
    if file is None or not file.name:
        values = {"name": _("No file"), "say": _("Nothing arrived. Choose the file again."), "state": "bad"}
        return render(request, "web/components/upload.html", values, status=422)
    source = _uuid(request.GET.get("source", ""))
    found = collect.receive_file(actor=actor, name=file.name, blocks=file.chunks(), source_id=source)
    return render(request, "web/components/upload.html", upload_line(file.name, found))


def upload_line(name: str, found: list[ImportView]) -> dict[str, object]:
    """What became of a dropped file: how many tables, or why it cannot be read."""
    first, url = found[0], reverse("import", args=[found[0].id])
    readable = [each for each in found if each.state != "failed"]
    if not readable:
        words = wording.explain(*first.error) if first.error else wording.Words("", "")
        return {
            "name": name,
            "say": f"{words.sentence} {words.mend}".strip(),
            "state": "bad",
            "url": url,
            "action": _("See"),
        }
    size = formats.size(first.file_bytes, get_language() or "en")
    if len(found) > 1:
        say = ngettext("%(n)s table", "%(n)s tables", len(found)) % {"n": len(found)}
    else:
        say = ngettext("%(n)s column", "%(n)s columns", len(first.columns)) % {"n": len(first.columns)}
    known = f", {first.source_name}" if first.source_name else ""
    action = _("Check and import")
    return {"name": name, "say": f"{size}, {say}{known}", "state": "ready", "url": url, "action": action}


def page_of_imports(
    actor: Actor, *, source: UUID | None = None, before: datetime | None = None
) -> dict[str, object]:
    """A page of the list of imports, and the address of the next."""
    found = collect.imports(actor=actor, source_id=source, before=before, limit=SHOWN + 1)
    rows = import_rows(found[:SHOWN])
    next_url = ""
    if len(found) > SHOWN:
        narrowed = f"&source={source}" if source else ""
        next_url = f"{reverse('feeds_more')}?before={found[SHOWN - 1].created_at.isoformat().replace('+', '%2B')}{narrowed}"
    return {"entries": rows, "next_url": next_url}


def _source_columns() -> list[Column]:
    return [
        Column("name", _("Source")),
        Column("records", _("Records"), numeric=True),
        Column("last", _("Last import")),
        Column("rejects", _("Lines to mend"), numeric=True),
        Column("trust", _("Trust"), numeric=True),
        Column("owner", _("Owner")),
    ]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
