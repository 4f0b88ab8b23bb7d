"""Doubtful addresses put to a geocoding service, from the end of an import to the customer's profile."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from habitue.ground.kernel.types import Actor
from habitue.know.identity import confirming, jobs
from habitue.know.identity.api import quality, rows_behind
from habitue.know.identity.ban import BanGeocoder
from habitue.know.identity.jobs import confirm_addresses, confirm_left, pause_after
from habitue.know.identity.rules.address.confirmation import Answer, Asked, Confirmed, confirm
from habitue.know.identity.tests.address.ban_server import BanServer, ban_server
from habitue.know.identity.tests.test_quality import counted, recount
from habitue.know.identity.types.address import Grade
from tests.pipeline.way import bring, line, one, resolve, rows, source

db = pytest.mark.django_db(transaction=True)

HAMLET = line(
    "1", nom="ROUX", prenom="Anne", email="r@orange.fr", adresse="12 le bourg", cp="24510", ville="Paunat"
)
MISSPELT = line(
    "2", nom="PETIT", prenom="Anne", mobile="06", adresse="3 rue voltaire", cp="44000", ville="Nentes"
)
NO_TYPE = line("3", nom="DURAND", prenom="Anne", adresse="4 voltaire", cp="44000", ville="Nantes")
ELSEWHERE = line("4", nom="LEROY", prenom="Anne", adresse="3 rue voltaire", cp="44000", ville="Bellecour")
RIGHT = line("5", nom="MOREAU", prenom="Anne", adresse="3 rue voltaire", cp="44000", ville="Nantes")
FOREIGN = line("6", nom="SMITH", prenom="Anne", adresse="3 rue voltaire", cp="B-1000", ville="Bruxelles")
FILE = (HAMLET, MISSPELT, NO_TYPE, ELSEWHERE, RIGHT, FOREIGN)
SURE, UNSURE = "address.geocoder_confirmed", "address.geocoder_unsure"


@pytest.fixture
def server(settings: Settings) -> Iterator[BanServer]:
    """A geocoding service, configured."""
    with ban_server() as running:
        url = f"http://127.0.0.1:{running.server_port}/geo"
        settings.HABITUE = settings.HABITUE.model_copy(update={"geocoder_url": url})
        yield running


def queued() -> list[dict[str, Any]]:
    """The arguments of the jobs that wait."""
    sql = "select args from procrastinate_jobs where task_name = 'identity.confirm' and status = 'todo' order by id"
    return [json.loads(row[0]) for row in rows(sql)]


def work() -> int:
    """Do the jobs that wait now, as a worker takes them, and count them."""
    waiting = queued()
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs where task_name = 'identity.confirm'")
    for args in waiting:
        confirm_addresses(**args)
    return len(waiting)


def imported(actor: Actor, *lines: str) -> UUID:
    """A source with these lines, resolved."""
    till = source(actor)
    bring(actor, till, *lines)
    resolve()
    return till


def stored(key: str) -> tuple[Any, ...]:
    """An address as it is stored."""
    sql = "select grade, number, street, postcode, town, insee, lines, issues from identity_record where key = %s"
    return rows(sql, key)[0]


def marks() -> dict[str, list[str]]:
    """The service's marks by record."""
    return {
        key: [code for code in reasons if "geocoder" in code]
        for key, reasons in rows("select key, reasons from identity_record order by key")
    }


@db
def test_confirmed_addresses_are_graded_and_written_anew(system: Actor, server: BanServer) -> None:
    imported(system, *FILE)
    assert stored("1")[0] == "C"
    assert work() == 1
    assert stored("1") == ("A", "12", "Le Bourg", "24510", "Paunat", "24318", "12 LE BOURG\n24510 PAUNAT", [])
    assert stored("2") == (
        "B", "3", "rue Voltaire", "44000", "Nantes", "44109", "3 RUE VOLTAIRE\n44000 NANTES",
        ["mobile=invalid", "address=B"],
    )  # fmt: skip
    assert marks() == {"1": [SURE], "2": [SURE], "3": [UNSURE], "4": [UNSURE], "5": [], "6": []}
    ((reasons,),) = rows("select reasons from identity_record where key = '1'")
    assert "street.no_type" not in reasons


