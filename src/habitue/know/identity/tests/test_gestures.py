"""A person's word on who is who: obeyed by every later decision, and taken back exactly."""

from uuid import UUID

import pytest

from habitue.ground.kernel.types import Actor, Forbidden, InvalidInput, NotFound, system_actor
from habitue.ground.places import api as places
from habitue.know.identity import api as identity
from tests.fixtures import ActorOfRole
from tests.pipeline.way import (
    bring,
    customer,
    everything,
    groups,
    line,
    partition,
    record_id,
    resolve,
    rows,
    source,
    state,
)

pytestmark = pytest.mark.django_db(transaction=True)

JEAN = {"nom": "DUPONT", "prenom": "Jean"}
CARD, MAIL, MOBILE = {"carte": "2900000000018"}, {"email": "jean.dupont@orange.fr"}, {"mobile": "0612345678"}
DERIVED = ("identity_record", "identity_identifier", "identity_mergedcustomer", "profiles_customer")


def go(actor: Actor, name: str, *lines: str) -> None:
    """Lines of a source, to their customers' pages."""
    bring(actor, source(actor, name), *lines)
    resolve()


def merge(actor: Actor, *records: str) -> UUID:
    """Merge the customers of these records; returns the gesture."""
    _, gesture = identity.merge(actor=actor, customers=[UUID(customer(record)) for record in records])
    resolve()
    return gesture


def unmerge(actor: Actor, *records: str) -> UUID:
    """Set these records of one customer apart from its others; returns the gesture."""
    _, gesture = identity.unmerge(
        actor=actor, customer_id=UUID(customer(records[0])), records=[record_id(each) for each in records]
    )
    resolve()
    return gesture


def withdraw(actor: Actor, gesture: UUID) -> None:
    """Take a gesture back."""
    identity.withdraw(actor=actor, gesture=gesture)
    resolve()


@pytest.fixture
def three(system: Actor) -> None:
    """Three strangers, one per source, of ids in that order."""
    go(system, "a", line("1", **JEAN))
    go(system, "b", line("1", nom="MARTIN", prenom="Léa"))
    go(system, "c", line("1", nom="PETIT", prenom="Zoé"))


@pytest.mark.usefixtures("three")
def test_a_merge_joins_strangers_under_the_oldest_id(system: Actor) -> None:
    old, young = customer("a/1"), customer("c/1")
    into, _ = identity.merge(actor=system, customers=[UUID(young), UUID(old)])
    resolve()
    assert str(into) == old
    assert partition() == groups("a/1 c/1", "b/1")
    assert identity.current_id(house_id=system.house, customer_id=UUID(young)) == UUID(old)
    assert dict(rows("select customer_id::text, records from profiles_customer"))[old] == 2
    (link,) = identity.links(customer_id=UUID(old))
    assert link.shared == ("person",)


@pytest.mark.usefixtures("three")
def test_withdrawing_a_merge_restores_everything(system: Actor) -> None:
    before = state(*DERIVED)
    gesture = merge(system, "a/1", "b/1", "c/1")
    assert partition() == groups("a/1 b/1 c/1")
    withdraw(system, gesture)
    assert state(*DERIVED) == before
    with pytest.raises(NotFound):
        identity.withdraw(actor=system, gesture=gesture)


def test_withdrawing_an_unmerge_restores_everything_but_the_id_that_was_made(system: Actor) -> None:
    go(system, "a", line("1", **JEAN, **MAIL))
    go(system, "b", line("1", **JEAN, **MAIL), line("2", **JEAN, **MAIL))
    before = state("identity_record", "identity_identifier", "profiles_customer")
    together = customer("a/1")
    gesture = unmerge(system, "b/1", "b/2")
    assert partition() == groups("a/1", "b/1 b/2")
    apart = customer("b/1")
    assert customer("a/1") == together != apart
    withdraw(system, gesture)
    assert state("identity_record", "identity_identifier", "profiles_customer") == before
    assert identity.current_id(house_id=system.house, customer_id=UUID(apart)) == UUID(together)


