"""The people of the house, and what each role may do."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from habitue.ground.kernel.types import Actor
from habitue.ground.people import api as people
from habitue.ground.people.api import role_label
from habitue.ground.people.types import Role, StaffView, permissions_of
from habitue.show.web.edge import as_actor, page_title
from habitue.show.web.ui.types import Column, Crumb

PERMISSIONS: dict[str, str | Promise] = {
    "customers.see": gettext_lazy("See customers"),
    "customers.export": gettext_lazy("Export customers"),
    "customers.merge": gettext_lazy("Merge and set apart"),
    "feeds.see": gettext_lazy("See feeds"),
    "feeds.import": gettext_lazy("Import files"),
    "feeds.edit": gettext_lazy("Change sources and mappings"),
    "rejects.mend": gettext_lazy("Mend rejected lines"),
    "quality.see": gettext_lazy("See data quality"),
    "places.see": gettext_lazy("See stores"),
    "places.edit": gettext_lazy("Change stores"),
    "staff.see": gettext_lazy("See the team"),
    "staff.edit": gettext_lazy("Invite people"),
    "audit.see": gettext_lazy("Read the log of deeds"),
    "system.see": gettext_lazy("See the system"),
}


@dataclass(frozen=True, slots=True)
class Right:
    """A permission in words, and for each role whether it holds it."""

    label: str
    held: list[tuple[str, bool]]


@as_actor
def team(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who works here, and which role may do what."""
    actor.require("staff.see")
    context = {
        "people": [_person(staff, actor) for staff in people.staff(actor=actor)],
        "columns": [Column("name", _("Name")), Column("role", _("Role")), Column("email", _("E-mail"))],
        "roles": [role_label(role) for role in Role],
        "rights": rights(),
        "crumbs": [Crumb(_("Team"))],
    }
    return render(request, "web/house/team.html", page_title(_("Team"), **context))


def rights() -> list[Right]:
    """The table of permissions by role."""
    return [
        Right(str(label), [(role_label(role), code in permissions_of(role)) for role in Role])
        for code, label in PERMISSIONS.items()
    ]


def _person(staff: StaffView, actor: Actor) -> dict[str, object]:
    return {"of": staff, "role": role_label(staff.role), "me": staff.id == actor.staff}
