"""The rows behind a figure of the quality page."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from habitue.ground.kernel.types import Actor
from habitue.know.collect.api import RawRecord, raw_records, source_names
from habitue.know.collect.types import Field
from habitue.know.identity.api import StoredRecord, rows_behind
from habitue.show.web.edge import as_actor, is_fragment, page_title
from habitue.show.web.pages.customers import words
from habitue.show.web.pages.customers.card import value_of
from habitue.show.web.pages.quality import figures
from habitue.show.web.ui.types import Column, Crumb

SHOWN = 50
_CELLS: dict[str, tuple[Field, ...]] = {
    "name": (Field.CIVILITY, Field.FIRST_NAME, Field.LAST_NAME, Field.BIRTH_NAME, Field.FULL_NAME),
    "birth_date": (Field.BIRTH_DATE,),
    "email": (Field.EMAIL,),
    "mobile": (Field.MOBILE, Field.PHONE),
    "landline": (Field.LANDLINE, Field.PHONE),
    "card": (Field.CARD,),
    "address": (
        Field.ADDRESS1,
        Field.ADDRESS2,
        Field.ADDRESS3,
        Field.ADDRESS_FULL,
        Field.POSTCODE,
        Field.TOWN,
        Field.COUNTRY,
    ),
}


@as_actor
def behind(request: HttpRequest, actor: Actor, source_id: UUID, field: str, state: str) -> HttpResponse:
    """The records of a source whose field is in a state, as they came and as they were read."""
    actor.require("quality.see")
    actor.require("customers.see")
    name = source_names(house_id=actor.house).get(source_id)
    if name is None or not _exists(field, state):
        raise Http404
    found = rows_behind(source_id=source_id, field=field, state=state, after=_after(request), limit=SHOWN + 1)
    context = {"behind": _rows(actor, found[:SHOWN], field), "next_url": _next(request, found)}
    if is_fragment(request) and "after" in request.GET:
        return render(request, "web/quality/rows_body.html", context)
    return render(request, "web/quality/rows.html", context | _head(name, field, state))


def _exists(field: str, state: str) -> bool:
    if field == "address":
        return state in figures.GRADES or state in ("filled", "empty")
    return field in figures.STATED and state in figures.STATES


def _after(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET["after"]) if "after" in request.GET else None
    except ValueError as error:
        raise Http404 from error


def _next(request: HttpRequest, found: list[StoredRecord]) -> str:
    return f"{request.path}?after={found[SHOWN - 1].record_id}" if len(found) > SHOWN else ""


def _head(name: str, field: str, state: str) -> dict[str, Any]:
    label = str(figures.FIELDS[field])
    said = str(figures.STATES.get(state, state))
    title = _("%(field)s: %(state)s") % {"field": label, "state": said.lower() if len(said) > 1 else said}
    crumbs = [
        Crumb(_("Data quality"), reverse("quality")),
        Crumb(name, f"{reverse('quality')}#{field}"),
        Crumb(title),
    ]
    columns = [
        Column("who", _("Customer")),
        Column("raw", _("As it came")),
        Column("read", _("As it was read")),
    ]
    columns += [Column("why", _("Why")), Column("key", _("Record number"))]
    lede = figures.definition(state)
    return page_title(title, source=name, lede=lede, crumbs=crumbs, columns=columns, field=field, state=state)


def _rows(actor: Actor, found: list[StoredRecord], field: str) -> list[dict[str, Any]]:
    raw = {
        str(line.id): line for line in raw_records(actor=actor, record_ids=[UUID(r.record_id) for r in found])
    }
    return [_row(record, raw.get(record.record_id), field) for record in found]


def _row(record: StoredRecord, raw: RawRecord | None, field: str) -> dict[str, Any]:
    return {
        "name": value_of(record, "name") or _("No name"),
        "url": f"{reverse('customer', args=[record.customer_id])}#record-{record.record_id}",
        "raw": _cells(raw, field),
        "read": value_of(record, field),
        "state": "" if field == "address" else str(record.state(field)),
        "grade": record.grade if field == "address" else "",
        "proposal": record.proposal if field == "address" else "",
        "reasons": words.reasons_of(field, record.reason_codes()),
        "key": record.key,
    }


def _cells(raw: RawRecord | None, field: str) -> str:
    """What the source wrote in the columns that became this field."""
    wanted = _CELLS[field]
    return ", ".join(text for _column, name, text in raw.cells if text and name in wanted) if raw else ""
