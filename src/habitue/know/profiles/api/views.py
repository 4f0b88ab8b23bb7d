"""Saved views: a person's lists under a name."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from habitue.ground.kernel.api import new_id, utc_now
from habitue.ground.kernel.types import Actor, Conflict, InvalidInput
from habitue.know.profiles.models import SavedView
from habitue.know.profiles.types import SavedViewView


def views(*, actor: Actor, page: str) -> list[SavedViewView]:
    """The views of a list that the actor can open: their own, and those of the whole house."""
    mine = Q(staff_id=actor.staff) | Q(staff_id=None)
    rows = SavedView.objects.filter(mine, house_id=actor.house, page=page).order_by("position", "created_at")
    return [_view(row) for row in rows]


def save_view(*, actor: Actor, page: str, name: str, query: str) -> SavedViewView:
    """Keep a list's filters and order under a name, over the view that had this name. Raises InvalidInput without one."""
    name = name.strip()[:80]
    if not name:
        raise InvalidInput(_("Give the view a name."))
    row, _created = SavedView.objects.update_or_create(
        house_id=actor.house,
        staff_id=actor.staff,
        page=page,
        name=name,
        defaults={"query": query},
        create_defaults={"id": new_id(), "query": query, "created_at": utc_now()},
    )
    return _view(row)


def rename_view(*, actor: Actor, view_id: UUID, name: str) -> SavedViewView | None:
    """Give one of the actor's own views another name; None when it is not theirs.

    Raises InvalidInput without a name, Conflict when another of their views has it.
    """
    name = name.strip()[:80]
    if not name:
        raise InvalidInput(_("Give the view a name."))
    row = SavedView.objects.filter(house_id=actor.house, staff_id=actor.staff, id=view_id).first()
    if row is None:
        return None
    mine = SavedView.objects.filter(house_id=actor.house, staff_id=actor.staff, page=row.page)
    if mine.filter(name=name).exclude(id=view_id).exists():
        raise Conflict(_("Another view already has this name."))
    row.name = name
    row.save(update_fields=["name"])
    return _view(row)


def delete_view(*, actor: Actor, view_id: UUID) -> SavedViewView | None:
    """Put one of the actor's own views away; returns it so that it can be saved again, or None when it is not theirs."""
    row = SavedView.objects.filter(house_id=actor.house, staff_id=actor.staff, id=view_id).first()
    if row is None:
        return None
    view = _view(row)
    row.delete()
    return view


def _view(row: SavedView) -> SavedViewView:
    return SavedViewView(row.id, row.name, row.query, mine=row.staff_id is not None)
