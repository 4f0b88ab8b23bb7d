"""The customers pages: the list and its views, the customer's page, gestures, the palette, exports."""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

import duckdb
import pytest
from django.http import StreamingHttpResponse
from django.test import Client
from pytest_django import DjangoDbBlocker

from habitue.ground.kernel.types import Actor
from habitue.know.identity import api as identity
from habitue.know.profiles import api as profiles
from habitue.show.web.pages.customers import asked as asking
from habitue.show.web.pages.customers import together, words
from tests.fixtures import Login
from tests.world import a_house_with_customers, emptied_after

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(scope="module")
def everything(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Actor]:
    """The house with its customers, brought in once."""
    with django_db_blocker.unblock(), emptied_after():
        actor = a_house_with_customers()
        django_db_blocker.block()
        yield actor
        django_db_blocker.unblock()


@pytest.fixture
def client(everything: Actor, client: Client) -> Client:
    client.cookies["language"] = "en"
    return client


def find(actor: Actor, text: str) -> UUID:
    return profiles.search(actor=actor, text=text).lines[0].customer_id


def page(client: Client, url: str, status: int = 200, headers: Mapping[str, str] | None = None) -> str:
    answer = client.get(url, headers={"Accept": "text/html", **(headers or {})})
    assert answer.status_code == status, answer.content[:500]
    return answer.content.decode()


def content(answer: object) -> bytes:
    assert isinstance(answer, StreamingHttpResponse)
    return b"".join(answer.streaming_content)  # type: ignore[arg-type]


def test_the_list_counts_and_names_everybody(client: Client, login: Login) -> None:
    login(client, "associate")
    text = page(client, "/customers/")
    assert "7 customers" in text
    assert text.count("data-preview=") == 7
    assert text.index("Zoé Roussel") < text.index("Hélène Lefebvre")


def test_filters_stand_in_the_address_and_as_chips(client: Client, login: Login) -> None:
    login(client, "associate")
    text = page(client, "/customers/?town=lyon&has=email")
    assert "2 customers" in text
    assert "Remove the filter Town lyon" in text
    assert 'href="/customers/?has=email"' in text


def test_empty_boxes_of_a_form_leave_the_address(client: Client, login: Login) -> None:
    login(client, "associate")
    answer = client.get("/customers/?q=martin&town=&grade=")
    assert (answer.status_code, answer["Location"]) == (302, "/customers/?q=martin")


@pytest.mark.parametrize(
    "query", ["sort=zz", "grade=Z", "has=all", "source=x", "records=0", "q=%00", "town=%ff", "store=%27"]
)
def test_what_no_list_can_have_is_left_aside(client: Client, login: Login, query: str) -> None:
    login(client, "associate")
    page(client, f"/customers/?{query}")


@pytest.mark.parametrize("cursor", ["zz", "5b5d", "%00"])
def test_a_page_that_was_never_given_out_is_told_so(client: Client, login: Login, cursor: str) -> None:
    login(client, "associate")
    page(client, f"/customers/rows?cursor={cursor}", 422, headers=HTMX)


def test_nobody_in_the_list(client: Client, login: Login) -> None:
    login(client, "associate")
    assert "Nobody in this list" in page(client, "/customers/?q=qqqqzzzz")


def test_columns_are_remembered(client: Client, login: Login) -> None:
    login(client, "associate")
    answer = client.get(
        "/customers/columns?column=card&column=email&column=zz",
        headers={"Referer": "http://testserver/customers/?q=martin"},
    )
    assert answer["Location"] == "http://testserver/customers/?q=martin"
    text = page(client, "/customers/?q=paul")
    assert "2900000000018" in text
    assert "paul.martin@orange.fr" in text
    elsewhere = client.get("/customers/columns", headers={"Referer": "https://evil.example/"})
    assert elsewhere["Location"] == "/customers/"


def test_a_view_is_kept_renamed_put_away_and_brought_back(client: Client, login: Login) -> None:
    login(client, "associate")
    client.post("/customers/views", {"name": "Lyon", "query": "town=lyon"})
    text = page(client, "/customers/?town=lyon")
    assert "The view “Lyon” is kept." in text
    (view,) = profiles.views(actor=login(client, "associate"), page="customers")
    client.post(f"/customers/views/{view.id}/rename", {"name": "À Lyon"})
    assert "À Lyon</a>" in page(client, "/customers/")
    client.post(f"/customers/views/{view.id}/delete")
    text = page(client, "/customers/")
    undo = text.partition('data-undo="')[2].partition('"')[0].replace("&amp;", "&")
    assert "À Lyon</a>" not in text
    assert client.post(undo, headers=HTMX)["HX-Redirect"] == "/customers/?town=lyon"
    assert "À Lyon</a>" in page(client, "/customers/")


