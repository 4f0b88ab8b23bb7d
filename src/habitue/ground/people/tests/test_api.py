"""The door of people: signing in and out, guessing slowed down, sessions seen and ended, logins made by those who may."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.contrib.auth import get_user
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import translation

from habitue.ground.kernel.api import audit_trail, new_id, utc_now
from habitue.ground.kernel.types import Actor, Forbidden, InvalidInput, system_actor
from habitue.ground.people import api
from habitue.ground.people.models import LoginAttempt, Staff, StaffSession
from habitue.ground.people.rules.roles import permissions_of
from habitue.ground.people.types import StaffView
from habitue.ground.places.api import open_house
from habitue.ground.places.types import HouseView

pytestmark = pytest.mark.django_db
EMAIL = "odile@essais.example"
PASSWORD = "un mot de passe à elle"
Browser = Callable[..., HttpRequest]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Sentences are compared in the language of the code."""
    with translation.override("en"):
        yield


@pytest.fixture
def odile(system: Actor) -> StaffView:
    """A steward with a login."""
    return api.invite(actor=system, email=EMAIL, name="Odile Prigent", role="steward", password=PASSWORD)


def browser(agent: str = "Firefox", key: str | None = None) -> HttpRequest:
    """A request from a browser: a new one, or one that already has the session `key`."""
    request = RequestFactory().post("/", headers={"User-Agent": agent}, REMOTE_ADDR="203.0.113.7")
    request.session = SessionStore(key)
    request.user = get_user(request) if key else AnonymousUser()
    return request


def signed_in(agent: str = "Firefox") -> HttpRequest:
    """A browser in which Odile has signed in."""
    request = browser(agent)
    api.sign_in(request, email=EMAIL, password=PASSWORD)
    request.session.save()
    return request


def fail(times: int, email: str = EMAIL) -> None:
    """Try a wrong password so many times."""
    for _ in range(times):
        with pytest.raises(api.LoginRefused, match="do not go together"):
            api.sign_in(browser(), email=email, password="wrong")


def test_the_right_pair_opens_and_makes_the_actor(odile: StaffView) -> None:
    request = browser()
    assert api.sign_in(request, email=" Odile@Essais.EXAMPLE ", password=PASSWORD) == odile
    actor = api.actor_of(request)
    assert actor == Actor(odile.house, "Odile Prigent", odile.id, "steward", permissions_of("steward"))
    assert api.staff_of(request) == odile


def test_the_password_is_kept_as_argon2id(odile: StaffView) -> None:
    assert Staff.objects.get(id=odile.id).password.startswith("argon2$argon2id$")


@pytest.mark.parametrize(
    ("email", "password"), [(EMAIL, "wrong"), (EMAIL, ""), ("nobody@essais.example", PASSWORD), ("", "")]
)
def test_a_wrong_pair_is_refused_without_telling_which_half(
    odile: StaffView, email: str, password: str
) -> None:
    request = browser()
    with pytest.raises(api.LoginRefused) as refused:
        api.sign_in(request, email=email, password=password)
    assert refused.value.detail == "This e-mail and this password do not go together."
    assert api.actor_of(request) is None
    assert StaffSession.objects.count() == 0
    assert LoginAttempt.objects.count() == 1


def test_what_is_remembered_of_a_failure_is_not_the_e_mail(odile: StaffView) -> None:
    fail(1)
    assert "odile" not in LoginAttempt.objects.get().who


def test_guessing_is_slowed_down_even_with_the_right_password_at_last(odile: StaffView) -> None:
    fail(10)
    with pytest.raises(api.LoginRefused, match="Too many attempts"):
        api.sign_in(browser(), email=EMAIL.upper(), password=PASSWORD)
    assert LoginAttempt.objects.count() == 10, "waiting is not made longer by trying"


def test_nine_failures_do_no_harm_and_are_forgotten_when_the_password_is_right(odile: StaffView) -> None:
    fail(9)
    signed_in()
    assert LoginAttempt.objects.count() == 0


def test_failures_of_a_quarter_of_an_hour_ago_no_longer_count(odile: StaffView) -> None:
    fail(10)
    LoginAttempt.objects.update(at=utc_now() - timedelta(minutes=15, seconds=1))
    assert api.staff_of(signed_in()) == odile


def test_one_persons_failures_are_not_anothers(odile: StaffView) -> None:
    fail(10, email="somebody@essais.example")
    assert api.staff_of(signed_in()) == odile


def test_a_blocked_persons_sessions_end_at_once(odile: StaffView) -> None:
    key = signed_in().session.session_key
    assert api.actor_of(browser(key=key)) is not None
    Staff.objects.filter(id=odile.id).update(is_active=False)
    assert api.actor_of(browser(key=key)) is None
    with pytest.raises(api.LoginRefused):
        api.sign_in(browser(), email=EMAIL, password=PASSWORD)