@db
def test_unsure_answers_change_nothing_but_the_mark(system: Actor, server: BanServer) -> None:
    imported(system, NO_TYPE, ELSEWHERE)
    before = [stored(key) for key in ("3", "4")]
    work()
    assert [stored(key) for key in ("3", "4")] == before
    assert [address[0] for address in before] == ["C", "C"]
    assert marks() == {"3": [UNSURE], "4": [UNSURE]}


@db
def test_only_addresses_leave_the_house(system: Actor, server: BanServer) -> None:
    imported(system, HAMLET, RIGHT, FOREIGN)
    work()
    assert server.asked == ["/geo/search/csv/"]
    assert server.rows == [{"address": "12 Le Bourg", "postcode": "24510", "town": "Paunat"}]


@db
def test_quality_counts_follow(system: Actor, server: BanServer) -> None:
    till = imported(system, *FILE)
    assert counted(till)["address"] == {"A": 1, "B": 1, "C": 4}
    work()
    assert counted(till) == recount(till)
    assert counted(till)["address"] == {"A": 2, "B": 1, "C": 3}
    assert [len(rows_behind(source_id=till, field="address", state=grade)) for grade in "ABC"] == [2, 1, 3]
    assert quality(source_ids=[till])[0].records == 6


@db
def test_the_profile_is_built_anew(system: Actor, server: BanServer) -> None:
    imported(system, HAMLET, NO_TYPE)
    sql = "select c.grade from profiles_customer c join identity_record r on r.customer_id = c.customer_id where r.key = '1'"
    assert one(sql) == "C"
    last = one("select max(id) from kernel_log")
    work()
    said = rows("select payload from kernel_log where id > %s", last)
    hamlet = str(one("select customer_id from identity_record where key = '1'"))
    assert [json.loads(payload)["customers"] for (payload,) in said] == [[hamlet]]
    resolve()
    assert one(sql) == "A"


@db
def test_a_record_is_asked_once_until_it_changes(system: Actor, server: BanServer) -> None:
    till = imported(system, HAMLET, NO_TYPE)
    work()
    bring(system, till, HAMLET, NO_TYPE)
    resolve()
    assert work() == 1
    assert len(server.rows) == 2
    changed = line(
        "3", nom="DURAND", prenom="Anne", adresse="5 voltaire", cp="44000", ville="Nantes", maj="2026-02-01"
    )
    bring(system, till, HAMLET, changed)
    resolve()
    assert marks() == {"1": [SURE], "3": []}
    work()
    assert server.rows[2:] == [{"address": "5 Voltaire", "postcode": "44000", "town": "Nantes"}]
    assert marks() == {"1": [SURE], "3": [UNSURE]}
    assert counted(till) == recount(till)


@db
def test_a_service_that_is_away_is_asked_again_later(system: Actor, server: BanServer) -> None:
    till = imported(system, HAMLET)
    server.refusals = [(429, "7200"), (500, None)]
    work()
    pause = """select extract(epoch from scheduled_at - now())::int from procrastinate_jobs
               where task_name = 'identity.confirm'"""
    assert 7100 < one(pause) <= 7200
    assert [job["refusals"] for job in queued()] == [1]
    assert (stored("1")[0], marks()) == ("C", {"1": []})
    work()
    assert 100 < one(pause) <= 120
    bring(system, till, HAMLET)
    resolve()
    assert [job["refusals"] for job in queued()] == [2]
    work()
    assert (stored("1")[0], queued()) == ("A", [])


@db
def test_batches_before_a_refusal_are_kept(
    system: Actor, server: BanServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confirming, "BATCH", 1)
    till = imported(system, HAMLET, MISSPELT, NO_TYPE)
    server.refusals = [(200, None), (500, None)]
    work()
    assert sorted(map(len, marks().values())) == [0, 0, 1]
    work()
    assert sorted(map(len, marks().values())) == [1, 1, 1]
    assert counted(till) == recount(till)


@db
def test_what_one_job_leaves_the_next_one_asks(
    system: Actor, server: BanServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confirming, "AT_ONCE", 2)
    imported(system, HAMLET, MISSPELT, NO_TYPE)
    assert (work(), len(server.rows)) == (1, 2)
    assert (work(), len(server.rows)) == (1, 3)
    assert work() == 0


@db
def test_without_a_service_nothing_is_queued(system: Actor) -> None:
    till = imported(system, HAMLET)
    confirm_left(0)
    assert queued() == []
    confirm_addresses(house_id=str(system.house), source_id=str(till))
    assert marks() == {"1": []}


