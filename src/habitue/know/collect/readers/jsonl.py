"""JSON Lines: one object on each line. Objects inside objects become columns with a dot (`address.city`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from habitue.know.collect.readers import limits
from habitue.know.collect.readers.delimited import choose_encoding
from habitue.know.collect.readers.lines import TextBlock, text_blocks
from habitue.know.collect.readers.source import FileSource
from habitue.know.collect.readers.table import Chunk, TableReader, bad_line, long_cell
from habitue.know.collect.readers.texts import as_text
from habitue.know.collect.rules import sniffing
from habitue.know.collect.types import FileKind, FileOptions, FileProblem, FileShape

_decode = msgspec.json.Decoder().decode
REST = "(other keys)"
"""The column of keys that the first part of a large file did not have, as one JSON object: no value is dropped."""


class JsonLinesTable(TableReader):
    """A file of one JSON object a line. Raises `FileProblem` when no line of its beginning is one."""

    kind = FileKind.JSONL

    def __init__(self, source: FileSource, declared: FileOptions) -> None:
        super().__init__(source)
        head = source.head()
        encoding = choose_encoding(head, declared.encoding, source)
        self.shape = FileShape(
            FileKind.JSONL, encoding, line_ending=sniffing.line_ending(head), header=False, header_line=0
        )
        self.columns = tuple(self._keys())
        self._places = {name: index for index, name in enumerate(self.columns)}

    def chunks(self) -> Iterator[Chunk]:
        """The objects of the file as rows, block by block."""
        stream = self.source.open()
        try:
            for block in text_blocks(stream, self.shape.encoding):
                chunk = self._read(block)
                chunk.bytes_read = stream.count
                yield chunk
        finally:
            stream.close()

    def _keys(self) -> list[str]:
        """The keys of the objects in order of appearance, from the whole file or the first part of a large one."""
        keys: dict[str, None] = {}
        stream = self.source.open()
        try:
            for block in text_blocks(stream, self.shape.encoding):
                for line in block.text.split("\n"):
                    keys.update(dict.fromkeys(_flat(line) or ()))
                if len(keys) > limits.COLUMNS:
                    raise FileProblem(
                        "file.too_many_columns",
                        columns=len(keys),
                        limit=limits.COLUMNS,
                        name=self.source.name,
                    )
                if stream.count > limits.KEYS_SCAN:
                    keys[REST] = None
                    break
        finally:
            stream.close()
        if not keys:
            raise FileProblem("file.not_json_lines", name=self.source.name)
        return list(keys)

    def _read(self, block: TextBlock) -> Chunk:
        if block.nuls:
            self.notice("file.nul_characters", count=block.nuls)
        if block.odd:
            self.notice("file.mixed_encoding", count=block.odd, encoding="cp1252")
        chunk = Chunk()
        lines = block.text.split("\n")
        if not lines[-1]:
            lines.pop()
        for line, text in enumerate(lines, block.first_line):
            self._sort(chunk, line, text, block.overlong)
        return chunk

    def _sort(self, chunk: Chunk, line: int, text: str, overlong: int) -> None:
        if not text.strip():
            chunk.blank += 1
            return
        flat = None if overlong else _flat(text)
        if flat is None:
            code, size = ("row.too_long", overlong) if overlong else ("row.bad_json", len(text))
            chunk.bad.append(bad_line(line, text, code, size=size, limit=limits.LINE))
            return
        row = self._row(flat)
        if len(text) > limits.CELL and (complaint := long_cell(line, text, self.columns, row)):
            chunk.bad.append(complaint)
            return
        chunk.rows.append(row)
        chunk.lines.append(line)

    def _row(self, flat: dict[str, Any]) -> list[str]:
        row, rest = [""] * len(self.columns), {}
        for key, value in flat.items():
            if key in self._places:
                row[self._places[key]] = as_text(value)
            else:
                rest[key] = value
        if rest:
            row[-1] = as_text(rest)
        return row


def _flat(line: str) -> dict[str, Any] | None:
    """The object of a line with one level of keys, or `None` when the line is not an object."""
    try:
        found = _decode(line)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return None
    if not isinstance(found, dict):
        return None
    if not any(isinstance(value, dict) for value in found.values()):
        return found
    return {
        f"{key}.{inner}" if inner else key: each
        for key, value in found.items()
        for inner, each in (value.items() if isinstance(value, dict) else (("", value),))
    }
