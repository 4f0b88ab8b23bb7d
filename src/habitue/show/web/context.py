"""What every page of the console shows around its content: sections, the person, the house."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from habitue.ground.kernel.types import Actor
from habitue.ground.people.api import actor_of, role_label, staff_of
from habitue.ground.places.api import house
from habitue.know.collect.api import open_reject_count
from habitue.show.web.ui.types import NavGroup, NavItem, Person
from habitue.show.web.waiting import waiting


def shell(request: HttpRequest) -> dict[str, Any]:
    """The shell's variables; nothing for a visitor who is not signed in, nor for a fragment."""
    actor = actor_of(request) if hasattr(request, "user") else None
    staff = staff_of(request) if actor else None
    if actor is None or staff is None or request.headers.get("HX-Request-Type") == "partial":
        return {}
    return {
        "nav": navigation(actor, request.path),
        "person": Person(staff.name, staff.email, role_label(staff.role)),
        "house_name": house(actor.house).name,
        "home_url": reverse("home"),
        "language_url": reverse("language"),
        "logout_url": reverse("sign_out"),
    }


def navigation(actor: Actor, path: str) -> list[NavGroup]:
    """The sections that the actor may open; the one that `path` is in is marked."""
    know = [
        _item(_("Home"), "home", "house", path, exact=True),
        _item(_("Customers"), "customers", "users", path) if actor.may("customers.see") else None,
        _duplicates(actor, path) if actor.may("customers.merge") else None,
        _item(_("Feeds"), "feeds", "database", path) if actor.may("feeds.see") else None,
        _rejects(actor, path) if actor.may("feeds.see") else None,
        _item(_("Quality"), "quality", "gauge", path, deep=True) if actor.may("quality.see") else None,
        _item(_("Matching"), "matching", "git-merge", path, deep=True) if _matches(actor) else None,
    ]
    own = [
        _item(_("Stores"), "stores", "store", path, deep=True) if actor.may("places.see") else None,
        _item(_("Team"), "team", "id-card", path, deep=True) if actor.may("staff.see") else None,
        _item(_("Log of deeds"), "audit", "book-open", path, deep=True) if actor.may("audit.see") else None,
    ]
    groups = [NavGroup([item for item in know if item])]
    if house_items := [item for item in own if item]:
        groups.append(NavGroup(house_items, _("House")))
    return groups


def _matches(actor: Actor) -> bool:
    """Whoever keeps the house's data: stewards and IT."""
    return actor.may("quality.see") and actor.may("feeds.edit")


def _duplicates(actor: Actor, path: str) -> NavItem:
    return _item(_("Duplicates"), "review", "scale", path, count=waiting(actor))


def _rejects(actor: Actor, path: str) -> NavItem:
    count = open_reject_count(actor=actor) if actor.may("rejects.mend") else 0
    return _item(_("Rejects"), "rejects", "file-warning", path, count=count)


def _item(
    label: str, name: str, icon: str, path: str, *, count: int = 0, exact: bool = False, deep: bool = False
) -> NavItem:
    url = reverse(name)
    current = path == url if exact else path.startswith(url)
    return NavItem(label, url, icon, count, current, deep)
