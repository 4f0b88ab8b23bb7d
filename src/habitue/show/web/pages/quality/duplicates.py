"""Duplicates by source: the rate with its trend, and the customers behind it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from habitue.ground.kernel.types import Actor
from habitue.know.collect.api import source_names
from habitue.know.identity.api.duplicates import Duplicated, duplicates_behind
from habitue.show.web.edge import as_actor, is_fragment, page_title
from habitue.show.web.pages.customers.card import value_of
from habitue.show.web.pages.quality.figures import Sheet, duplicates_definition
from habitue.show.web.ui.types import Column, Crumb

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Rate:
    """A source's rate of duplicates: `excess`, its records beyond one for each customer; `url` opens them."""

    name: str
    records: int
    customers: int
    rate: float
    trend: list[float]
    url: str

    @property
    def excess(self) -> int:
        """Records that are one more of somebody."""
        return self.records - self.customers


def rates(sheets: list[Sheet]) -> list[Rate]:
    """The sources whose duplicates were counted, the worst first."""
    found = [
        Rate(
            each.name,
            each.counted,
            each.customers,
            each.duplicates,
            list(each.duplicate_trend),
            duplicates_url(each),
        )
        for each in sheets
        if each.duplicates is not None
    ]
    return sorted(found, key=lambda each: (-each.rate, each.name))


def duplicates_url(sheet: Sheet) -> str:
    """Where the customers behind the rate stand; empty when there are none."""
    return reverse("quality_duplicates", args=[sheet.id]) if sheet.duplicates else ""


@as_actor
def behind(request: HttpRequest, actor: Actor, source_id: UUID) -> HttpResponse:
    """The customers whom a source has several times, each with these records."""
    name = source_names(house_id=actor.house).get(source_id)
    if name is None:
        raise Http404
    found = duplicates_behind(actor=actor, source_id=source_id, after=_after(request), limit=SHOWN + 1)
    context: dict[str, Any] = {
        "found": [_row(each) for each in found[:SHOWN]],
        "next_url": _next(request, found),
    }
    if is_fragment(request) and "after" in request.GET:
        return render(request, "web/quality/duplicates_body.html", context)
    return render(request, "web/quality/duplicates.html", context | _head(name))


def _head(name: str) -> dict[str, Any]:
    title = _("Several times in %(source)s") % {"source": name}
    columns = [
        Column("who", _("Customer")),
        Column("count", _("Records"), numeric=True),
        Column("names", _("Names as written")),
        Column("keys", _("Record numbers")),
    ]
    crumbs = [Crumb(_("Data quality"), reverse("quality")), Crumb(title)]
    return page_title(title, lede=duplicates_definition(), columns=columns, crumbs=crumbs)


def _row(found: Duplicated) -> dict[str, Any]:
    names = dict.fromkeys(filter(None, (value_of(record, "name") for record in found.records)))
    return {
        "name": next(iter(names), _("No name")),
        "names": list(names),
        "count": found.count,
        "keys": [record.key for record in found.records],
        "more": found.count - len(found.records),
        "url": reverse("customer", args=[found.customer_id]),
    }


def _after(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET["after"]) if "after" in request.GET else None
    except ValueError as error:
        raise Http404 from error


def _next(request: HttpRequest, found: list[Duplicated]) -> str:
    return f"{request.path}?after={found[SHOWN - 1].customer_id}" if len(found) > SHOWN else ""
