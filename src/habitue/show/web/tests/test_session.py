"""Signing in and out, where `next` may lead, what is remembered, and the home of each role."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from habitue.ground.kernel.types import Actor
from habitue.ground.people.models import Staff, StaffSession
from habitue.ground.people.rules.roles import Role
from habitue.know.collect import api as collect
from habitue.show.web.pages.session.browsers import browser_name
from habitue.show.web.pages.session.worse import valid_share
from tests.fixtures import PASSWORD, ActorOfRole, Login
from tests.world import bring_in

pytestmark = pytest.mark.django_db
STEWARD = {"email": "steward@essais.example", "password": PASSWORD}


def test_a_visitor_is_led_to_the_door_and_back(client: Client, actor_of_role: ActorOfRole) -> None:
    actor_of_role("steward")
    asked = client.get("/feeds/?x=1")
    assert (asked.status_code, asked["Location"]) == (302, "/login?next=%2Ffeeds%2F%3Fx%3D1")
    entered = client.post("/login", STEWARD | {"next": "/feeds/?x=1"})
    assert (entered.status_code, entered["Location"]) == (302, "/feeds/?x=1")
    assert client.get("/feeds/").status_code == 200


def test_a_fragment_that_asks_unsigned_sends_the_whole_page_to_the_door(client: Client) -> None:
    answer = client.get("/feeds/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/login?next=%2Ffeeds%2F")


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_nobody_is_led_elsewhere(client: Client, actor_of_role: ActorOfRole, elsewhere: str) -> None:
    actor_of_role("steward")
    assert client.post("/login", STEWARD | {"next": elsewhere})["Location"] == "/"


def test_a_wrong_password_keeps_the_e_mail_and_says_so(client: Client, actor_of_role: ActorOfRole) -> None:
    actor_of_role("steward")
    answer = client.post("/login", STEWARD | {"password": "no"}, headers={"Accept-Language": "en"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This e-mail and this password do not go together." in page
    assert 'value="steward@essais.example"' in page


def test_leaving_ends_the_session(client: Client, actor_of_role: ActorOfRole) -> None:
    actor_of_role("steward")
    client.post("/login", STEWARD)
    assert StaffSession.objects.count() == 1
    assert client.get("/logout").status_code == 405
    assert client.post("/logout")["Location"] == "/login"
    assert StaffSession.objects.count() == 0
    assert client.get("/").status_code == 302


def test_language_and_theme_are_remembered_on_the_person_and_on_the_browser(
    client: Client, login: Login
) -> None:
    login(client, "steward")
    client.post("/language", {"language": "en", "next": "/account"})
    client.post("/theme", {"theme": "dark", "next": "/account"})
    person = Staff.objects.get(email=STEWARD["email"])
    assert (person.language, person.theme) == ("en", "dark")
    assert (client.cookies["language"].value, client.cookies["theme"].value) == ("en", "dark")
    page = client.get("/account").content.decode()
    assert '<html lang="en" data-theme="dark"' in page
    client.post("/theme", {"theme": "system"})
    assert Staff.objects.get(email=STEWARD["email"]).theme == ""


def test_an_unknown_language_changes_nothing(client: Client, login: Login) -> None:
    login(client, "steward")
    assert client.post("/language", {"language": "tlh", "next": "/account"})["Location"] == "/account"
    assert "language" not in client.cookies


def test_another_session_is_ended_from_the_account_page(actor_of_role: ActorOfRole) -> None:
    actor_of_role("steward")
    here, there = Client(), Client(headers={"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"})
    here.post("/login", STEWARD)
    there.post("/login", STEWARD)
    assert "Firefox, Windows" in here.get("/account").content.decode()
    other = StaffSession.objects.get(browser__contains="Firefox")
    here.post(f"/account/sessions/{other.id}/end")
    assert there.get("/").status_code == 302
    assert here.get("/").status_code == 200


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_a_home_in_both_languages(client: Client, login: Login, role: str) -> None:
    login(client, role)
    for language, hello in (("fr", "Bonjour,"), ("en", "Hello,")):
        client.post("/language", {"language": language})
        page = client.get("/")
        assert page.status_code == 200
        assert hello in page.content.decode()


ALICE = "1;MME;MARTIN;ALICE;;;0612487703;;;;69001;LYON;;2026-01-05"


@pytest.mark.django_db(transaction=True)
def test_the_counter_searches_first_sees_who_changed_last_and_no_feeds(
    client: Client, login: Login, system: Actor
) -> None:
    bring_in(system, "Caisse", [ALICE])
    login(client, "associate")
    page = client.get("/", headers={"Accept-Language": "en"}).content.decode()
    assert 'id="home-q"' in page
    assert "1 customer, by name" in page
    assert "Alice Martin" in page
    assert "06\u00a012\u00a048\u00a077\u00a003" in page
    assert "Caisse.csv" not in page


def test_the_counter_of_an_empty_house_is_told_to_wait(client: Client, login: Login) -> None:
    login(client, "associate")
    page = client.get("/", headers={"Accept-Language": "en"}).content.decode()
    assert "Nobody is known here yet" in page
    assert "/feeds/" not in page


def test_the_home_says_what_waits(client: Client, login: Login, system: Actor) -> None:
    collect.receive_file(actor=system, name="a.csv", blocks=[b"id;nom\n1;Martin\n"])
    collect.receive_file(actor=system, name="b.csv", blocks=[b"id;nom\n1;Martin\n"])
    collect.receive_file(actor=system, name="empty.csv", blocks=[b""])
    login(client, "steward")
    page = client.get("/", headers={"Accept-Language": "en"}).content.decode()
    assert "<b>2</b>" in page
    assert "files wait to be checked and imported." in page
    assert "empty.csv could not be imported." in page


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "Chrome, Linux"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) Version/17.0 Safari/605.1.15", "Safari, Mac"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("curl/8.0", "curl/8.0"),
        ("", ""),
    ],
)
def test_a_browser_is_known_by_its_name(agent: str, name: str) -> None:
    assert browser_name(agent) == name


def test_the_share_of_valid_values() -> None:
    assert valid_share({"valid": 3, "empty": 1}) == 0.75
    assert valid_share({}) == 1.0


@pytest.mark.parametrize("path", ["/login", "/nowhere"])
def test_every_answer_forbids_foreign_programs(client: Client, path: str) -> None:
    policy = client.get(path)["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_presence_is_noted_every_five_minutes(client: Client, actor_of_role: ActorOfRole) -> None:
    actor_of_role("steward")
    client.post("/login", STEWARD)
    long_ago = datetime(2026, 1, 1, tzinfo=UTC)
    StaffSession.objects.update(seen_at=long_ago)
    client.get("/account")
    noted = StaffSession.objects.get().seen_at
    assert noted > long_ago
    StaffSession.objects.update(seen_at=long_ago)
    client.get("/account")
    assert StaffSession.objects.get().seen_at == long_ago
