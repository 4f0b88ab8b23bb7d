"""The stores of the house: where they are, and when they are open today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from habitue.ground.kernel.types import Actor
from habitue.ground.places import api as places
from habitue.ground.places.types import StoreView
from habitue.show.web.edge import as_actor, page_title
from habitue.show.web.ui import formats
from habitue.show.web.ui.types import Column, Crumb, Tab


@dataclass(frozen=True, slots=True)
class Shop:
    """A store as the page shows it. `hours`: today's, in words, in the store's own time; `open`: now."""

    code: str
    name: str
    brand: str
    region: str
    street: str
    town: str
    hours: str
    open: bool
    customers_url: str


@as_actor
def stores(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list of stores; a brand narrows it."""
    actor.require("places.see")
    every = places.stores(actor=actor)
    brand = request.GET.get("brand", "")
    shown = [store for store in every if brand not in {each.brand for each in every} or store.brand == brand]
    may_see = actor.may("customers.see")
    context = {
        "shops": [_shop(store, timezone.now(), may_see=may_see) for store in shown],
        "tabs": _tabs(every, brand),
        "columns": _columns(may_see=may_see),
        "crumbs": [Crumb(_("Stores"))],
    }
    return render(request, "web/house/stores.html", page_title(_("Stores"), **context))


def _shop(store: StoreView, now: datetime, *, may_see: bool) -> Shop:
    here = now.astimezone(ZoneInfo(store.zone))
    spans = [(span[0], span[1]) for span in store.hours.get(str(here.weekday()), ())]
    url = f"{reverse('customers')}?{urlencode({'store': store.code})}" if may_see else ""
    town = f"{store.postcode} {store.town}".strip()
    return Shop(
        store.code, store.name, store.brand, store.region, store.street, town, hours_in_words(spans),
        is_open(spans, here), url,
    )  # fmt: skip


def is_open(spans: Sequence[tuple[str, str]], here: datetime) -> bool:
    """Whether a moment, in the store's own time, lies in one of the day's spans ("10:00" to "19:00")."""
    now = here.strftime("%H:%M")
    return any(start <= now < end for start, end in spans)


def hours_in_words(spans: Sequence[tuple[str, str]]) -> str:
    """A day's spans as people say them; "closed" for none."""
    said = [_("%(start)s to %(end)s") % {"start": _clock(start), "end": _clock(end)} for start, end in spans]
    return ", ".join(said) if said else _("closed today")


def _clock(text: str) -> str:
    """An hour as people say it: "10:00", and in French "10 h", since nobody says its noughts."""
    said = formats.clock(datetime.strptime(text, "%H:%M"), get_language() or "en")  # noqa: DTZ007 (an hour of no day)
    return said.removesuffix("\u00a000")


def _tabs(every: Sequence[StoreView], brand: str) -> list[Tab]:
    brands = sorted({store.brand for store in every})
    here = reverse("stores")
    tabs = [Tab(_("All"), here, brand not in brands, len(every))]
    for name in brands:
        count = sum(store.brand == name for store in every)
        tabs.append(Tab(name, f"{here}?{urlencode({'brand': name})}", name == brand, count))
    return tabs


def _columns(*, may_see: bool) -> list[Column]:
    labels = {
        "name": _("Store"),
        "today": _("Today"),
        "place": _("Where"),
        "region": _("Region"),
        "brand": _("Brand"),
    }
    columns = [Column(key, label) for key, label in labels.items()]
    return [*columns, Column("customers", _("Customers"))] if may_see else columns
