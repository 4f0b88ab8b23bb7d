"""Who is who on the customer's page: possible duplicates, the household, the why of every link, the history with undo."""

import re
from collections.abc import Iterator, Mapping
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils.translation import override
from pytest_django import DjangoDbBlocker

from habitue.ground.kernel.types import Actor, system_actor
from habitue.ground.places.api import open_house
from habitue.know.identity import api as identity
from habitue.know.identity.api import Explained
from habitue.know.identity.rules.comparing.comparisons import BANDS
from habitue.know.identity.rules.model import Part
from habitue.know.identity.tests.strict_house import be_strict
from habitue.know.profiles import api as profiles
from habitue.show.web.pages.customers.duplicates import against
from habitue.show.web.pages.customers.evidence import speaking_for
from tests.fixtures import Login
from tests.world import HOUSE, bring_in, emptied_after

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
HOME = "12 bis rue des Tables Claudiennes;69001;LYON"
ANNE = f"A1;Mme;LEFEBVRE;Anne;14/05/1979;anne.lefebvre@laposte.net;06 12 48 77 03;;;{HOME};M20;02/01/2026"
ANNE_AGAIN = "W1;;Lefebvre;Anne;14/05/1979;anne.lefebvre@laposte.net;0612487703;;;;;;;01/01/2026"
OTHER_ANNE = f"A2;Mme;LEFEBVRE;Anne;30/12/1979;;;;;{HOME};M20;03/01/2026"
LEA = [
    "L1;Mme;MARCHAND;Léa;02/03/1988;lea.marchand@laposte.net;;;;;;;;02/01/2026",
    "L2;Mme;MARCHAND;Léa;;;06 88 01 44 20;;2900000000018;;;;;02/01/2026",
]
LEA_WHOLE = "L3;;Marchand;Léa;02/03/1988;lea.marchand@laposte.net;0688014420;;2900000000018;;;;;03/01/2026"
PAUL = f"A3;M.;LEFEBVRE;Paul;03/02/1976;paul.lefebvre@orange.fr;;;;{HOME};M20;04/01/2026"