def test_signing_out_ends_this_browser_and_no_other(odile: StaffView) -> None:
    first, second = signed_in("Firefox"), signed_in("Safari")
    api.sign_out(first)
    assert api.actor_of(first) is None
    assert [session.browser for session in api.sessions(second)] == ["Safari"]
    assert Session.objects.count() == 1


def test_sessions_are_listed_with_the_current_one_marked(odile: StaffView) -> None:
    signed_in("Firefox")
    second = signed_in("Safari " + "x" * 300)
    listed = api.sessions(second)
    assert [(s.browser[:7], s.address, s.current) for s in listed] == [
        ("Safari ", "203.0.113.7", True),
        ("Firefox", "203.0.113.7", False),
    ]
    assert len(listed[0].browser) == 200
    assert api.sessions(browser()) == []


def test_a_session_is_ended_from_another_browser(odile: StaffView) -> None:
    lost, mine = signed_in("Lost phone"), signed_in("Firefox")
    (session,) = [each for each in api.sessions(mine) if not each.current]
    api.end_session(mine, session.id)
    assert [each.browser for each in api.sessions(mine)] == ["Firefox"]
    assert api.actor_of(browser(key=lost.session.session_key)) is None
    assert api.actor_of(browser(key=mine.session.session_key)) is not None


def test_somebody_elses_session_cannot_be_ended(odile: StaffView, system: Actor) -> None:
    hers = signed_in()
    (session,) = api.sessions(hers)
    api.invite(actor=system, email="marc@essais.example", name="Marc", role="it", password=PASSWORD)
    his = browser()
    api.sign_in(his, email="marc@essais.example", password=PASSWORD)
    api.end_session(his, session.id)
    api.end_session(browser(), session.id)
    assert [each.id for each in api.sessions(hers)] == [session.id]
    assert Session.objects.count() == 2


def test_an_invitation_makes_one_login_and_is_audited_once(system: Actor, odile: StaffView) -> None:
    again = api.invite(actor=system, email="ODILE@essais.example", name="Else", role="it", password="x")
    assert again == odile
    assert Staff.objects.count() == 1
    deeds = [(deed.subject, deed.detail) for deed in audit_trail(actor=system, area="people")]
    assert deeds == [(str(odile.id), {"role": "steward"})]


def test_an_invitation_takes_a_permission_and_without_it_nothing_happens(house: HouseView) -> None:
    manager = Actor(house.id, "Marc", role="store_manager", permissions=permissions_of("store_manager"))
    with pytest.raises(Forbidden):
        api.invite(actor=manager, email="new@essais.example", name="New", role="associate", password="x")
    assert Staff.objects.count() == 0


def test_an_invitation_names_a_role_that_exists(system: Actor) -> None:
    with pytest.raises(InvalidInput) as wrong:
        api.invite(actor=system, email="new@essais.example", name="New", role="king", password="x")
    assert wrong.value.params == {"role": "king"}
    assert Staff.objects.count() == 0


def test_an_e_mail_has_one_login_in_the_whole_deployment(odile: StaffView) -> None:
    elsewhere = system_actor(open_house(name="Another house").id)
    with pytest.raises(InvalidInput, match="already has a login"):
        api.invite(actor=elsewhere, email=EMAIL, name="Odile", role="steward", password="x")
    assert Staff.objects.get().house_id == odile.house


def test_the_team_is_listed_by_name_within_its_house(system: Actor, odile: StaffView) -> None:
    elsewhere = system_actor(open_house(name="Another house").id)
    api.invite(actor=elsewhere, email="x@essais.example", name="Ailleurs", role="it", password="x")
    api.invite(actor=system, email="a@essais.example", name="Anne", role="it", password="x")
    assert [person.name for person in api.staff(actor=system)] == ["Anne", "Odile Prigent"]
    with pytest.raises(Forbidden):
        api.staff(actor=Actor(odile.house, "x", role="steward", permissions=permissions_of("steward")))


def test_language_and_theme_are_remembered_when_they_exist(odile: StaffView) -> None:
    api.prefer(staff_id=odile.id, language="en", theme="dark")
    api.prefer(staff_id=odile.id, language="de", theme="pink")
    row = Staff.objects.get(id=odile.id)
    assert (row.language, row.theme) == ("en", "dark")
    api.prefer(staff_id=odile.id, language="")
    row.refresh_from_db()
    assert (row.language, row.theme) == ("", "dark")
    api.prefer(staff_id=new_id(), language="fr")
    assert Staff.objects.get().language == ""
