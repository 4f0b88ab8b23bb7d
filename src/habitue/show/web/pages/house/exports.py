"""What can leave the house as a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from habitue.ground.kernel.types import Actor
from habitue.know.collect.api import source_names
from habitue.know.identity import api as identity
from habitue.show.web.edge import as_actor, page_title
from habitue.show.web.pages.house.downloads import csv_download
from habitue.show.web.ui.types import Crumb, Link

CROSSWALK = ("source", "source_id", "customer_id")


@dataclass(frozen=True, slots=True)
class Export:
    """A file that can be had: what it is, what it holds, where; without addresses, why not."""

    title: str
    text: str
    columns: str
    links: list[Link]
    reason: str = ""


@as_actor
def exports(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The page of exports."""
    context = {
        "exports": [_customers(actor), _crosswalk(actor), _rejects(actor)],
        "crumbs": [Crumb(_("Exports"))],
    }
    return render(request, "web/house/exports.html", page_title(_("Exports"), **context))


@as_actor
def crosswalk(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Which customer each record of each source is."""
    rows = identity.crosswalk(actor=actor, sources=source_names(house_id=actor.house))
    return csv_download("crosswalk.csv", _with_header(rows))


def _with_header(rows: Iterator[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    return chain([CROSSWALK], rows)


def _customers(actor: Actor) -> Export:
    links = [
        Link("CSV", reverse("customers_export", args=["csv"])),
        Link("Parquet", reverse("customers_export", args=["parquet"])),
    ]
    text = _(
        "One line for each customer, with the values that survived. A list can be exported filtered, from its page."
    )
    allowed = actor.may("customers.export")
    return Export(
        _("Customers"),
        text,
        "customer_id, first_name, last_name, email, mobile…",
        *_allowed(links, ok=allowed),
    )


def _crosswalk(actor: Actor) -> Export:
    links = [Link("CSV", reverse("export_crosswalk"))]
    text = _("Which customer each record of each source is: every record ever accepted, one line each.")
    allowed = actor.may("customers.export")
    return Export(_("Crosswalk"), text, ", ".join(CROSSWALK), *_allowed(links, ok=allowed))


def _rejects(actor: Actor) -> Export:
    links = [Link("CSV", reverse("rejects_export"))]
    text = _(
        "Every line that could not become a record and still waits, with the reason and a suggested mend."
    )
    return Export(
        _("Rejects"),
        text,
        "source, file, line, column, value, reason…",
        *_allowed(links, ok=actor.may("feeds.see")),
    )


def _allowed(links: list[Link], *, ok: bool) -> tuple[list[Link], str]:
    """The links, or the reason why there are none."""
    return (
        (links, "")
        if ok
        else ([], _("Your role does not allow this export. The data steward or the DPO can do it."))
    )
