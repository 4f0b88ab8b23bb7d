"""What a customer's page tells of who is who: reasons, possible duplicates, the household, the history of the making."""

from uuid import UUID

import pytest

from habitue.ground.kernel.types import Actor, Forbidden, system_actor
from habitue.ground.places import api as places
from habitue.know.identity import api as identity
from habitue.know.identity.api import Deed
from habitue.know.identity.tests.strict_house import be_strict
from tests.fixtures import ActorOfRole
from tests.pipeline.way import bring, customer, line, record_id, resolve, source

pytestmark = pytest.mark.django_db(transaction=True)

HOME = {"adresse": "12 bis rue des Tables Claudiennes", "cp": "69001", "ville": "LYON"}
ANNE = {"nom": "LEFEBVRE", "prenom": "Anne", "naissance": "1979-05-14"}
PAUL = {"nom": "LEFEBVRE", "prenom": "Paul", "naissance": "1976-02-03"}
MAIL, MOBILE = {"email": "anne.lefebvre@laposte.net"}, {"mobile": "0612487703"}
TOWER = 60


def go(actor: Actor, name: str, *lines: str) -> None:
    """Lines of a source, to their customers' pages."""
    bring(actor, source(actor, name), *lines)
    resolve()


def of(record: str) -> UUID:
    """The customer of a record `source/key`."""
    return UUID(customer(record))


def ids(*records: str) -> tuple[str, ...]:
    """The ids of records `source/key`, sorted."""
    return tuple(sorted(str(record_id(each)) for each in records))


def told(actor: Actor, record: str) -> list[tuple[str, str]]:
    """(kind, who) of the history of a record's customer, latest first."""
    return [(deed.kind, deed.by) for deed in identity.history(actor=actor, customer_id=of(record))]


def deed_of(actor: Actor, record: str) -> Deed:
    """The latest deed of a record's customer."""
    return identity.history(actor=actor, customer_id=of(record))[0]


def test_a_link_says_what_it_weighs_and_what_is_shared(system: Actor) -> None:
    go(system, "a", line("1", **ANNE, **MAIL), line("2", **PAUL))
    go(system, "b", line("1", **ANNE, **MAIL, **MOBILE))
    (link,) = identity.links(customer_id=of("a/1"))
    assert (link.record_a, link.record_b) == ids("a/1", "b/1")
    assert (link.shared, link.said) == (("email",), None)
    (explained,) = identity.explain(actor=system, pairs=[(link.record_a, link.record_b)])
    assert link.weight == explained.weight
    assert link.weight is not None
    assert link.weight >= identity.matching_version(actor=system).link
    assert identity.links(customer_id=of("a/2")) == []


def test_a_link_that_a_person_made_says_who_and_a_withdrawn_one_nothing(system: Actor) -> None:
    go(system, "a", line("1", **ANNE), line("2", nom="PETIT", prenom="Zoé"))
    _, gesture = identity.merge(actor=system, customers=[of("a/1"), of("a/2")])
    (link,) = identity.links(customer_id=of("a/1"))
    assert link.said is not None
    assert (link.shared, link.weight, link.said.gesture) == (("person",), None, gesture)
    assert link.said.given_by == system.label
    identity.withdraw(actor=system, gesture=gesture)
    assert identity.links(customer_id=of("a/1")) == []


@pytest.fixture
def doubtful(system: Actor) -> Actor:
    """Two customers who may be one: one name and one home, and another birth date."""
    be_strict(system.house)
    go(system, "a", line("1", **ANNE, **HOME, **MAIL))
    go(system, "b", line("1", **ANNE | {"naissance": "1979-12-30"}, **HOME))
    assert of("a/1") != of("b/1")
    return system


def test_a_doubt_is_told_on_both_pages_until_somebody_answers(doubtful: Actor) -> None:
    (found,) = identity.possible_duplicates(actor=doubtful, customer_id=of("a/1"))
    assert (found.customer_id, found.record, found.other) == (
        of("b/1"),
        *map(str, map(record_id, ("a/1", "b/1"))),
    )
    (back,) = identity.possible_duplicates(actor=doubtful, customer_id=of("b/1"))
    assert (back.customer_id, back.weight) == (of("a/1"), found.weight)
    gesture = identity.keep_apart(actor=doubtful, customers=[of("a/1"), of("b/1")])
    assert identity.possible_duplicates(actor=doubtful, customer_id=of("a/1")) == []
    identity.withdraw(actor=doubtful, gesture=gesture)
    assert identity.possible_duplicates(actor=doubtful, customer_id=of("a/1")) == [found]


def test_a_household_is_found_by_its_keys_and_told_by_name(system: Actor) -> None:
    go(
        system,
        "a",
        line("1", **ANNE, **HOME),
        line("2", **PAUL, **HOME),
        line("3", nom="PETIT", prenom="Zoé", **HOME),
    )
    (paul,) = identity.household_of(actor=system, customer_id=of("a/1")).members
    assert (paul.customer_id, paul.name, paul.shared) == (of("a/2"), "Paul Lefebvre", ("address", "surname"))
    assert identity.household_of(actor=system, customer_id=of("a/3")).members == []