@pytest.fixture(scope="module")
def village(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Anne of two records, another Anne who may be her, Paul who lives with them; and Léa, whom a third record joins."""
    with django_db_blocker.unblock(), emptied_after():
        actor = system_actor(open_house(name=HOUSE).id)
        be_strict(actor.house)
        bring_in(actor, "Caisse", [ANNE, OTHER_ANNE, PAUL, *LEA])
        bring_in(actor, "Boutique", [ANNE_AGAIN, LEA_WHOLE])
        django_db_blocker.block()
        yield
        django_db_blocker.unblock()


@pytest.fixture
def people(village: None, system: Actor, client: Client) -> dict[str, UUID]:
    """Customers by the number of their record; what a test does to them is rolled back."""
    client.cookies["language"] = "en"
    found = [
        line for name in ("lefebvre", "marchand") for line in profiles.search(actor=system, text=name).lines
    ]
    held = identity.records_of(customers=[line.customer_id for line in found])
    return {record.key: UUID(record.customer_id) for record in held}


def page(client: Client, url: str, status: int = 200, headers: Mapping[str, str] | None = None) -> str:
    answer = client.get(url, headers={"Accept": "text/html", **(headers or {})})
    assert answer.status_code == status, answer.content[:500]
    return answer.content.decode()


def customer(client: Client, customer_id: UUID, query: str = "") -> str:
    """The text of a customer's page."""
    return page(client, f"/customers/{customer_id}/{query}")


def records(customer_id: UUID) -> dict[str, str]:
    """A customer's records by their number in the source."""
    return {record.key: record.record_id for record in identity.records_of(customers=[customer_id])}


def undo_of(text: str) -> str:
    """Where the toast's undo is posted."""
    return text.partition('data-undo="')[2].partition('"')[0]


def panel(text: str, kind: str) -> str:
    """A section of a page, by its class."""
    return text.partition(f'class="{kind}')[2].partition("</section>")[0]


def test_the_setting(people: dict[str, UUID]) -> None:
    assert people["A1"] == people["W1"]
    assert len({people[key] for key in ("A1", "A2", "A3")}) == 3


def test_a_possible_duplicate_says_why_and_how_likely(
    client: Client, login: Login, people: dict[str, UUID]
) -> None:
    login(client, "steward")
    card = panel(customer(client, people["A1"]), "card duplicate")
    for said in ("Anne Lefebvre", "69001 Lyon", "same first name", "% likely", "Same person", "Not the same"):
        assert said in card, said
    assert f"/review/?a={people['A1']}&amp;b={people['A2']}" in card


def test_what_speaks_against_is_what_no_pair_of_their_records_makes_good() -> None:
    def pair(**weights: int) -> Explained:
        parts = tuple(
            Part(name, "same" if weight > 0 else "other", weight) for name, weight in weights.items()
        )
        return Explained("a", "b", 0, 0.5, "household", 0, parts, never=False)

    pairs = [
        pair(first=-9_000, last=-3_000),
        pair(last=2_000, born=-2_000, mobile=-1_999),
        pair(first=-8_000),
    ]
    with override("en"):
        assert against(pairs) == "different first names, different birth dates"
    assert against([pair(first=4_000)]) == ""


def test_a_sentence_says_what_speaks_for_it_and_rare_names_among_namesakes() -> None:
    def said(other: str, **parts: tuple[str, int]) -> str:
        found = tuple(Part(name, level, weight) for name, (level, weight) in parts.items())
        with override("en"):
            return speaking_for(Explained("a", "b", 0, 0.5, other, 0, found, never=False))

    names = {"first": ("same.1", 4_000), "last": ("same.5", 300), "source": ("other", 2_000)}
    assert (
        said("household", **names, mobile=("same", 9_000), born=("other", -5_000))
        == "same mobile, same first name"
    )
    assert said("namesake", first=("same.0", -200), last=(f"same.{BANDS - 1}", -200)) == (
        "same first name (very common), same surname (very rare)"
    )
    assert said("stranger", born=("other", -5_000)) == ""


def test_who_may_not_decide_sees_the_duplicate_and_no_buttons(
    client: Client, login: Login, people: dict[str, UUID]
) -> None:
    login(client, "associate")
    text = customer(client, people["A1"])
    assert "Perhaps the same person" in text
    for offered in ("Not the same", "/same/", "/review/", "One of them is somebody else"):
        assert offered not in text, offered
    for url in (f"same/{people['A2']}", "part", "part/preview"):
        page(client, f"/customers/{people['A1']}/{url}", 403)
    assert client.post(f"/customers/{people['A1']}/apart/{people['A2']}").status_code == 403
    assert "% likely" in text


def test_the_merge_is_previewed_made_and_undone(
    client: Client, login: Login, people: dict[str, UUID]
) -> None:
    login(client, "steward")
    here, other = people["A1"], people["A2"]
    shown = page(client, f"/customers/{here}/same/{other}", headers=HTMX)
    for said in ("As one", "3 records", "2 records", "1 record", "14 May 1979", "30 December 1979"):
        assert said in shown, said
    assert len(identity.records_of(customers=[here])) == 2, "a preview keeps nothing"
    answer = client.post(f"/customers/{here}/same/{other}", headers=HTMX)
    survivor = min(here, other)
    assert answer["HX-Redirect"] == f"/customers/{survivor}/"
    text = customer(client, survivor)
    assert "The two are one customer now." in text
    assert "Merged by Steward" in text
    assert f"The former number {max(here, other)} leads here." in text
    assert "Joined by Steward" in text
    assert client.post(undo_of(text), headers=HTMX)["HX-Redirect"] == f"/customers/{survivor}/"
    text = customer(client, here)
    assert "Perhaps the same person" in text
    assert text.index("Merge taken back by Steward") < text.index("Merged by Steward")
    assert "taken back" in text


def test_not_the_same_is_kept_told_and_undone_from_the_timeline(
    client: Client, login: Login, people: dict[str, UUID]
) -> None:
    login(client, "steward")
    answer = client.post(f"/customers/{people['A1']}/apart/{people['A2']}", headers=HTMX)
    assert answer["HX-Redirect"] == f"/customers/{people['A1']}/"
    text = customer(client, people["A1"])
    assert "Noted: they are two people, for ever." in text
    assert "Perhaps the same person" not in text
    assert "Kept apart by Steward" in customer(client, people["A2"], "?kind=decisions")
    assert panel(text, "members").count("<li>") == 2, "who was kept apart at one address is of the household"
    (undo,) = set(re.findall(r'hx-post="(/customers/gestures/[^"]+)"', text))
    client.post(undo, headers=HTMX)
    text = customer(client, people["A1"])
    assert "Perhaps the same person" in text
    assert "Keeping apart taken back by Steward" in text
    client.post(undo, headers=HTMX)
    assert "There is nothing to take back." in customer(client, people["A1"])


def test_an_answer_that_comes_too_late_says_so(client: Client, login: Login, people: dict[str, UUID]) -> None:
    login(client, "steward")
    client.post(f"/customers/{people['A1']}/apart/{uuid4()}", headers=HTMX)
    assert "This customer does not exist." in customer(client, people["A1"])
    page(client, f"/customers/{people['A1']}/same/{uuid4()}", 404)
    page(client, f"/customers/{people['A1']}/same/{people['A1']}", 422)


def test_the_household_has_its_panel_with_what_is_shared(
    client: Client, login: Login, people: dict[str, UUID]
) -> None:
    login(client, "associate")
    members = panel(customer(client, people["A1"]), "members")
    assert (
        f'<a href="/customers/{people["A3"]}/">Paul Lefebvre</a><small>Same address, same surname</small>'
        in members
    )
    assert "paul.lefebvre@orange.fr" not in customer(client, people["A1"])


def test_every_record_says_why_and_opens_its_evidence(
    client: Client, login: Login, people: dict[str, UUID]
) -> None:
    login(client, "associate")
    text = customer(client, people["A1"])
    found = records(people["A1"])
    assert [f'id="why-{found[key]}"' in text for key in ("A1", "W1")] == [True, True]
    assert "Version 1 of the matching, learned from 1,200 records." in text
    shown = page(client, f"/customers/{people['A1']}/why/{found['W1']}?with={found['A1']}", headers=HTMX)
    for said in (
        "Why they are one",
        "Caisse A1",
        "Boutique W1",
        "Speaks for one person",
        "same e-mail",
        "anne.lefebvre@laposte.net",
        "speaks strongly for it",
        "Before anything is compared",
        "Altogether",
    ):
        assert said in shown, said
    assert shown == page(client, f"/customers/{people['A1']}/why/{found['W1']}", headers=HTMX)


def test_the_evidence_on_a_possible_duplicate_shows_what_both_say(
    client: Client, login: Login, people: dict[str, UUID]
) -> None:
    login(client, "associate")
    mine, other = records(people["A1"])["A1"], records(people["A2"])["A2"]
    shown = page(client, f"/customers/{people['A1']}/why/{mine}?with={other}", headers=HTMX)
    assert "Are they one person?" in shown
    assert shown.index("Speaks for one person") < shown.index("14 May 1979 · 30 December 1979")


@pytest.mark.parametrize("asked", ["?with=x", "?with=", f"?with={UUID(int=1)}", ""])
def test_evidence_that_there_is_none_of_is_not_found(
    client: Client, login: Login, people: dict[str, UUID], asked: str
) -> None:
    login(client, "associate")
    (alone,) = records(people["A3"]).values()
    page(client, f"/customers/{people['A3']}/why/{alone}{asked}", 404)
    page(client, f"/customers/{people['A3']}/why/{UUID(int=1)}{asked}", 404)


def test_records_that_leave_are_previewed_and_both_pages_tell_of_it(
    client: Client, login: Login, people: dict[str, UUID]
) -> None:
    login(client, "steward")
    here, found = people["A1"], records(people["A1"])
    dialog = page(client, f"/customers/{here}/part?in=q%3Dx", headers=HTMX)
    assert dialog.count('name="record"') == 2
    assert '<input type="hidden" name="in" value="q=x">' in dialog
    shown = page(client, f"/customers/{here}/part/preview?record={found['W1']}", headers=HTMX)
    for said in ("Stays", "Leaves", "Anne Lefebvre, 1 record", "14 May 1979"):
        assert said in shown, said
    assert len(identity.records_of(customers=[here])) == 2, "a preview keeps nothing"
    everybody = f"record={found['A1']}&record={found['W1']}"
    assert "not all of them" in page(client, f"/customers/{here}/part/preview?{everybody}", headers=HTMX)
    assert "Tick them" in page(client, f"/customers/{here}/part/preview", headers=HTMX)
    page(client, f"/customers/{here}/part/preview?record=x", 422)
    client.post(f"/customers/{here}/unmerge", {"record": [found["W1"]]})
    left = identity.customer_of_record(house_id=login(client, "marketer").house, record_id=UUID(found["W1"]))
    assert left is not None
    assert f'<a class="linkish" href="/customers/{left}/">Anne Lefebvre</a>' in customer(client, here)
    assert f'<a class="linkish" href="/customers/{here}/">Anne Lefebvre</a>' in customer(client, left)


def test_what_the_matching_joined_is_told_with_the_old_number(
    client: Client, login: Login, people: dict[str, UUID]
) -> None:
    assert people["L1"] == people["L2"] == people["L3"]
    login(client, "associate")
    text = customer(client, people["L1"], "?kind=decisions")
    assert "Merged by the matching" in text
    assert "Version 1 of the matching." in text
    assert re.search(r"The former number [0-9a-f-]{36} leads here\.", text)
    assert re.search(r'href="#why-[0-9a-f-]{36}">Why<', text)


def test_in_french(client: Client, login: Login, people: dict[str, UUID]) -> None:
    login(client, "steward")
    client.cookies["language"] = "fr"
    text = customer(client, people["A1"])
    for said in (
        "Foyer",
        "Peut-être la même personne",
        "Même personne",
        "Pas la même",
        "Probable à",
        "Côte à côte",
    ):
        assert said in text, said
