"""What a file is, by its first bytes: its name lies too often."""

from __future__ import annotations

from habitue.know.collect.readers.source import FileSource
from habitue.know.collect.rules import sniffing
from habitue.know.collect.types import FileProblem

ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x7fELF", "ELF"),
    (b"MZ\x90", "EXE"),
    (b"SQLite format 3", "SQLite"),
)
_PACKED = (
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
)


def kind_of(source: FileSource) -> str:
    """`zip`, `parquet`, `jsonl` or `csv`. Raises `FileProblem` for a file that is none of them."""
    head = source.head(65_536)
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise FileProblem("file.empty", name=source.name)
    if head.startswith(ZIP):
        return "zip"
    if head.startswith((b"PAR1", b"PARE")):
        _refuse_locked_parquet(head, source)
        return "parquet"
    _refuse_foreign(head, source)
    text = _text_of(head, source)
    start = text.lstrip()[:200].lower()
    if start.startswith(("<!doctype html", "<html", "<table", "<?xml", "<workbook")):
        raise FileProblem("file.markup", name=source.name)
    if start.startswith("["):
        raise FileProblem("file.json_array", name=source.name)
    return "jsonl" if start.startswith("{") else "csv"


def _refuse_locked_parquet(head: bytes, source: FileSource) -> None:
    if head.startswith(b"PARE"):
        raise FileProblem("file.password", name=source.name)


def _refuse_foreign(head: bytes, source: FileSource) -> None:
    """Raise `FileProblem` for the formats that are often dropped by mistake."""
    if head.startswith(OLE):
        # A workbook with a password is an OLE file that holds an "EncryptedPackage".
        directory = source.head(16 * 1024 * 1024)
        locked = "EncryptedPackage".encode("utf-16-le") in directory
        raise FileProblem("file.password" if locked else "file.old_excel", name=source.name)
    for magic, name in _PACKED:
        if head.startswith(magic):
            raise FileProblem("file.packed", name=source.name, format=name)
    for magic, name in _MAGIC:
        if head.startswith(magic):
            raise FileProblem("file.binary", name=source.name, format=name)


def _text_of(head: bytes, source: FileSource) -> str:
    """The first text of a file. Raises `FileProblem` when it holds what no text holds."""
    encoding = sniffing.guess_encoding(head)
    text = head.decode(encoding, "replace")
    controls = sum(
        1 for character in text if character < " " and character not in "\0\t\r\n\f\v\x1a\x1b\x1c\x1d\x1e\x1f"
    )
    nuls = text.count("\0")
    letters = sum(1 for character in text if character.isprintable()) - text.count("\ufffd")
    if controls > len(text) * 0.02 or nuls > len(text) * 0.5 or letters < len(text) * 0.5:
        raise FileProblem("file.binary", name=source.name, format="?")
    return text.lstrip("\ufeff")
