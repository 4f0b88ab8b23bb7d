"""The review pages: cards side by side, answers in the background or by a plain form, rules."""

import re
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import translation

from habitue.ground.kernel.types import Actor
from habitue.know.identity.columns import StoredRecord
from habitue.know.identity.models import Decision
from habitue.know.identity.tests.doubtful import STREET, doubt, id_of, people
from habitue.show.web.pages.review import rule_form
from habitue.show.web.pages.review.cards import signed
from habitue.show.web.pages.review.columns import nearest, rows
from tests.fixtures import Login
from tests.pipeline.way import resolve

pytestmark = pytest.mark.django_db(transaction=True)
RULE = "where=first:other&where=address:same&least=1&most=99"
SCRIPT = {"Accept": "application/json"}


@pytest.fixture
def steward(client: Client, login: Login, system: Actor) -> Actor:
    """A steward signed in; a-b and b-c of one address hang together, d-e stand alone."""
    people(system, list("abc"), cells=STREET)
    people(system, list("de"), "boutique", 3)
    doubt(system, "caisse/a", "caisse/b", 100)
    doubt(system, "caisse/b", "caisse/c", 700)
    doubt(system, "boutique/d", "boutique/e", 1_200)
    client.cookies["language"] = "en"
    return login(client, "steward")


def page(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url, headers={"Accept": "text/html"})
    assert answer.status_code == status, answer.content[:500]
    return answer.content.decode()


def keys(text: str) -> list[set[UUID]]:
    """The two customers of each card."""
    return [{UUID(a), UUID(b)} for a, b in re.findall(r'data-card="([\w-]+):([\w-]+)"', text)]


def pair(one: str, other: str) -> set[UUID]:
    return {id_of(one), id_of(other)}


def post(client: Client, url: str, **fields: object) -> tuple[int, dict[str, str]]:
    answer = client.post(url, fields, headers=SCRIPT)
    return answer.status_code, answer.json()


def test_the_page_asks_what_is_worth_most_first(client: Client, steward: Actor) -> None:
    text = page(client, "/review/")
    assert keys(text) == [pair("caisse/a", "caisse/b"), pair("boutique/d", "boutique/e")]
    assert text.count('class="doubt-name"') == 5
    assert "1 other customer looks like them" in text
    assert "different first names" in text.lower()
    assert re.search(r'data-count="left"[^>]*>3<', text)
    assert re.search(r'rail-count">3<', text)
    assert "<mark>Hélène</mark>" in text


def test_the_next_cards_come_as_a_part_of_the_page(client: Client, steward: Actor) -> None:
    text = page(client, "/review/cards?after=")
    assert "<html" not in text
    assert len(keys(text)) == 2
    page(client, "/review/cards?after=zz", 422)


def test_an_answer_in_the_background_brings_what_is_left_of_the_group(client: Client, steward: Actor) -> None:
    group = [id_of(f"caisse/{key}") for key in "abc"]
    status, found = post(client, "/review/decide", customer=group[:2], shown=group, answer="same")
    assert (status, id_of("caisse/a")) == (200, id_of("caisse/b"))
    assert keys(found["card"]) == [pair("caisse/b", "caisse/c")]
    assert "rail-count" in page(client, "/review/")
    assert re.search(r'data-count="mine">1<', page(client, "/review/"))
    status, _ = post(client, "/review/undo", gesture=found["gesture"])
    assert (status, [id_of(f"caisse/{key}") for key in "abc"]) == (200, group)


def test_what_a_colleague_decided_meanwhile_is_told(client: Client, steward: Actor) -> None:
    two = [id_of("boutique/d"), id_of("boutique/e")]
    assert post(client, "/review/decide", customer=two, shown=two, answer="apart")[0] == 200
    status, told = post(client, "/review/decide", customer=two, shown=two, answer="same")
    assert (status, told["detail"]) == (409, "Somebody has set them apart meanwhile.")
    assert post(client, "/review/decide", customer=[uuid4(), two[0]], answer="same")[0] == 404
    assert post(client, "/review/decide", customer=["zz", two[0]], answer="same")[0] == 422
    assert post(client, "/review/undo", gesture="")[0] == 422


def test_a_plain_form_decides_and_the_next_page_offers_the_undo(client: Client, steward: Actor) -> None:
    two = [id_of("boutique/d"), id_of("boutique/e")]
    answer = client.post("/review/decide", {"customer": two, "answer": "apart"})
    assert (answer.status_code, answer["Location"]) == (302, "/review/")
    gesture = Decision.objects.get().gesture
    assert f'data-undo="/review/undo?gesture={gesture}"' in page(client, "/review/")
    client.post(f"/review/undo?gesture={gesture}")
    assert len(keys(page(client, "/review/"))) == 2


def test_later_is_aside_for_today_and_can_be_had_back(client: Client, steward: Actor) -> None:
    two = [id_of("boutique/d"), id_of("boutique/e")]
    assert post(client, "/review/later", customer=two)[0] == 200
    assert keys(page(client, "/review/")) == [pair("caisse/a", "caisse/b")]
    assert keys(page(client, "/review/?aside=1")) == [set(two)]
    assert post(client, "/review/now", customer=two)[0] == 200
    assert len(keys(page(client, "/review/"))) == 2
    assert post(client, "/review/later", customer=two[:1])[0] == 422


