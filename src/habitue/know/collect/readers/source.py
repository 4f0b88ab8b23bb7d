"""Where the bytes of a table come from: a file, or a member of a ZIP that is never unpacked in memory."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from pathlib import Path
from typing import IO

from habitue.know.collect.readers import limits
from habitue.know.collect.types import FileProblem

DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError)
"""What reading a damaged or encrypted member raises."""


class Stream:
    """A binary stream that counts what it gave and turns damage into `FileProblem`."""

    def __init__(self, raw: IO[bytes], name: str) -> None:
        self._raw = raw
        self._name = name
        self.count = 0

    def read(self, size: int) -> bytes:
        """At most `size` bytes, empty at the end. Raises `FileProblem` when the file is damaged."""
        try:
            data = self._raw.read(size)
        except DAMAGE as error:
            raise FileProblem("file.damaged", name=self._name, offset=self.count) from error
        self.count += len(data)
        return data

    def close(self) -> None:
        """Let the file go."""
        self._raw.close()


class FileSource:
    """A file on disk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.name
        self.size = path.stat().st_size

    def open(self) -> Stream:
        """A new reading from the first byte."""
        return Stream(self.path.open("rb"), self.name)

    def on_disk(self) -> Path:
        """The path of a file that can be read in any order."""
        return self.path

    def head(self, size: int = limits.HEAD) -> bytes:
        """The first bytes."""
        stream = self.open()
        try:
            return stream.read(size)
        finally:
            stream.close()


class MemberSource(FileSource):
    """A member of a ZIP, streamed; copied to a temporary file only for formats that need to seek."""

    def __init__(self, archive: Path, member: zipfile.ZipInfo) -> None:
        self.archive = archive
        self.member = member
        self.name = f"{archive.name}/{member.filename}"
        self.size = member.file_size
        self._copy: IO[bytes] | None = None

    def open(self) -> Stream:
        """A new reading from the first byte. Raises `FileProblem` when the ZIP is damaged."""
        try:
            with zipfile.ZipFile(self.archive) as archive:
                return Stream(archive.open(self.member), self.name)
        except DAMAGE as error:
            raise FileProblem("file.damaged", name=self.name, offset=0) from error

    def on_disk(self) -> Path:
        """The path of a temporary copy, kept as long as this source and deleted with it."""
        if self._copy is None:
            # It must outlive this call; the file goes when the source does.
            self._copy = tempfile.NamedTemporaryFile(suffix=Path(self.member.filename).suffix)  # noqa: SIM115
            stream = self.open()
            while block := stream.read(limits.BLOCK):
                self._copy.write(block)
            stream.close()
            self._copy.flush()
        return Path(self._copy.name)
