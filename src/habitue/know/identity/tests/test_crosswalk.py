"""The crosswalk holds every record ever accepted, once, with the customer it has now."""

from uuid import UUID

import pytest

from habitue.ground.kernel.types import Actor, Forbidden, system_actor
from habitue.ground.places import api as places
from habitue.know.collect import api as collect
from habitue.know.identity import api as identity
from tests.fixtures import ActorOfRole
from tests.pipeline.way import bring, customer, line, one, resolve, source

pytestmark = pytest.mark.django_db(transaction=True)

JEAN = {"nom": "DUPONT", "prenom": "Jean", "email": "j@orange.fr"}


def crosswalk(actor: Actor) -> list[tuple[str, str, str]]:
    """The crosswalk of the actor's house."""
    names = collect.source_names(house_id=actor.house)
    return list(identity.crosswalk(actor=actor, sources=dict(names)))


def test_every_record_once_by_source_and_id(system: Actor) -> None:
    bring(system, source(system, "b"), line("2", **JEAN), line("10", nom="ROUX"))
    bring(
        system, source(system, "a"), line("1", **JEAN), line("1", **JEAN, maj="2026-02-01"), line("", nom="X")
    )
    resolve()
    found = crosswalk(system)
    assert [(name, key) for name, key, _ in found] == [("a", "1"), ("b", "10"), ("b", "2")]
    assert found[0][2] == found[2][2] == customer("a/1") != found[1][2]


def test_a_mended_line_is_in_it(system: Actor) -> None:
    bring(system, source(system, "a"), line("", **JEAN))
    (reject,) = collect.rejects(actor=system)
    assert reject.cells is not None
    collect.mend(actor=system, reject_id=reject.id, cells=["77", *reject.cells[1:]])
    resolve()
    assert [(name, key) for name, key, _ in crosswalk(system)] == [("a", "77")]


def test_it_tells_the_customer_that_lives(system: Actor) -> None:
    bring(system, source(system, "a"), line("1", **JEAN))
    bring(system, source(system, "b"), line("1", nom="ROUX"))
    resolve()
    gone = customer("b/1")
    identity.merge(actor=system, customers=[UUID(customer("a/1")), UUID(gone)])
    assert {id_ for _, _, id_ in crosswalk(system)} == {customer("a/1")}
    assert identity.current_id(house_id=system.house, customer_id=UUID(gone)) == UUID(customer("a/1"))


def test_a_house_sees_its_own(system: Actor) -> None:
    bring(system, source(system, "a"), line("1", **JEAN))
    other = system_actor(places.open_house(name="Une autre maison").id)
    bring(other, source(other, "a"), line("1", **JEAN), line("2", nom="ROUX"))
    resolve()
    assert [key for _, key, _ in crosswalk(system)] == ["1"]
    assert [key for _, key, _ in crosswalk(other)] == ["1", "2"]
    assert one("select count(distinct customer_id) from identity_record where key = '1'") == 2


@pytest.mark.parametrize("role", ["associate", "support", "analyst"])
def test_it_is_not_for_everyone_and_leaves_a_trace(
    system: Actor, actor_of_role: ActorOfRole, role: str
) -> None:
    with pytest.raises(Forbidden):
        identity.crosswalk(actor=actor_of_role(role), sources={})
    trace = "select count(*) from kernel_audit where action = 'customers.crosswalk_exported'"
    assert one(trace) == 0
    crosswalk(system)
    assert one(trace) == 1
