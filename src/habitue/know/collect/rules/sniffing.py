"""How a file is written, found out from its first bytes and lines: encoding, separator, quote, header."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from habitue.know.collect.rules.mapping.headers import is_known
from habitue.know.collect.rules.mapping.values import looks_like_data
from habitue.know.collect.types import FileOptions, Params

SEPARATORS = (";", ",", "\t", "|")
COLUMNS = 1_000
"""Columns of one table."""
TITLE_LINES = 20
"""Lines before the header that may be titles."""
LOOK = 200
"""Lines from which the separator is judged."""
_FRENCH = frozenset("éèêëàâçîïôöùûüœÉÈÊÀÂÇÎÔŒ’«»°€")
_LEGACY = ("cp1252", "cp850", "mac_roman")
_SPOKEN = {"utf-8": "UTF-8", "utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}


@dataclass(frozen=True, slots=True)
class Layout:
    """How a delimited text is laid out. Lines count from 1; `header_line` is 0 without a header."""

    separator: str
    quote: str
    names: tuple[str, ...]
    width: int
    header_line: int
    data_line: int
    notices: tuple[tuple[str, Params], ...] = ()


def guess_encoding(head: bytes) -> str:
    """The encoding of the first bytes of a text file: `utf-8`, `utf-16*`, `cp1252`, `cp850` or `mac_roman`."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if (bare := _bare_utf16(head)) is not None:
        return bare
    lines = [line for line in head.splitlines() if not line.isascii()]
    good = sum(_is_utf8(line) for line in lines)
    # The last line may be cut in the middle of a character.
    if good >= max(len(lines) - 1, 1) or not lines or (good and good >= 0.5 * len(lines)):
        return "utf-8"
    return max(_LEGACY, key=lambda name: _french_share(b"".join(lines), name))


def contradiction(head: bytes, declared: str, found: str) -> int:
    """The first line that shows that a declared encoding is not the one of the file, or 0."""
    if canonical(declared, head) == found:
        return 0
    if found.startswith("utf-16") != declared.startswith("utf-16"):
        return 1
    lines = head.splitlines()
    for number, line in enumerate(lines, 1):
        wrong = not _is_utf8(line) if declared.startswith("utf-8") else found == "utf-8" and _is_utf8(line)
        # A character cut at the end of the bytes looked at is no contradiction.
        if not line.isascii() and wrong and (number < len(lines) or number == 1):
            return number
    return 0


def canonical(declared: str, head: bytes) -> str:
    """The name under which a declared encoding is read: Latin-1 as cp1252, which contains it."""
    if declared in ("iso8859-1", "ascii"):
        return "cp1252" if declared == "iso8859-1" else "utf-8"
    if declared in ("utf-8-sig", "utf_8_sig"):
        return "utf-8"
    return (
        "utf-16"
        if declared.startswith("utf-16") and head.startswith((b"\xff\xfe", b"\xfe\xff"))
        else declared
    )


def spoken(encoding: str) -> str:
    """The name of an encoding as people write it."""
    return _SPOKEN.get(encoding, encoding)


def line_ending(head: bytes) -> str:
    """`LF`, `CRLF`, `CR` or `mixed`."""
    head = head.replace(b"\0", b"")
    pairs = head.count(b"\r\n")
    counts = {"CRLF": pairs, "LF": head.count(b"\n") - pairs, "CR": head.count(b"\r") - pairs}
    used = [name for name, count in counts.items() if count]
    return "mixed" if len(used) > 1 else (used or ["LF"])[0]


def read_layout(text: str, declared: FileOptions) -> Layout:
    """The layout of a delimited text from its first lines; what is declared is not questioned."""
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    hint = re.fullmatch(r'"?sep=(.)"?', lines[0]) if lines else None
    quote = guess_quote(lines[:LOOK]) if declared.quote is None else declared.quote
    separator = declared.separator or (hint[1] if hint else guess_separator(lines[:LOOK], quote))
    rows = [_cells(line, separator, quote) for line in lines[: LOOK + TITLE_LINES]]
    if hint:
        rows[0] = []
    header = find_header(rows) if declared.header is None else _declared_header(rows, declared)
    if declared.header is not False and declared.header_line:
        header = declared.header_line - 1
    return _layout(lines, rows, separator, quote, header, bool(hint))


def guess_quote(lines: Sequence[str]) -> str:
    """`"`, unless only `'` stands around cells."""
    text = "\n".join(lines)
    double = len(re.findall(r'(?:^|[;,\t|])"', text, re.MULTILINE))
    single = len(re.findall(r"(?:^|[;,\t|])'[^'\n]*'(?=[;,\t|]|$)", text, re.MULTILINE))
    return "'" if single > 2 * len(lines) and not double else '"'


def guess_separator(lines: Sequence[str], quote: str) -> str:
    """The separator that cuts most lines into the same number of cells, at least two; `;` when none does."""
    best, score = ";", 0.0
    for separator in SEPARATORS:
        counts = Counter(len(_cells(line, separator, quote)) for line in lines if line.strip())
        width, times = max(
            counts.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]), default=(1, 0)
        )
        share = times / max(counts.total(), 1)
        if width > 1 and (value := share**2 * min(width, 8) ** 0.5) > score:
            best, score = separator, value
    return best


