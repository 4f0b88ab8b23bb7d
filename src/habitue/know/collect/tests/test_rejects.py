"""Lines that could not become records: seen, mended, replayed, put aside, never doubled, never lost."""

import json

import pytest
from django.utils import translation

from habitue.ground.kernel.types import Actor, Conflict, Forbidden, InvalidInput, NotFound, system_actor
from habitue.ground.places import api as places
from habitue.know.collect import api as collect
from habitue.know.collect.api import RejectFilters, RejectView
from tests.fixtures import ActorOfRole
from tests.pipeline.way import HEADER, bring, everything, line, mapping, one, rows, source, state

pytestmark = pytest.mark.django_db

COLUMNS = HEADER.split(";")
BAD = line("", nom="DUPONT", email="a@orange.fr")
LATE = line("7", nom="PETIT", maj="2026-13-01")


def only(actor: Actor, **wanted: str) -> RejectView:
    """The only open reject."""
    (found,) = collect.rejects(actor=actor, **wanted)  # type: ignore[arg-type]
    return found


def cells(view: RejectView, **changes: str) -> list[str]:
    """A reject's cells with changes by column."""
    assert view.cells is not None
    return [changes.get(column, cell) for column, cell in zip(COLUMNS, view.cells, strict=True)]


def test_a_reject_says_where_what_and_why(system: Actor) -> None:
    bring(system, source(system), line("1", nom="MARTIN"), BAD)
    found = only(system)
    assert (found.line, found.column, found.value, found.code) == (3, "id", "", "row.no_key")
    assert found.columns == tuple(COLUMNS)
    assert found.cells == tuple(BAD.split(";"))
    assert found.raw == " | ".join(BAD.split(";"))
    assert (found.file_name, found.source_name, found.state) == ("clients.csv", "caisse", "open")


def test_a_mended_line_becomes_a_record_and_its_reject_is_settled(system: Actor) -> None:
    till = source(system)
    bring(system, till, line("1", nom="MARTIN"), BAD)
    found = only(system)
    assert collect.mend(actor=system, reject_id=found.id, cells=cells(found, id="2")) == []
    assert collect.rejects(actor=system) == []
    settled = collect.reject_view(actor=system, reject_id=found.id)
    assert (settled.state, settled.settled_by) == ("mended", "habitue")
    assert rows("select key, raw from collect_record where key = '2'") == [
        ("2", '["2","DUPONT","","","a@orange.fr","","","","","","2026-01-01"]')
    ]
    fact = one(
        "select payload from kernel_log where type = 'collect.records.received' order by id desc limit 1"
    )
    payload = json.loads(fact)
    assert (payload["first"], payload["last"], payload["fresh"]) == (2, 2, True)
    with pytest.raises(Conflict):
        collect.mend(actor=system, reject_id=found.id, cells=cells(found, id="3"))


def test_a_line_mended_badly_stays_with_its_new_problems(system: Actor) -> None:
    bring(system, source(system), BAD)
    found, before = only(system), everything()
    problems = collect.mend(actor=system, reject_id=found.id, cells=cells(found, id="2.9E+12", maj="hier"))
    assert [problem.code for problem in problems] == ["key.scientific", "changed_at.unreadable"]
    assert everything() == before
    assert only(system) == found


def test_a_line_mended_into_a_known_record_settles_by_its_change_time(system: Actor) -> None:
    till = source(system)
    bring(
        system,
        till,
        line("1", nom="ANCIEN"),
        line("2", nom="RECENT", maj="2026-05-01"),
        BAD,
        line("", nom="X"),
    )
    first, second = collect.rejects(actor=system)
    collect.mend(actor=system, reject_id=first.id, cells=cells(first, id="1"))
    collect.mend(actor=system, reject_id=second.id, cells=cells(second, id="2"))
    names = {key: raw.split('"')[3] for key, raw in rows("select key, raw from collect_record")}
    assert names == {"1": "DUPONT", "2": "RECENT"}


def test_the_number_of_cells_must_be_the_files(system: Actor) -> None:
    bring(system, source(system), BAD)
    with pytest.raises(InvalidInput):
        collect.mend(actor=system, reject_id=only(system).id, cells=["1", "DUPONT"])


def test_the_same_bad_line_is_listed_once(system: Actor) -> None:
    till = source(system)
    bring(system, till, line("1", nom="MARTIN"), BAD)
    bring(system, till, line("1", nom="MARTIN"), BAD, line("2", nom="PETIT"))
    bring(system, till, line("1", nom="MARTIN"), BAD)
    assert [found.line for found in collect.rejects(actor=system)] == [3]


def test_what_was_put_aside_does_not_come_back_with_the_same_file(system: Actor) -> None:
    till = source(system)
    bring(system, till, BAD)
    collect.dismiss(actor=system, reject_id=only(system).id)
    bring(system, till, BAD, line("2", nom="PETIT"))
    assert collect.rejects(actor=system) == []


def test_a_suggestion_mends_at_once(system: Actor) -> None:
    till = source(system)
    by = mapping()
    by = type(by)(by.columns, by.key, "dmy")
    bring(system, till, line("7", nom="PETIT", maj="02/25/2026"), BAD, by=by)
    swapped, other = collect.rejects(actor=system)
    assert (swapped.code, swapped.suggestion) == ("changed_at.unreadable", "25/02/2026")
    assert collect.apply_suggestions(actor=system, reject_ids=[swapped.id, other.id]) == (1, 1)
    assert [found.id for found in collect.rejects(actor=system)] == [other.id]
    assert rows("select key, changed_at::date::text from collect_record") == [("7", "2026-02-24")]


