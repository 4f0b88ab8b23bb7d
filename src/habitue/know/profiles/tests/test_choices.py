"""Values that people choose: they win, they are told, they follow their record, and they are taken back exactly."""

from uuid import UUID

import pytest
from django.db import transaction
from django.utils import translation

from habitue.ground.kernel.api import rewind
from habitue.ground.kernel.types import Actor, Conflict, Forbidden, InvalidInput, NotFound, system_actor
from habitue.ground.places import api as places
from habitue.know.identity import api as identity
from habitue.know.profiles import api as profiles
from habitue.know.profiles.types import Profile
from tests.fixtures import ActorOfRole
from tests.pipeline.way import bring, customer, line, one, record_id, resolve, rows, source, state

pytestmark = pytest.mark.django_db(transaction=True)

JEAN = {"nom": "DUPONT", "prenom": "Jean", "carte": "2900000000018"}


def go(actor: Actor, name: str, *lines: str) -> None:
    """Lines of a source, to their pages."""
    bring(actor, source(actor, name), *lines)
    resolve()


def id_of(record: str) -> UUID:
    return UUID(customer(record))


def page(actor: Actor, record: str) -> Profile:
    """The page of a record's customer, as it stands at once, and still when the log has been read."""
    at_once = profiles.profile(actor=actor, customer_id=id_of(record))
    resolve()
    assert profiles.profile(actor=actor, customer_id=id_of(record)) == at_once
    return at_once


def choose(actor: Actor, record: str, group: str, value: str) -> UUID:
    return profiles.choose_value(actor=actor, customer_id=id_of(record), group=group, value=value)


@pytest.fixture
def jean(system: Actor) -> Actor:
    """Jean is known to the web shop and, later and otherwise, to the till."""
    go(system, "web", line("1", **JEAN, email="web@orange.fr", naissance="1980-04-23", maj="2020-01-01"))
    go(system, "till", line("1", **JEAN, email="till@orange.fr", mobile="0612345678", maj="2026-01-01"))
    return system


def test_what_a_record_says_is_chosen_and_wins(jean: Actor) -> None:
    before = state("profiles_customer")
    choice = profiles.choose_value(
        actor=jean, customer_id=id_of("web/1"), group="email", record_id=record_id("web/1")
    )
    found = page(jean, "web/1")
    assert (found.email, found.others["email"]) == ("web@orange.fr", ["till@orange.fr"])
    assert (found.origins["email"].rule, found.origins["email"].source) == ("manual", "habitue")
    (told,) = profiles.choices_of(actor=jean, customer_id=id_of("web/1"))
    assert (told.id, told.group, told.value, told.record_id) == (
        choice,
        "email",
        "web@orange.fr",
        record_id("web/1"),
    )
    assert (told.by, told.typed, told.in_force) == ("habitue", False, True)
    assert profiles.withdraw_choice(actor=jean, choice_id=choice) == id_of("web/1")
    assert state("profiles_customer") == before


def test_what_was_typed_wins_over_every_record(jean: Actor) -> None:
    choose(jean, "web/1", "mobile", "06 99 88 77 66")
    choose(jean, "web/1", "birth_date", "24/04/1980")
    choose(jean, "web/1", "address", "12 rue de l'Église\n35700 Rennes")
    profiles.choose_value(
        actor=jean, customer_id=id_of("web/1"), group="name", value=("M", "jean-paul", "DUPONT", "")
    )
    found = page(jean, "web/1")
    assert (found.mobile, str(found.birth_date)) == ("+33699887766", "1980-04-24")
    assert (found.civility, found.name) == ("M.", "Jean-Paul Dupont")
    assert (found.lines, found.grade) == (("12 RUE DE L EGLISE", "35700 RENNES"), "A")
    assert (found.number, found.street, found.postcode, found.town) == (
        "12",
        "rue de l'Église",
        "35700",
        "Rennes",
    )
    assert [each.customer_id for each in profiles.search(actor=jean, text="jean-paul rennes").lines] == [
        id_of("web/1")
    ]
    assert {choice.typed for choice in profiles.choices_of(actor=jean, customer_id=id_of("web/1"))} == {True}


def test_the_latest_choice_is_in_force_and_the_earlier_waits_behind_it(jean: Actor) -> None:
    choose(jean, "web/1", "email", "one@orange.fr")
    one_choice = state("profiles_customer")
    second = choose(jean, "web/1", "email", "two@orange.fr")
    found = profiles.choices_of(actor=jean, customer_id=id_of("web/1"))
    assert [(each.value, each.in_force) for each in found] == [
        ("two@orange.fr", True),
        ("one@orange.fr", False),
    ]
    assert page(jean, "web/1").email == "two@orange.fr"
    two_choices = state("profiles_customer")
    profiles.withdraw_choice(actor=jean, choice_id=second)
    assert state("profiles_customer") == one_choice
    profiles.restore_choice(actor=jean, choice_id=second)
    assert state("profiles_customer") == two_choices