@db
def test_what_was_there_before_the_service_is_taken_up(system: Actor, request: pytest.FixtureRequest) -> None:
    imported(system, HAMLET)
    request.getfixturevalue("server")
    confirm_left(0)
    assert work() == 1
    assert stored("1")[0] == "A"
    confirm_left(0)
    assert queued() == []


@db
def test_a_record_that_changes_while_it_is_asked_keeps_its_change(system: Actor, server: BanServer) -> None:
    till = imported(system, HAMLET)

    class Slow(BanGeocoder):
        """The service, during whose answer a new version of the record comes."""

        def csv(self, *args: Any, **kwargs: Any) -> list[dict[str, str]]:
            answer = super().csv(*args, **kwargs)
            changed = line(
                "1",
                nom="ROUX",
                prenom="Anne",
                adresse="4 voltaire",
                cp="44000",
                ville="Nantes",
                maj="2026-03-01",
            )
            bring(system, till, changed)
            resolve()
            return answer

    slow = Slow(f"http://127.0.0.1:{server.server_port}/geo")
    assert not confirming.confirm_some(system.house, till, slow)
    assert (stored("1")[0], stored("1")[2], marks()) == ("C", "Voltaire", {"1": []})
    assert counted(till) == recount(till)


@db
def test_a_source_waits_once(system: Actor, server: BanServer) -> None:
    till = imported(system, HAMLET)
    with transaction.atomic():
        jobs.defer_confirming(system.house, till)
    assert len(queued()) == 1


@pytest.mark.parametrize(
    ("refusals", "asked", "pause"), [(0, None, 60), (3, 1.0, 480), (50, None, 3600), (0, 1e9, 86_400)]
)
def test_pauses_grow_and_end(refusals: int, asked: float | None, pause: int) -> None:
    assert pause_after(refusals, asked) == pause


ASKED = Asked(
    "12 bis", "rue Pasteur", "24510", "Paunat", ("12 BIS RUE PASTEUR", "24510 PAUNAT"), ("postcode.unlisted",)
)
ANSWER = Answer(0.96, "housenumber", "12bis", "Rue Pasteur", "24510", "Paunat", "24318")


def test_an_answer_that_agrees_confirms() -> None:
    assert confirm(ASKED, ANSWER) == Confirmed(
        "12 bis", "rue Pasteur", "24510", "Paunat", "24318", ("12 BIS RUE PASTEUR", "24510 PAUNAT"), Grade.A, (SURE,)
    )  # fmt: skip


def test_complements_stay_in_their_lines() -> None:
    lines = ("APPARTEMENT 3", "BATIMENT B", "12 BIS RUE PASTEUR", "24510 PAUNAT")
    found = confirm(ASKED._replace(lines=lines), ANSWER)
    assert found is not None
    assert found.lines == lines


def test_a_typing_error_in_the_street_is_corrected() -> None:
    asked = ASKED._replace(street="rue Pastuer", lines=("12 BIS RUE PASTUER", "24510 PAUNAT"))
    found = confirm(asked, ANSWER)
    assert found is not None
    assert (found.grade, found.street, found.lines[0]) == ("B", "rue Pasteur", "12 BIS RUE PASTEUR")


@pytest.mark.parametrize(
    "change",
    [
        {"score": 0.79},
        {"score": float("nan")},
        {"kind": "street"},
        {"number": "12"},
        {"street": "Place Pasteur"},
        {"street": "Route Pasteur"},
        {"street": "Rue Pascal"},
        {"street": ""},
        {"postcode": "24520"},
        {"town": "Limeuil"},
        {"town": ""},
    ],
)
def test_an_answer_that_differs_confirms_nothing(change: dict[str, Any]) -> None:
    assert confirm(ASKED, ANSWER._replace(**change)) is None


@pytest.mark.parametrize("reason", ["street.no_number", "complement.cut", "postcode.contradicts_town"])
def test_what_the_service_cannot_see_stays_a_doubt(reason: str) -> None:
    assert confirm(ASKED._replace(reasons=(reason,)), ANSWER) is None


def test_figures_of_a_street_are_no_typing_errors() -> None:
    asked = ASKED._replace(street="rue du 8 Mai 1945", lines=("12 BIS RUE DU 8 MAI 1945", "24510 PAUNAT"))
    assert confirm(asked, ANSWER._replace(street="Rue du 9 Mai 1945")) is None
