"""Choosing values on the customer's page: candidates, a typed value, a proposal accepted, withdrawal and undo."""

from collections.abc import Iterator, Mapping
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from habitue.ground.kernel.types import Actor
from habitue.know.identity import api as identity
from habitue.know.profiles import api as profiles
from habitue.know.profiles.api import GROUPS
from tests.fixtures import Login
from tests.world import a_house_with_customers, bring_in, emptied_after

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
LATER = [
    "T9;Mme;LEFEBVRE;Hélène;;helene@orange.fr;06 12 48 77 03;;;4 rue de la Paix;35700;REMES;M20;02/06/2026",
    "T10;M.;BERTIN;Luc;;;;;;4 rue de la Paix;35700;REMES;M20;02/06/2026",
]


@pytest.fixture(scope="module")
def everything(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Actor]:
    """The house with its customers, and a later record of one of them."""
    with django_db_blocker.unblock(), emptied_after():
        actor = a_house_with_customers()
        bring_in(actor, "Caisse", LATER)
        django_db_blocker.block()
        yield actor
        django_db_blocker.unblock()


@pytest.fixture
def client(everything: Actor, client: Client) -> Client:
    client.cookies["language"] = "en"
    return client


@pytest.fixture
def helene(everything: Actor) -> UUID:
    return profiles.search(actor=everything, text="lefebvre").lines[0].customer_id


def page(client: Client, url: str, status: int = 200, headers: Mapping[str, str] | None = None) -> str:
    answer = client.get(url, headers={"Accept": "text/html", **(headers or {})})
    assert answer.status_code == status, answer.content[:500]
    return answer.content.decode()


def record_of(customer: UUID, key: str) -> str:
    return next(each.record_id for each in identity.records_of(customers=[customer]) if each.key == key)


def undo_of(text: str) -> str:
    """Where the page's toast posts to undo."""
    return text.partition('data-undo="')[2].partition('"')[0].replace("&amp;", "&")


def email(actor: Actor, customer: UUID) -> str:
    return profiles.profile(actor=actor, customer_id=customer).email


def test_a_steward_is_offered_to_choose_every_field(client: Client, login: Login, helene: UUID) -> None:
    login(client, "steward")
    text = page(client, f"/customers/{helene}/?in=town%3Dlyon")
    for group in GROUPS:
        assert text.count(f'hx-get="/customers/{helene}/values/{group}?in=town%3Dlyon"') >= 1, group
    assert 'aria-label="Choose the value: E-mail"' in text


def test_an_associate_is_offered_nothing_and_may_nothing(client: Client, login: Login, helene: UUID) -> None:
    login(client, "associate")
    assert "/values/" not in page(client, f"/customers/{helene}/")
    url = f"/customers/{helene}/values/email"
    page(client, url, 403)
    assert client.post(url, {"value": "x@orange.fr"}).status_code == 403
    assert client.post(f"/customers/{helene}/choices/{UUID(int=1)}/withdraw").status_code == 403


def test_the_dialog_shows_what_each_record_says(client: Client, login: Login, helene: UUID) -> None:
    login(client, "steward")
    text = page(client, f"/customers/{helene}/values/email", headers=HTMX)
    assert "<html" not in text
    assert text.count('name="record"') == 2
    assert text.index("helene@orange.fr") < text.index("h.lefebvre@laposte.net")
    for said in (
        "Hélène Lefebvre",
        "Caisse T9",
        "Caisse T1",
        "Boutique W1",
        "The most recent.",
        "shown",
        "Keep",
    ):
        assert said in text, said
    assert "Withdraw" not in text


@pytest.mark.parametrize("group", GROUPS)
def test_every_field_has_its_dialog(client: Client, login: Login, helene: UUID, group: str) -> None:
    login(client, "steward")
    text = page(client, f"/customers/{helene}/values/{group}", headers=HTMX)
    assert ('name="first"' if group == "name" else 'name="value"') in text


