"""The log of deeds: who did what, when, to what."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from habitue.ground.kernel.api import AuditView, audit_trail
from habitue.ground.kernel.types import Actor, InvalidInput
from habitue.ground.people.api import role_label, staff
from habitue.show.web.edge import as_actor, is_fragment, page_title
from habitue.show.web.ui import formats
from habitue.show.web.ui.types import Choice, Column, Crumb, Tab

SHOWN = 50
DEEDS: dict[str, str | Promise] = {
    "customers.exported": gettext_lazy("Exported customers"),
    "customers.crosswalk_exported": gettext_lazy("Exported the crosswalk"),
    "customers.merged": gettext_lazy("Merged customers"),
    "customers.unmerged": gettext_lazy("Set records of a customer apart"),
    "customers.gesture_withdrawn": gettext_lazy("Took a merge or a separation back"),
    "customers.value_chosen": gettext_lazy("Chose a value of a customer"),
    "customers.choice_withdrawn": gettext_lazy("Withdrew a choice of value"),
    "customers.choice_restored": gettext_lazy("Put a withdrawn choice of value back"),
    "feeds.source_created": gettext_lazy("Made a source"),
    "feeds.source_edited": gettext_lazy("Changed a source"),
    "feeds.mapping_saved": gettext_lazy("Saved a mapping"),
    "feeds.file_received": gettext_lazy("Brought a file in"),
    "feeds.file_read_again": gettext_lazy("Had a file read again"),
    "feeds.file_put_away": gettext_lazy("Put a file away"),
    "feeds.import_trying": gettext_lazy("Tried an import without writing"),
    "feeds.import_queued": gettext_lazy("Started an import"),
    "feeds.import_cancelled": gettext_lazy("Cancelled an import"),
    "feeds.reject_mended": gettext_lazy("Mended a rejected line"),
    "feeds.reject_dismissed": gettext_lazy("Dismissed a rejected line"),
    "feeds.reject_reopened": gettext_lazy("Reopened a rejected line"),
    "feeds.rejects_exported": gettext_lazy("Exported rejected lines"),
    "matching.previewed": gettext_lazy("Previewed a change of the matching"),
    "matching.activated": gettext_lazy("Put a version of the matching in force"),
    "matching.learned": gettext_lazy("Had the matching learn again"),
    "matching.replayed": gettext_lazy("Had everything matched again"),
    "matching.thrown_away": gettext_lazy("Threw a preview or a candidate away"),
    "matching.sample_drawn": gettext_lazy("Drew pairs to judge"),
    "matching.pair_judged": gettext_lazy("Judged a pair"),
    "people.invited": gettext_lazy("Invited somebody"),
    "places.house_opened": gettext_lazy("Opened the house"),
    "places.stores_opened": gettext_lazy("Opened or changed stores"),
}
ON_A_CUSTOMER = frozenset(
    {
        "customers.unmerged",
        "customers.value_chosen",
        "customers.choice_withdrawn",
        "customers.choice_restored",
    }
)
"""Deeds whose subject is a customer, who has a page."""
AREAS: dict[str, str | Promise] = {
    "customers": gettext_lazy("Customers"),
    "feeds": gettext_lazy("Feeds"),
    "matching": gettext_lazy("Matching"),
    "people": gettext_lazy("Team"),
    "places": gettext_lazy("Stores"),
}


@as_actor
def audit(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The deeds of the house, latest first."""
    actor.require("audit.see")
    if "" in request.GET.values():
        return redirect(_url(_kept(request)))
    area, who = _asked(request)
    found = audit_trail(actor=actor, area=area, staff=who, before=_before(request), limit=SHOWN + 1)
    more = {"before": str(found[SHOWN - 1].id)} if len(found) > SHOWN else {}
    context: dict[str, Any] = {"deeds": [_deed(each, actor) for each in found[:SHOWN]]}
    context["next_url"] = _url(_kept(request) | more) if more else ""
    if is_fragment(request) and "before" in request.GET:
        return render(request, "web/house/audit_rows.html", context)
    return render(request, "web/house/audit.html", context | _head(request, actor, area, who))


def _head(request: HttpRequest, actor: Actor, area: str, who: UUID | None) -> dict[str, Any]:
    labels = {"what": _("Deed"), "who": _("Who"), "when": _("When"), "detail": _("Detail")}
    return page_title(
        _("Log of deeds"),
        tabs=_tabs(request, area),
        people=[Choice("", _("everybody")), *_people(actor)],
        who=str(who or ""),
        area=area,
        columns=[Column(key, label) for key, label in labels.items()],
        crumbs=[Crumb(_("Log of deeds"))],
    )


def _people(actor: Actor) -> list[Choice]:
    return [Choice(str(each.id), each.name) for each in staff(actor=actor)] if actor.may("staff.see") else []


def _asked(request: HttpRequest) -> tuple[str, UUID | None]:
    """The area and the person asked for; what is neither is left aside."""
    area = request.GET.get("area", "")
    return (area if area in AREAS else ""), _id(request.GET.get("who", ""))


def _before(request: HttpRequest) -> UUID | None:
    text = request.GET.get("before", "")
    if text and _id(text) is None:
        raise InvalidInput(_("This page does not exist any more. Start from the top."))
    return _id(text)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _kept(request: HttpRequest) -> dict[str, str]:
    return {name: value for name in ("area", "who") if (value := request.GET.get(name, ""))}


def _url(params: Mapping[str, str]) -> str:
    query = QueryDict(mutable=True)
    query.update(dict(params))
    return reverse("audit") + (f"?{query.urlencode()}" if params else "")


def _tabs(request: HttpRequest, area: str) -> list[Tab]:
    kept = _kept(request)
    kept.pop("area", None)
    areas = [Tab(str(label), _url({**kept, "area": name}), name == area) for name, label in AREAS.items()]
    return [Tab(_("All"), _url(kept), not area), *areas]


def _deed(deed: AuditView, actor: Actor) -> dict[str, Any]:
    return {
        "what": str(DEEDS.get(deed.action, deed.action)),
        "who": deed.label,
        "house": deed.staff is None,
        "at": deed.at,
        "detail": _detail(deed.detail),
        "url": _subject_url(deed, actor),
    }


def _subject_url(deed: AuditView, actor: Actor) -> str:
    """Where the thing that the deed was done to can be seen, for those that have a page."""
    if deed.action in ON_A_CUSTOMER and actor.may("customers.see"):
        return reverse("customer", args=[deed.subject])
    return ""


def _detail(detail: Mapping[str, Any]) -> str:
    """Facts of a deed in words; ids say nothing to people and stay out."""
    said = {
        "records": _("records: %(value)s"),
        "stores": _("stores: %(value)s"),
        "sources": _("sources: %(value)s"),
        "version": _("version %(value)s"),
        "name": _("“%(value)s”"),
        "role": "%(value)s",
        "bytes": "%(value)s",
        "count": _("lines: %(value)s"),
    }
    words = [said[key] % {"value": _value(key, value)} for key, value in detail.items() if key in said]
    if customers := detail.get("customers"):
        words.append(_("customers: %(value)s") % {"value": len(customers)})
    if detail.get("filtered"):
        words.append(_("a filtered list"))
    return ", ".join(words)


def _value(key: str, value: Any) -> Any:
    if key == "bytes":
        return formats.size(int(value), get_language() or "en")
    return role_label(str(value)) if key == "role" else value
