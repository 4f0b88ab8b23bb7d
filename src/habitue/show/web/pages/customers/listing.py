"""The list of customers: filters in its address, views as tabs, rows that follow one another by key."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _

from habitue.ground.kernel.types import Actor
from habitue.ground.places.api import stores
from habitue.know.collect.api import source_names
from habitue.know.profiles import api as profiles
from habitue.know.profiles.types import CustomerLine, Page, SavedViewView
from habitue.show.web.edge import as_actor, page_title
from habitue.show.web.pages.customers import asked as asking
from habitue.show.web.pages.customers import columns as cols
from habitue.show.web.pages.customers import words
from habitue.show.web.pages.customers.asked import Asked
from habitue.show.web.pages.customers.said import said
from habitue.show.web.ui.types import Choice, Crumb, Tab

PAGE = "customers"
REMEMBERED = 365 * 24 * 3600


@as_actor
def customers(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The page of the list."""
    asked = asking.read(request.GET)
    if any(value == "" for value in request.GET.values()):  # a form's empty boxes: the short address instead
        return redirect(asked.url())
    page = profiles.list_customers(actor=actor, filters=asked.filters, sort=asked.sort)
    views = profiles.views(actor=actor, page=PAGE)
    context = {**_filters(actor, asked), **_rows(request, asked, page), **_views(asked, views)}
    context |= {
        "page": page,
        "preview": bool(page.lines),
        "may": _may(actor),
        "said": said(request),
        "crumbs": [Crumb(_("Customers"))],
    }
    return render(request, "web/customers/list.html", page_title(_("Customers"), **context))


@as_actor
def rows(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The next rows of the list."""
    asked = asking.read(request.GET)
    cursor = request.GET.get("cursor", "")
    page = profiles.list_customers(actor=actor, filters=asked.filters, sort=asked.sort, cursor=cursor)
    return render(request, "web/customers/rows.html", _rows(request, asked, page))


@as_actor
def columns(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Remember the columns that this browser shows, and go back to the list."""
    came_from = request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(came_from, {request.get_host()})
    response = redirect(came_from if safe else reverse("customers"))
    kept = ".".join(cols.known(request.GET.getlist("column")))
    response.set_cookie(cols.COOKIE, kept, max_age=REMEMBERED, samesite="Lax")
    return response


def _rows(request: HttpRequest, asked: Asked, page: Page) -> dict[str, Any]:
    shown = cols.chosen(request)
    query = asked.query()
    following = [query, urlencode({"cursor": page.cursor})] if query else [urlencode({"cursor": page.cursor})]
    return {
        "lines": [_line(line, query) for line in page.lines],
        "shown": shown,
        "columns": (headings := cols.headings(asked, shown)),
        "columns_offered": headings[1:],
        "columns_url": reverse("customers_columns"),
        "span": len(shown) + 2,
        "next_url": f"{reverse('customers_rows')}?{'&'.join(following)}" if page.cursor else "",
    }


def _line(line: CustomerLine, query: str) -> dict[str, Any]:
    """A row: the customer, and the address that remembers which list it was opened from."""
    where = urlencode({"in": query})
    name, mobile = words.called(line), words.phone(line.mobile)
    return {"of": line, "name": name, "mobile": mobile, "url": f"{_url(line)}?{where}", "in": where}


def _url(line: CustomerLine) -> str:
    return reverse("customer", args=[line.customer_id])


def _filters(actor: Actor, asked: Asked) -> dict[str, Any]:
    sources = {str(id_): name for id_, name in source_names(house_id=actor.house).items()}
    shops = {store.code: store.name for store in stores(actor=actor)}
    return {
        "asked": asked,
        "chips": asking.chips(asked, sources, shops),
        "labels": asking.labels(),
        "sources": _choices(sources),
        "shops": _choices(shops),
        "grades": asking.choices("grade"),
        "haves": asking.choices("has"),
        "counts": asking.choices("records"),
    }


def _choices(names: dict[str, str]) -> list[Choice]:
    return [Choice("", _("any")), *(Choice(value, label) for value, label in names.items())]


def _views(asked: Asked, views: list[SavedViewView]) -> dict[str, Any]:
    """The saved views as tabs, the one that stands for this very list marked."""
    query = asked.query()
    current = next((view for view in views if view.query == query), None)
    everyone = Tab(_("All"), reverse("customers"), current=not query)
    tabs = [Tab(v.name, asking.read_query(v.query).url(), current=v is current) for v in views]
    return {
        "tabs": [everyone, *tabs],
        "view": current,
        "unsaved": bool(query) and current is None,
        "query": query,
    }


def _may(actor: Actor) -> dict[str, bool]:
    return {name: actor.may(f"customers.{name}") for name in ("export", "merge")} | {
        "import": actor.may("feeds.import")
    }
