"""Who is who: what links, what does not, and that the order in which records come makes no difference."""

import json
import random
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from habitue.ground.kernel.types import Actor, system_actor
from habitue.ground.places import api as places
from habitue.know.identity import api as identity
from habitue.show.demo.generate import generate
from habitue.show.demo.update import write_update
from tests.pipeline.way import (
    bring,
    bring_file,
    customer,
    groups,
    line,
    one,
    partition,
    resolve,
    rows,
    source,
    state,
)

pytestmark = pytest.mark.django_db(transaction=True)

JEAN = {"nom": "DUPONT", "prenom": "Jean"}
CARD, MAIL, MOBILE = {"carte": "2900000000018"}, {"email": "jean.dupont@orange.fr"}, {"mobile": "0612345678"}
WAYS = {"card": CARD, "email": MAIL, "mobile": MOBILE}


def go(actor: Actor, name: str, *lines: str) -> None:
    """Lines of a source, to their customers' pages."""
    bring(actor, source(actor, name), *lines)
    resolve()


def facts(kind: str) -> list[dict[str, Any]]:
    """The payloads of a kind of fact of identity, in order."""
    return [
        json.loads(row[0])
        for row in rows(
            "select payload from kernel_log where type = %s order by tx, id", f"identity.customers.{kind}"
        )
    ]


@pytest.mark.parametrize("way", list(WAYS))
def test_a_shared_identifier_links_when_names_agree(system: Actor, way: str) -> None:
    shared = WAYS[way]
    go(system, "a", line("1", **JEAN, **shared))
    go(system, "b", line("1", nom="Dupond", prenom="J.", **shared), line("2", nom="DUPONT", prenom="Jean"))
    assert partition() == groups("a/1 b/1", "b/2")


@pytest.mark.parametrize("way", list(WAYS))
def test_a_shared_identifier_does_not_link_when_names_contradict(system: Actor, way: str) -> None:
    shared = WAYS[way]
    go(system, "a", line("1", **JEAN, **shared))
    go(system, "b", line("1", nom="DUPONT", prenom="Sophie", **shared))
    assert partition() == groups("a/1", "b/1")


def test_birth_dates_that_differ_contradict(system: Actor) -> None:
    go(system, "a", line("1", **JEAN, **MAIL, naissance="1950-02-03"))
    go(system, "b", line("1", **JEAN, **MAIL, naissance="1980-06-17"))
    assert partition() == groups("a/1", "b/1")


def test_a_household_on_one_mailbox_stays_apart_and_each_finds_their_own(system: Actor) -> None:
    shared = {"email": "famille.dupont@orange.fr"}
    go(
        system,
        "a",
        *(
            line(str(n), nom="DUPONT", prenom=first, **shared)
            for n, first in enumerate(("Jean", "Marie", "Zoé"))
        ),
    )
    go(
        system,
        "b",
        *(line(str(n), nom="DUPONT", prenom=first, **shared) for n, first in enumerate(("Zoé", "Jean"))),
    )
    assert partition() == groups("a/0 b/1", "a/1", "a/2 b/0")


def test_chains_link(system: Actor) -> None:
    go(system, "a", line("1", **JEAN, **MAIL))
    go(system, "b", line("1", **JEAN, **CARD))
    go(system, "c", line("1", **JEAN, **MAIL, **CARD))
    assert partition() == groups("a/1 b/1 c/1")


@pytest.mark.parametrize(
    "filler", [{"mobile": "0600000000"}, {"email": "noemail@orange.fr"}, {"carte": "0000000000000"}]
)
def test_a_filler_never_links(system: Actor, filler: dict[str, str]) -> None:
    go(system, "a", line("1", **JEAN, **filler), line("2", **JEAN, **filler))
    assert partition() == groups("a/1", "a/2")
    assert one("select count(*) from identity_identifier where left(value, 1) in ('e', 'm', 'c', 'l')") == 0


