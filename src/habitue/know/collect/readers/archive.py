"""ZIP files: which members are tables, and which archives are refused."""

from __future__ import annotations

import zipfile
from pathlib import Path, PurePosixPath

from habitue.know.collect.readers import limits
from habitue.know.collect.readers.source import DAMAGE, MemberSource
from habitue.know.collect.types import FileProblem

DATA = frozenset(
    {".csv", ".txt", ".tsv", ".tab", ".xlsx", ".xlsm", ".jsonl", ".ndjson", ".json", ".parquet", ".pq"}
)
"""Endings of files that are meant to be read: one that cannot be is a problem, not something to pass over."""


def members(path: Path) -> tuple[list[MemberSource], list[str]]:
    """(members to read, names passed over because they are no data). Raises `FileProblem` for an archive that is
    damaged, locked by a password, a bomb, or holds another archive.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            refuse_bomb(archive, path.name)
            infos = [info for info in archive.infolist() if not info.is_dir() and not _is_junk(info.filename)]
    except DAMAGE as error:
        raise FileProblem("zip.damaged", name=path.name) from error
    _refuse(infos, path.name)
    kept = [MemberSource(path, info) for info in infos if _suffix(info) in DATA]
    passed = [info.filename for info in infos if _suffix(info) not in DATA]
    if not kept:
        raise FileProblem("zip.nothing", name=path.name, names=", ".join(passed[:5]))
    return kept, passed


def refuse_bomb(archive: zipfile.ZipFile, name: str) -> None:
    """Raise `FileProblem` when unpacking would cost out of all proportion to the size of the archive."""
    infos = archive.infolist()
    total = sum(info.file_size for info in infos)
    worst = max(
        (info.file_size / max(info.compress_size, 1) for info in infos if info.file_size > limits.RATIO_FROM),
        default=0.0,
    )
    if len(infos) > limits.MEMBERS or total > limits.UNPACKED or worst > limits.RATIO:
        raise FileProblem("zip.bomb", name=name, files=len(infos), megabytes=total // 1_000_000)


def is_workbook(path: Path) -> bool:
    """Whether a ZIP is in fact an XLSX workbook. Raises `FileProblem` when it is damaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except DAMAGE as error:
        raise FileProblem("zip.damaged", name=path.name) from error


def _refuse(infos: list[zipfile.ZipInfo], name: str) -> None:
    for info in infos:
        if info.flag_bits & 1:
            raise FileProblem("file.password", name=f"{name}/{info.filename}")
        if _suffix(info) in (".zip", ".7z", ".rar", ".gz", ".tar", ".tgz", ".bz2", ".xz"):
            raise FileProblem("zip.nested", name=name, member=info.filename)


def _suffix(info: zipfile.ZipInfo) -> str:
    return PurePosixPath(info.filename).suffix.lower()


def _is_junk(name: str) -> bool:
    """Files that macOS and Windows slip into archives."""
    path = PurePosixPath(name)
    return (
        "__MACOSX" in path.parts
        or path.name.startswith("._")
        or path.name in (".DS_Store", "Thumbs.db", "desktop.ini")
    )
