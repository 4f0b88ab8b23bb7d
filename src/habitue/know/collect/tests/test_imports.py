"""Lines become records: new, newer, the same, older; whatever the order of the files, and however often they come."""

import random
import re
from collections import Counter
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path
from uuid import UUID

import pytest

from habitue.ground.kernel.metrics import exposition
from habitue.ground.kernel.types import Actor, Forbidden
from habitue.know.collect import api as collect
from habitue.know.collect.api import ImportView
from habitue.know.collect.tests.torture import CASES, Case
from habitue.know.collect.types import Field, Mapping
from habitue.show.demo.generate import generate
from tests.fixtures import ActorOfRole
from tests.pipeline.way import (
    HEADER,
    bring,
    bring_file,
    counts,
    everything,
    line,
    mapping,
    one,
    received,
    rows,
    run,
    source,
    state,
    untimed,
)

pytestmark = pytest.mark.django_db

JANUARY, FEBRUARY, MARCH = (datetime(2026, month, 1, tzinfo=UTC) for month in (1, 2, 3))


def stored(source_id: UUID) -> dict[str, str]:
    """What is stored of each record of a source, by key."""
    return dict(rows("select key, raw from collect_record where source_id = %s", source_id))


def test_every_line_is_counted_for_what_became_of_it(system: Actor) -> None:
    till = source(system)
    first = bring(
        system,
        till,
        line("1", nom="DUPONT"),
        line("2", nom="MARTIN"),
        line("3", nom="PETIT"),
        line("4", nom="BLANC"),
    )
    assert counts(first) == {"new": 4}
    second = bring(
        system,
        till,
        line("1", nom="DUPONT"),
        line("2", nom="MARTINEZ", maj="2026-02-01"),
        line("3", nom="PETITS", maj="2025-12-01"),
        line("4", nom="LEBLANC"),
        line("5", nom="ROUX"),
        line("6", nom="ROUX"),
        line("6", nom="ROUX", maj="2026-01-02"),
        line("", nom="PERSONNE"),
        line("8", nom="LOIN", maj="2099-01-01"),
        "",
    )
    assert counts(second) == {
        "new": 3,
        "updated": 2,
        "unchanged": 1,
        "older": 1,
        "repeated": 1,
        "rejected": 1,
        "suspicious": 1,
        "blank": 1,
    }
    assert second.rows_done == 9
    names = {key: raw.split('"')[3] for key, raw in stored(till).items()}
    assert names == {
        "1": "DUPONT",
        "2": "MARTINEZ",
        "3": "PETIT",
        "4": "LEBLANC",
        "5": "ROUX",
        "6": "ROUX",
        "8": "LOIN",
    }


def test_the_same_file_again_changes_nothing_and_is_not_read(system: Actor) -> None:
    till = source(system)
    lines = [line("1", nom="DUPONT"), line("2", nom="MARTIN"), line("", nom="PERSONNE")]
    first = bring(system, till, *lines)
    before, facts = state("collect_record", "collect_reject"), one("select count(*) from kernel_log")
    again = bring(system, till, *lines)
    assert again.same_as == first.id
    assert counts(again) == {"unchanged": 2, "rejected": 1}
    assert (again.rows_done, again.state) == (3, "done")
    assert state("collect_record", "collect_reject") == before
    finished = one("select count(*) from kernel_log where type = 'collect.import.finished'")
    assert one("select count(*) from kernel_log") == facts + 1
    assert finished == 2


def test_the_same_lines_read_again_change_nothing(system: Actor) -> None:
    till = source(system)
    lines = [line("1", nom="DUPONT"), line("2", nom="MARTIN"), line("", nom="PERSONNE")]
    bring(system, till, *lines)
    bring(system, till, line("1", nom="DUPONT"))
    before = state("collect_record", "collect_reject")
    again = bring(system, till, *lines)
    assert again.same_as is None
    assert counts(again) == {"unchanged": 2, "rejected": 1}
    assert state("collect_record", "collect_reject") == before
    assert one("select count(*) from kernel_log where type = 'collect.records.received'") == 1


def test_a_chain_of_same_files_leads_to_the_one_that_was_read(system: Actor) -> None:
    till = source(system)
    first = bring(system, till, line("1", nom="DUPONT"))
    bring(system, till, line("1", nom="DUPONT"))
    assert bring(system, till, line("1", nom="DUPONT")).same_as == first.id