SHOP = {"email": "boutique.lyon@maison.fr"}
NAMES = ("Marc DUPONT", "Julie MARTIN", "Karim PETIT", "Chantal DURAND", "Hugo LEROY", "Inès MOREAU")
PEOPLE = [{"prenom": first, "nom": last} for first, last in map(str.split, NAMES)]
MARC, INES = PEOPLE[0], PEOPLE[5]


def test_a_value_of_too_many_people_stops_linking_and_undoes_its_links(system: Actor) -> None:
    go(system, "a", *(line(str(n), **who, **SHOP) for n, who in enumerate(PEOPLE[:5])))
    go(system, "b", line("0", **MARC, **SHOP))
    assert frozenset({"a/0", "b/0"}) in partition()
    assert rows("select * from identity_placeholder") == []
    go(system, "c", line("0", **INES, **SHOP))
    assert partition() == groups("a/0", "a/1", "a/2", "a/3", "a/4", "b/0", "c/0")
    assert rows("select value, people, records from identity_placeholder") == [
        ("e:boutique.lyon@maison.fr", 6, 7)
    ]
    go(system, "d", line("0", **INES, **SHOP))
    assert frozenset({"d/0"}) in partition()
    assert len(partition()) == one("select count(*) from profiles_customer")


def test_a_value_left_by_most_of_them_links_again(system: Actor) -> None:
    go(system, "a", *(line(str(n), **who, **SHOP) for n, who in enumerate(PEOPLE[:6])))
    go(system, "b", line("0", **MARC, **SHOP))
    assert len(partition()) == 7
    go(system, "a", line("5", **INES, email="a.moreau@orange.fr", maj="2026-02-01"))
    assert rows("select value from identity_placeholder") == []
    assert frozenset({"a/0", "b/0"}) in partition()


def test_a_record_that_loses_its_email_parts_again(system: Actor) -> None:
    go(system, "a", line("1", **JEAN, **MAIL))
    go(system, "b", line("1", **JEAN, **MAIL))
    together = customer("a/1")
    go(system, "b", line("1", **JEAN, maj="2026-02-01"))
    assert partition() == groups("a/1", "b/1")
    assert customer("a/1") == together
    assert sorted(rows("select customer_id::text, records from profiles_customer")) == sorted(
        [(together, 1), (customer("b/1"), 1)]
    )


def test_the_anchor_keeps_the_id_when_it_is_the_one_that_changes(system: Actor) -> None:
    go(system, "a", line("1", **JEAN, **MAIL))
    go(system, "b", line("1", **JEAN, **MAIL))
    together = customer("a/1")
    go(system, "a", line("1", **JEAN, maj="2026-02-01"))
    assert customer("a/1") == together
    assert customer("b/1") != together
    assert dict(rows("select customer_id::text, email from profiles_customer")) == {
        together: "",
        customer("b/1"): "jean.dupont@orange.fr",
    }


def test_the_oldest_id_survives_a_merge_and_the_other_leads_to_it(system: Actor) -> None:
    go(system, "a", line("1", **JEAN, **MAIL))
    go(system, "b", line("1", **JEAN, **CARD))
    old, young = customer("a/1"), customer("b/1")
    go(system, "b", line("1", **JEAN, **CARD, **MAIL, maj="2026-02-01"))
    assert customer("b/1") == old == min(old, young)
    assert identity.current_id(house_id=system.house, customer_id=UUID(young)) == UUID(old)
    assert rows("select customer_id::text, records from profiles_customer") == [(old, 2)]
    assert [(fact["into"], fact["gone"], fact["by"]) for fact in facts("merged")] == [(old, [young], "rule")]
    assert young in facts("resolved")[-1]["gone"]


