"""The list of rejects: narrowed by what stands in the address, exported as it is narrowed."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from habitue.ground.kernel.types import Actor
from habitue.know.collect import api as collect
from habitue.know.collect.api import RejectFilters
from habitue.show.web.edge import as_actor
from habitue.show.web.pages.feeds import reject_rows
from habitue.show.web.ui.types import Choice, Crumb

SHOWN = 50


@as_actor
def rejects(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list; with `after`, the rows that follow."""
    filters = reject_rows.read_filters(request.GET)
    rows = page(actor, filters, request.GET.get("after", ""))
    if "after" in request.GET:
        return render(request, "web/feeds/_reject_rows.html", rows)
    context = {
        "page_title": _("Rejects"),
        "crumbs": [Crumb(_("Rejects"))],
        "columns": reject_rows.columns(),
        "chips": reject_rows.chips(actor, filters),
        "clear_url": reject_rows.address(RejectFilters(state=filters.state)),
        "export_url": reject_rows.address(filters, "rejects_export"),
        "told": request.session.pop("rejects_said", None),
        "sources": [Choice(str(each.id), each.name) for each in collect.sources(actor=actor)],
        **figures(actor, filters),
        **rows,
    }
    return render(request, "web/feeds/rejects.html", context)


def figures(actor: Actor, filters: RejectFilters) -> dict[str, object]:
    """The tabs with their counts, the total of the filtered set, and the reasons that occur in it."""
    counted = collect.reject_figures(actor=actor, filters=filters)
    return {
        "filters": filters,
        "tabs": reject_rows.tabs(filters, counted.states),
        "total": counted.total,
        "reasons": reject_rows.reasons(counted.codes),
    }


def page(actor: Actor, filters: RejectFilters, after: str = "") -> dict[str, object]:
    """A page of rows, and the address of the next."""
    found = collect.rejects(
        actor=actor,
        source_id=filters.source_id,
        import_id=filters.import_id,
        code=filters.code,
        state=filters.state,
        text=filters.text,
        after=_uuid(after),
        limit=SHOWN + 1,
    )
    next_url = reject_rows.address(filters, after=found[SHOWN - 1].id) if len(found) > SHOWN else ""
    rows = [reject_rows.reject_row(view) for view in found[:SHOWN]]
    return {"entries": rows, "next_url": next_url, "may_mend": actor.may("rejects.mend")}


@as_actor
def export(request: HttpRequest, actor: Actor) -> StreamingHttpResponse:
    """The filtered rejects as a CSV file, streamed, that a spreadsheet opens as it should and runs nothing of."""
    actor.require("feeds.see")
    rows = collect.export_rejects(actor=actor, filters=reject_rows.read_filters(request.GET))
    response = StreamingHttpResponse(
        _csv(rows, get_language() or "en"), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="rejects.csv"'
    return response


def _csv(rows: Iterator[tuple[Any, ...]], language: str) -> Iterator[str]:
    """CSV as text; the mark at the start tells spreadsheets that it is UTF-8.

    The language is set for each row, because a stream is read after the request that it answers.
    """
    yield "\ufeff"
    while True:
        with translation.override(language):
            row = next(rows, None)
        if row is None:
            return
        yield _line(row)


def _line(cells: Iterable[Any]) -> str:
    """One line of CSV. Every cell is quoted, so that no value can end its cell."""
    return ",".join('"' + collect.csv_safe(str(cell)).replace('"', '""') + '"' for cell in cells) + "\r\n"


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
