"""Quality counters stand for what the tables hold, whatever came and however often."""

from collections import Counter
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from habitue.ground.kernel.types import Actor
from habitue.know.identity import api as identity
from habitue.know.identity.columns import FIELDS, STATE_OF_LETTER, STATED
from habitue.show.demo.generate import generate
from habitue.show.demo.update import write_update
from tests.pipeline.way import bring, bring_file, line, one, resolve, rows, source

pytestmark = pytest.mark.django_db(transaction=True)

JEAN = {"nom": "DUPONT", "prenom": "Jean"}


def recount(source_id: UUID) -> dict[str, Counter[str]]:
    """Counts by field and state, from the records themselves."""
    counts: dict[str, Counter[str]] = {field: Counter() for field in FIELDS}
    for states, grade in rows("select states, grade from identity_record where source_id = %s", source_id):
        for field, letter in zip(STATED, states, strict=True):
            counts[field][str(STATE_OF_LETTER[letter])] += 1
        counts["address"][grade or "empty"] += 1
    return counts


def counted(source_id: UUID) -> dict[str, Counter[str]]:
    """The same from the counters, without zeros."""
    (found,) = identity.quality(source_ids=[source_id])
    return {
        field: Counter({state: n for state, n in found.counts.get(field, {}).items() if n})
        for field in FIELDS
    }


def test_counters_equal_recounts_after_updates(system: Actor, tmp_path: Path) -> None:
    today = date(2026, 11, 1)
    first = generate(tmp_path / "1", people=500, seed=8, today=today)
    second = write_update(tmp_path / "2", people=500, seed=8, today=today, share=0.5)
    for files in (first, second, first):
        for name, path in files.sources.items():
            bring_file(system, source(system, name), path)
        resolve()
        for name in files.sources:
            assert counted(source(system, name)) == recount(source(system, name))


def test_a_source_counts_its_records_and_its_customers(system: Actor) -> None:
    till = source(system, "a")
    bring(
        system,
        till,
        line("1", **JEAN, email="j@orange.fr"),
        line("2", **JEAN, email="j@orange.fr"),
        line("3", nom="ROUX"),
    )
    resolve()
    (found,) = identity.quality(source_ids=[till])
    assert (found.records, found.customers) == (3, 2)
    assert found.counts["email"] == {"valid": 2, "empty": 1}


def test_each_import_has_its_point_in_the_trend(system: Actor) -> None:
    till = source(system, "a")
    bring(system, till, line("1", **JEAN, email="j@orange.fr"), line("2", nom="ROUX", email="illisible"))
    resolve()
    bring(system, till, line("2", nom="ROUX", email="r@orange.fr", maj="2026-02-01"))
    resolve()
    first, second = identity.quality_trend(source_id=till)
    assert first.counts["email"] == {"valid": 1, "invalid": 1}
    assert (first.records, second.records) == (2, 2)
    assert second.counts["email"] == {"valid": 1}


def test_figures_lead_to_their_rows(system: Actor) -> None:
    till = source(system, "a")
    bring(
        system,
        till,
        line("1", **JEAN, email="j@orange.fr", adresse="12 rue de la Paix", cp="75002", ville="Paris"),
        line("2", nom="ROUX", email="illisible", mobile="0600000000"),
        line("3", nom="PETIT", adresse="nulle part", cp="99999", ville="Atlantide"),
    )
    resolve()
    (found,) = identity.quality(source_ids=[till])
    for field, by_state in found.counts.items():
        filled = 0
        for state, count in by_state.items():
            behind = identity.rows_behind(source_id=till, field=field, state=state)
            assert len(behind) == count
            filled += count if state != "empty" else 0
        assert len(identity.rows_behind(source_id=till, field=field, state="filled")) == filled
    assert found.counts["mobile"] == {"placeholder": 1, "empty": 2}


def test_duplicates_are_those_that_an_import_left(system: Actor) -> None:
    till = source(system, "a")
    bring(system, till, line("1", **JEAN, email="j@orange.fr"))
    resolve()
    bring(system, till, line("2", **JEAN, email="j@orange.fr"))
    resolve()
    assert rows("select records, customers from identity_duplicaterate order by at") == [(1, 1), (2, 1)]
    assert one("select count(*) from identity_qualityofimport where records < 0") == 0
