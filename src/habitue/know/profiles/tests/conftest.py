"""A house with a few customers, brought in once for the tests that only read."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from habitue.ground.kernel.types import Actor, system_actor
from habitue.ground.places.api import open_house
from tests.world import SHOP, TILL, bring_in, emptied_after


@pytest.fixture(scope="module")
def steward(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Actor]:
    """Who acts in the house; its customers stand already."""
    with django_db_blocker.unblock(), emptied_after():
        actor = system_actor(open_house(name="Maison des recherches").id)
        bring_in(actor, "Caisse", TILL)
        bring_in(actor, "Boutique", SHOP)
        django_db_blocker.block()
        yield actor
        django_db_blocker.unblock()
