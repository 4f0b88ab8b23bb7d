"""Stores, team, log of deeds, exports."""

import csv
import io
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import pytest
from django.http import StreamingHttpResponse
from django.test import Client

from habitue.ground.kernel.api import audit, audit_trail
from habitue.ground.kernel.types import Actor, Forbidden
from habitue.ground.people.rules import roles
from habitue.ground.places.api import open_stores
from habitue.ground.places.types import StoreDraft
from habitue.show.web.pages.house import shops, team
from habitue.show.web.pages.house.downloads import csv_download, parquet_download
from tests.fixtures import ActorOfRole, Login
from tests.world import HOURS

pytestmark = pytest.mark.django_db


def page(client: Client, url: str, status: int = 200, headers: Mapping[str, str] | None = None) -> str:
    client.cookies["language"] = "en"
    answer = client.get(url, headers={"Accept": "text/html", **(headers or {})})
    assert answer.status_code == status, answer.content[:500]
    return answer.content.decode()


def body(answer: StreamingHttpResponse) -> bytes:
    return b"".join(answer.streaming_content)  # type: ignore[arg-type]


def test_stores_by_brand(client: Client, login: Login, system: Actor) -> None:
    drafts = [
        StoreDraft("M1", "Lyon", "Brévelle", "Sud", "1 rue", "69002", "Lyon", hours=HOURS),
        StoreDraft("M2", "Nice", "Ourlette", "", "", "", "Nice"),
    ]
    open_stores(actor=system, stores=drafts)
    login(client, "associate")
    assert [name in page(client, "/stores/") for name in ("Lyon", "Nice")] == [True, True]
    text = page(client, "/stores/?brand=Ourlette")
    assert ">Lyon<" not in text
    assert "closed today" in text
    assert 'href="/customers/?store=M2"' in text
    assert ">Lyon<" in page(client, "/stores/?brand=nobody")


def test_no_store_yet(client: Client, login: Login) -> None:
    login(client, "associate")
    assert "No store yet" in page(client, "/stores/")


@pytest.mark.parametrize(
    ("hour", "open_"),
    [("09:59", False), ("10:00", True), ("12:30", False), ("18:59", True), ("19:00", False)],
)
def test_open_from_the_first_minute_to_the_last(hour: str, open_: bool) -> None:
    spans = [("10:00", "12:30"), ("14:00", "19:00")]
    assert shops.is_open(spans, datetime.strptime(hour, "%H:%M")) is open_  # noqa: DTZ007


def test_the_team_and_its_rights(client: Client, login: Login) -> None:
    login(client, "store_manager")
    text = page(client, "/team/")
    assert "Store manager" in text
    assert "Merge and set apart" in text
    login(client, "associate")
    page(client, "/team/", 403)


def test_every_permission_has_its_words() -> None:
    every = {permission for held in roles.PERMISSIONS.values() for permission in held}
    assert every == set(team.PERMISSIONS)


def test_the_log_of_deeds_is_filtered_and_paged(client: Client, login: Login, system: Actor) -> None:
    dpo = login(client, "dpo")
    for count in range(60):
        audit(dpo if count % 2 else system, "customers.exported", str(count), {"filtered": True})
    audit(system, "feeds.source_created", "s", {"name": "Till"})
    text = page(client, "/audit/")
    assert "Made a source" in text
    assert text.count("Exported customers") == 49
    following = text.partition('hx-get="')[2].partition('"')[0].replace("&amp;", "&")
    assert page(client, following, headers={"HX-Request": "true"}).count("Exported customers") == 11
    assert "Exported customers" not in page(client, "/audit/?area=feeds")
    assert page(client, f"/audit/?area=customers&who={dpo.staff}").count("Exported customers") == 30
    page(client, "/audit/?area=zz&who=zz")
    page(client, "/audit/?before=zz", 422)


def test_the_trail_goes_on_without_gap_or_double(actor_of_role: ActorOfRole, system: Actor) -> None:
    dpo = actor_of_role("dpo")
    for count in range(7):
        audit(system, "feeds.file_received", str(count))
    seen: list[str] = []
    last: UUID | None = None
    while found := audit_trail(actor=dpo, area="feeds", before=last, limit=3):
        seen += [deed.subject for deed in found]
        last = found[-1].id
    assert seen == [str(count) for count in reversed(range(7))]
    assert [deed.subject for deed in audit_trail(actor=dpo, subject="3")] == ["3"]


def test_the_trail_is_for_those_who_may(client: Client, login: Login) -> None:
    steward = login(client, "steward")
    page(client, "/audit/", 403)
    with pytest.raises(Forbidden):
        audit_trail(actor=steward)


def test_exports_say_why_not(client: Client, login: Login) -> None:
    login(client, "steward")
    assert page(client, "/exports/").count(" download>") == 4
    login(client, "associate")
    text = page(client, "/exports/")
    assert " download>" not in text
    assert text.count("Your role does not allow this export.") == 3


def test_the_crosswalk_of_an_empty_house_is_its_header(client: Client, login: Login) -> None:
    login(client, "steward")
    answer = client.get("/exports/crosswalk.csv")
    assert isinstance(answer, StreamingHttpResponse)
    assert body(answer) == b"source,source_id,customer_id\n"


def test_a_csv_runs_no_formula() -> None:
    rows = iter([("a", "b"), ("=1+1", None), ("@SUM(A1)", 3), ("+33612345678", 'é\n"x"')])
    text = body(csv_download("x.csv", rows)).decode()
    assert list(csv.reader(io.StringIO(text)))[1:] == [
        ["'=1+1", ""],
        ["'@SUM(A1)", "3"],
        ["+33612345678", 'é\n"x"'],
    ]


def test_parquet_keeps_texts_as_they_are(tmp_path: object) -> None:
    rows = iter([("text", "n"), ("=1+1", 1), ("", None), ('a,\n"b"', 2)])
    data = body(parquet_download("x.parquet", rows, {"n": "INTEGER"}))
    assert data[:4] == b"PAR1"
    assert data[-4:] == b"PAR1"
