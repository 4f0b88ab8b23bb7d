"""The door of places."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from habitue.ground.kernel.api import audit, new_id, utc_now
from habitue.ground.kernel.types import Actor, HouseId, StoreId, system_actor
from habitue.ground.places.models import Brand, House, Region, Store
from habitue.ground.places.types import HouseView, StoreDraft, StoreView


def houses() -> list[HouseView]:
    """Every house of this deployment, oldest first."""
    return [HouseView(HouseId(row.id), row.name) for row in House.objects.order_by("created_at")]


def house(house_id: UUID) -> HouseView:
    """One house. Raises House.DoesNotExist when there is none of this id."""
    row = House.objects.get(id=house_id)
    return HouseView(HouseId(row.id), row.name)


@transaction.atomic
def open_house(*, name: str) -> HouseView:
    """Create a house, or return the one that already has this name."""
    row, created = House.objects.get_or_create(name=name, defaults={"id": new_id(), "created_at": utc_now()})
    if created:
        audit(system_actor(row.id), "places.house_opened", str(row.id))
    return HouseView(HouseId(row.id), row.name)


@transaction.atomic
def open_stores(*, actor: Actor, stores: Sequence[StoreDraft]) -> int:
    """Create stores with the brands and regions that they name, or update those whose code is known.

    Returns how many stores were given. Raises Forbidden without `places.edit`.
    """
    actor.require("places.edit")
    for draft in stores:
        _save_store(actor.house, draft)
    audit(actor, "places.stores_opened", str(actor.house), {"stores": len(stores)})
    return len(stores)


def stores(*, actor: Actor) -> list[StoreView]:
    """The stores of the actor's house, by brand and name."""
    rows = Store.objects.filter(house_id=actor.house).select_related("brand", "region")
    return [_store_view(row) for row in rows.order_by("brand__name", "name")]


def brands(*, actor: Actor) -> list[str]:
    """The names of the house's brands."""
    return list(Brand.objects.filter(house_id=actor.house).order_by("name").values_list("name", flat=True))


def _brand(house_id: HouseId, name: str) -> Brand:
    return Brand.objects.get_or_create(house_id=house_id, name=name, defaults={"id": new_id()})[0]


def _region(house_id: HouseId, name: str) -> Region | None:
    return (
        Region.objects.get_or_create(house_id=house_id, name=name, defaults={"id": new_id()})[0]
        if name
        else None
    )


def _save_store(house_id: HouseId, draft: StoreDraft) -> None:
    values = {
        "name": draft.name,
        "brand": _brand(house_id, draft.brand),
        "region": _region(house_id, draft.region),
        "street": draft.street,
        "postcode": draft.postcode,
        "town": draft.town,
        "zone": draft.zone,
        "hours": {day: [list(span) for span in spans] for day, spans in draft.hours.items()},
    }
    Store.objects.update_or_create(
        house_id=house_id, code=draft.code, defaults=values, create_defaults={"id": new_id(), **values}
    )


def _store_view(row: Store) -> StoreView:
    return StoreView(
        id=StoreId(row.id),
        code=row.code,
        name=row.name,
        brand=row.brand.name,
        region=row.region.name if row.region else "",
        street=row.street,
        postcode=row.postcode,
        town=row.town,
        zone=row.zone,
        hours=row.hours,
    )
