"""`habitue replay`, `habitue demo`: what is derived comes back as it was."""

from pathlib import Path

from habitue.show.cli.tests.commands import Habitue


def test_replays_of_the_demonstration_change_nothing(habitue: Habitue) -> None:
    habitue.well("demo", "--customers", "300")
    before = [habitue.table(kind) for kind in ("crosswalk", "customers", "rejects")]
    assert len(before[0]) > 500
    for room in ("profiles", "identity"):
        habitue.well("replay", room)
        assert [habitue.table(kind) for kind in ("crosswalk", "customers", "rejects")] == before


def test_a_room_that_does_not_read_the_log_is_not_replayed(habitue: Habitue) -> None:
    said = habitue("replay", "collect")
    assert said.status == 1
    assert "identity" in said.err
    assert "profiles" in said.err


def test_the_demonstration_again_changes_nothing(habitue: Habitue) -> None:
    before = habitue.table("crosswalk")
    habitue.well("demo", "--customers", "300")
    assert habitue.table("crosswalk") == before


def test_the_files_alone(habitue: Habitue, tmp_path: Path) -> None:
    habitue.well("demo", "--customers", "50", "--out", tmp_path / "files")
    assert {path.name for path in (tmp_path / "files").iterdir()} == {
        "caisse.csv",
        "boutique_en_ligne.csv",
        "fidelite.csv",
        "newsletter.csv",
        "truth.csv",
    }
    assert habitue("demo", "--customers", "0").status == 1


def test_files_of_other_noise(habitue: Habitue, tmp_path: Path) -> None:
    for noise in ("usual", "other"):
        habitue.well("demo", "--customers", "50", "--noise", noise, "--out", tmp_path / noise)
    usual, other = ((tmp_path / noise / "caisse.csv").read_bytes() for noise in ("usual", "other"))
    assert usual != other
    assert usual.splitlines()[0] == other.splitlines()[0]
    assert habitue("demo", "--noise", "deafening").status == 2