def test_a_field_or_customer_that_is_none_is_not_found(client: Client, login: Login, helene: UUID) -> None:
    login(client, "steward")
    page(client, f"/customers/{helene}/values/shoes", 404)
    page(client, f"/customers/{UUID(int=1)}/values/email", 404)
    assert client.post(f"/customers/{UUID(int=1)}/values/email", {"value": "x@orange.fr"}).status_code == 404
    assert client.get(f"/customers/{helene}/choices/{UUID(int=1)}/withdraw").status_code == 405


def test_one_click_chooses_and_one_takes_it_back(
    client: Client, login: Login, everything: Actor, helene: UUID
) -> None:
    login(client, "steward")
    url = f"/customers/{helene}/values/email?in=town%3Dlyon"
    answer = client.post(url, {"record": record_of(helene, "W1")}, headers=HTMX)
    assert answer["HX-Redirect"] == f"/customers/{helene}/?in=town%3Dlyon"
    text = page(client, answer["HX-Redirect"])
    assert "Noted. E-mail: h.lefebvre@laposte.net" in text
    assert "<dt>Chosen by</dt><dd>Steward, " in text
    assert "Boutique W1" in text
    assert email(everything, helene) == "h.lefebvre@laposte.net"
    assert client.post(undo_of(text), headers=HTMX)["HX-Redirect"] == f"/customers/{helene}/?in=town%3Dlyon"
    text = page(client, f"/customers/{helene}/")
    assert "Taken back: everything is as it was." in text
    assert "Chosen by" not in text
    assert email(everything, helene) == "helene@orange.fr"


def test_a_choice_is_withdrawn_and_its_withdrawal_undone(
    client: Client, login: Login, everything: Actor, helene: UUID
) -> None:
    login(client, "steward")
    client.post(f"/customers/{helene}/values/email", {"value": "typed@orange.fr"})
    dialog = page(client, f"/customers/{helene}/values/email", headers=HTMX)
    assert "Chosen by Steward, " in dialog
    withdraw = dialog.partition('hx-post="')[2].partition('"')[0]
    assert "/withdraw" in withdraw
    client.post(withdraw)
    text = page(client, f"/customers/{helene}/")
    assert "The choice is withdrawn." in text
    assert email(everything, helene) == "helene@orange.fr"
    client.post(undo_of(text))
    assert email(everything, helene) == "typed@orange.fr"
    client.post(withdraw)
    client.post(withdraw)
    assert "There is nothing to take back." in page(client, f"/customers/{helene}/")


def test_what_was_typed_is_normalised_and_marked(
    client: Client, login: Login, everything: Actor, helene: UUID
) -> None:
    login(client, "steward")
    url = f"/customers/{helene}/values"
    client.post(f"{url}/landline", {"value": "04.78.30.11.02"})
    client.post(f"{url}/name", {"civility": "Mme", "first": "helena", "last": "LEFEBVRE", "birth": ""})
    client.post(f"{url}/birth_date", {"value": "1979-05-15"})
    client.post(f"{url}/language", {"value": "en"})
    client.post(f"{url}/store", {"value": "M20"})
    text = page(client, f"/customers/{helene}/")
    assert text.count("chosen by Steward") == 5
    assert "Store chosen by Steward" in page(client, f"/customers/{helene}/?kind=decisions")
    for said in ("04\u00a078\u00a030\u00a011\u00a002", "Mme Helena Lefebvre", "15 May 1979", "English"):
        assert said in text, said
    assert text.count("Typed by hand") == 5
    assert profiles.profile(actor=everything, customer_id=helene).store == "M20"


