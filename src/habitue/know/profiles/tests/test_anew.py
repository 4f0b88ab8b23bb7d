"""A load that outweighs the house writes the table of profiles anew: the same profiles come of it."""

from uuid import uuid4

import pytest

from habitue.ground.kernel.types import Actor
from habitue.know.profiles import queries
from habitue.know.profiles.reactions import rebuild
from tests.pipeline.way import bring, customer, line, resolve, source, state

pytestmark = pytest.mark.django_db(transaction=True)


def test_written_anew_or_over_it_is_the_same(system: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(system, source(system, "web"), *(line(str(n), nom=f"DUPONT{n}", prenom="Jean") for n in range(3)))
    resolve()
    before = state("profiles_customer")
    assert len(before["profiles_customer"]) == 3
    monkeypatch.setattr(queries, "_LARGE", 1)
    named = [customer("web/0"), customer("web/1"), str(uuid4())]
    assert not queries.outweigh(2)
    assert queries.outweigh(len(named))
    rebuild(system.house, named)
    assert state("profiles_customer") == before


def test_few_customers_never_outweigh_a_house(system: Actor) -> None:
    assert not queries.outweigh(queries._LARGE - 1)
    assert queries.outweigh(queries._LARGE)
