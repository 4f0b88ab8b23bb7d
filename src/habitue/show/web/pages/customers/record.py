"""The customer's page: who they are, what happened, what to do."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from habitue.ground.kernel.types import Actor
from habitue.know.identity import api as identity
from habitue.know.profiles import api as profiles
from habitue.show.web.edge import as_actor, page_title
from habitue.show.web.pages.customers import asked as asking
from habitue.show.web.pages.customers import happened, recent, together, words
from habitue.show.web.pages.customers.card import facts, unknown
from habitue.show.web.pages.customers.choosing import MAY, choose_url
from habitue.show.web.pages.customers.duplicates import duplicates
from habitue.show.web.pages.customers.evidence import version_text
from habitue.show.web.pages.customers.home import home
from habitue.show.web.pages.customers.known import Known, know
from habitue.show.web.pages.customers.reasons import reasons
from habitue.show.web.pages.customers.said import said, say
from habitue.show.web.pages.customers.todo import tasks
from habitue.show.web.ui.types import Crumb


@as_actor
def customer(request: HttpRequest, actor: Actor, customer_id: UUID) -> HttpResponse:
    """A customer. An id that lives on in another customer leads there."""
    actor.require("customers.see")
    now = identity.current_id(house_id=actor.house, customer_id=customer_id)
    if now != customer_id:
        say(request, _("This customer was merged: here is who they are now."))
        return redirect("customer", customer_id=now)
    known = know(actor, customer_id)
    recent.remember(request, customer_id)
    query = request.GET.get("in")
    context = (
        _page(known)
        | _who_is_who(actor, known)
        | _choosing(actor, known, query)
        | _happened(actor, known, request.GET.get("kind", ""), query)
        | _walk(actor, known, query)
    )
    context |= {"query": query, "said": said(request), "may_merge": actor.may("customers.merge")}
    return render(request, "web/customers/record.html", page_title(words.called(known.profile), **context))


def _page(known: Known) -> dict[str, Any]:
    return {
        "known": known,
        "name": words.called(known.profile),
        "profile": known.profile,
        "sources": len({record.source_id for record in known.records.values()}),
        "store": known.stores.get(known.profile.store, known.profile.store),
        "tasks": tasks(known),
        "records": together.shown_records(known),
    }


def _who_is_who(actor: Actor, known: Known) -> dict[str, Any]:
    """Why the records are one, who else may be this person, and who lives with them."""
    version = version_text(identity.matching_version(actor=actor)) if len(known.records) > 1 else ""
    return {
        "why": together.why(known, version),
        "reasons": reasons(actor, known),
        "duplicates": duplicates(actor, known),
        "home": home(actor, known.profile.customer_id),
    }


def _choosing(actor: Actor, known: Known, query: str | None) -> dict[str, Any]:
    """The card: with where each value is chosen, for who may choose."""
    if not actor.may(MAY):
        return {"facts": facts(known)}
    url = choose_url(known.profile.customer_id, query)
    return {"facts": facts(known, url), "unknown": unknown(known, url), "address_url": url("address")}


def _happened(actor: Actor, known: Known, kind: str, query: str | None) -> dict[str, Any]:
    return {
        "days": happened.days(actor, known, kind),
        "tabs": happened.tabs(known.profile.customer_id, kind, query),
    }


def _walk(actor: Actor, known: Known, query: str | None) -> dict[str, Any]:
    """The customers before and after this one, in the list that the page was opened from."""
    back = asking.read_query(query or "")
    crumbs = [Crumb(_("Customers"), back.url()), Crumb(words.called(known.profile))]
    if query is None:
        return {"crumbs": crumbs}
    pair = profiles.neighbours(
        actor=actor, customer_id=known.profile.customer_id, filters=back.filters, sort=back.sort
    )
    urls = [f"{reverse('customer', args=[id_])}?{urlencode({'in': query})}" if id_ else "" for id_ in pair]
    return {"crumbs": crumbs, "previous": urls[0], "following": urls[1]}
