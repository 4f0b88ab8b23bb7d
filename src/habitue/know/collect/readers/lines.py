"""From bytes to text: whole physical lines in blocks, whatever the encoding and the line endings.

Every line ending (LF, CRLF, CR) becomes one newline, NUL characters are dropped, and a line that is not in the
encoding of its file is read on its own as cp1252, which is what mixed files hold.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from habitue.know.collect.readers import limits


class Bytes(Protocol):
    """Anything with a `read` that gives bytes."""

    def read(self, size: int) -> bytes:
        """At most `size` bytes, empty at the end."""


def _as_latin1(error: UnicodeError) -> tuple[str, int]:
    """The five bytes that cp1252 leaves undefined are read as Latin-1 instead of failing."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("habitue.latin1", _as_latin1)


@dataclass(slots=True)
class TextBlock:
    """Whole physical lines. `odd`: lines read in another encoding; `overlong`: size of a line that was cut."""

    text: str
    first_line: int
    nuls: int = 0
    odd: int = 0
    overlong: int = 0


class _Utf16:
    """A UTF-16 stream read as UTF-8, so that the rest knows only bytes whose newlines are newlines."""

    def __init__(self, stream: Bytes, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")

    def read(self, size: int) -> bytes:
        while data := self._stream.read(size):
            if text := self._decoder.decode(data):
                return text.encode("utf-8", "replace")
        return self._decoder.decode(b"", True).encode("utf-8", "replace")


def text_blocks(stream: Bytes, encoding: str, size: int = limits.BLOCK) -> Iterator[TextBlock]:
    """The text of a stream in blocks of about `size` bytes that end where a line ends.

    A line longer than the limit comes alone, cut, with `overlong` set. Memory is bounded by the longest line.
    """
    if encoding.startswith("utf-16"):
        stream, encoding = _Utf16(stream, encoding), "utf-8"
    line = 1
    for raw, overlong in _whole_lines(stream, size):
        block = _decode(raw.removeprefix(codecs.BOM_UTF8) if line == 1 else raw, encoding)
        block.first_line, block.overlong = line, overlong
        line += block.text.count("\n") + (not block.text.endswith("\n"))
        yield block


def _whole_lines(stream: Bytes, size: int) -> Iterator[tuple[bytes, int]]:
    """(bytes that end with a line ending or with the file, size of the line if it was cut or 0)."""
    rest = b""
    while data := stream.read(size):
        rest += data
        # A final CR may be half of a CRLF: it waits for the next block.
        end = max(rest.rfind(b"\n"), rest.rfind(b"\r", 0, len(rest) - 1)) + 1
        if end:
            yield rest[:end], 0
            rest = rest[end:]
        elif len(rest) > limits.LINE:
            start, total = rest[: limits.RAW * 2], len(rest)
            skipped, rest = _skip_line(stream, size)
            yield start + b"\n", total + skipped
    if rest:
        yield rest, 0


def _skip_line(stream: Bytes, size: int) -> tuple[int, bytes]:
    """Pass over the rest of a line: (how much, what follows it)."""
    skipped = 0
    while data := stream.read(size):
        ends = [end for end in (data.find(b"\n"), data.find(b"\r")) if end >= 0]
        if ends:
            end = min(ends)
            follow = data[end + 1 :].removeprefix(b"\n") if data[end : end + 1] == b"\r" else data[end + 1 :]
            return skipped + end, follow
        skipped += len(data)
    return skipped, b""


def _decode(raw: bytes, encoding: str) -> TextBlock:
    """Text of a block: at one go when it is in its encoding, line by line when it is not."""
    try:
        return _clean(raw.decode(encoding, "strict" if encoding == "utf-8" else "habitue.latin1"), 0)
    except UnicodeDecodeError:
        lines = [_decode_line(line) for line in raw.split(b"\n")]
        return _clean("\n".join(text for text, _ in lines), sum(odd for _, odd in lines))


def _decode_line(line: bytes) -> tuple[str, bool]:
    """(text, whether it had to be read as cp1252)."""
    try:
        return line.decode("utf-8"), False
    except UnicodeDecodeError:
        return line.decode("cp1252", "habitue.latin1"), True


def _clean(text: str, odd: int) -> TextBlock:
    nuls = text.count("\0")
    if nuls:
        text = text.replace("\0", "")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return TextBlock(text, 1, nuls, odd)