def test_a_view_of_somebody_else_stays(client: Client, login: Login) -> None:
    other = login(client, "marketer")
    view = profiles.save_view(actor=other, page="customers", name="Mine", query="")
    login(client, "associate")
    assert client.post(f"/customers/views/{view.id}/delete").status_code == 403


def test_the_page_of_a_customer(client: Client, login: Login, everything: Actor) -> None:
    login(client, "steward")
    text = page(client, f"/customers/{find(everything, 'lefebvre')}/?in=town%3Dlyon")
    for said in (
        "Hélène Lefebvre",
        "06\u00a012\u00a048\u00a077\u00a003",
        "12 BIS RUE DES TABLES CLAUDIENNES",
        "2 records",
        "from 2 sources",
        "Lyon Bellecour",
        "The line as it came",
        "date_naissance",
        "14/05/1979",
        "Why these 2 records are one",
        "h.lefebvre@laposte.net in 2 records",
        'data-key="["',
        "One of them is somebody else",
    ):
        assert said in text, said


def test_an_associate_is_not_offered_to_set_apart(client: Client, login: Login, everything: Actor) -> None:
    login(client, "associate")
    customer = find(everything, "lefebvre")
    assert "Set apart" not in page(client, f"/customers/{customer}/")
    assert client.post(f"/customers/{customer}/unmerge", {"record": [str(UUID(int=1))]}).status_code == 403


def test_an_address_to_mend_says_why(client: Client, login: Login, everything: Actor) -> None:
    login(client, "associate")
    text = page(client, f"/customers/{find(everything, 'oeuvrard')}/")
    assert "The town is missing." in text or "The postcode is missing." in text
    assert "Ask how to reach them" in text


@pytest.mark.parametrize("kind", ["records", "decisions", "zz"])
def test_the_timeline_by_kind(client: Client, login: Login, everything: Actor, kind: str) -> None:
    login(client, "associate")
    text = page(client, f"/customers/{find(everything, 'lefebvre')}/?kind={kind}")
    assert text.count('class="moment"') == {"records": 2, "decisions": 0, "zz": 2}[kind]


def test_a_customer_that_is_none_is_not_found(client: Client, login: Login) -> None:
    login(client, "associate")
    page(client, f"/customers/{UUID(int=1)}/", 404)
    page(client, "/customers/nobody/", 404)


def test_records_are_set_apart_and_brought_back(client: Client, login: Login, everything: Actor) -> None:
    login(client, "steward")
    customer = find(everything, "lefebvre")
    leaving = next(record for record in identity.records_of(customers=[customer]) if record.key == "W1")
    client.post(f"/customers/{customer}/unmerge", {"record": [leaving.record_id]})
    text = page(client, f"/customers/{customer}/")
    assert "1 record is now another customer." in text
    assert "Set apart by Steward" in text
    undo = text.partition('data-undo="')[2].partition('"')[0]
    assert client.post(undo, headers=HTMX)["HX-Redirect"] == f"/customers/{customer}/"
    assert "Taken back" in page(client, f"/customers/{customer}/")
    assert len(identity.records_of(customers=[customer])) == 2
    client.post(undo)
    assert page(client, f"/customers/{customer}/").count("data-toast") == 1


def test_all_records_cannot_leave(client: Client, login: Login, everything: Actor) -> None:
    login(client, "steward")
    customer = find(everything, "lefebvre")
    client.post(f"/customers/{customer}/unmerge", {"record": []})
    assert "Choose some of the records, not all of them." in page(client, f"/customers/{customer}/")
    assert client.post(f"/customers/{customer}/unmerge", {"record": ["x"]}).status_code == 422


def test_a_merge_asks_in_numbers_and_the_old_address_leads_on(
    client: Client, login: Login, everything: Actor
) -> None:
    login(client, "steward")
    pair = [find(everything, "jean martin"), find(everything, "paul martin")]
    asked = page(client, f"/customers/merge?{urlencode([('pick', each) for each in pair])}")
    assert "customers become one" in asked
    answer = client.post("/customers/merge", {"pick": [str(each) for each in pair]})
    (gone,) = [each for each in pair if str(each) not in answer["Location"]]
    assert client.get(f"/customers/{gone}/")["Location"] == answer["Location"]
    page(client, f"/customers/merge?pick={pair[0]}", 422)