def test_who_was_kept_apart_at_one_address_is_of_the_household(system: Actor) -> None:
    go(system, "a", line("1", **ANNE, **HOME), line("2", nom="PETIT", prenom="Zoé", **HOME))
    identity.keep_apart(actor=system, customers=[of("a/1"), of("a/2")])
    (zoe,) = identity.household_of(actor=system, customer_id=of("a/1")).members
    assert (zoe.name, zoe.shared) == ("Zoé Petit", ("address",))


def test_a_family_is_found_among_all_who_live_in_a_tower(system: Actor) -> None:
    neighbours = [
        line(str(n), nom=f"VOISIN{chr(65 + n // 26)}{chr(65 + n % 26)}", prenom="Luc", **HOME)
        for n in range(TOWER)
    ]
    go(system, "a", *neighbours, line("anne", **ANNE, **HOME), line("paul", **PAUL, **HOME))
    members = identity.household_of(actor=system, customer_id=of("a/anne")).members
    assert [member.name for member in members] == ["Paul Lefebvre"]


def test_the_history_of_a_merge_and_of_its_undo(system: Actor, actor_of_role: ActorOfRole) -> None:
    steward = actor_of_role("steward")
    go(system, "a", line("1", **ANNE), line("2", nom="PETIT", prenom="Zoé"))
    old, young = sorted((of("a/1"), of("a/2")))
    assert told(system, "a/1") == []
    _, gesture = identity.merge(actor=steward, customers=[old, young])
    merged = deed_of(system, "a/1")
    assert (merged.kind, merged.by, merged.gesture, merged.stands) == ("merged", steward.label, gesture, True)
    assert (merged.joined, merged.records, merged.others) == ((young,), ids("a/1", "a/2"), ())
    identity.withdraw(actor=system, gesture=gesture)
    assert (
        told(system, "a/1") == told(system, "a/2") == [("withdrawn", system.label), ("merged", steward.label)]
    )
    back, undone = identity.history(actor=system, customer_id=young)
    assert (back.of, back.since, back.stands) == ("merged", undone.at, False)
    assert (undone.taken_back, undone.stands, undone.joined, undone.others) == (True, False, (), (old,))


def test_the_history_of_an_unmerge_names_the_other_side(system: Actor) -> None:
    go(system, "a", line("1", **ANNE, **MAIL))
    go(system, "b", line("1", **ANNE, **MAIL))
    assert of("a/1") == of("b/1")
    identity.unmerge(actor=system, customer_id=of("a/1"), records=[record_id("b/1")])
    for mine, other in (("a/1", "b/1"), ("b/1", "a/1")):
        deed = deed_of(system, mine)
        assert (deed.kind, deed.records, deed.others) == ("unmerged", ids(mine), (of(other),))
    left = of("b/1")
    assert deed.gesture is not None
    identity.withdraw(actor=system, gesture=deed.gesture)
    back, _undone = identity.history(actor=system, customer_id=of("a/1"))
    assert (back.kind, back.of, back.joined) == ("withdrawn", "unmerged", (left,))


def test_keeping_apart_is_told_as_such_and_a_later_merge_overrules_it(doubtful: Actor) -> None:
    identity.keep_apart(actor=doubtful, customers=[of("a/1"), of("b/1")])
    assert told(doubtful, "b/1") == [("apart", doubtful.label)]
    identity.merge(actor=doubtful, customers=[of("a/1"), of("b/1")])
    merged, apart = identity.history(actor=doubtful, customer_id=of("a/1"))
    assert (merged.kind, merged.stands) == ("merged", True)
    assert (apart.kind, apart.stands, apart.taken_back) == ("apart", False, False)


def test_what_the_matching_joined_is_told_with_the_former_id(system: Actor) -> None:
    go(system, "a", line("1", **ANNE, **MAIL))
    go(system, "b", line("1", nom="LEFEBVRE", prenom="Anne", **MOBILE))
    old, young = of("a/1"), of("b/1")
    assert old != young
    go(system, "c", line("1", **ANNE, **MAIL, **MOBILE))
    assert of("b/1") == old
    (deed,) = identity.history(actor=system, customer_id=old)
    assert (deed.kind, deed.by, deed.gesture, deed.joined) == ("matched", "", None, (young,))
    assert (deed.records, deed.model) == (ids("b/1"), identity.matching_version(actor=system).number)


def test_nothing_is_told_to_who_may_not_see_customers_nor_of_another_house(system: Actor) -> None:
    go(system, "a", line("1", **ANNE, **HOME), line("2", **PAUL, **HOME))
    stranger = system_actor(places.open_house(name="Ailleurs").id)
    blind = Actor(system.house, "nobody", None, "it", frozenset())
    for door in (identity.history, identity.possible_duplicates, identity.household_of):
        with pytest.raises(Forbidden):
            door(actor=blind, customer_id=of("a/1"))
    assert identity.history(actor=stranger, customer_id=of("a/1")) == []
    assert identity.possible_duplicates(actor=stranger, customer_id=of("a/1")) == []
    assert identity.household_of(actor=stranger, customer_id=of("a/1")).members == []
