"""The quality page: figures that open their rows, definitions, fillers."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from habitue.ground.kernel.api import utc_now
from habitue.ground.kernel.types import Actor, Forbidden, HouseId
from habitue.know.collect.api import source_names
from habitue.know.identity import api as identity
from habitue.know.identity.models import Placeholder
from habitue.show.web.pages.quality import figures
from tests.fixtures import Login
from tests.world import a_house_with_customers, emptied_after

pytestmark = pytest.mark.django_db


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


def till(actor: Actor) -> UUID:
    return next(id_ for id_, name in source_names(house_id=actor.house).items() if name == "Caisse")


def page(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url, headers={"Accept": "text/html"})
    assert answer.status_code == status, answer.content[:500]
    return answer.content.decode()


def test_each_figure_opens_as_many_rows_as_it_counts(client: Client, login: Login, everything: Actor) -> None:
    login(client, "steward")
    (found,) = identity.quality(source_ids=[till(everything)])
    sheet = figures.sheet(found, "Caisse", [])
    shown = [figure for line in sheet.lines for figure in (line.filled, *line.figures)] + list(sheet.grades)
    counted = [figure for figure in shown if figure.count]
    assert len(counted) > 8
    for figure in counted:
        assert page(client, figure.url).count('<th scope="row">') == figure.count


def test_the_page_has_every_source_and_says_what_each_figure_means(client: Client, login: Login) -> None:
    login(client, "steward")
    text = page(client, "/quality/")
    for said in (
        "Caisse",
        "Boutique",
        "Something was written, whatever it is worth.",
        "Postal addresses, by grade",
        "Duplicates",
    ):
        assert said in text
    assert "Rejected lines" in text


def test_a_store_manager_sees_quality_without_rejects(client: Client, login: Login) -> None:
    login(client, "store_manager")
    assert "Rejected lines" not in page(client, "/quality/")


def test_roles_without_the_permission_are_refused(client: Client, login: Login) -> None:
    login(client, "associate")
    page(client, "/quality/", 403)
    page(client, "/quality/placeholders", 403)


@pytest.mark.parametrize(
    "path", ["email/zz", "zz/valid", "address/doubtful", "email/A", "email/valid?after=zz"]
)
def test_rows_of_no_figure_are_not_found(client: Client, login: Login, everything: Actor, path: str) -> None:
    login(client, "steward")
    page(client, f"/quality/{till(everything)}/{path}", 404)
    page(client, f"/quality/{uuid4()}/email/valid", 404)


def test_rows_show_what_came_what_was_read_and_why(client: Client, login: Login, everything: Actor) -> None:
    login(client, "steward")
    text = page(client, f"/quality/{till(everything)}/mobile/valid")
    assert "06 12 48 77 03" in text
    assert "06\u00a012\u00a048\u00a077\u00a003" in text
    assert "#record-" in text


def test_fillers_are_masked_for_those_who_see_no_customers(
    client: Client, login: Login, everything: Actor
) -> None:
    Placeholder.objects.create(
        house_id=everything.house, value="m:+33600000000", people=41, records=52, found_at=utc_now()
    )
    login(client, "steward")
    text = page(client, "/quality/placeholders")
    assert "06\u00a000\u00a000\u00a000\u00a000" in text
    assert "41" in text
    blind = Actor(HouseId(everything.house), "x", role="auditor", permissions=frozenset({"quality.see"}))
    (found,) = identity.placeholders(actor=blind)
    assert (found.kind, found.value, found.people, found.records) == ("mobile", "+3…00", 41, 52)
    with pytest.raises(Forbidden):
        identity.placeholders(actor=Actor(HouseId(everything.house), "x", role="none"))


def test_shares_and_trends_are_of_what_is_written() -> None:
    source = uuid4()
    now = utc_now()
    counts = {"email": {"valid": 6, "doubtful": 2, "empty": 2}, "address": {"A": 3, "D": 1, "empty": 6}}
    before = {"email": {"valid": 2, "invalid": 2, "empty": 6}}
    points = [
        identity.QualityPoint(uuid4(), source, now, 10, 10, before),
        identity.QualityPoint(uuid4(), source, now, 10, 8, counts),
    ]
    sheet = figures.sheet(identity.SourceQuality(source, 10, 8, counts), "Till", points)
    (line,) = sheet.lines
    assert (line.filled.count, line.filled.share) == (8, 0.8)
    assert [(figure.state, figure.count, figure.share) for figure in line.figures][:2] == [
        ("valid", 6, 0.75),
        ("doubtful", 2, 0.25),
    ]
    assert line.trend == [0.5, 0.75]
    assert sheet.duplicates == pytest.approx(0.2)
    assert sheet.duplicate_trend == pytest.approx([0.0, 0.2])
    assert (sheet.addresses, sheet.address_trend) == (4, [0.75])
