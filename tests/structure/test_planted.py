"""Every contract and every structural check catches what it is there for: somebody does it wrong in a copy of the house."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tools import structure

ROOT = Path(__file__).resolve().parents[2]
Plant = Callable[[str, str], None]
DOC = '"""Planted."""\n\n'


@dataclass(frozen=True)
class Planted:
    """Code written to a new file of the copy (`file`, below habitue), and the words by which it is found out."""

    name: str
    file: str
    code: str
    contract: str
    said: str


IMPORTS = [
    Planted(
        "a room of a lower floor looks up",
        "know/collect/planted.py",
        "from habitue.show.web import edge",
        "Floors: SHOW over ACT over KNOW over GROUND",
        "habitue.know.collect.planted -> habitue.show.web.edge",
    ),
    Planted(
        "a room of a lower line looks up",
        "know/collect/planted.py",
        "from habitue.know.identity import api",
        "Floors: the rooms of KNOW",
        "habitue.know.collect.planted -> habitue.know.identity.api",
    ),
    Planted(
        "the kernel looks up",
        "ground/kernel/planted.py",
        "from habitue.ground.places import types",
        "Floors: the rooms of GROUND",
        "habitue.ground.kernel.planted -> habitue.ground.places.types",
    ),
    Planted(
        "rooms of one line meet",
        "ground/people/planted.py",
        "from habitue.ground.places import api",
        "Floors: the rooms of GROUND",
        "habitue.ground.people.planted -> habitue.ground.places.api",
    ),
    Planted(
        "the demonstration asks the command line",
        "show/demo/planted.py",
        "from habitue.show.cli import doctor",
        "Floors: the rooms of SHOW",
        "habitue.show.demo.planted -> habitue.show.cli.doctor",
    ),
    Planted(
        "a room that was not placed",
        "know/segments/__init__.py",
        "",
        "Floors: the rooms of KNOW",
        "segments",
    ),
    Planted(
        "another room's table",
        "know/profiles/planted.py",
        "from habitue.know.collect.models import Record",
        "Doors: rooms meet at api, types and events only",
        "habitue.know.profiles.planted is not allowed to import habitue.know.collect.models",
    ),
    Planted(
        "another room's rules",
        "know/profiles/planted.py",
        "from habitue.know.identity.rules import grouping",
        "Doors: rooms meet at api, types and events only",
        "habitue.know.profiles.planted is not allowed to import habitue.know.identity.rules.grouping",
    ),
    Planted(
        "a room asks the composition root",
        "know/profiles/planted.py",
        "from habitue import settings",
        "Doors: rooms meet at api, types and events only",
        "habitue.know.profiles.planted is not allowed to import habitue.settings",
    ),
    Planted(
        "Django in a rule",
        "know/identity/rules/planted.py",
        "from django.db import connection",
        "Purity: rules import neither Django nor anything that reads or writes",
        "habitue.know.identity.rules.planted -> django",
    ),
    Planted(
        "Django in a rule, by way of a table",
        "know/identity/rules/planted.py",
        "from habitue.know.identity import models",
        "Purity: rules import neither Django nor anything that reads or writes",
        "habitue.know.identity.rules.planted -> habitue.know.identity.models",
    ),
    Planted(
        "the network in a rule",
        "know/identity/rules/planted.py",
        "import urllib.request",
        "Purity: rules import neither Django nor anything that reads or writes",
        "habitue.know.identity.rules.planted -> urllib",
    ),
]
SYNTAX = {
    "function_imports": ("know/collect/planted.py", "def late() -> None:\n    import json"),
    "signals": ("know/collect/planted.py", "from django.db.models.signals import post_save"),
    "foreign_keys": (
        "know/profiles/models/planted.py",
        "from django.db import models\n\nkey = models.ForeignKey('places.House', models.CASCADE)",
    ),
    "undeclared_models": (
        "know/profiles/models/planted.py",
        "from django.db import models\n\nclass Hidden(models.Model):\n    name = models.TextField()",
    ),
    "long_files": ("know/collect/planted.py", "x = 1\n" * 401),
    "without_docstring": ("know/collect/bare_planted.py", ""),
    "strange_furniture": ("know/collect/utils.py", ""),
    "impure_rules": (
        "know/identity/rules/planted.py",
        "from datetime import datetime\n\nage = datetime.now()",
    ),
    "long_functions": (
        "know/collect/planted.py",
        "\n".join(f"def f{i}() -> None:\n" + "    pass\n" * 40 for i in range(200)),
    ),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of the house in a folder of its own."""
    folder = tmp_path_factory.mktemp("house") / "src"
    shutil.copytree(
        ROOT / "src" / "habitue",
        folder / "habitue",
        ignore=lambda where, names: [
            name for name in names if name == "__pycache__" or ("." in name and not name.endswith(".py"))
        ],
    )
    return folder


@pytest.fixture
def plant(copy: Path) -> Iterator[Plant]:
    """A function that writes a file into the copy; gone after the test."""
    planted: list[Path] = []

    def write(name: str, text: str) -> None:
        path = copy / "habitue" / name
        planted.append(path if path.parent.exists() else path.parent)
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)

    yield write
    for path in planted:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


@pytest.fixture(scope="module")
def untouched(copy: Path) -> str:
    """What import-linter says of the copy before anything is planted."""
    return _lint(copy)


def _lint(copy: Path) -> str:
    lint = Path(sys.executable).parent / "lint-imports"
    environment = {**os.environ, "PYTHONPATH": str(copy), "COLUMNS": "300"}
    command = [str(lint), "--no-cache", "--config", str(ROOT / ".importlinter")]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    return result.stdout


def _broken(report: str) -> set[str]:
    return {line.rpartition(" BROKEN")[0] for line in report.splitlines() if " BROKEN" in line}


@pytest.mark.parametrize("wrong", IMPORTS, ids=lambda wrong: wrong.name)
def test_an_import_that_breaks_a_contract_is_caught(
    wrong: Planted, copy: Path, untouched: str, plant: Plant
) -> None:
    plant(wrong.file, DOC + wrong.code + "\n")
    report = _lint(copy)
    assert wrong.said not in untouched
    assert wrong.said in report
    assert wrong.contract in _broken(report)


def test_a_ring_of_modules_is_caught(copy: Path, untouched: str, plant: Plant) -> None:
    plant("ground/places/one_planted.py", DOC + "from habitue.ground.places import other_planted\n")
    plant("ground/places/other_planted.py", DOC + "from habitue.ground.places import one_planted\n")
    assert "No cycles, at any depth" not in _broken(untouched)
    assert "No cycles, at any depth" in _broken(_lint(copy))


@pytest.mark.parametrize("check", structure.CHECKS, ids=lambda check: check.__name__)
def test_what_breaks_the_structure_is_caught(check: structure.Check, copy: Path, plant: Plant) -> None:
    before = check(copy)
    name, code = SYNTAX[check.__name__]
    plant(name, code if check is structure.without_docstring else DOC + code + "\n")
    assert set(check(copy)) - set(before)