def test_a_merge_that_is_outdated_restores_the_ids(system: Actor) -> None:
    go(system, "a", line("1", **JEAN, **MAIL))
    go(system, "b", line("1", **JEAN, **CARD))
    before = (customer("a/1"), customer("b/1"))
    go(system, "b", line("1", **JEAN, **CARD, **MAIL, maj="2026-02-01"))
    go(system, "b", line("1", **JEAN, **CARD, maj="2026-03-01"))
    assert (customer("a/1"), customer("b/1")) == before
    assert rows("select * from identity_mergedcustomer") == []


def test_nothing_is_said_twice(system: Actor) -> None:
    lines = [line("1", **JEAN, **MAIL), line("2", nom="MARTIN", prenom="Léa")]
    go(system, "a", *lines)
    go(system, "b", line("1", **JEAN, **MAIL))
    said = one("select count(*) from kernel_log where type like 'identity.%%'")
    go(system, "a", *lines)
    go(system, "a", *lines, line("3", nom="PETIT"))
    assert one("select count(*) from kernel_log where type like 'identity.%%'") == said + 1
    assert facts("resolved")[-1] == {"customers": [customer("a/3")], "gone": []}


FILES = (
    ("a", line("1", **JEAN, **MAIL), line("2", nom="PETIT", prenom="Marc", **SHOP)),
    ("b", line("1", **JEAN, **CARD), line("2", nom="ROUX", prenom="Marc", **SHOP, **MOBILE)),
    ("c", line("1", **JEAN, **MAIL, **CARD), line("2", nom="PETIT", prenom="Marc", **SHOP)),
    ("a", line("1", **JEAN, email="autre@orange.fr", maj="2026-02-01")),
    ("d", *(line(str(n), **who, **SHOP) for n, who in enumerate(PEOPLE[1:6]))),
)


@pytest.mark.parametrize("order", list(permutations(range(5)))[::7])
def test_the_order_of_files_makes_no_difference(system: Actor, order: tuple[int, ...]) -> None:
    for place in order:
        go(system, FILES[place][0], *FILES[place][1:])
    assert partition() == groups("a/1", "b/1 c/1", "a/2", "b/2", "c/2", "d/0", "d/1", "d/2", "d/3", "d/4")


def test_neither_order_nor_slices_nor_lag_make_a_difference(transactional_db: None) -> None:
    """Random small worlds, each told in several ways: all lines in one file, line by line, shuffled, read late."""
    for seed in range(6):
        lines = _world(random.Random(seed))
        found = []
        for telling in range(4):
            name = f"{seed}.{telling}."
            actor = system_actor(places.open_house(name=name).id)
            _tell(actor, name, lines, random.Random(seed * 10 + telling), telling)
            found.append(_told(name))
        assert found[1:] == found[:1] * 3


def _world(rnd: random.Random) -> list[tuple[str, str]]:
    """Lines (source, line) of few people who share much, in several versions."""
    lines = []
    for number in range(40):
        person = rnd.choice(
            (
                "DUPONT;Jean",
                "DUPONT;Marie",
                "DUPOND;Jean",
                "MARTIN;Zoé",
                "ROUX;Léo",
                "BLANC;Eva",
                "SIMON;Luc",
                "FAURE;Guy",
            )
        )
        last, _, first = person.partition(";")
        values = {
            "email": rnd.choice(("", "x@orange.fr", "y@orange.fr", "z@orange.fr")),
            "mobile": rnd.choice(("", "", "0612345678", "0698765432")),
            "carte": rnd.choice(("", "", f"29{rnd.randrange(4):011d}")),
        }
        day = f"2026-01-{rnd.randrange(1, 29):02d}T{number % 24:02d}:{number:02d}:00Z"
        lines.append(
            (rnd.choice("ab"), line(str(rnd.randrange(16)), nom=last, prenom=first, maj=day, **values))
        )
    return lines


