"""The way of a file through the console: dropped, mapped, tried, run, its rejects mended; and what must never be a 500."""

import csv
import io
import re
import zipfile
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from habitue.ground.kernel.types import Actor
from habitue.know.collect import api as collect
from habitue.know.collect.tests.torture import CASES, Case
from habitue.show.web.pages.feeds.preparing import source_name
from tests.fixtures import Login

pytestmark = pytest.mark.django_db
FILE = (
    b"id;nom;prenom;email;modifie\n"
    b"1;DUPONT;Anne;anne@exemple.fr;2026-01-05\n"
    b"2;MARTIN;Paul;paul@exemple.fr;2026-01-06\n"
    b";PETIT;Jean;jean@exemple.fr;2026-01-07\n"
    b"4;=HYPERLINK(1);Zoe;zoe@exemple.fr;2026-01-08;en trop\n"
)

FIELDS = {"field-0": "key", "field-4": "changed_at"}
"""What so short a file does not tell by itself."""


@pytest.fixture
def steward(client: Client, login: Login) -> Actor:
    """A data steward, signed in on `client`, reading English."""
    actor = login(client, "steward")
    client.post("/language", {"language": "en"})
    return actor


def drop(client: Client, name: str = "clients.csv", content: bytes = FILE, where: str = "/feeds/drop") -> str:
    """Drop a file; the answer's HTML."""
    answer = client.post(where, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 200
    return answer.content.decode()


def import_of(html: str) -> str:
    """The address of the import that an upload's line leads to."""
    found = re.search(r"/feeds/imports/[0-9a-f-]+/", html)
    assert found
    return found[0]


def mapped(client: Client, page: str, then: str, **changes: str) -> int:
    """Send the mapping as it is proposed, with changes; the status of the answer."""
    values = {"key": "0", "date_order": "iso", "then": then, **changes}
    return client.post(f"{page}mapping", values).status_code


def ran(client: Client) -> str:
    """An import brought to its end; its page."""
    page = import_of(drop(client))
    client.post(f"{page}source", {"source": "new", "name": "Caisse"})
    assert mapped(client, page, "start") == 302
    collect.perform(import_id=UUID(page.split("/")[3]))
    return page


def test_a_dropped_file_says_what_it_holds_and_leads_to_its_page(client: Client, steward: Actor) -> None:
    html = drop(client)
    assert "5 columns" in html
    page = client.get(import_of(html)).content.decode()
    assert "Which source does this file come from?" in page
    assert "DUPONT" in page


def test_the_whole_way_of_a_file(client: Client, steward: Actor) -> None:
    page = import_of(drop(client))
    assert client.post(f"{page}source", {"source": "new", "name": "Caisse"}).status_code == 302
    assert 'name="field-3"' in client.get(page).content.decode()
    assert mapped(client, page, "try", **FIELDS, **{"field-2": "extra"}) == 302
    assert 'id="wizard-poll"' in client.get(page).content.decode()
    collect.perform(import_id=UUID(page.split("/")[3]))
    verdict = client.get(page).content.decode()
    assert "4 lines were read, nothing was written." in verdict
    assert "The record has no number" in verdict
    assert "The line has 6 cells; the file has 5 columns." in verdict
    assert "DUPONT" in client.get(f"{page}?show=new").content.decode()
    assert client.post(f"{page}start").status_code == 302
    collect.perform(import_id=UUID(page.split("/")[3]))
    done = client.get(page).content.decode()
    assert "What became of every line" in done
    assert "Mend 2 lines" in done
    mapping = collect.import_view(actor=steward, import_id=UUID(page.split("/")[3])).mapping
    assert mapping is not None
    assert [str(each.field) for each in mapping.columns] == [
        "key",
        "last_name",
        "extra",
        "email",
        "changed_at",
    ]


def test_the_second_file_of_a_source_finds_its_mapping_and_what_changes(
    client: Client, steward: Actor
) -> None:
    ran(client)
    newer = FILE.replace(b"Anne;anne@exemple.fr;2026-01-05", b"Anne;anne@neuf.fr;2026-02-05")
    page = import_of(drop(client, content=newer))
    assert "The columns are those of its files." in client.get(page).content.decode()
    source = collect.source_by_name(actor=steward, name="caisse")
    assert source
    client.post(f"{page}source", {"source": str(source.id)})
    assert "As in the mapping of this source." in client.get(page).content.decode()
    mapped(client, page, "try")
    collect.perform(import_id=UUID(page.split("/")[3]))
    updated = client.get(f"{page}?show=updated").content.decode()
    assert "anne@neuf.fr" in updated
    assert '<s class="faint">anne@exemple.fr</s>' in updated


def test_a_mapping_that_does_not_hold_is_said_on_the_page(client: Client, steward: Actor) -> None:
    page = import_of(drop(client))
    client.post(f"{page}source", {"source": "new", "name": "Caisse"})
    answer = client.post(f"{page}mapping", {"field-1": "email", "field-3": "email", "key": "0"})
    assert answer.status_code == 422
    assert "“nom” and “email” both go to “E-mail”." in answer.content.decode()
    assert answer.content.decode().count('<option value="email" selected>') == 2
    answer = client.post(f"{page}mapping", {"then": "try"})
    assert answer.status_code == 422
    assert "Choose the column that tells one record from another" in answer.content.decode()


def test_a_source_of_the_same_name_is_refused_on_the_page(client: Client, steward: Actor) -> None:
    collect.create_source(actor=steward, name="Caisse")
    page = import_of(drop(client))
    answer = client.post(f"{page}source", {"source": "new", "name": "caisse"})
    assert answer.status_code == 422
    assert "There is already a source of this name." in answer.content.decode()


def test_a_mapping_goes_out_and_comes_back_as_yaml(client: Client, steward: Actor) -> None:
    page = import_of(drop(client))
    client.post(f"{page}source", {"source": "new", "name": "Caisse"})
    given = client.get(f"{page}mapping.yaml")
    assert given["Content-Disposition"] == 'attachment; filename="mapping-Caisse.yaml"'
    text = given.content.decode().replace('"prenom": first_name', '"prenom": ignore')
    text = re.sub(r'("prenom":\s*)first_name', r"\1ignore", text)
    assert (
        client.post(
            f"{page}mapping.yaml", {"mapping": SimpleUploadedFile("m.yaml", text.encode())}
        ).status_code
        == 302
    )
    mapping = collect.import_view(actor=steward, import_id=UUID(page.split("/")[3])).mapping
    assert mapping is not None
    assert str(mapping.field_of("prenom")) == "ignore"
    for wrong in (
        b"",
        b"\xff\xfe",
        b"- nothing",
        b'columns:\n  "x": email\nkey: ["x"]\n',
        b"columns: {a: nonsense}",
    ):
        answer = client.post(f"{page}mapping.yaml", {"mapping": SimpleUploadedFile("m.yaml", wrong)})
        assert answer.status_code == 422


def test_a_file_is_read_again_as_a_person_declares(client: Client, steward: Actor) -> None:
    page = import_of(drop(client, content="id;prénom\n1;Zoé\n2;Noël\n".encode("cp1252")))
    client.post(f"{page}read", {"encoding": "utf-16", "separator": "", "header": "yes"})
    assert (
        client.post(f"{page}read", {"encoding": "cp1252", "separator": ",", "header": "no"}).status_code
        == 302
    )
    view = collect.import_view(actor=steward, import_id=UUID(page.split("/")[3]))
    assert (view.shape["separator"], view.shape["header"], len(view.columns)) == (",", False, 1)


def test_a_zip_gives_an_import_for_each_file_listed_together(client: Client, steward: Actor) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("un.csv", FILE)
        archive.writestr("deux.csv", FILE)
    html = drop(client, "tout.zip", packed.getvalue())
    assert "2 tables" in html
    page = client.get(import_of(html)).content.decode()
    assert "un.csv" in page
    assert "deux.csv" in page


def test_a_file_put_away_leaves_the_list_and_the_disk(client: Client, steward: Actor) -> None:
    page = import_of(drop(client))
    assert client.post(f"{page}forget")["Location"] == "/feeds/"
    assert client.get(page, headers={"Accept": "text/html"}).status_code == 404


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_broken_file_gets_a_page_that_says_what_to_do(
    client: Client, steward: Actor, tmp_path: Path, case: Case
) -> None:
    case.write(tmp_path / case.name)
    html = drop(client, case.name, (tmp_path / case.name).read_bytes())
    page = import_of(html)
    assert client.get(page).status_code == 200
    assert client.post(f"{page}source", {"source": "new", "name": "X"}).status_code in (302, 409)
    assert client.get(page).status_code == 200


def test_a_reject_is_mended_in_its_row(client: Client, steward: Actor) -> None:
    ran(client)
    assert "The record has no number" in client.get("/rejects/").content.decode()
    reject = next(each for each in collect.rejects(actor=steward) if each.cells)
    page, htmx = (
        f"/rejects/{reject.id}/",
        {"HX-Request": "true", "HX-Current-URL": "http://testserver/rejects/"},
    )
    form = client.get(page, headers=htmx).content.decode()
    assert 'name="cell-0" value="" autofocus' in form
    cells = {f"cell-{i}": cell for i, cell in enumerate(reject.cells or ())}
    wrong = client.post(page, cells, headers=htmx)
    assert wrong.status_code == 422
    assert "This line still cannot become a record" in wrong.content.decode()
    right = client.post(page, cells | {"cell-0": "3"}, headers=htmx)
    assert right.status_code == 200
    assert "Line 4 is a record now." in right.content.decode()
    assert collect.open_reject_count(actor=steward) == 1
    assert client.post(page, cells, headers=htmx).status_code == 409


def test_a_line_cut_wrong_opens_cut_as_it_was_meant(client: Client, steward: Actor) -> None:
    ran(client)
    reject = next(each for each in collect.rejects(actor=steward) if each.cells is None)
    form = client.get(f"/rejects/{reject.id}/").content.decode()
    assert 'name="cell-3" value="zoe@exemple.fr"' in form
    assert 'name="cell-4" value="2026-01-08;en trop"' in form


def test_dismissals_are_taken_back_one_or_many(client: Client, steward: Actor) -> None:
    ran(client)
    htmx = {"HX-Request": "true", "HX-Current-URL": "http://testserver/rejects/?reason=row.no_key"}
    first, second = (str(each.id) for each in collect.rejects(actor=steward))
    said = client.post(f"/rejects/{first}/dismiss", headers=htmx).content.decode()
    assert f"/rejects/{first}/reopen" in said
    assert (
        client.post(f"/rejects/{first}/reopen", headers=htmx)["HX-Redirect"] == "/rejects/?reason=row.no_key"
    )
    client.post("/rejects/dismiss", {"pick": [first, second, "nonsense"]}, headers=htmx)
    assert collect.open_reject_count(actor=steward) == 0
    page = client.get("/rejects/?state=dismissed").content.decode()
    undo = re.search(r'data-undo="([^"]+)"', page)
    assert undo
    client.post(undo[1].replace("&amp;", "&"), headers=htmx)
    assert collect.open_reject_count(actor=steward) == 2


def test_rejects_are_narrowed_by_what_stands_in_the_address(client: Client, steward: Actor) -> None:
    ran(client)
    assert "1 in all" in client.get("/rejects/?reason=row.no_key").content.decode()
    assert "1 in all" in client.get("/rejects/?q=HYPERLINK").content.decode()
    assert "No line is like this" in client.get(f"/rejects/?source={uuid4()}").content.decode()
    for nonsense in ("?state=x", "?source=x", "?import=%00", "?reason=x", "?after=x", "?q=%00"):
        assert client.get(f"/rejects/{nonsense}").status_code == 200


def test_the_export_runs_no_formula(client: Client, steward: Actor) -> None:
    content = b"id;nom;email\n1;A;a@b.fr\n=1+1;B;b@b.fr;x\n=cmd|' /C calc'!A0;C;c@b.fr;=2\n"
    page = import_of(drop(client, content=content))
    client.post(f"{page}source", {"source": "new", "name": "=Caisse"})
    mapped(client, page, "start")
    collect.perform(import_id=UUID(page.split("/")[3]))
    answer = client.get("/rejects/export.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["source", "file", "line", "column", "value", "reason", "suggestion", "raw"]
    assert [row[0] for row in rows[1:]] == ["'=Caisse", "'=Caisse"]
    assert not any(cell.startswith(("=", "@")) for row in rows for cell in row)
    assert rows[1][5] == "The line has 4 cells; the file has 3 columns."


def test_a_source_is_made_and_changed(client: Client, steward: Actor) -> None:
    values = {"name": "Caisses", "kind": "till", "owner": "Odile", "watch_folder": "", "trust-default": "60"}
    page = client.post("/feeds/sources/new", values)["Location"]
    assert client.post(f"{page}edit", values | {"trust-card": "90"})["Location"] == f"{page}?saved=1"
    source = collect.source_by_name(actor=steward, name="caisses")
    assert source
    assert (source.kind, source.owner, dict(source.trust)) == ("till", "Odile", {"default": 60, "card": 90})
    for wrong in ({"name": ""}, {"trust-card": "101"}, {"trust-card": "x"}):
        assert client.post(f"{page}edit", values | wrong).status_code == 422
    assert client.get(f"{page}?saved=1").status_code == 200


def test_who_may_only_look_gets_no_buttons_and_no_way_around(client: Client, login: Login) -> None:
    login(client, "steward")
    page = ran(client)
    login(client, "analyst")
    assert client.get("/feeds/").status_code == 200
    assert "data-drop" not in client.get("/feeds/").content.decode()
    assert client.post("/feeds/drop", {"file": SimpleUploadedFile("a.csv", FILE)}).status_code == 403
    for command in ("source", "mapping", "try", "start", "resume", "cancel", "forget", "read"):
        assert client.post(f"{page}{command}").status_code in (403, 409, 422)
    assert client.post("/rejects/mend", {"pick": str(uuid4())}).status_code == 403
    login(client, "associate")
    assert client.get("/feeds/").status_code == 403
    assert client.get("/rejects/export.csv").status_code == 403


@pytest.mark.parametrize(
    "path",
    ["feeds/imports/{}/", "feeds/sources/{}/", "feeds/sources/{}/edit", "rejects/{}/", "rejects/{}/row"],
)
def test_what_is_not_there_is_a_404(client: Client, steward: Actor, path: str) -> None:
    assert client.get(f"/{path.format(uuid4())}", headers={"Accept": "text/html"}).status_code == 404
    assert client.get(f"/{path.format('x')}", headers={"Accept": "text/html"}).status_code == 404


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("caisse_2026-01-05.csv", "Caisse"), ("export_clients_boutique.xlsx", "Boutique"), ("newsletter.csv", "Newsletter"),
        ("20260105.csv", "20260105"),
    ],
)  # fmt: skip
def test_a_source_is_named_after_its_file(file: str, name: str) -> None:
    assert source_name(file) == name
