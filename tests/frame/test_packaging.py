"""The lock and the tools of the frame: complete, pinned by hash, naming no index; one command each."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
LOCKS = {
    "requirements.txt": PROJECT["dependencies"],
    "requirements-dev.txt": PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"],
    "requirements-peers.txt": PROJECT["dependencies"] + PROJECT["optional-dependencies"]["peers"],
}


def _pinned(lock: str) -> dict[str, str]:
    """The lock's packages with everything that is said of each."""
    entries = re.split(r"\n(?=[a-z0-9])", (ROOT / lock).read_text())
    return {entry.partition("==")[0]: entry for entry in entries if "==" in entry}


def _name(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found
    return re.sub(r"[-_.]+", "-", found[0]).lower()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_dependency_is_in_the_lock(lock: str) -> None:
    assert {_name(requirement) for requirement in LOCKS[lock]} <= set(_pinned(lock))


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_is_pinned_by_hash_and_no_index_is_named(lock: str) -> None:
    assert [name for name, entry in _pinned(lock).items() if "--hash=sha256:" not in entry] == []
    assert not re.search(r"://|--index|--extra-index|--find-links|@ ", (ROOT / lock).read_text())


def test_what_runs_is_what_was_tested() -> None:
    run, dev = _pinned("requirements.txt"), _pinned("requirements-dev.txt")
    assert [name for name in run if run[name].split()[0] != dev[name].split()[0]] == []


def test_the_command_is_declared() -> None:
    assert PROJECT["scripts"] == {"habitue": "habitue.__main__:main"}


def test_make_alone_lists_what_can_be_made() -> None:
    said = subprocess.run(["make", "-s"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {line.split()[1] for line in said.splitlines()} >= {
        "install",
        "run",
        "test",
        "bench",
        "docs",
        "clean",
    }


def _find_python(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    script = str(ROOT / "tools" / "find_python.sh")
    return subprocess.run(["/bin/sh", script], env=environment, capture_output=True, text=True, check=False)


def _fake(folder: Path, name: str, status: int) -> None:
    program = folder / name
    program.write_text(f"#!/bin/sh\nexit {status}\n")
    program.chmod(0o755)


def test_a_machine_without_a_usable_python_is_told_what_to_do(tmp_path: Path) -> None:
    _fake(tmp_path, "python3", 1)
    found = _find_python({"PATH": str(tmp_path)})
    assert found.returncode == 1
    assert "Python 3.11 or newer" in found.stderr
    assert str(tmp_path / "python3") in found.stderr


def test_a_name_that_is_there_and_does_not_work_is_passed_over(tmp_path: Path) -> None:
    _fake(tmp_path, "python3.13", 127)
    _fake(tmp_path, "python3.11", 0)
    found = _find_python({"PATH": str(tmp_path)})
    assert (found.returncode, found.stdout.strip()) == (0, str(tmp_path / "python3.11"))


def test_a_named_python_comes_first(tmp_path: Path) -> None:
    _fake(tmp_path, "python3.13", 0)
    _fake(tmp_path, "mine", 0)
    found = _find_python({"PATH": str(tmp_path), "PYTHON": str(tmp_path / "mine")})
    assert found.stdout.strip() == str(tmp_path / "mine")
