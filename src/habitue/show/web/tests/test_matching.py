"""The matching pages: what each role sees, previews, activation, judging; nothing answers with a 500."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils.html import escape
from pytest_django import DjangoDbBlocker

from habitue.ground.kernel.types import Actor
from habitue.know.identity import matching_works as works
from habitue.know.identity.api import matching
from habitue.know.identity.api.duplicates import duplicates_behind
from habitue.know.identity.models import NormalRecord, Placeholder, Sampled
from habitue.know.identity.rules.comparing.keys import KEYS
from habitue.know.identity.tests.learned_house import a_house_that_has_learned
from habitue.show.web.pages.matching import words
from tests.fixtures import Login

pytestmark = pytest.mark.django_db
PAGES = (
    "/matching/",
    "/matching/weights",
    "/matching/measure",
    "/matching/shared",
    "/matching/versions",
)


@pytest.fixture(scope="module")
def everything(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Actor]:
    with django_db_blocker.unblock(), a_house_that_has_learned() as actor:
        django_db_blocker.block()
        yield actor
        django_db_blocker.unblock()


@pytest.fixture
def client(everything: Actor, client: Client) -> Client:
    client.cookies["language"] = "en"
    return client


def page(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url, headers={"Accept": "text/html"})
    assert answer.status_code == status, answer.content[:500]
    return answer.content.decode()


def post(client: Client, url: str, status: int = 302, **data: object) -> str:
    answer = client.post(url, data, headers={"Accept": "text/html"})
    assert answer.status_code == status, answer.content[:500]
    return answer.content.decode()


def do_all() -> None:
    for version, kind in works.unfinished():
        assert works.perform(version, kind)


def test_every_page_answers_and_is_in_the_rail(client: Client, login: Login) -> None:
    login(client, "steward")
    for url in PAGES:
        text = page(client, url)
        assert 'href="/matching/"' in text
        assert 'aria-current="page"' in text
    assert "Version 1" in page(client, "/matching/")


def test_it_looks_and_does_not_change(client: Client, login: Login) -> None:
    login(client, "it")
    text = page(client, "/matching/")
    assert 'href="/matching/"' in text
    assert "Thresholds are changed by stewards." in text
    assert "Preview the change" not in text
    post(client, "/matching/preview", 403, link=0, review=0)
    page(client, "/matching/learn", 403)
    page(client, "/matching/measure/judge", 403)


def test_others_have_no_matching_in_their_rail(client: Client, login: Login) -> None:
    login(client, "associate")
    assert 'href="/matching/"' not in page(client, "/customers/")
    page(client, "/matching/", 403)


def test_the_thresholds_stand_on_the_sliders_with_their_probability(client: Client, login: Login) -> None:
    login(client, "steward")
    text = page(client, "/matching/")
    assert 'name="link" min="-4000" max="20000" step="50" value="0"' in text
    assert 'name="review" min="-4000" max="20000" step="50" value="-2000"' in text
    assert "50% <small>+0.0</small>" in text
    assert "20% <small>−2.0</small>" in text


def test_a_preview_runs_is_shown_and_is_put_in_force(client: Client, login: Login, everything: Actor) -> None:
    login(client, "steward")
    post(client, "/matching/preview", link=5_000, review=1_000)
    assert "Working out what would change" in page(client, "/matching/")
    polled = client.get("/matching/", headers={"HX-Request": "true"})
    assert 'id="job-matching-preview"' in polled.content.decode()
    assert "<main" not in polled.content.decode()
    do_all()
    polled = client.get("/matching/", headers={"HX-Request": "true"})
    assert polled.headers["HX-Refresh"] == "true"
    text = page(client, "/matching/")
    assert "What these thresholds would change" in text
    assert "This customer would be" in text
    assert "one person" in text
    now = matching.versions(actor=everything)[0]
    post(client, "/matching/activate", link=5_000, review=1_000, version=now.id)
    do_all()
    text = page(client, "/matching/")
    assert "Last put in force" in text
    assert "Preview going back" in text
    answer = client.get(f"/matching/versions/{now.id}/ids.csv")
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines[0] == "old_id,new_id,change"
    assert len(lines) == 1 + matching.versions(actor=everything)[0].moves


def test_examples_are_walked_one_by_one(client: Client, login: Login) -> None:
    login(client, "steward")
    post(client, "/matching/preview", link=5_000, review=1_000)
    do_all()
    first, second = page(client, "/matching/"), page(client, "/matching/?show=split&at=1")
    assert "example 1 of" in first
    assert "example 2 of" in second
    for asked in ("?show=merge", "?show=nothing&at=x", "?at=999", "?at=-3", "?show=split&at=9999"):
        assert "This customer would be" in page(client, f"/matching/{asked}")


def test_learning_again_asks_first_then_shows_the_candidate(client: Client, login: Login) -> None:
    login(client, "steward")
    assert "Nothing changes until you put it in force." in page(client, "/matching/learn")
    post(client, "/matching/learn")
    do_all()
    text = page(client, "/matching/")
    assert "What version 2 would change" in text
    assert "Throw the candidate away" in text
    assert "candidate" in page(client, "/matching/versions")
    candidate = words_of_hidden(text, "version")
    post(client, "/matching/throw-away", version=candidate)
    assert "Throw the candidate away" not in page(client, "/matching/")


def test_the_preview_that_was_asked_last_is_shown(client: Client, login: Login) -> None:
    login(client, "steward")
    post(client, "/matching/learn")
    do_all()
    post(client, "/matching/preview", link=5_000, review=1_000)
    do_all()
    text = page(client, "/matching/")
    assert "What these thresholds would change" in text
    assert "What version 2 would change" not in text


def words_of_hidden(text: str, name: str) -> str:
    """The value of the first hidden field of this name."""
    return text.partition(f'type="hidden" name="{name}" value="')[2].partition('"')[0]


def test_matching_again_tells_what_it_did(client: Client, login: Login) -> None:
    login(client, "steward")
    assert "Match everything again" in page(client, "/matching/replay")
    post(client, "/matching/replay")
    do_all()
    assert "Last matched again" in page(client, "/matching/")
    post(client, "/matching/replay")
    post(client, "/matching/replay", 409)


def test_what_cannot_be_read_is_refused_in_words(client: Client, login: Login) -> None:
    login(client, "steward")
    post(client, "/matching/preview", 422, link="much", review=0)
    post(client, "/matching/preview", 422, link=0, review=5_000)
    post(client, "/matching/preview", 422, link=0, review=0, version="x")
    post(client, "/matching/preview", 404, link=0, review=0, version=uuid4())
    post(client, "/matching/throw-away", 404, version=uuid4())
    page(client, "/matching/preview", 405)
    page(client, f"/matching/versions/{uuid4()}/ids.csv", 404)
    post(client, f"/matching/measure/judge/{uuid4()}", 404, answer="same")


def test_weights_are_told_in_words_and_figures(client: Client, login: Login) -> None:
    login(client, "steward")
    text = page(client, "/matching/weights")
    for said in ("same mobile", "against two people of one household", "speaks strongly for it", "one in"):
        assert said in text
    assert set(words.KEYS) == {key.letter for key in KEYS}


def test_pairs_are_judged_and_the_estimate_waits_for_enough(client: Client, login: Login) -> None:
    login(client, "steward")
    assert "Nothing judged yet" in page(client, "/matching/measure")
    post(client, "/matching/measure/draw")
    text = page(client, "/matching/measure/judge")
    assert "One person, or two?" in text
    assert "What was compared" not in text, "the score would lead whoever judges"
    first = Sampled.objects.order_by("id")[0]
    for record in NormalRecord.objects.filter(record_id__in=[first.record_a, first.record_b]):
        assert record.email in text
        assert escape(record.last_name) in text
    post(client, f"/matching/measure/judge/{first.id}", answer="same")
    assert "the matching" in page(client, "/matching/measure/judge")
    text = page(client, "/matching/measure")
    assert "Not enough judged pairs yet" in text
    assert "1 of 6" in text
    post(client, f"/matching/measure/judge/{first.id}", 422, answer="perhaps")
    post(client, f"/matching/measure/judge/{first.id}")
    assert Sampled.objects.exclude(answer="").count() == 0


def test_enough_judgements_give_both_figures_with_their_limits(client: Client, login: Login) -> None:
    actor = login(client, "steward")
    post(client, "/matching/measure/draw")
    for pair in Sampled.objects.all():
        matching.judge(actor=actor, sampled_id=pair.id, answer="same" if pair.linked else "apart")
    text = page(client, "/matching/measure")
    assert text.count("between ") == 2
    assert "100.0%" in text
    assert client.get("/matching/measure/judge").status_code == 302


def test_shared_values_of_every_kind_are_listed(client: Client, login: Login, everything: Actor) -> None:
    login(client, "steward")
    Placeholder.objects.filter(house_id=everything.house).delete()
    for value in ("e:client@maison.example", "m:+33612345678", "c:2900000000018", "l:+33478301102"):
        Placeholder.objects.create(
            house_id=everything.house, value=value, people=9, records=30, found_at="2026-11-20T10:00Z"
        )
    text = page(client, "/matching/shared")
    for shown in (
        "client@maison.example",
        "06\u00a012\u00a034\u00a056\u00a078",
        "04\u00a078\u00a030\u00a011\u00a002",
    ):
        assert shown in text


def test_duplicates_by_source_open_their_customers(client: Client, login: Login, everything: Actor) -> None:
    login(client, "steward")
    text = page(client, "/quality/")
    assert "Duplicates by source" in text
    urls = [part.partition('"')[0] for part in text.split('href="')]
    url = next(url for url in urls if url.endswith("/duplicates"))
    found = duplicates_behind(actor=everything, source_id=UUID(url.split("/")[2]), limit=500)
    rows = page(client, url)
    assert rows.count('<th scope="row">') == min(50, len(found)) > 0
    assert ", ".join(record.key for record in found[0].records) in rows
    page(client, f"/quality/{uuid4()}/duplicates", 404)
    page(client, f"{url}?after=x", 404)
