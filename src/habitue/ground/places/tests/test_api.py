"""The door of places: houses, and the stores that those who may open."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import IntegrityError

from habitue.ground.kernel.api import audit_trail
from habitue.ground.kernel.types import Actor, Forbidden, system_actor
from habitue.ground.places import api
from habitue.ground.places.models import Brand, House, Region, Store
from habitue.ground.places.types import HouseView, StoreDraft
from tests.fixtures import ActorOfRole

pytestmark = pytest.mark.django_db
LYON = StoreDraft(
    code="M20",
    name="Lyon Bellecour",
    brand="Brévelle",
    region="Est, Sud et outre-mer",
    street="33 rue du Plat",
    postcode="69002",
    town="Lyon",
    hours={"0": (("10:00", "19:00"),), "1": (("10:00", "12:30"), ("14:00", "19:00"))},
)
REUNION = replace(LYON, code="M24", name="Saint-Denis", brand="Ourlette", region="", zone="Indian/Reunion")


def test_a_house_is_opened_once(house: HouseView) -> None:
    again = api.open_house(name=house.name)
    assert again == house
    assert House.objects.count() == 1
    deeds = audit_trail(actor=system_actor(house.id))
    assert [(deed.action, deed.subject) for deed in deeds] == [("places.house_opened", str(house.id))]


def test_houses_are_listed_oldest_first_and_found_by_id(house: HouseView) -> None:
    second = api.open_house(name="Another house")
    assert api.houses() == [house, second]
    assert api.house(second.id) == second
    with pytest.raises(House.DoesNotExist):
        api.house(uuid4())


def test_a_store_comes_back_as_it_was_opened(system: Actor) -> None:
    assert api.open_stores(actor=system, stores=[LYON, REUNION]) == 2
    lyon, reunion = api.stores(actor=system)
    assert (lyon.code, lyon.name, lyon.brand, lyon.region) == (
        "M20",
        "Lyon Bellecour",
        "Brévelle",
        "Est, Sud et outre-mer",
    )
    assert (lyon.street, lyon.postcode, lyon.town, lyon.zone) == (
        "33 rue du Plat",
        "69002",
        "Lyon",
        "Europe/Paris",
    )
    assert lyon.hours == {"0": [["10:00", "19:00"]], "1": [["10:00", "12:30"], ["14:00", "19:00"]]}
    assert (reunion.region, reunion.zone) == ("", "Indian/Reunion")
    assert api.brands(actor=system) == ["Brévelle", "Ourlette"]
    assert [region.name for region in Region.objects.all()] == ["Est, Sud et outre-mer"]


def test_opening_a_store_again_updates_it_and_keeps_its_id(system: Actor) -> None:
    api.open_stores(actor=system, stores=[LYON])
    (before,) = api.stores(actor=system)
    api.open_stores(actor=system, stores=[replace(LYON, name="Lyon Confluence", brand="Ourlette")])
    (after,) = api.stores(actor=system)
    assert after == replace(before, name="Lyon Confluence", brand="Ourlette")
    assert [deed.detail for deed in audit_trail(actor=system, subject=str(system.house), area="places")] == [
        {"stores": 1},
        {"stores": 1},
        {},
    ]


@pytest.mark.parametrize(
    "role", ["associate", "store_manager", "marketer", "support", "steward", "dpo", "analyst"]
)
def test_opening_stores_takes_a_permission(actor_of_role: ActorOfRole, role: str) -> None:
    with pytest.raises(Forbidden):
        api.open_stores(actor=actor_of_role(role), stores=[LYON])
    assert Store.objects.count() == Brand.objects.count() == 0


def test_it_may_open_stores(actor_of_role: ActorOfRole) -> None:
    assert api.open_stores(actor=actor_of_role("it"), stores=[LYON]) == 1


def test_nothing_crosses_a_house(system: Actor) -> None:
    elsewhere = system_actor(api.open_house(name="Another house").id)
    api.open_stores(actor=system, stores=[LYON])
    api.open_stores(actor=elsewhere, stores=[replace(LYON, name="Theirs")])
    assert [store.name for store in api.stores(actor=system)] == ["Lyon Bellecour"]
    assert [store.name for store in api.stores(actor=elsewhere)] == ["Theirs"]
    assert Brand.objects.count() == 2, "each house has its own brand of this name"


def test_one_store_that_cannot_be_saved_opens_none(system: Actor) -> None:
    broken = replace(LYON, code="M99", name=None)  # type: ignore[arg-type]
    with pytest.raises(IntegrityError):
        api.open_stores(actor=system, stores=[LYON, broken])
    assert Store.objects.count() == 0
