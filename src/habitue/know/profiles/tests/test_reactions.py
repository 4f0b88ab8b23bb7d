"""Pages follow the records: the value that survives, where it comes from, and who is no more."""

from uuid import UUID

import pytest

from habitue.ground.kernel.types import Actor, NotFound
from habitue.know.identity import api as identity
from habitue.know.profiles import api as profiles
from habitue.know.profiles.types import Profile
from tests.pipeline.way import bring, customer, line, one, resolve, rows, source

pytestmark = pytest.mark.django_db(transaction=True)

JEAN = {"nom": "DUPONT", "prenom": "Jean", "carte": "2900000000018"}


def page(actor: Actor, record: str) -> Profile:
    """The page of a record's customer."""
    return profiles.profile(actor=actor, customer_id=UUID(customer(record)))


def go(actor: Actor, name: str, *lines: str, **trust: int) -> None:
    """Lines of a source, to their pages."""
    bring(actor, source(actor, name, **trust), *lines)
    resolve()


def test_the_trusted_source_wins_and_is_named(system: Actor) -> None:
    go(system, "web", line("1", **JEAN, email="web@orange.fr", maj="2020-01-01"), email=90)
    go(system, "till", line("1", **JEAN, email="till@orange.fr", maj="2026-01-01"), email=40)
    found = page(system, "web/1")
    assert (found.email, found.records) == ("web@orange.fr", 2)
    assert (found.origins["email"].source, found.origins["email"].rule) == (
        str(source(system, "web")),
        "trust",
    )
    assert found.others["email"] == ["till@orange.fr"]


def test_of_equal_trust_the_latest_wins(system: Actor) -> None:
    go(system, "web", line("1", **JEAN, email="web@orange.fr", maj="2020-01-01"))
    go(system, "till", line("1", **JEAN, email="till@orange.fr", maj="2026-01-01"))
    found = page(system, "web/1")
    assert (found.email, found.origins["email"].rule) == ("till@orange.fr", "recency")
    assert found.origins["email"].at is not None
    assert found.origins["card"].rule == "only"


def test_what_is_valid_wins_over_what_is_trusted(system: Actor) -> None:
    go(system, "web", line("1", **JEAN, email="illisible"), email=100)
    go(system, "till", line("1", **JEAN, email="till@orange.fr"), email=1)
    assert page(system, "web/1").email == "till@orange.fr"


def test_a_newer_version_changes_the_page(system: Actor) -> None:
    go(system, "web", line("1", **JEAN, email="a@orange.fr"))
    go(system, "web", line("1", **JEAN, email="b@orange.fr", maj="2026-02-01"))
    found = page(system, "web/1")
    assert (found.email, found.others, found.records) == ("b@orange.fr", {}, 1)


def test_who_was_merged_is_no_more_and_comes_back(system: Actor) -> None:
    go(system, "web", line("1", nom="DUPONT", prenom="Jean"), line("2", nom="QUINTERO", prenom="Zoé"))
    gone = UUID(customer("web/2"))
    _, gesture = identity.merge(actor=system, customers=[UUID(customer("web/1")), gone])
    resolve()
    with pytest.raises(NotFound):
        profiles.profile(actor=system, customer_id=gone)
    found = profiles.search(actor=system, text="quintero").lines
    assert [str(each.customer_id) for each in found] in ([], [customer("web/1")])
    identity.withdraw(actor=system, gesture=gesture)
    resolve()
    (back,) = profiles.search(actor=system, text="quintero").lines
    assert back.customer_id == gone


def test_who_a_record_leaves_is_rebuilt(system: Actor) -> None:
    go(system, "web", line("1", **JEAN, email="a@orange.fr"))
    go(system, "till", line("1", **JEAN, mobile="0612345678"))
    assert page(system, "web/1").mobile == "+33612345678"
    go(system, "till", line("1", nom="DUPONT", prenom="Jean", mobile="0612345678", maj="2026-02-01"))
    assert (page(system, "web/1").mobile, page(system, "web/1").records) == ("", 1)
    assert page(system, "till/1").mobile == "+33612345678"


def test_trust_changed_is_seen_at_the_next_building(system: Actor) -> None:
    go(system, "web", line("1", **JEAN, email="web@orange.fr"), email=90)
    go(system, "till", line("1", **JEAN, email="till@orange.fr"), email=40)
    profiles.refresh(actor=system, customers=[customer("web/1")])
    assert page(system, "web/1").email == "web@orange.fr"


def test_an_unreadable_customer_has_a_page(system: Actor) -> None:
    go(system, "web", line("1", email="illisible"))
    found = page(system, "web/1")
    assert (found.name, found.email, found.lines) == ("", "", ())
    assert one("select sort_key from profiles_customer") == ""


def test_each_customer_is_built_once_for_a_batch_of_facts(system: Actor) -> None:
    for number in range(3):
        bring(
            system,
            source(system, "web"),
            line("1", **JEAN, email=f"{number}@orange.fr", maj=f"2026-0{number + 1}-01"),
        )
    resolve()
    assert rows("select email, records from profiles_customer") == [("2@orange.fr", 1)]