def test_previews_are_parts_of_the_page(client: Client, login: Login, everything: Actor) -> None:
    login(client, "associate")
    text = page(client, f"/customers/{find(everything, 'lefebvre')}/preview?in=", headers=HTMX)
    assert "Hélène Lefebvre" in text
    assert "<html" not in text


@pytest.mark.parametrize(
    ("q", "said"),
    [
        ("lefevbre", ("Hélène Lefebvre", "read as: lefevbre → lefebvre")),
        ("7703", ("Hélène Lefebvre",)),
        ("marchand lyon", ("Inès Marchand", "2900000000025")),
        ("qual", ("/quality/",)),
        ("qqqqzzzz", ("Nobody found",)),
        ("", ("Go to", "/exports/")),
    ],
)
def test_the_palette(client: Client, login: Login, q: str, said: tuple[str, ...]) -> None:
    login(client, "steward")
    text = page(client, f"/search/palette?{urlencode({'q': q})}", headers=HTMX)
    for each in said:
        assert each in text


def test_the_palette_remembers_whom_one_opened(client: Client, login: Login, everything: Actor) -> None:
    login(client, "associate")
    page(client, f"/customers/{find(everything, 'marchand')}/")
    text = page(client, "/search/palette?q=", headers=HTMX)
    assert text.index("Recent") < text.index("Inès Marchand") < text.index("Go to")


def test_the_filtered_list_as_csv(client: Client, login: Login) -> None:
    login(client, "steward")
    text = content(client.get("/customers/export.csv?town=lyon")).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["last_name"] for row in rows] == ["Lefebvre", "Marchand", "Martin"]
    assert (rows[0]["mobile"], rows[0]["birth_date"]) == ("+33612487703", "1979-05-14")


def test_the_list_as_parquet(client: Client, login: Login, tmp_path: Path) -> None:
    login(client, "steward")
    out = tmp_path / "c.parquet"
    out.write_bytes(content(client.get("/customers/export.parquet")))
    found = (
        duckdb.connect()
        .execute(f"select last_name, birth_date, records, email from '{out}' order by last_name")
        .fetchall()
    )
    assert len(found) == 7
    assert [(row[0], str(row[1]), row[2]) for row in found if row[0] == "Lefebvre"] == [
        ("Lefebvre", "1979-05-14", 2)
    ]
    assert [row[1:] for row in found if row[0] == "Oeuvrard"] == [(None, 1, "")]


def test_exports_are_for_those_who_may(client: Client, login: Login) -> None:
    login(client, "associate")
    assert client.get("/customers/export.csv").status_code == 403
    assert client.get("/exports/crosswalk.csv").status_code == 403
    assert "Your role does not allow exports." in page(client, "/customers/")


def test_no_other_form_of_export(client: Client, login: Login) -> None:
    login(client, "steward")
    assert client.get("/customers/export.exe").status_code == 404


def test_a_visitor_is_sent_to_the_login(client: Client) -> None:
    for url in (
        "/customers/",
        f"/customers/{UUID(int=1)}/",
        "/quality/",
        "/stores/",
        "/team/",
        "/audit/",
        "/exports/",
    ):
        assert client.get(url)["Location"].startswith("/login?next=")


def test_an_address_reads_as_it_is_written() -> None:
    query = "q=le+goff&town=Saint-%C3%89tienne&has=email&sort=name"
    assert asking.read_query(query).query() == query
    assert asking.read_query("has=zz&sort=zz&grade=&q=++").query() == ""


def test_records_linked_through_others_are_one_group() -> None:
    assert together.groups([("a", "b"), ("c", "d"), ("b", "c"), ("e", "f")]) == [
        {"a", "b", "c", "d"},
        {"e", "f"},
    ]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("+33612487703", "06 12 48 77 03"),
        ("+596696089518", "06 96 08 95 18"),
        ("+3225551234", "+3225551234"),
        ("", ""),
        ("+3361", "+3361"),
    ],
)
def test_telephones_read_as_people_write_them(number: str, said: str) -> None:
    assert words.phone(number).replace("\u00a0", " ") == said