@pytest.mark.parametrize(
    ("group", "sent", "said"),
    [
        ("email", {"value": "nobody"}, "The @ is missing."),
        ("mobile", {"value": "0478301102"}, "This is a landline number."),
        ("store", {"value": "M99"}, "No store has this code."),
        ("address", {"value": "n'importe quoi"}, "Nothing of a postal address can be read safely."),
        ("name", {"first": "", "last": ""}, "This cannot be read."),
        ("email", {}, "Write something, or choose one of the values known."),
        ("email", {"record": "x"}, "This choice cannot be read."),
        ("email", {"record": str(UUID(int=1))}, "This record is not one of this customer&#x27;s any more."),
        ("address", {"proposal": "%00"}, "This choice cannot be read."),
        ("email", {"value": "\x00"}, "This cannot be read."),
    ],
)
def test_what_cannot_be_chosen_stays_in_the_dialog(
    client: Client, login: Login, helene: UUID, group: str, sent: dict[str, str], said: str
) -> None:
    login(client, "steward")
    answer = client.post(f"/customers/{helene}/values/{group}", sent, headers=HTMX)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert said in text
    assert 'id="dialog-title"' in text
    plain = client.post(f"/customers/{helene}/values/{group}", sent)
    assert plain["Location"] == f"/customers/{helene}/"
    assert said in page(client, f"/customers/{helene}/")


def test_what_was_typed_wrong_is_still_there_to_be_mended(client: Client, login: Login, helene: UUID) -> None:
    login(client, "steward")
    answer = client.post(f"/customers/{helene}/values/email", {"value": "no<body"}, headers=HTMX)
    text = answer.content.decode()
    assert 'value="no&lt;body" autofocus' in text
    assert "<details open" in text


def test_the_proposal_is_accepted_from_the_dialog_and_from_the_card(
    client: Client, login: Login, everything: Actor
) -> None:
    login(client, "steward")
    luc = profiles.search(actor=everything, text="bertin").lines[0].customer_id
    text = page(client, f"/customers/{luc}/")
    assert "Perhaps: 35700 Rennes" in text
    assert f'name="proposal" value="{record_of(luc, "T10")}"' in text
    url = f"/customers/{luc}/values/address"
    assert "4 rue de la Paix<br>35700 Rennes" in page(client, url, headers=HTMX)
    client.post(url, {"proposal": record_of(luc, "T10")})
    text = page(client, f"/customers/{luc}/")
    assert "35700 RENNES" in text
    assert "Confirm the address" not in text
    found = profiles.profile(actor=everything, customer_id=luc)
    assert (found.grade, found.origins["address"].rule) == ("A", "manual")


def test_what_is_unknown_can_be_added(client: Client, login: Login, everything: Actor) -> None:
    login(client, "steward")
    zoe = profiles.search(actor=everything, text="roussel").lines[0].customer_id
    text = page(client, f"/customers/{zoe}/")
    assert f'hx-get="/customers/{zoe}/values/mobile"' in text
    dialog = page(client, f"/customers/{zoe}/values/mobile", headers=HTMX)
    assert "<details" not in dialog
    assert "autofocus" in dialog
    client.post(f"/customers/{zoe}/values/mobile", {"value": "0699887766"})
    assert "06\u00a099\u00a088\u00a077\u00a066" in page(client, f"/customers/{zoe}/")


def test_in_french(client: Client, login: Login, helene: UUID) -> None:
    login(client, "steward")
    client.cookies["language"] = "fr"
    dialog = page(client, f"/customers/{helene}/values/email", headers=HTMX)
    for said in ("La plus récente.", "affichée", "Garder", "Choisir", "Écrire une autre valeur"):
        assert said in dialog, said
    client.post(f"/customers/{helene}/values/email", {"record": record_of(helene, "W1")})
    assert "C’est noté. E-mail\u202f: h.lefebvre@laposte.net" in page(client, f"/customers/{helene}/")


def test_the_pane_beside_the_list_offers_no_choice(client: Client, login: Login, helene: UUID) -> None:
    login(client, "steward")
    assert "/values/" not in page(client, f"/customers/{helene}/preview?in=", headers=HTMX)