def test_an_import_that_went_on_since_forbids_the_short_cut(system: Actor) -> None:
    till = source(system)
    old, name = line("1", nom="DUPONT"), "clients.csv"
    (cancelled,) = received(system, till, "\n".join((HEADER, line("1", nom="DURAND", maj="2026-03-01"))))
    collect.save_import_mapping(actor=system, import_id=cancelled.id, mapping=mapping())
    collect.start(actor=system, import_id=cancelled.id, now_here=True)
    collect.cancel(actor=system, import_id=cancelled.id)
    collect.perform(import_id=cancelled.id)
    bring(system, till, old)
    collect.resume(actor=system, import_id=cancelled.id, now_here=True)
    collect.perform(import_id=cancelled.id)
    (again,) = received(system, till, "\n".join((HEADER, old)) + "\n", name=name)
    done = run(system, again, mapping())
    assert done.same_as is None
    assert counts(done) == {"older": 1}


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_files_settle_by_change_time_in_any_order(system: Actor, order: tuple[int, ...]) -> None:
    till = source(system)
    files = [
        (line("1", nom="A", maj="2026-01-01"), line("2", nom="A", maj="2026-04-01")),
        (line("1", nom="B", maj="2026-02-01"), line("2", nom="B", maj="2026-03-01")),
        (line("1", nom="C", maj="2026-03-01T10:00:00Z"), line("3", nom="C")),
        (line("1", nom="D", maj="2026-03-01T10:30:00+01:00"), line("2", nom="D", maj="2025-04-01")),
    ]
    for place in order:
        bring(system, till, *files[place])
    names = {key: raw.split('"')[3] for key, raw in stored(till).items()}
    assert names == {"1": "C", "2": "A", "3": "C"}


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_lines_without_a_change_time_settle_by_the_time_of_their_file(
    system: Actor, order: tuple[int, ...]
) -> None:
    till = source(system)
    files = [(JANUARY, "1;DUPONT;a@b.fr"), (FEBRUARY, "1;DURAND;a@b.fr"), (MARCH, "1;DUPONT;a@b.fr")]
    for place in order:
        untimed(system, till, *files[place])
    assert stored(till) == {"1": '["1","DUPONT","a@b.fr"]'}


def test_a_record_that_is_said_again_keeps_the_time_when_it_was_first_said(system: Actor) -> None:
    till = source(system)
    untimed(system, till, JANUARY, "1;DUPONT;a@b.fr")
    assert counts(untimed(system, till, MARCH, "1;DUPONT;a@b.fr")) == {"unchanged": 1}
    assert rows("select changed_at, seen_at from collect_record") == [(JANUARY, MARCH)]
    assert counts(untimed(system, till, FEBRUARY, "1;DURAND;a@b.fr")) == {"older": 1}
    assert counts(untimed(system, till, datetime(2026, 4, 1, tzinfo=UTC), "1;DURAND;a@b.fr")) == {
        "updated": 1
    }
    assert rows("select seen_at from collect_record") == [(None,)]


def test_of_equal_change_times_the_later_line_stands(system: Actor) -> None:
    till = source(system)
    bring(system, till, line("1", nom="DUPONT"), line("1", nom="DURAND"))
    assert "DURAND" in stored(till)["1"]
    bring(system, till, line("1", nom="DUBOIS"))
    assert "DUBOIS" in stored(till)["1"]


def test_keys_far_apart_in_a_file_settle_as_neighbours_do(system: Actor) -> None:
    till = source(system)
    many = [line(f"x{number}", nom="X") for number in range(5_000)]
    view = bring(
        system, till, line("1", nom="NEW", maj="2026-02-01"), *many, line("1", nom="OLD", maj="2026-01-01")
    )
    assert counts(view) == {"new": 5_001, "older": 1}
    assert "NEW" in stored(till)["1"]


def test_the_raw_line_is_kept_exactly(system: Actor) -> None:
    till = source(system)
    cells = [
        "1",
        ' l\'"Île" ',
        "a\tb\\n\\",
        "é\u0301ß𝄞",
        "x;y",
        "ligne 1\nligne 2",
        " ",
        "\\N",
        "=1+1",
        "",
        DAY,
    ]
    quoted = ";".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    bring(system, till, quoted)
    (raw,) = collect.raw_records(
        actor=system, record_ids=[row[0] for row in rows("select id from collect_record")]
    )
    assert [cell for _, _, cell in raw.cells] == cells
    assert [column for column, _, _ in raw.cells] == HEADER.split(";")
    assert raw.file_name == "clients.csv"


DAY = "2026-01-01"


def test_two_columns_can_be_the_key_together(system: Actor) -> None:
    till = source(system)
    columns = ("magasin", "numero", "nom")
    by = mapping(columns, (Field.STORE, Field.EXTRA, Field.LAST_NAME))
    by = type(by)(by.columns, ("magasin", "numero"), "iso")
    view = bring(system, till, "A;1;DUPONT", "B;1;MARTIN", "A;1;DUPOND", header=";".join(columns), by=by)
    assert counts(view) == {"new": 2, "repeated": 1}
    assert sorted(stored(till)) == ["A|1", "B|1"]


