"""What a dry run says, and what a file is found to be: before anything is written, and after."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from habitue.ground.kernel.types import Actor
from habitue.know.collect import api as collect
from tests.pipeline.way import (
    HEADER,
    bring,
    counts,
    everything,
    line,
    mapping,
    received,
    source,
    state,
    untimed,
)

pytestmark = pytest.mark.django_db


def test_a_dry_run_writes_nothing(system: Actor) -> None:
    till = source(system)
    bring(system, till, line("1", nom="DUPONT"))
    (view,) = received(system, till, "\n".join((HEADER, line("1", nom="DURAND"), line("", nom="X"))))
    collect.save_import_mapping(actor=system, import_id=view.id, mapping=mapping())
    collect.try_dry(actor=system, import_id=view.id, now_here=True)
    before, held = everything(), state("collect_record", "collect_reject")
    assert collect.perform(import_id=view.id)
    assert everything() == before
    assert state("collect_record", "collect_reject") == held
    tried = collect.import_view(actor=system, import_id=view.id)
    assert (tried.state, tried.rows_done, tried.counts, tried.findings) == ("tried", 0, {}, [])


def test_the_verdict_of_a_dry_run_is_what_the_import_then_does(system: Actor, tmp_path: Path) -> None:
    till = source(system)
    bring(system, till, line("1", nom="DUPONT"), line("2", nom="MARTIN", maj="2026-06-01"))
    lines = [
        line("1", nom="DURAND", maj="2026-02-01"),
        line("2", nom="MARTINS"),
        line("9", nom="LOIN", maj="2099-01-01"),
        *(line(f"x{number % 5_200}", nom=f"X{number % 7}", maj="2026-03-01") for number in range(11_000)),
        line("", nom="PERSONNE"),
        line("1", nom="DUBOIS", maj="2026-01-15"),
    ]
    (view,) = received(system, till, "\n".join((HEADER, *lines)))
    collect.save_import_mapping(actor=system, import_id=view.id, mapping=mapping())
    collect.try_dry(actor=system, import_id=view.id, now_here=True)
    collect.perform(import_id=view.id)
    verdict = collect.import_view(actor=system, import_id=view.id).verdict
    collect.start(actor=system, import_id=view.id, now_here=True)
    collect.perform(import_id=view.id)
    done = collect.import_view(actor=system, import_id=view.id)
    assert verdict is not None
    assert {name: count for name, count in verdict["counts"].items() if count} == counts(done)
    assert (verdict["rows"], verdict["findings"]) == (done.rows_done, done.findings)
    assert done.rows_done == len(lines)


def test_a_file_of_half_its_usual_size_is_told(system: Actor) -> None:
    till = source(system)
    bring(system, till, *(line(str(number), nom="DUPONT") for number in range(30)))
    half = bring(system, till, *(line(str(number), nom="DURAND") for number in range(14)))
    assert [(each["code"], each["params"]) for each in half.findings] == [
        ("file.half_size", {"rows": 14, "usual": 30})
    ]


def test_tables_of_another_form_or_of_the_same_file_are_no_measure_of_size(system: Actor) -> None:
    till = source(system)
    bring(system, till, *(line(str(number), nom="DUPONT") for number in range(30)))
    january = datetime(2026, 1, 1, tzinfo=UTC)
    other = untimed(system, till, january, *(f"{number};DUPONT;" for number in range(3)))
    assert other.findings == []


def test_findings_name_what_looks_wrong(system: Actor) -> None:
    till = source(system)
    view = bring(system, till, line("1", nom="DUPONT", carte="2.9E+12"), line("2", nom="RenÃ©e"))
    found = {(each["code"], each["column"], each["count"]) for each in view.findings}
    assert found == {("card.scientific", "carte", 1), ("cell.mojibake", "nom", 1)}
