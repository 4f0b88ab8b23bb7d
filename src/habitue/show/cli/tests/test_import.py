"""`habitue import`: mapped, told, dry, again, broken files, and cut off in the middle."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from habitue.know.collect.tests.torture import CASES, build
from habitue.show.cli.tests.commands import Habitue

FIRSTS = ("Jean", "Luc", "Marie", "Paul", "Zoé", "Hugo", "Inès", "Karim", "Anne", "Guy")
HEADER = "N° client;Nom;Prénom;E-mail;Portable;Code postal;Ville;Modifié le"
LINES = [
    f"C{number:05d};NOM{number % 90};{FIRSTS[number % 10]};jean{number}@orange.fr;"
    f"06{number * 7_654_321 % 10**8:08d};75001;PARIS;2026-01-01"
    for number in range(1, 401)
]


def file(folder: Path, name: str, *lines: str) -> Path:
    """A file of these lines."""
    path = folder / name
    path.write_text("\n".join((HEADER, *lines)) + "\n", encoding="utf-8")
    return path


def test_a_dry_run_tells_and_leaves_nothing_behind(habitue: Habitue, tmp_path: Path) -> None:
    path = file(tmp_path, "clients.csv", *LINES[:10], ";SANS;Numéro;;;;;")
    said = habitue.well("import", path, "--source", "essai", "--dry-run", "--yes")
    assert "10 new, 1 rejected" in said.err
    assert list((habitue.home / "files" / "imports").rglob("*.csv")) == []
    assert habitue.table("crosswalk") == [["source", "source_id", "customer_id"]]
    assert habitue.table("rejects")[1:] == []


def test_without_a_terminal_the_mapping_is_shown_and_asked_for(habitue: Habitue, tmp_path: Path) -> None:
    said = habitue("import", file(tmp_path, "clients.csv", *LINES[:10]), "--source", "essai")
    assert said.status == 1
    assert "Take this mapping with --yes" in said.err
    assert "first_name" in said.err


def test_files_are_imported_resolved_and_the_same_again(habitue: Habitue, tmp_path: Path) -> None:
    first = file(tmp_path, "clients.csv", *LINES[:10], ";SANS;Numéro;;;;;")
    said = habitue.well("import", first, "--source", "caisse", "--yes")
    assert "clients.csv: 10 new, 1 rejected" in said.err
    crosswalk = habitue.table("crosswalk")
    assert [row[:2] for row in crosswalk[1:]] == [["caisse", f"C{n:05d}"] for n in range(1, 11)]
    assert len({row[2] for row in crosswalk[1:]}) == 10
    again = habitue.well("import", first, "--source", "CAISSE", "--yes")
    assert "10 unchanged, 1 rejected (the same file as before)" in again.err
    assert habitue.table("crosswalk") == crosswalk
    assert len(habitue.table("rejects")) == 2
    assert (
        habitue.well("import", first, "--source", "caisse", "--yes", "--dry-run").err.count("10 unchanged")
        == 1
    )


def test_what_is_wrong_is_said_in_a_sentence(habitue: Habitue, tmp_path: Path) -> None:
    missing = habitue("import", tmp_path / "absent.csv", "--source", "caisse")
    assert (missing.status, missing.err.startswith("There is no file")) == (1, True)
    wrong = tmp_path / "mapping.yaml"
    wrong.write_text("colonnes: [")
    path = file(tmp_path, "clients.csv", *LINES[:3])
    said = habitue("import", path, "--source", "caisse", "--mapping", wrong)
    assert said.status == 1
    assert said.err.strip()
    assert habitue("import", path, "--source", "caisse", "--house", "Ailleurs").status == 1


def test_the_torture_folder(habitue: Habitue, tmp_path: Path) -> None:
    written = [(case, path) for case, path in build(tmp_path) if case.declared is None]
    said = habitue("import", *(path for _, path in written), "--source", "torture", "--yes")
    assert said.status == 1
    for case, path in written:
        mine = [text for text in said.err.splitlines() if text.startswith(path.name)]
        assert mine, case.name
        assert all(text.partition(":")[2].strip() for text in mine)
    good = [case for case, _ in written if not case.problem]
    assert len(good) > 20
    assert len(CASES) > len(good)


def test_a_killed_import_goes_on_where_it_was(habitue: Habitue, tmp_path: Path) -> None:
    path = file(tmp_path, "long.csv", *LINES)
    own = os.environ | {"HABITUE_HOME": str(habitue.home), "LC_ALL": "C.UTF-8"}
    own = {
        name: value for name, value in own.items() if name not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}
    }
    process = subprocess.Popen(
        [sys.executable, "-c", STALLED, "import", str(path), "--source", "longue", "--yes"],
        env=own,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stderr is not None
    try:
        assert any(b"stalled" in text for text in process.stderr)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    time.sleep(0.2)
    said = habitue.well("import", path, "--source", "longue", "--yes")
    assert "long.csv was cut off after 100 lines; going on." in said.err
    assert "long.csv: 400 new" in said.err
    assert len([row for row in habitue.table("crosswalk") if row[0] == "longue"]) == 400
    assert "the same file as before" in habitue.well("import", path, "--source", "longue", "--yes").err


STALLED = """
import sys, time
from habitue.__main__ import main
from habitue.know.collect.intake import run
run.BATCH_ROWS = 50
store = run.store_chunk
def slow(imported, batch, *rest):
    if batch.first_row == 100:
        print("stalled", file=sys.stderr, flush=True)
        time.sleep(60)
    store(imported, batch, *rest)
run.store_chunk = slow
main()
"""


@pytest.mark.parametrize(("language", "word"), [("fr_FR.UTF-8", "nouvelles"), ("C.UTF-8", "new")])
def test_the_command_speaks_the_languages_of_its_user(
    habitue: Habitue, tmp_path: Path, language: str, word: str
) -> None:
    said = habitue(
        "import",
        file(tmp_path, "x.csv", *LINES[:3]),
        "--source",
        "a",
        "--dry-run",
        "--yes",
        language=language,
    )
    assert said.status == 0
    assert f"3 {word}"[:5] in said.err
