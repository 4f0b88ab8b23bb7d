"""Delimited text (CSV and its cousins), read as a stream."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from habitue.know.collect.readers import limits
from habitue.know.collect.readers.lines import TextBlock, text_blocks
from habitue.know.collect.readers.records import RecordParser
from habitue.know.collect.readers.source import FileSource
from habitue.know.collect.readers.table import Chunk, TableReader, bad_line
from habitue.know.collect.rules import sniffing
from habitue.know.collect.types import FileKind, FileOptions, FileProblem, FileShape


class DelimitedTable(TableReader):
    """A delimited file. Raises `FileProblem` when it is empty or too wide, or not written as declared."""

    kind = FileKind.CSV

    def __init__(self, source: FileSource, declared: FileOptions) -> None:
        super().__init__(source)
        head = source.head()
        encoding = choose_encoding(head, declared.encoding, source)
        text = _head_text(source, encoding)
        layout = sniffing.read_layout(text, declared)
        if layout.width > limits.COLUMNS:
            raise FileProblem(
                "file.too_many_columns", columns=layout.width, limit=limits.COLUMNS, name=source.name
            )
        if not layout.names:
            raise FileProblem("file.empty", name=source.name)
        self.columns = layout.names
        self._data_line = layout.data_line
        self.shape = FileShape(
            FileKind.CSV,
            encoding,
            layout.separator,
            layout.quote,
            sniffing.line_ending(head),
            layout.header_line > 0,
            layout.header_line,
        )
        for code, params in layout.notices:
            self.notice(code, **params)

    def parser(self) -> RecordParser:
        """A parser for single records of this table, for a line mended by hand."""
        return RecordParser(self.columns, self.shape.separator, self.shape.quote)

    def chunks(self) -> Iterator[Chunk]:
        """The rows and bad lines of the file, block by block."""
        parser, stream = self.parser(), self.source.open()
        try:
            for block in text_blocks(stream, self.shape.encoding):
                self._note(block)
                chunk = self._read(parser, block)
                chunk.bytes_read = stream.count
                yield chunk
            last = parser.feed("", 0, final=True)
            last.bytes_read = stream.count
            yield last
        finally:
            stream.close()

    def _read(self, parser: RecordParser, block: TextBlock) -> Chunk:
        if block.overlong:
            chunk = parser.feed("", 0, final=True)
            raw = block.text.rstrip("\n")
            chunk.bad.append(
                bad_line(block.first_line, raw, "row.too_long", size=block.overlong, limit=limits.LINE)
            )
            return chunk
        passed = self._data_line - block.first_line
        if passed <= 0:
            return parser.feed(block.text, block.first_line)
        parts = block.text.split("\n", passed)
        return parser.feed(parts[passed] if len(parts) > passed else "", self._data_line)

    def _note(self, block: TextBlock) -> None:
        if block.nuls:
            self.notice("file.nul_characters", count=block.nuls)
        if block.odd:
            self.notice("file.mixed_encoding", count=block.odd, encoding="cp1252")


def choose_encoding(head: bytes, declared: str | None, source: FileSource) -> str:
    """The encoding to read with. Raises `FileProblem` for an unknown one or one that the bytes contradict."""
    found = sniffing.guess_encoding(head)
    if declared is None:
        return found
    try:
        name = codecs.lookup(declared).name
    except LookupError as error:
        raise FileProblem("file.unknown_encoding", encoding=declared, name=source.name) from error
    if line := sniffing.contradiction(head, name, found):
        raise FileProblem(
            "file.wrong_encoding",
            declared=declared,
            found=sniffing.spoken(found),
            line=line,
            name=source.name,
        )
    return sniffing.canonical(name, head)


def _head_text(source: FileSource, encoding: str) -> str:
    """The whole lines of the first block, or what there is of its only line."""
    stream = source.open()
    try:
        block = next(text_blocks(stream, encoding), None)
    finally:
        stream.close()
    if block is None:
        raise FileProblem("file.empty", name=source.name)
    return block.text