def find_header(rows: Sequence[Sequence[str]]) -> int:
    """The index of the header among the first rows, or -1 when the first row is already data."""
    width = _usual_width(rows)
    for index, row in enumerate(rows[:TITLE_LINES]):
        filled = [cell for cell in row if cell.strip()]
        if not filled or (len(filled) == 1 and width > 1):
            continue
        known, data = sum(map(is_known, filled)), sum(map(looks_like_data, filled))
        if known >= 2 and known > data:
            return index
        if len(row) < width:
            continue
        return index if _names_columns(filled, known, data, rows[index + 1 : index + 51]) else -1
    return -1


def unique_names(cells: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(column names made unique, the names that came more than once). Empty ones are called col1, col2..."""
    names: list[str] = []
    seen: Counter[str] = Counter()
    for index, cell in enumerate(cells, 1):
        name = base = " ".join(cell.replace("\ufeff", "").split()) or f"col{index}"
        while name in seen:
            seen[base] += 1
            name = f"{base} ({seen[base]})"
        seen[name] = max(seen[name], 1)
        names.append(name)
    return tuple(names), tuple(name for name, times in seen.items() if times > 1)


def drop_unnamed(header: list[str], rows: Sequence[Sequence[str]]) -> None:
    """Drop last columns without name or value: Excel leaves them where a range was deleted."""
    used = max((index for row in rows for index, cell in enumerate(row, 1) if cell), default=0)
    while len(header) > max(used, 1) and not header[-1].strip():
        header.pop()


def header_notices(header: int, titles: int, twice: Sequence[str]) -> tuple[tuple[str, Params], ...]:
    """What a person should know of the header that was found (index, title lines before it, names met twice)."""
    found: list[tuple[str, Params]] = []
    if header < 0:
        found.append(("file.no_header", {}))
    if titles:
        found.append(("file.title_lines", {"lines": titles}))
    if twice:
        found.append(("file.duplicate_headers", {"names": ", ".join(twice)}))
    return tuple(found)


def _layout(
    lines: list[str], rows: list[list[str]], separator: str, quote: str, header: int, hint: bool
) -> Layout:
    start = 1 if hint else 0
    if header < 0:
        width = _usual_width(rows)
        names = tuple(f"col{index}" for index in range(1, width + 1))
        return Layout(separator, quote, names, width, 0, start + 1, header_notices(-1, 0, ()))
    cells, used = _header_cells(lines, header, separator, quote)
    if len(cells) > COLUMNS or not any(cell.strip() for cell in cells):
        return Layout(separator, quote, (), len(cells), 0, 1)
    drop_unnamed(cells, rows[header + 1 :])
    names, twice = unique_names(cells)
    notices = header_notices(header, header - start, twice)
    return Layout(separator, quote, names, len(names), header + 1, header + 1 + used, notices)


def _header_cells(lines: list[str], header: int, separator: str, quote: str) -> tuple[list[str], int]:
    """(cells of the header, physical lines that it takes): header cells may hold quoted newlines."""
    text = "\n".join(lines[header : header + 50])
    if not quote or lines[header].count(quote) % 2 == 0:
        return _cells(lines[header], separator, quote), 1
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=separator, quotechar=quote)
    try:
        return next(reader), reader.line_num
    except csv.Error:
        return lines[header].split(separator), 1


def _declared_header(rows: list[list[str]], declared: FileOptions) -> int:
    """The header of a file of which a person says whether it has one: the likeliest line, else the first one."""
    if not declared.header:
        return -1
    found = find_header(rows)
    return found if found >= 0 else next((i for i, row in enumerate(rows) if any(map(str.strip, row))), 0)


def _usual_width(rows: Sequence[Sequence[str]]) -> int:
    """The number of cells that most rows have, the larger one in doubt."""
    counts = Counter(len(row) for row in rows if any(cell.strip() for cell in row))
    return max(counts.items(), key=lambda item: (item[1], item[0]), default=(0, 0))[0]


def _names_columns(filled: Sequence[str], known: int, data: int, below: Sequence[Sequence[str]]) -> bool:
    """Whether cells name columns: none of them looks like data, and none comes back in the rows below."""
    if data:
        return False
    return known > 0 or set(filled).isdisjoint(cell for row in below for cell in row)


def _cells(line: str, separator: str, quote: str) -> list[str]:
    if not line:
        return []
    if not quote or quote not in line or len(line) > 100_000:
        return line.split(separator)
    try:
        return next(csv.reader([line], delimiter=separator, quotechar=quote), [])
    except csv.Error:
        return line.split(separator)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _bare_utf16(head: bytes) -> str | None:
    """UTF-16 without its mark shows as one byte in two being NUL."""
    sample = head[:4096]
    if len(sample) < 4 or sample.count(0) < 0.3 * len(sample):
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 4 * max(even, 1):
        return "utf-16-le"
    return "utf-16-be" if even > 4 * max(odd, 1) else None


def _french_share(data: bytes, encoding: str) -> int:
    """How many characters of a text are those that French uses, read in an encoding (cp1252 wins ties)."""
    text = data[:100_000].decode(encoding, "replace")
    return sum(character in _FRENCH for character in text)