@pytest.mark.usefixtures("three")
def test_an_unmerge_overrules_a_merge_and_finds_the_old_id(system: Actor) -> None:
    before = [customer(each) for each in ("a/1", "b/1", "c/1")]
    merge(system, "a/1", "b/1", "c/1")
    unmerge(system, "a/1")
    assert partition() == groups("a/1", "b/1 c/1")
    assert [customer("a/1"), customer("b/1")] == before[:2]
    assert identity.current_id(house_id=system.house, customer_id=UUID(before[2])) == UUID(before[1])


@pytest.mark.usefixtures("three")
def test_withdrawing_an_unmerge_brings_the_merge_back_that_it_overruled(system: Actor) -> None:
    merge(system, "a/1", "b/1", "c/1")
    before = state("identity_record", "profiles_customer")
    gesture = unmerge(system, "b/1")
    assert partition() == groups("a/1 c/1", "b/1")
    withdraw(system, gesture)
    assert state("identity_record", "profiles_customer") == before


def test_a_merge_overrules_an_unmerge_and_withdrawn_gives_it_back(system: Actor) -> None:
    go(system, "a", line("1", **JEAN, **MAIL))
    go(system, "b", line("1", **JEAN, **MAIL))
    unmerge(system, "b/1")
    gesture = merge(system, "a/1", "b/1")
    assert partition() == groups("a/1 b/1")
    withdraw(system, gesture)
    assert partition() == groups("a/1", "b/1")


def test_peoples_words_come_before_the_rules(system: Actor) -> None:
    go(system, "a", line("1", **JEAN, **MAIL))
    go(system, "b", line("1", **JEAN, **MAIL))
    go(system, "c", line("1", nom="MARTIN", prenom="Zoé"))
    unmerge(system, "b/1")
    merge(system, "b/1", "c/1")
    go(system, "d", line("1", **JEAN, **MAIL))
    assert any({"b/1", "c/1"} <= group for group in partition())
    assert not any({"a/1", "b/1"} <= group for group in partition())


def test_a_merge_brings_all_records_even_those_that_would_contradict(system: Actor) -> None:
    go(system, "a", line("1", **JEAN, **MAIL), line("2", **JEAN, **MAIL))
    go(
        system,
        "b",
        line("1", nom="MARTIN", prenom="Léa", **CARD),
        line("2", nom="MARTIN", prenom="Léa", **CARD),
    )
    merge(system, "a/1", "b/1")
    assert partition() == groups("a/1 a/2 b/1 b/2")


def test_an_unmerge_holds_against_every_later_record(system: Actor) -> None:
    go(system, "a", line("1", **JEAN, **MAIL))
    go(system, "b", line("1", **JEAN, **MAIL))
    unmerge(system, "b/1")
    go(system, "c", line("1", **JEAN, **MAIL))
    assert {len(group) for group in partition()} == {1, 2}
    assert not any({"a/1", "b/1"} <= group for group in partition())
    go(system, "b", line("1", **JEAN, **MAIL, **CARD, maj="2026-02-01"))
    assert not any({"a/1", "b/1"} <= group for group in partition())


@pytest.mark.usefixtures("three")
def test_a_merge_holds_when_its_records_change(system: Actor) -> None:
    merge(system, "a/1", "c/1")
    go(system, "c", line("1", nom="LEFEBVRE", prenom="Marc", naissance="1970-03-04", maj="2026-02-01"))
    go(system, "a", line("1", **JEAN, naissance="1990-11-12", maj="2026-02-01"))
    assert partition() == groups("a/1 c/1", "b/1")


@pytest.mark.usefixtures("three")
def test_a_merge_is_whole_when_one_of_its_records_finds_an_older_customer(system: Actor) -> None:
    oldest = customer("a/1")
    merge(system, "b/1", "c/1")
    go(system, "b", line("1", **JEAN, maj="2026-02-01"))
    go(system, "a", line("1", **JEAN, **MAIL, maj="2026-02-01"))
    go(system, "c", line("1", **JEAN, **MAIL, maj="2026-02-01"))
    assert partition() == groups("a/1 b/1 c/1")
    assert customer("b/1") == oldest
    assert rows("select customer_id::text, records from profiles_customer") == [(oldest, 3)]