def test_what_cannot_be_chosen(jean: Actor) -> None:
    here, web = id_of("web/1"), record_id("web/1")
    go(jean, "web", line("2", nom="ROUSSEL", prenom="Zoé"))
    for wrong, said in (
        ({"group": "mobile", "value": "0478301102"}, "This is a landline number."),
        ({"group": "email", "value": "illisible"}, "The @ is missing."),
        ({"group": "email", "value": " "}, "Write something, or choose one of the values known."),
        ({"group": "email"}, "Write something, or choose one of the values known."),
        ({"group": "shoes", "value": "43"}, "There is no such field."),
        ({"group": "mobile", "record_id": web}, "This record says nothing of it that could be chosen."),
        (
            {"group": "email", "record_id": record_id("web/2")},
            "This record is not one of this customer's any more.",
        ),
    ):
        with translation.override("en"), pytest.raises(InvalidInput) as refused:
            profiles.choose_value(actor=jean, customer_id=here, **wrong)
        assert refused.value.detail == said
    assert rows("select * from profiles_manualchoice") == []


def test_who_may_not_and_who_is_nobody(jean: Actor, actor_of_role: ActorOfRole) -> None:
    associate, steward = actor_of_role("associate"), actor_of_role("steward")
    elsewhere = system_actor(places.open_house(name="Ailleurs").id)
    choice = choose(steward, "web/1", "email", "chosen@orange.fr")
    with pytest.raises(Forbidden):
        choose(associate, "web/1", "email", "x@orange.fr")
    with pytest.raises(Forbidden):
        profiles.withdraw_choice(actor=associate, choice_id=choice)
    with pytest.raises(NotFound):
        choose(elsewhere, "web/1", "email", "x@orange.fr")
    with pytest.raises(NotFound):
        profiles.withdraw_choice(actor=elsewhere, choice_id=choice)
    with pytest.raises(NotFound):
        profiles.restore_choice(actor=steward, choice_id=choice)
    with pytest.raises(NotFound):
        profiles.choose_value(actor=steward, customer_id=UUID(int=1), group="email", value="x@orange.fr")
    assert profiles.choices_of(actor=elsewhere, customer_id=id_of("web/1")) == []
    profiles.withdraw_choice(actor=steward, choice_id=choice)
    with pytest.raises(NotFound):
        profiles.withdraw_choice(actor=steward, choice_id=choice)


def test_every_choice_is_audited_and_announced_without_its_value(jean: Actor) -> None:
    here, choice = id_of("web/1"), choose(jean, "web/1", "email", "secret@orange.fr")
    profiles.withdraw_choice(actor=jean, choice_id=choice)
    profiles.restore_choice(actor=jean, choice_id=choice)
    deeds = rows("select action, subject, detail::text from kernel_audit where detail ? 'choice' order by at")
    assert [row[:2] for row in deeds] == [
        (f"customers.{deed}", str(here)) for deed in ("value_chosen", "choice_withdrawn", "choice_restored")
    ]
    facts = rows("select type, payload::text from kernel_log where type like 'profiles.%%' order by id")
    assert [row[0] for row in facts] == [
        "profiles.values.chosen",
        "profiles.choices.withdrawn",
        "profiles.values.chosen",
    ]
    assert "secret" not in str((deeds, facts))
    assert str(record_id("web/1")) in facts[0][1]


def test_a_choice_survives_the_file_that_comes_again_and_the_one_that_says_otherwise(jean: Actor) -> None:
    choose(jean, "web/1", "email", "chosen@orange.fr")
    chosen = state("profiles_customer")
    go(jean, "till", line("1", **JEAN, email="till@orange.fr", mobile="0612345678", maj="2026-01-01"))
    assert state("profiles_customer") == chosen
    go(jean, "till", line("1", **JEAN, email="newer@orange.fr", mobile="0612345678", maj="2026-03-01"))
    found = page(jean, "web/1")
    assert (found.email, found.origins["email"].rule) == ("chosen@orange.fr", "manual")
    assert found.others["email"] == ["newer@orange.fr", "web@orange.fr"]


def test_a_choice_survives_a_replay(jean: Actor) -> None:
    choose(jean, "web/1", "email", "chosen@orange.fr")
    resolve()
    before = state("profiles_customer")
    rewind(profiles.CONSUMER)
    assert one("select count(*) from profiles_customer") == 0
    resolve()
    assert state("profiles_customer") == before


@pytest.fixture
def two(system: Actor) -> Actor:
    """Two customers, who are one as it will turn out."""
    go(
        system,
        "web",
        line("1", nom="DUPONT", prenom="Jean", email="jean@orange.fr"),
        line("2", nom="DUPOND", prenom="Jeannot", email="jeannot@free.fr"),
    )
    return system