def _tell(actor: Actor, name: str, lines: list[tuple[str, str]], rnd: random.Random, telling: int) -> None:
    told = list(lines)
    if telling:
        rnd.shuffle(told)
    size = (40, 40, 1, 7)[telling]
    for at in range(0, len(told), size):
        for letter in "ab":
            if part := [text for source_, text in told[at : at + size] if source_ == letter]:
                bring(actor, source(actor, name + letter), *part)
        if telling != 3 or rnd.random() < 0.3:
            resolve()
    resolve()


def _told(name: str) -> set[frozenset[str]]:
    """The partition of one telling, without its name."""
    own = {frozenset(record for record in group if record.startswith(name)) for group in partition()}
    return {frozenset(record.removeprefix(name) for record in group) for group in own if group}


def test_every_record_has_one_customer_and_every_customer_a_page(system: Actor, tmp_path: Path) -> None:
    files = generate(tmp_path / "1", people=1_500, seed=5, today=date(2026, 11, 1))
    for name, path in files.sources.items():
        bring_file(system, source(system, name), path)
    resolve()
    wave = write_update(tmp_path / "2", people=1_500, seed=5, today=date(2026, 11, 1), share=0.3)
    for name, path in wave.sources.items():
        bring_file(system, source(system, name), path)
        resolve()
    _whole()
    sources = dict(rows("select id, name from collect_source"))
    crosswalk = list(identity.crosswalk(actor=system, sources=sources))
    accepted = rows("select s.name, r.key from collect_record r join collect_source s on s.id = r.source_id")
    assert sorted((name, key) for name, key, _ in crosswalk) == sorted(accepted)
    assert len(crosswalk) == one("select count(*) from identity_record")


def _whole() -> None:
    """Pages are those of the customers that have records, with their number; merged ids lead to living ones."""
    assert sorted(rows("select customer_id, records from profiles_customer")) == sorted(
        rows("select customer_id, count(*) from identity_record group by 1")
    )
    assert (
        one("select count(*) from identity_mergedcustomer m join identity_record r using (customer_id)") == 0
    )
    leading = """with recursive way(id, into_id) as (
        select customer_id, into_id from identity_mergedcustomer
        union select w.id, m.into_id from way w join identity_mergedcustomer m on m.customer_id = w.into_id)
        select count(*) from (select id from way w where exists (
            select 1 from identity_record r where r.customer_id = w.into_id)) alive"""
    assert one(leading) == one("select count(*) from identity_mergedcustomer")
    identifiers = rows(
        "select value, record_id from identity_identifier where left(value, 1) in ('e', 'm', 'c', 'l') order by 1, 2"
    )
    expected = rows(
        """select v, record_id from identity_record, lateral (values
           (case when substr(states, 3, 1) in ('v', 'd') and email_key <> '' then 'e:' || email_key end),
           (case when substr(states, 4, 1) in ('v', 'd') and mobile <> '' then 'm:' || mobile end),
           (case when substr(states, 5, 1) in ('v', 'd') and landline <> '' then 'l:' || landline end),
           (case when substr(states, 6, 1) in ('v', 'd') and card <> '' then 'c:' || card end)) t(v)
           where v is not null order by 1, 2"""
    )
    assert identifiers == expected


def test_ids_persist_through_the_same_files_in_another_order(system: Actor, tmp_path: Path) -> None:
    files = generate(tmp_path, people=600, seed=6, today=date(2026, 11, 1))
    for name, path in files.sources.items():
        bring_file(system, source(system, name), path)
    resolve()
    before = state("identity_record", "identity_identifier", "profiles_customer", "identity_qualitynow")
    for name, path in reversed(list(files.sources.items())):
        bring_file(system, source(system, name), path)
        bring(system, source(system, name), line("extra", nom="LUNE", maj="1990-01-01"))
    resolve()
    after = state("identity_record", "identity_identifier", "profiles_customer", "identity_qualitynow")
    assert set(before["identity_record"]) < set(after["identity_record"])
    assert len(after["identity_record"]) == len(before["identity_record"]) + 4
    assert set(before["profiles_customer"]) < set(after["profiles_customer"])