def test_filters_are_chips_with_an_honest_count(client: Client, steward: Actor, system: Actor) -> None:
    text = page(client, "/review/?records=3&kind=namesake&source=zz")
    assert "at least 3" in text
    assert "0 doubts" in text
    assert "No doubt fits these filters" in text
    assert "Nothing is in doubt" not in text


def test_an_empty_queue_says_what_it_is_for(client: Client, login: Login) -> None:
    client.cookies["language"] = "en"
    login(client, "steward")
    assert "Nothing is in doubt" in page(client, "/review/")


def test_a_rule_is_previewed_applied_and_taken_back(client: Client, steward: Actor) -> None:
    text = page(client, f"/review/rules?{RULE}&answer=apart")
    assert "different first names, same address, between 1% and 99%" in text
    assert "Keep 2 pairs apart" in text
    fields = {"where": ["first:other", "address:same"], "least": "1", "most": "99", "answer": "apart"}
    answer = client.post("/review/rules/apply", fields)
    gesture = Decision.objects.values_list("gesture", flat=True).distinct().get()
    assert answer["Location"] == f"/review/rules/{gesture}/"
    assert "2 pairs kept apart" in page(client, f"/review/rules/{gesture}/")
    assert re.search(r"by rule</dt><dd>2<", page(client, "/review/"))
    client.post(f"/review/rules/{gesture}/undo")
    assert "Taken back" in page(client, f"/review/rules/{gesture}/")
    assert len(keys(page(client, "/review/"))) == 2
    page(client, f"/review/rules/{uuid4()}/", 404)


@pytest.mark.parametrize("query", ["", "where=zz:zz&least=-3&most=9999", "where=first:", "least=abc"])
def test_what_an_address_cannot_mean_is_as_if_it_were_not_there(
    client: Client, steward: Actor, query: str
) -> None:
    assert "Show what it would decide" in page(client, f"/review/rules?{query}")
    assert client.post("/review/rules/apply", {"where": "zz"}).status_code == 302


def test_presets_are_rules_that_can_be_read(client: Client, steward: Actor) -> None:
    for preset in rule_form.PRESETS:
        text = page(client, f"/review/rules?{preset.query()}")
        assert 'aria-current="true"' in text
        assert "What it would decide" in text


def test_who_may_not_merge_sees_none_of_it(client: Client, login: Login) -> None:
    login(client, "store_manager")
    for url in ("/review/", "/review/cards", "/review/rules", "/review/lesson"):
        page(client, url, 403)
    assert "/review/" not in page(client, "/customers/")


def test_what_decisions_teach_is_told(client: Client, steward: Actor) -> None:
    assert page(client, "/review/lesson").strip() == ""
    two = [id_of("boutique/d"), id_of("boutique/e")]
    post(client, "/review/decide", customer=two, shown=two, answer="apart")
    resolve()
    assert "1 decision since the matching last learned." in page(client, "/review/lesson")


def test_the_nearest_value_is_the_one_to_hold_against() -> None:
    assert nearest("Helene", ["Marie", "Hélène", "Heloise"]) == "Hélène"
    assert nearest("12 rue des Lilas", ["8 cours Gambetta", "21 rue des Lilas"]) == "21 rue des Lilas"
    assert nearest("x", []) == ""


def record(id_: str, **values: object) -> StoredRecord:
    """A record with these values and nothing else."""
    empty = dict.fromkeys(StoredRecord._fields, "") | {"birth_date": None, "states": "vvvvvv"}
    return StoredRecord(**(empty | {"record_id": id_, "changed_at": "2026-01-01"} | values))  # type: ignore[arg-type]


def test_values_are_quiet_where_they_agree_and_marked_where_they_differ() -> None:
    one = [record("1", first_name="Hélène", email="h@x.fr"), record("2", first_name="Hélène", email="h@x.fr")]
    other = [record("3", first_name="Héléne", email="H@X.fr", card="12")]
    with translation.override("en"):
        found = {row.label: row for row in rows(["a", "b"], {"a": one, "b": other})}
    first, email, card = found["First name"], found["E-mail"], found["Card"]
    assert [row.state for row in (first, email, card)] == ["diff", "same", "half"]
    assert [(value.shown, value.records) for value in first.cells[0].values] == [("Hél<mark>è</mark>ne", 2)]
    assert first.cells[1].values[0].shown == "Hél<mark>é</mark>ne"
    assert email.cells[1].values[0].shown == "H@X.fr"
    assert not card.cells[0].values
    assert "Landline" not in found


@pytest.mark.parametrize(("weight", "said"), [(1_234, "+1.2"), (-760, "−0.8"), (0, "0.0"), (12, "+0.0")])
def test_weights_are_told_in_bits(weight: int, said: str) -> None:
    with translation.override("en"):
        assert signed(weight) == said