def merge(actor: Actor, *records: str) -> UUID:
    _, gesture = identity.merge(actor=actor, customers=[id_of(record) for record in records])
    resolve()
    return gesture


def undo(actor: Actor, gesture: UUID) -> None:
    identity.withdraw(actor=actor, gesture=gesture)
    resolve()


def test_choices_follow_a_merge_the_latest_wins_and_come_back(two: Actor) -> None:
    choose(two, "web/1", "email", "first@orange.fr")
    choose(two, "web/1", "card", "2900000000018")
    choose(two, "web/2", "email", "second@orange.fr")
    resolve()
    before = state("profiles_customer")
    gesture = merge(two, "web/1", "web/2")
    found = page(two, "web/1")
    assert (found.email, found.card, found.records) == ("second@orange.fr", "2900000000018", 2)
    assert [each.value for each in profiles.choices_of(actor=two, customer_id=id_of("web/1"))] == [
        "second@orange.fr",
        "2900000000018",
        "first@orange.fr",
    ]
    undo(two, gesture)
    assert state("profiles_customer") == before


def test_what_is_chosen_while_merged_stays_on_the_side_it_is_about(two: Actor) -> None:
    gesture = merge(two, "web/1", "web/2")
    here = id_of("web/1")
    profiles.choose_value(actor=two, customer_id=here, group="email", record_id=record_id("web/2"))
    choose(two, "web/1", "mobile", "0699887766")
    undo(two, gesture)
    first, second = page(two, "web/1"), page(two, "web/2")
    assert (first.email, first.mobile) == ("jean@orange.fr", "+33699887766")
    assert (second.email, second.mobile) == ("jeannot@free.fr", "")
    assert (first.origins["email"].rule, second.origins["email"].rule) == ("only", "manual")


def test_a_choice_goes_with_its_record_that_is_set_apart(jean: Actor) -> None:
    before = state("profiles_customer")
    profiles.choose_value(
        actor=jean, customer_id=id_of("web/1"), group="email", record_id=record_id("till/1")
    )
    choice = choose(jean, "web/1", "email", "typed@orange.fr")
    _, gesture = identity.unmerge(actor=jean, customer_id=id_of("web/1"), records=[record_id("till/1")])
    resolve()
    assert (page(jean, "web/1").email, page(jean, "till/1").email) == ("typed@orange.fr", "till@orange.fr")
    assert page(jean, "till/1").origins["email"].rule == "manual"
    profiles.withdraw_choice(actor=jean, choice_id=choice)
    assert page(jean, "web/1").email == "web@orange.fr"
    undo(jean, gesture)
    (left,) = profiles.choices_of(actor=jean, customer_id=id_of("web/1"))
    profiles.withdraw_choice(actor=jean, choice_id=left.id)
    assert state("profiles_customer") == before


def test_a_choice_can_be_withdrawn_under_the_id_that_is_merged_away(two: Actor) -> None:
    gone = id_of("web/2")
    choice = choose(two, "web/2", "email", "second@orange.fr")
    gesture = merge(two, "web/1", "web/2")
    assert profiles.withdraw_choice(actor=two, choice_id=choice) == id_of("web/1") != gone
    assert page(two, "web/1").email == "jean@orange.fr"
    undo(two, gesture)
    assert (page(two, "web/2").email, id_of("web/2")) == ("jeannot@free.fr", gone)


def test_a_choice_is_told_to_whoever_got_its_record_meanwhile(two: Actor) -> None:
    """The log's reader rebuilds the page of the record's holder by then, not of its holder at the time."""
    with transaction.atomic():
        choose(two, "web/2", "email", "second@orange.fr")
        identity.merge(actor=two, customers=[id_of("web/1"), id_of("web/2")])
    resolve()
    assert profiles.profile(actor=two, customer_id=id_of("web/1")).email == "second@orange.fr"


def test_the_address_that_is_proposed_is_accepted(system: Actor) -> None:
    address = {"adresse": "4 rue de la Paix", "cp": "35700", "ville": "REMES"}
    go(system, "web", line("1", **JEAN, **address))
    (record,) = identity.records_of(customers=[id_of("web/1")])
    assert (record.grade, record.proposal) == ("C", "35700 Rennes")
    profiles.accept_proposal(actor=system, customer_id=id_of("web/1"), record_id=record_id("web/1"))
    found = page(system, "web/1")
    assert (found.lines, found.grade, found.origins["address"].rule) == (
        ("4 RUE DE LA PAIX", "35700 RENNES"),
        "A",
        "manual",
    )
    go(
        system,
        "web",
        line("1", **JEAN, adresse="4 rue de la Paix", cp="35000", ville="RENNES", maj="2026-02-02"),
    )
    with pytest.raises(Conflict):
        profiles.accept_proposal(actor=system, customer_id=id_of("web/1"), record_id=record_id("web/1"))
    assert page(system, "web/1").postcode == "35700"
