"""The house as it stands keeps its contracts and its structure."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools import structure

ROOT = Path(__file__).resolve().parents[2]


def test_the_four_contracts_are_kept() -> None:
    lint = Path(sys.executable).parent / "lint-imports"
    result = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("check", structure.CHECKS, ids=lambda check: check.__name__)
def test_the_structure_is_kept(check: structure.Check) -> None:
    assert check(ROOT / "src") == []


def test_the_checks_look_at_every_room() -> None:
    names = [room.name for room in structure.rooms(ROOT / "src")]
    expected = ["kernel", "people", "places", "collect", "identity", "profiles", "cli", "demo", "http", "web"]
    assert names[: len(expected)] == expected


@pytest.mark.parametrize("folder", ["tests", "tools", "bench"])
def test_files_outside_the_package_are_short_too(folder: str) -> None:
    assert structure.long_files(ROOT / folder) == []
