"""What passes through the door of the collect room: fields, files, batches, mappings, problems.

Nothing here imports Django, so that the pure rules may use it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, Protocol

Params = Dict[str, str | int]
DateOrder = Literal["dmy", "mdy", "iso"]
Severity = Literal["reject", "suspicious"]


class Field(StrEnum):
    """What a column of a source may be mapped to. `EXTRA` is kept and shown, not used."""

    KEY = "key"
    CHANGED_AT = "changed_at"
    CREATED_AT = "created_at"
    CIVILITY = "civility"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    BIRTH_NAME = "birth_name"
    FULL_NAME = "full_name"
    BIRTH_DATE = "birth_date"
    EMAIL = "email"
    PHONE = "phone"
    MOBILE = "mobile"
    LANDLINE = "landline"
    CARD = "card"
    ADDRESS1 = "address1"
    ADDRESS2 = "address2"
    ADDRESS3 = "address3"
    ADDRESS_FULL = "address_full"
    POSTCODE = "postcode"
    TOWN = "town"
    COUNTRY = "country"
    STORE = "store"
    LANGUAGE = "language"
    COMPANY = "company"
    OPTIN_EMAIL = "optin_email"
    OPTIN_SMS = "optin_sms"
    OPTIN_PHONE = "optin_phone"
    OPTIN_POST = "optin_post"
    EXTRA = "extra"
    IGNORE = "ignore"


MANY = frozenset({Field.EXTRA, Field.IGNORE})
"""The fields that several columns of one file may share."""


class FileKind(StrEnum):
    """The form of a table inside a file."""

    CSV = "csv"
    XLSX = "xlsx"
    JSONL = "jsonl"
    PARQUET = "parquet"


@dataclass(frozen=True, slots=True)
class FileOptions:
    """What a person declares about a file; `None` means: find out.

    `quote` may be the empty string: then no character quotes. `header_line` counts physical lines from 1.
    """

    encoding: str | None = None
    separator: str | None = None
    quote: str | None = None
    header: bool | None = None
    header_line: int | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class FileShape:
    """How a table is written in its file: found out, or declared.

    `line_ending` is `LF`, `CRLF`, `CR` or `mixed`. `header_line` is 0 when the table has no header.
    """

    kind: FileKind
    encoding: str = ""
    separator: str = ""
    quote: str = ""
    line_ending: str = ""
    header: bool = True
    header_line: int = 1
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about a whole file that a person should know and that stops nothing."""

    code: str
    params: Params = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be read as a row.

    `line`: physical line (1-based, header included); `row`: 0-based rank among the logical rows; `raw`: the text as
    it came, cut for storage; `column`, `value`: the guilty cell when there is one; `code`: see `wording`.
    """

    line: int
    row: int
    raw: str
    column: str
    value: str
    code: str
    params: Params = field(default_factory=dict)


@dataclass(slots=True)
class Batch:
    """Consecutive logical rows of a table: each is in `rows` or in `bad`, none is in both.

    `first_row`: rank of the first logical row (0-based); `lines[i]`: physical line of `rows[i]`; `blank`: empty lines
    passed over; `bytes_read` of `bytes_total`: how far the reading of the file is.
    """

    first_row: int
    lines: list[int]
    rows: list[list[str]]
    bad: list[BadLine]
    blank: int = 0
    bytes_read: int = 0
    bytes_total: int = 0

    @property
    def next_row(self) -> int:
        """The `skip` with which a reading resumes right after this batch."""
        return self.first_row + len(self.rows) + len(self.bad)


class Table(Protocol):
    """A table inside a file, read as a stream: see `readers.open_tables`.

    `notices` grows while the table is read; `bytes_read` of `bytes_total` tells how far the latest reading is.
    """

    name: str
    kind: FileKind
    columns: tuple[str, ...]
    shape: FileShape
    bytes_read: int
    bytes_total: int

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What a person should know of the file."""

    def batches(self, *, skip: int = 0, size: int = 5000) -> Iterator[Batch]:
        """The logical rows after the first `skip`, at most `size` to a batch. May raise `FileProblem`."""

    def sample(self, rows: int = 500) -> list[list[str]]:
        """The first rows, for the mapping to be proposed from."""


class FileProblem(Exception):
    """A file that cannot be read at all, or no further. `wording.explain(code, params)` says it in words."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code, params)
        self.code = code
        self.params: Params = params


class MappingProblem(Exception):
    """A mapping that does not hold. `params["line"]` is the line of the YAML text when it comes from one."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code, params)
        self.code = code
        self.params: Params = params


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """One column of a source and the field that it feeds. `why` is a code of `wording`, `confidence` is 0 to 1."""

    column: str
    field: Field
    confidence: float = 1.0
    why: str = "why.person"
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mapping:
    """From the columns of a source to fields. `key`: the columns that identify a record in its source."""

    columns: tuple[ColumnMapping, ...]
    key: tuple[str, ...]
    date_order: DateOrder = "dmy"
    version: int = 1
    platform: str | None = None

    def field_of(self, column: str) -> Field | None:
        """The field of a column, or `None` when the mapping does not know the column."""
        return next((each.field for each in self.columns if each.column == column), None)

    def layout(self, columns: Sequence[str]) -> dict[Field, int]:
        """Where each used field stands in rows that have these columns."""
        places = {name: index for index, name in enumerate(columns)}
        return {
            each.field: places[each.column]
            for each in self.columns
            if each.field not in MANY and each.column in places
        }

    def key_indices(self, columns: Sequence[str]) -> tuple[int, ...]:
        """Where the key columns stand. Raises `MappingProblem` when one is missing or when there is no key."""
        missing = [name for name in self.key if name not in columns]
        if missing or not self.key:
            raise MappingProblem("mapping.no_key", columns=", ".join(missing))
        return tuple(columns.index(name) for name in self.key)


@dataclass(frozen=True, slots=True)
class ColumnChange:
    """How the columns of a file differ from those of a saved mapping. `renamed` holds (saved, in the file)."""

    missing: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.missing or self.new or self.renamed)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in one row. `suggestion` is the mended value, empty when nobody can know it."""

    column: str
    value: str
    code: str
    severity: Severity
    suggestion: str = ""
    params: Params = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Example:
    """One place where a finding was met."""

    line: int
    value: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class Finding:
    """The same problem, all over a file: how often and where first. `whole` means that the file itself is in doubt."""

    code: str
    column: str
    severity: Severity
    count: int
    examples: tuple[Example, ...] = ()
    whole: bool = False
    params: Params = field(default_factory=dict)
