"""Mappings: versions kept with their source, used again, and read anew when they change."""

import pytest

from habitue.ground.kernel.types import Actor, Conflict, InvalidInput
from habitue.know.collect import api as collect
from habitue.know.collect.types import ColumnMapping, Field, Mapping
from tests.pipeline.way import FIELDS, HEADER, bring, counts, line, mapping, one, received, rows, source

pytestmark = pytest.mark.django_db

COLUMNS = tuple(HEADER.split(";"))


def changed(**fields: Field) -> Mapping:
    """The mapping with some columns mapped otherwise."""
    return Mapping(
        tuple(
            ColumnMapping(name, fields.get(name, field)) for name, field in zip(COLUMNS, FIELDS, strict=True)
        ),
        ("id",),
        "iso",
    )


def test_a_mapping_that_says_the_same_is_no_new_version(system: Actor) -> None:
    till = source(system)
    for _ in range(2):
        bring(system, till, line("1", nom="DUPONT"))
    bring(system, till, line("1", nom="DUPONT"), by=changed(carte=Field.EXTRA))
    versions = collect.mapping_versions(actor=system, source_id=till)
    assert [(each.version, each.used) for each in versions] == [(2, True), (1, False)]
    assert versions[0].mapping.field_of("carte") is Field.EXTRA
    assert versions[1].mapping.field_of("carte") is Field.CARD


def test_a_source_proposes_what_it_was_told(system: Actor) -> None:
    till = source(system)
    bring(system, till, line("1", nom="DUPONT"), by=changed(ville=Field.EXTRA))
    (view,) = received(system, till, "\n".join((HEADER, line("2", nom="PETIT", ville="Lyon"))))
    assert view.mapping is not None
    assert view.mapping.field_of("ville") is Field.EXTRA
    assert view.mapping.key == ("id",)


def test_a_changed_mapping_reads_every_line_anew(system: Actor) -> None:
    till = source(system)
    lines = [line("1", nom="DUPONT"), line("2", nom="PETIT")]
    bring(system, till, *lines, by=changed(nom=Field.FIRST_NAME, prenom=Field.LAST_NAME))
    again = bring(system, till, *lines)
    assert counts(again) == {"updated": 2}
    assert rows("select distinct imported_id from collect_record") == [(again.id,)]
    assert counts(bring(system, till, *lines)) == {"unchanged": 2}


def test_a_mapping_that_finds_older_change_times_is_obeyed(system: Actor) -> None:
    till = source(system)
    lines = [line("1", nom="DUPONT", maj="2020-01-01"), line("2", nom="PETIT", maj="2021-01-01")]
    bring(system, till, *lines, by=changed(maj=Field.EXTRA))
    again = bring(system, till, *lines)
    assert counts(again) == {"updated": 2}
    found = rows("select key, changed_at::date::text from collect_record order by key")
    assert found == [("1", "2019-12-31"), ("2", "2020-12-31")]


def test_an_older_line_stays_older_under_a_changed_mapping(system: Actor) -> None:
    till = source(system)
    bring(system, till, line("1", nom="NEUF", maj="2026-05-01"))
    assert counts(bring(system, till, line("1", nom="VIEUX"), by=changed(carte=Field.EXTRA))) == {"older": 1}


def test_a_mapping_without_a_key_or_a_source_is_refused(system: Actor) -> None:
    (view,) = received(system, source(system), "\n".join((HEADER, line("1", nom="DUPONT"))))
    for key in ((), ("ailleurs",)):
        with pytest.raises(InvalidInput):
            collect.save_import_mapping(
                actor=system, import_id=view.id, mapping=Mapping(mapping().columns, key, "iso")
            )
    with pytest.raises(InvalidInput):
        collect.start(actor=system, import_id=view.id, now_here=True)
    assert one("select count(*) from collect_sourcemapping") == 0


def test_a_mapping_is_settled_once_the_import_has_begun(system: Actor) -> None:
    view = bring(system, source(system), line("1", nom="DUPONT"))
    with pytest.raises(Conflict):
        collect.save_import_mapping(actor=system, import_id=view.id, mapping=mapping())


def test_another_source_proposes_anew(system: Actor) -> None:
    till, shop = source(system), source(system, "boutique")
    bring(system, shop, line("1", nom="DUPONT"), by=changed(ville=Field.EXTRA))
    (view,) = received(system, till, "\n".join((HEADER, line("2", nom="PETIT", ville="Lyon"))))
    assert collect.likely_source(actor=system, import_id=view.id) == shop
    moved = collect.choose_source(actor=system, import_id=view.id, source_id=shop)
    assert moved.mapping is not None
    assert moved.mapping.field_of("ville") is Field.EXTRA


def test_a_tried_mapping_is_not_kept(system: Actor) -> None:
    (view,) = received(system, source(system), "\n".join((HEADER, line("1", nom="DUPONT"))))
    collect.try_dry(actor=system, import_id=view.id, now_here=True, mapping=changed(carte=Field.EXTRA))
    collect.perform(import_id=view.id)
    tried = collect.import_view(actor=system, import_id=view.id)
    assert (tried.state, tried.mapping_version) == ("tried", 0)
    assert one("select count(*) from collect_sourcemapping") == 0
    with pytest.raises(InvalidInput):
        collect.start(actor=system, import_id=view.id, now_here=True)


def test_changed_columns_are_told(system: Actor) -> None:
    till = source(system)
    bring(system, till, line("1", nom="DUPONT"))
    header = HEADER.replace("ville", "points").replace("nom;prenom", "NOM;prenom")
    (view,) = received(system, till, "\n".join((header, line("2", nom="PETIT"))))
    change = collect.column_change(actor=system, import_id=view.id)
    assert (change.missing, change.new, change.renamed) == (("ville",), ("points",), (("nom", "NOM"),))
