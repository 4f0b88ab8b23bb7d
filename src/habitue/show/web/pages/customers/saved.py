"""Saved views of the list: kept, renamed, put away, brought back."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from habitue.ground.kernel.types import Actor, Forbidden, HabitueError
from habitue.know.profiles import api as profiles
from habitue.know.profiles.types import SavedViewView
from habitue.show.web.edge import as_actor
from habitue.show.web.pages.customers import asked as asking
from habitue.show.web.pages.customers.listing import PAGE
from habitue.show.web.pages.customers.said import go, say


@require_POST
@as_actor
def save(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Keep a list under a name. Its address says which (`query`, `name`), so that a deletion's undo can come here too."""
    actor.require("customers.see")
    given = request.POST or request.GET
    asked = asking.read_query(given.get("query", ""))
    name = given.get("name", "").replace("\x00", "")
    try:
        view = profiles.save_view(actor=actor, page=PAGE, name=name, query=asked.query())
    except HabitueError as error:
        say(request, error.detail)
    else:
        say(request, _("The view “%(name)s” is kept.") % {"name": view.name})
    return go(request, asked.url())


@require_POST
@as_actor
def rename(request: HttpRequest, actor: Actor, view_id: UUID) -> HttpResponse:
    """Give a view another name."""
    name = request.POST.get("name", "").replace("\x00", "")
    try:
        view = _own(profiles.rename_view(actor=actor, view_id=view_id, name=name))
    except HabitueError as error:
        say(request, error.detail)
        return go(request, asking.read_query(request.POST.get("query", "")).url())
    say(request, _("The view is now called “%(name)s”.") % {"name": view.name})
    return go(request, asking.read_query(view.query).url())


@require_POST
@as_actor
def delete(request: HttpRequest, actor: Actor, view_id: UUID) -> HttpResponse:
    """Put a view away; the toast brings it back."""
    view = _own(profiles.delete_view(actor=actor, view_id=view_id))
    back = f"{reverse('view_save')}?{urlencode({'name': view.name, 'query': view.query})}"
    say(request, _("The view “%(name)s” is put away.") % {"name": view.name}, back)
    return go(request, reverse("customers"))


def _own(view: SavedViewView | None) -> SavedViewView:
    if view is None:
        raise Forbidden(_("Only the person who made a view can change it."))
    return view
