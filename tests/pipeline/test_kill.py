"""The short version of `make kill`: an import killed some times ends as one left alone."""

from pathlib import Path

from tests.pipeline.kill import differences, run


def test_an_import_killed_again_and_again_ends_as_one_left_alone(tmp_path: Path) -> None:
    deeds, found = run(tmp_path, kills=6, customers=600, seed=2, of_a_run=6)
    assert found == []
    assert deeds.kills == 6


def test_what_differs_is_told() -> None:
    assert list(differences({"golden": [("a", 1)]}, {"golden": [("a", 1)]})) == []
    assert list(differences({"golden": [("a", 1)]}, {"golden": [("a", 1), ("a", 1)]})) == [
        "golden: 0 missing, 1 too many",
        '    too many ["a", 1] #2',
    ]