def test_put_aside_and_taken_back(system: Actor) -> None:
    bring(system, source(system), BAD)
    found = only(system)
    collect.dismiss(actor=system, reject_id=found.id)
    assert only(system, state="dismissed").settled_by == "habitue"
    with pytest.raises(Conflict):
        collect.dismiss(actor=system, reject_id=found.id)
    collect.reopen(actor=system, reject_id=found.id)
    assert only(system) == found
    with pytest.raises(Conflict):
        collect.reopen(actor=system, reject_id=found.id)


def test_rejects_are_filtered_counted_and_paged(system: Actor) -> None:
    till, shop = source(system), source(system, "boutique")
    view = bring(system, till, BAD, LATE, line("", nom="MARTIN"))
    bring(system, shop, BAD)
    late = only(system, code="changed_at.unreadable")
    assert late.value == "2026-13-01"
    assert only(system, text="martin").line == 4
    assert len(collect.rejects(actor=system, source_id=till)) == 3
    assert len(collect.rejects(actor=system, import_id=view.id)) == 3
    pages = [collect.rejects(actor=system, limit=2)]
    pages.append(collect.rejects(actor=system, limit=2, after=pages[0][-1].id))
    assert [len(page) for page in pages] == [2, 2]
    assert len({found.id for page in pages for found in page}) == 4
    collect.dismiss(actor=system, reject_id=late.id)
    figures = collect.reject_figures(actor=system, filters=RejectFilters(source_id=till))
    assert (figures.total, figures.states, figures.codes) == (
        2,
        {"open": 2, "dismissed": 1},
        {"row.no_key": 2},
    )
    assert collect.open_reject_count(actor=system) == 3


def test_rejects_are_exported_with_their_reasons(system: Actor) -> None:
    bring(system, source(system), BAD, LATE)
    with translation.override("en"):
        header, *exported = collect.export_rejects(actor=system)
    assert header == ("source", "file", "line", "column", "value", "reason", "suggestion", "raw")
    assert [row[:6] for row in exported] == [
        (
            "caisse",
            "clients.csv",
            2,
            "id",
            "",
            "The record has no number, so nobody can tell which one it is.",
        ),
        ("caisse", "clients.csv", 3, "maj", "2026-13-01", "The date of the last change cannot be read."),
    ]


def test_a_line_that_a_better_mapping_can_read_is_no_reject_any_more(system: Actor) -> None:
    till = source(system)
    fields = [*mapping().columns]
    by_card = type(mapping())(tuple(fields), ("carte",), "iso")
    bring(system, till, line("1", nom="MARTIN", carte="C1"), line("2", nom="PETIT"), by=by_card)
    found = only(system)
    assert (found.code, found.column) == ("row.no_key", "carte")
    bring(system, till, line("1", nom="MARTIN", carte="C1"), line("2", nom="PETIT"))
    assert collect.rejects(actor=system) == []
    assert collect.reject_view(actor=system, reject_id=found.id).state == "mended"
    assert {row[0] for row in rows("select key from collect_record")} == {"C1", "1", "2"}


def test_a_line_that_could_not_be_split_keeps_its_text(system: Actor) -> None:
    bring(system, source(system), line("1", nom="MARTIN"), "2;trop;court", line("3", nom="PETIT"))
    found = only(system)
    assert (found.code, found.cells, found.raw) == ("row.too_few_cells", None, "2;trop;court")
    mended = ["2", "COURT", *[""] * 8, "2026-01-01"]
    assert collect.mend(actor=system, reject_id=found.id, cells=mended) == []
    assert {row[0] for row in rows("select key from collect_record")} == {"1", "2", "3"}


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "\\N", "'; drop table", "é" * 300])
def test_a_line_mended_with_odd_characters_is_a_record_or_stays(system: Actor, text: str) -> None:
    bring(system, source(system), BAD)
    found = only(system)
    problems = collect.mend(actor=system, reject_id=found.id, cells=cells(found, id=text, nom=text))
    settled = collect.reject_view(actor=system, reject_id=found.id).state == "mended"
    assert settled is (not problems)
    assert one("select count(*) from collect_record") == int(settled)


def test_rejects_of_another_house_do_not_exist(system: Actor) -> None:
    bring(system, source(system), BAD)
    found = only(system)
    stranger = system_actor(places.open_house(name="Une autre maison").id)
    for attempt in (collect.dismiss, collect.reopen, collect.reject_view):
        with pytest.raises(NotFound):
            attempt(actor=stranger, reject_id=found.id)
    with pytest.raises(NotFound):
        collect.mend(actor=stranger, reject_id=found.id, cells=cells(found, id="2"))
    assert collect.rejects(actor=stranger) == []


@pytest.mark.parametrize("role", ["associate", "marketer", "support", "dpo", "analyst"])
def test_who_may_not_mend_changes_nothing(system: Actor, actor_of_role: ActorOfRole, role: str) -> None:
    bring(system, source(system), BAD)
    found, person = only(system), actor_of_role(role)
    before, held = everything(), state("collect_reject")
    for attempt in (
        lambda: collect.mend(actor=person, reject_id=found.id, cells=cells(found, id="2")),
        lambda: collect.dismiss(actor=person, reject_id=found.id),
        lambda: collect.reopen(actor=person, reject_id=found.id),
        lambda: collect.apply_suggestions(actor=person, reject_ids=[found.id]),
    ):
        with pytest.raises(Forbidden):
            attempt()
    assert (everything(), state("collect_reject")) == (before, held)
