"""Sources: named once, trusted by field, edited by those who may, counted."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from habitue.ground.kernel.types import Actor, Forbidden, InvalidInput, NotFound, system_actor
from habitue.ground.places import api as places
from habitue.know.collect import api as collect
from tests.fixtures import ActorOfRole
from tests.pipeline.way import bring, everything, line, one, rows, source

pytestmark = pytest.mark.django_db


def test_a_source_is_made_with_its_trust(system: Actor) -> None:
    made = collect.create_source(actor=system, name=" Caisses ", kind="till", owner="Léa", trust={"card": 90})
    assert (made.name, made.kind, made.owner) == ("Caisses", "till", "Léa")
    assert made.trust == {"default": 50, "card": 90}
    assert collect.source_by_name(actor=system, name="caisses ") == made
    assert collect.source_trust(house_id=system.house) == {made.id: {"default": 50, "card": 90}}
    assert collect.source_names(house_id=system.house) == {made.id: "Caisses"}


@pytest.mark.parametrize("name", ["", "  ", "Caisses", "CAISSES", " caisses "])
def test_a_name_is_given_once(system: Actor, name: str) -> None:
    collect.create_source(actor=system, name="Caisses")
    before = everything()
    with pytest.raises(InvalidInput):
        collect.create_source(actor=system, name=name)
    assert everything() == before


@pytest.mark.parametrize("trust", [-1, 101, 1000])
def test_trust_goes_from_0_to_100(system: Actor, trust: int) -> None:
    till = source(system)
    for attempt in (
        lambda: collect.create_source(actor=system, name="autre", trust={"card": trust}),
        lambda: collect.edit_source(actor=system, source_id=till, trust={"card": trust}),
    ):
        with pytest.raises(InvalidInput):
            attempt()
    assert collect.source_view(actor=system, source_id=till).trust == {"default": 50}


def test_a_source_is_edited_and_the_deed_is_kept(system: Actor) -> None:
    till = source(system)
    edited = collect.edit_source(actor=system, source_id=till, name="Tills", trust={"default": 30})
    assert (edited.name, edited.trust) == ("Tills", {"default": 30})
    assert collect.edit_source(actor=system, source_id=till, name="TILLS").name == "TILLS"
    assert one("select count(*) from kernel_audit where action = 'feeds.source_edited'") == 2


def test_a_source_counts_records_open_rejects_and_its_last_import(system: Actor) -> None:
    till = source(system)
    assert collect.source_view(actor=system, source_id=till).last_import is None
    bring(system, till, line("1", nom="DUPONT"), line("2", nom="PETIT"), line("", nom="X"))
    bring(system, till, line("1", nom="DUPOND", maj="2026-02-01"), line("3", nom="ROUX"), line("", nom="Y"))
    found = collect.source_view(actor=system, source_id=till)
    assert (found.records, found.open_rejects, found.mapping_version) == (3, 2, 1)
    assert found.last_import is not None
    assert [each.name for each in collect.sources(actor=system)] == ["caisse"]


def test_sources_of_another_house_do_not_exist(system: Actor) -> None:
    till = source(system)
    stranger = system_actor(places.open_house(name="Une autre maison").id)
    assert collect.sources(actor=stranger) == []
    assert collect.source_by_name(actor=stranger, name="caisse") is None
    for attempt in (
        lambda: collect.source_view(actor=stranger, source_id=till),
        lambda: collect.edit_source(actor=stranger, source_id=till, name="volée"),
        lambda: collect.mapping_versions(actor=stranger, source_id=till),
        lambda: collect.source_view(actor=system, source_id=UUID(int=1)),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert rows("select name from collect_source") == [("caisse",)]


@pytest.mark.parametrize("role", ["associate", "support"])
def test_who_may_not_see_feeds_sees_none(system: Actor, actor_of_role: ActorOfRole, role: str) -> None:
    source(system)
    with pytest.raises(Forbidden):
        collect.sources(actor=actor_of_role(role))


def test_a_marketer_imports_and_does_not_edit(system: Actor, actor_of_role: ActorOfRole) -> None:
    marketer = actor_of_role("marketer")
    made = collect.create_source(actor=marketer, name="newsletter")
    with pytest.raises(Forbidden):
        collect.edit_source(actor=marketer, source_id=made.id, trust={"email": 100})
    assert collect.source_view(actor=system, source_id=made.id).trust == {"default": 50}


def test_watched_folders_stay_where_the_machine_allows_them(
    system: Actor, settings: Any, tmp_path: Path
) -> None:
    inside, outside = tmp_path / "in" / "tills", tmp_path / "in" / ".." / "elsewhere"
    settings.HABITUE = settings.HABITUE.model_copy(update={"watch_folder": tmp_path / "in"})
    view = collect.create_source(actor=system, name="Tills", watch_folder=str(inside))
    with pytest.raises(InvalidInput):
        collect.edit_source(actor=system, source_id=view.id, watch_folder=str(outside))
    assert collect.source_view(actor=system, source_id=view.id).watch_folder == str(inside)