def test_a_key_too_long_to_be_one_is_a_reject(system: Actor) -> None:
    till = source(system)
    key = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=5_000))
    view = bring(system, till, line(key, nom="DUPONT"), line("2", nom="MARTIN"))
    assert (view.state, counts(view)) == ("done", {"new": 1, "rejected": 1})
    assert rows("select code from collect_reject") == [("key.too_long",)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_line_of_the_torture_folder_is_a_record_or_a_reject(
    system: Actor, case: Case, tmp_path: Path
) -> None:
    path = tmp_path / case.name
    case.write(path)
    till = source(system)
    views = collect.receive_file(
        actor=system,
        name=path.name,
        blocks=collect.blocks_of(path),
        source_id=till,
        options=case.declared,
    )
    keyed = [
        run(system, view, _keyed(view)) if view.state == "mapping" and view.mapping else view
        for view in views
    ]
    if case.problem:
        assert any(view.error and view.error[0] == case.problem for view in keyed)
    else:
        assert [view.state for view in keyed] == ["done"] * len(keyed)
        assert sum(view.rows_done for view in keyed) == case.rows + len(case.bad)
    _balanced(till, keyed)


def _keyed(view: ImportView) -> Mapping:
    """The proposed mapping, or with the first column as the key where no column shows itself as one."""
    assert view.mapping
    if view.mapping.key:
        return view.mapping
    return type(view.mapping)(view.mapping.columns, (view.columns[0],), view.mapping.date_order)


def _balanced(source_id: UUID, views: list[ImportView]) -> None:
    """Each line read is counted once; records and rejects are as many as counted."""
    total: Counter[str] = Counter()
    for view in views:
        total.update(view.counts)
    judged = sum(total[name] for name in ("new", "updated", "unchanged", "older", "repeated", "rejected"))
    assert judged == sum(view.rows_done for view in views)
    assert one("select count(*) from collect_record where source_id = %s", source_id) == total["new"]
    assert one("select count(*) from collect_reject where source_id = %s", source_id) == total["rejected"]


def test_every_line_of_the_demonstration_is_a_record_or_a_reject(system: Actor, tmp_path: Path) -> None:
    files = generate(tmp_path, people=1_000, seed=3, today=JANUARY.date())
    for name, path in files.sources.items():
        till = source(system, name)
        views = bring_file(system, till, path)
        assert [view.state for view in views] == ["done"]
        _balanced(till, views)
        good = files.records[name]
        assert sum(view.rows_done for view in views) == good + files.broken[name]
        assert views[0].counts["rejected"] == files.broken[name]


def test_a_zip_of_several_tables_is_several_imports(system: Actor, tmp_path: Path) -> None:
    case = next(case for case in CASES if case.name == "several.zip")
    case.write(tmp_path / case.name)
    views = received(system, source(system), (tmp_path / case.name).read_bytes(), name=case.name)
    assert [(view.table, len(view.columns)) for view in views] == [
        ("several.zip/a/clients.csv", 6),
        ("several.zip/b.jsonl", 1),
    ]
    assert {view.file_name for view in views} == {"several.zip"}


@pytest.mark.parametrize("role", ["associate", "support", "dpo", "analyst"])
def test_who_may_not_import_changes_nothing(system: Actor, actor_of_role: ActorOfRole, role: str) -> None:
    till = source(system)
    (view,) = received(system, till, "\n".join((HEADER, line("1", nom="DUPONT"))))
    collect.save_import_mapping(actor=system, import_id=view.id, mapping=mapping())
    person = actor_of_role(role)
    before = everything()
    refused = (
        lambda: collect.receive_file(actor=person, name="x.csv", blocks=[b"a;b\n1;2\n"], source_id=till),
        lambda: collect.create_source(actor=person, name="autre"),
        lambda: collect.edit_source(actor=person, source_id=till, name="autre"),
        lambda: collect.save_import_mapping(actor=person, import_id=view.id, mapping=mapping()),
        lambda: collect.choose_source(actor=person, import_id=view.id, source_id=till),
        lambda: collect.try_dry(actor=person, import_id=view.id, now_here=True),
        lambda: collect.start(actor=person, import_id=view.id, now_here=True),
        lambda: collect.cancel(actor=person, import_id=view.id),
        lambda: collect.resume(actor=person, import_id=view.id, now_here=True),
        lambda: collect.forget(actor=person, import_id=view.id),
    )
    for attempt in refused:
        with pytest.raises(Forbidden):
            attempt()
    assert everything() == before
    assert collect.import_view(actor=system, import_id=view.id).state == "mapping"


def counted(outcome: str) -> float:
    """The operators' figure of the lines that ended so, over this process's life."""
    found = re.search(rf'rows_total{{outcome="{outcome}"}} ([0-9.e+]+)', exposition()[0].decode())
    return float(found[1]) if found else 0.0


def test_what_became_of_the_lines_is_counted_for_operators(system: Actor) -> None:
    before = counted("new"), counted("rejected")
    bring(system, source(system), line("1", nom="DUPONT"), line("2", nom="MARTIN"), line("", nom="PETIT"))
    assert (counted("new") - before[0], counted("rejected") - before[1]) == (2.0, 1.0)