def test_those_who_leave_together_stay_together(system: Actor) -> None:
    go(system, "a", line("1", **JEAN, **MAIL, **CARD))
    go(system, "b", line("1", **JEAN, **MAIL), line("2", **JEAN, **CARD))
    assert partition() == groups("a/1 b/1 b/2")
    unmerge(system, "b/1", "b/2")
    assert partition() == groups("a/1", "b/1 b/2")
    (said,) = identity.verdicts_on(customer_id=UUID(customer("b/1")))
    assert said.kind == "apart"
    assert identity.verdicts_on(customer_id=UUID(customer("a/1"))) == [said]


@pytest.mark.usefixtures("three")
def test_each_gesture_is_announced_once_and_audited(system: Actor) -> None:
    a, b = customer("a/1"), customer("b/1")
    gesture = merge(system, "a/1", "b/1")
    withdraw(system, gesture)
    said = rows("select type, payload->>'by' from kernel_log where type ~ 'merged' order by tx, id")
    assert said == [("identity.customers.merged", "habitue"), ("identity.customers.unmerged", "habitue")]
    assert [
        row[0] for row in rows("select action from kernel_audit where action like 'customers.%%' order by id")
    ] == [
        "customers.merged",
        "customers.gesture_withdrawn",
    ]
    assert (customer("a/1"), customer("b/1")) == (a, b)


@pytest.mark.usefixtures("three")
def test_what_makes_no_sense_changes_nothing(system: Actor, actor_of_role: ActorOfRole) -> None:
    a, b = UUID(customer("a/1")), UUID(customer("b/1"))
    stranger = system_actor(places.open_house(name="Une autre maison").id)
    marketer = actor_of_role("marketer")
    before = everything()
    for error, attempt in (
        (InvalidInput, lambda: identity.merge(actor=system, customers=[a, a])),
        (NotFound, lambda: identity.merge(actor=system, customers=[a, UUID(int=1)])),
        (NotFound, lambda: identity.merge(actor=stranger, customers=[a, b])),
        (InvalidInput, lambda: identity.unmerge(actor=system, customer_id=a, records=[record_id("a/1")])),
        (InvalidInput, lambda: identity.unmerge(actor=system, customer_id=a, records=[record_id("b/1")])),
        (NotFound, lambda: identity.unmerge(actor=stranger, customer_id=a, records=[record_id("a/1")])),
        (NotFound, lambda: identity.withdraw(actor=system, gesture=UUID(int=1))),
        (Forbidden, lambda: identity.merge(actor=marketer, customers=[a, b])),
        (Forbidden, lambda: identity.unmerge(actor=marketer, customer_id=a, records=[record_id("a/1")])),
        (Forbidden, lambda: identity.withdraw(actor=marketer, gesture=UUID(int=1))),
    ):
        with pytest.raises(error):
            attempt()
    assert everything() == before


@pytest.mark.usefixtures("three")
def test_a_gesture_of_another_house_cannot_be_taken_back(system: Actor) -> None:
    gesture = merge(system, "a/1", "b/1")
    stranger = system_actor(places.open_house(name="Une autre maison").id)
    with pytest.raises(NotFound):
        identity.withdraw(actor=stranger, gesture=gesture)
    assert partition() == groups("a/1 b/1", "c/1")


def test_of_many_merges_any_can_be_taken_back(system: Actor) -> None:
    for number in range(5):
        go(
            system,
            "a",
            line(str(number), nom=("DUPONT", "MARTIN", "PETIT", "ROUX", "BLANC")[number], prenom="Luc"),
        )
    ids = [customer(f"a/{number}") for number in range(5)]
    gestures = [merge(system, "a/0", f"a/{number}") for number in range(1, 5)]
    withdraw(system, gestures[1])
    assert partition() == groups("a/0 a/1 a/3 a/4", "a/2")
    assert customer("a/2") == ids[2]
    for gesture in (gestures[3], gestures[0], gestures[2]):
        withdraw(system, gesture)
    assert [customer(f"a/{number}") for number in range(5)] == ids
    assert rows("select * from identity_mergedcustomer") == []
    assert sorted(rows("select customer_id::text from profiles_customer")) == sorted((each,) for each in ids)
