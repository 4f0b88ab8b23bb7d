"""An import cut off anywhere goes on from there: cancelled, crashed at any chunk, taken up again."""

from uuid import UUID

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from habitue.ground.kernel.types import Actor, Conflict
from habitue.know.collect import api as collect
from habitue.know.collect.api import ImportView, Progressing
from habitue.know.collect.intake import run as intake
from habitue.know.collect.jobs import take_up_unfinished
from tests.pipeline.way import HEADER, counts, line, mapping, one, received, rows, source, state

pytestmark = pytest.mark.django_db

LINES = [
    line(str(number), nom=f"NOM{number}", carte="2.9E+12" if number == 7 else "") for number in range(1, 24)
]
LINES[4] = line("", nom="PERSONNE")
LINES[11] = "deux;cellules"
LINES[20] = line("3", nom="AUTRE", maj="2026-02-01")


class Crash(BaseException):
    """What stands for the end of the process."""


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "BATCH_ROWS", 5)


def started(actor: Actor, source_id: UUID) -> ImportView:
    """An import of LINES, queued."""
    (view,) = received(actor, source_id, "\n".join((HEADER, *LINES)))
    collect.save_import_mapping(actor=actor, import_id=view.id, mapping=mapping())
    return collect.start(actor=actor, import_id=view.id, now_here=True)


def left() -> dict[str, list[tuple[object, ...]]]:
    """What collect holds, without ids."""
    return {
        "records": rows("select key, changed_at, hash, seq, raw from collect_record order by key"),
        "rejects": rows("select line, row, code, fingerprint, raw from collect_reject order by line"),
    }


@pytest.mark.parametrize("chunk", [1, 2, 3, 4, 5])
def test_a_crash_after_any_chunk_loses_and_doubles_nothing(system: Actor, chunk: int) -> None:
    whole = started(system, source(system, "whole"))
    collect.perform(import_id=whole.id)
    done = collect.import_view(actor=system, import_id=whole.id)
    expected = [(row[0], row[4]) for row in left()["records"]]

    def crash(step: Progressing) -> None:
        if step.rows_done >= chunk * 5 or step.rows_done == len(LINES):
            raise Crash

    view = started(system, source(system, "cut"))
    with pytest.raises(Crash):
        collect.perform(import_id=view.id, each_step=crash)
    cut = collect.import_view(actor=system, import_id=view.id)
    assert (cut.state, cut.rows_done) == ("running", min(chunk * 5, len(LINES)))
    collect.perform(import_id=view.id)
    after = collect.import_view(actor=system, import_id=view.id)
    assert (after.state, after.counts, after.findings) == ("done", done.counts, done.findings)
    cut_source = source(system, "cut")
    assert (
        rows("select key, raw from collect_record where source_id = %s order by key", cut_source) == expected
    )
    assert one("select count(*) from collect_reject where source_id = %s", cut_source) == 2
    finished = (
        "select count(*) from kernel_log where type = 'collect.import.finished' and payload->>'import' = %s"
    )
    assert one(finished, str(view.id)) == 1


def test_what_was_announced_covers_each_record_once(system: Actor) -> None:
    view = started(system, source(system))
    with pytest.raises(Crash):
        collect.perform(import_id=view.id, each_step=_crash_at(10))
    collect.perform(import_id=view.id)
    said = rows(
        """select (payload->>'first')::int, (payload->>'last')::int from kernel_log
           where type = 'collect.records.received' order by tx, id"""
    )
    places = [place for first, last in said for place in range(first, last + 1)]
    assert places == list(range(1, len(places) + 1))
    assert {row[0] for row in rows("select seq from collect_record")} <= set(places)


def _crash_at(done: int) -> "intake.Step":
    def crash(step: Progressing) -> None:
        if step.rows_done == done:
            raise Crash

    return crash


def test_a_cancelled_import_keeps_what_it_took_and_goes_on(system: Actor) -> None:
    view = started(system, source(system))

    def cancel(step: Progressing) -> None:
        if step.rows_done == 10:
            collect.cancel(actor=system, import_id=view.id)

    collect.perform(import_id=view.id, each_step=cancel)
    cancelled = collect.import_view(actor=system, import_id=view.id)
    assert (cancelled.state, cancelled.rows_done) == ("cancelled", 10)
    assert one("select count(*) from collect_record") == 9
    with pytest.raises(Conflict):
        collect.forget(actor=system, import_id=view.id)
    collect.resume(actor=system, import_id=view.id, now_here=True)
    collect.perform(import_id=view.id)
    done = collect.import_view(actor=system, import_id=view.id)
    assert (done.state, done.rows_done) == ("done", 23)
    assert counts(done) == {"new": 20, "updated": 1, "rejected": 2, "suspicious": 1}


def test_cancelled_before_it_began_takes_nothing(system: Actor) -> None:
    view = started(system, source(system))
    collect.cancel(actor=system, import_id=view.id)
    collect.perform(import_id=view.id)
    assert collect.import_view(actor=system, import_id=view.id).state == "cancelled"
    assert one("select count(*) from collect_record") == 0
    collect.forget(actor=system, import_id=view.id)
    assert one("select count(*) from collect_import") == 0


def test_a_cancelled_dry_run_leaves_no_trace(system: Actor) -> None:
    (view,) = received(system, source(system), "\n".join((HEADER, *LINES)))
    collect.save_import_mapping(actor=system, import_id=view.id, mapping=mapping())
    collect.try_dry(actor=system, import_id=view.id, now_here=True)

    def stop(_: object) -> None:
        collect.cancel(actor=system, import_id=view.id)

    collect.perform(import_id=view.id, each_step=stop)
    after = collect.import_view(actor=system, import_id=view.id)
    assert (after.state, after.rows_done, after.counts, after.verdict) == ("mapping", 0, {}, None)
    collect.start(actor=system, import_id=view.id, now_here=True)
    collect.perform(import_id=view.id)
    assert one("select count(*) from collect_record") == 20


def test_a_dry_run_that_crashed_begins_anew(system: Actor) -> None:
    (view,) = received(system, source(system), "\n".join((HEADER, *LINES)))
    collect.save_import_mapping(actor=system, import_id=view.id, mapping=mapping())
    collect.try_dry(actor=system, import_id=view.id, now_here=True)
    with pytest.raises(Crash):
        collect.perform(import_id=view.id, each_step=_crash_at(10))
    collect.perform(import_id=view.id)
    verdict = collect.import_view(actor=system, import_id=view.id).verdict
    assert verdict is not None
    assert (verdict["rows"], verdict["counts"]["new"]) == (23, 20)


def test_unfinished_imports_are_queued_again_once(system: Actor) -> None:
    view = started(system, source(system))
    with pytest.raises(Crash):
        collect.perform(import_id=view.id, each_step=_crash_at(10))
    take_up_unfinished()
    take_up_unfinished()
    jobs = ProcrastinateJob.objects.filter(task_name="collect.import")
    assert [job.args for job in jobs] == [{"import_id": str(view.id)}]


def test_an_import_runs_and_ends_once(system: Actor) -> None:
    view = started(system, source(system))
    with pytest.raises(Conflict):
        collect.start(actor=system, import_id=view.id, now_here=True)
    collect.perform(import_id=view.id)
    before = state("collect_record", "collect_reject")
    assert collect.perform(import_id=view.id)
    with pytest.raises(Conflict):
        collect.resume(actor=system, import_id=view.id, now_here=True)
    with pytest.raises(Conflict):
        collect.start(actor=system, import_id=view.id, now_here=True)
    assert state("collect_record", "collect_reject") == before
    assert left()["records"]
