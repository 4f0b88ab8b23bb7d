"""Watched folders: what has stopped growing is imported, once, and moved out of the way."""

import os
import time
from pathlib import Path
from uuid import UUID

import pytest

from habitue.ground.kernel.types import Actor
from habitue.know.collect import api as collect
from habitue.know.collect.intake.watch import SETTLED_SECONDS, take_from_folders
from habitue.know.collect.jobs import take_up
from tests.pipeline.way import HEADER, bring, line, one, rows, source

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder to be watched."""
    (tmp_path / "arrivées").mkdir()
    return tmp_path / "arrivées"


@pytest.fixture
def till(system: Actor, folder: Path) -> UUID:
    """A source with a mapping, whose folder is watched."""
    till = source(system)
    bring(system, till, line("1", nom="DUPONT"))
    collect.edit_source(actor=system, source_id=till, watch_folder=str(folder))
    return till


def put(folder: Path, name: str, *lines: str, header: str = HEADER, age: float = 60) -> Path:
    """A file that was last written so many seconds ago."""
    path = folder / name
    path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
    written = time.time() - age
    os.utime(path, (written, written))
    return path


def taken(folder: Path) -> list[str]:
    """The names of the files moved out of the way, without their time."""
    return sorted(path.name.partition("-")[2] for path in (folder / "imported").glob("*"))


@pytest.mark.usefixtures("till")
def test_a_settled_file_is_imported_and_moved(folder: Path) -> None:
    put(folder, "jour.csv", line("1", nom="DURAND", maj="2026-02-01"), line("2", nom="PETIT"))
    (import_id,) = take_from_folders()
    assert taken(folder) == ["jour.csv"]
    assert rows("select state from collect_import where id = %s", import_id) == [("queued",)]
    assert collect.perform(import_id=import_id)
    assert rows("select key, raw like '%%DURAND%%' from collect_record order by key") == [
        ("1", True),
        ("2", False),
    ]
    assert take_from_folders() == []


@pytest.mark.usefixtures("till")
def test_a_file_that_still_grows_waits(folder: Path) -> None:
    path = put(folder, "jour.csv", line("2", nom="PETIT"), age=SETTLED_SECONDS - 5)
    assert take_from_folders() == []
    assert path.exists()
    put(folder, "jour.csv", line("2", nom="PETIT"), line("3", nom="ROUX"), age=SETTLED_SECONDS + 1)
    (import_id,) = take_from_folders()
    collect.perform(import_id=import_id)
    assert one("select count(*) from collect_record") == 3


@pytest.mark.usefixtures("till")
def test_hidden_files_and_folders_are_left_alone(folder: Path) -> None:
    put(folder, ".jour.csv.upload", line("2", nom="PETIT"))
    (folder / "archives").mkdir()
    assert take_from_folders() == []
    assert sorted(path.name for path in folder.iterdir()) == [".jour.csv.upload", "archives"]


def test_a_file_is_as_old_as_it_was_when_it_was_written(system: Actor, till: UUID, folder: Path) -> None:
    path = put(folder, "jour.csv", line("2", nom="PETIT", maj=""), age=86_400)
    written = path.stat().st_mtime
    (import_id,) = take_from_folders()
    collect.perform(import_id=import_id)
    (changed,) = rows("select changed_at from collect_record where key = '2'")[0]
    assert abs(changed.timestamp() - written) < 1
    assert collect.import_view(actor=system, import_id=import_id).source_id == till


def test_a_file_of_other_columns_waits_for_a_person(system: Actor, till: UUID, folder: Path) -> None:
    put(folder, "autre.csv", "2;PETIT;a@orange.fr", header="id;nom;courriel")
    assert take_from_folders() == []
    (view,) = collect.imports(actor=system, source_id=till, states=["mapping"])
    assert view.file_name == "autre.csv"
    assert taken(folder) == ["autre.csv"]


def test_the_first_file_of_a_source_waits_for_its_mapping(system: Actor, folder: Path) -> None:
    shop = source(system, "boutique")
    collect.edit_source(actor=system, source_id=shop, watch_folder=str(folder))
    put(folder, "jour.csv", line("1", nom="DUPONT"))
    assert take_from_folders() == []
    assert [view.state for view in collect.imports(actor=system, source_id=shop)] == ["mapping"]


def test_a_file_that_cannot_be_read_says_why_and_stops_no_other(
    system: Actor, till: UUID, folder: Path
) -> None:
    put(folder, "a.csv", header="")
    put(folder, "b.csv", line("2", nom="PETIT"))
    assert len(take_from_folders()) == 1
    (failed,) = collect.imports(actor=system, source_id=till, states=["failed"])
    assert failed.error is not None
    assert failed.error[0] == "file.empty"
    assert taken(folder) == ["a.csv", "b.csv"]


def test_a_crash_before_the_file_is_moved_takes_it_once_more_and_changes_nothing(
    system: Actor, till: UUID, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, "jour.csv", line("2", nom="PETIT"))

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", crash)
        with pytest.raises(KeyboardInterrupt):
            take_from_folders()
    (first,) = [view.id for view in collect.imports(actor=system, source_id=till, states=["queued"])]
    (second,) = take_from_folders()
    for import_id in (first, second):
        collect.perform(import_id=import_id)
    assert one("select count(*) from collect_record where key = '2'") == 1
    assert collect.import_view(actor=system, import_id=second).counts["unchanged"] == 1


@pytest.mark.usefixtures("till")
def test_a_folder_that_nothing_can_be_moved_in_is_left_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, "jour.csv", line("2", nom="PETIT"))
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert take_from_folders() == []
    assert one("select count(*) from collect_import") == 1


def test_a_folder_that_is_gone_stops_no_other(
    system: Actor, till: UUID, folder: Path, tmp_path: Path
) -> None:
    collect.create_source(actor=system, name="autre", watch_folder=str(tmp_path / "absent"))
    put(folder, "jour.csv", line("2", nom="PETIT"))
    assert len(take_from_folders()) == 1
    assert till


@pytest.mark.usefixtures("till")
def test_every_minute_what_came_is_queued(folder: Path) -> None:
    put(folder, "jour.csv", line("2", nom="PETIT"))
    take_up(timestamp=0)
    (job,) = rows("select args->>'import_id' from procrastinate_jobs where task_name = 'collect.import'")
    assert rows("select state from collect_import where id = %s", job[0]) == [("queued",)]
