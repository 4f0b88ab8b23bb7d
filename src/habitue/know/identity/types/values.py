"""Normalised values other than addresses, and the views that matching and survivorship decide upon."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple, Protocol

from msgspec import Struct


class State(StrEnum):
    """How far a value can be trusted.

    `valid`: usable as it is. `doubtful`: usable, something is odd (the reasons say what).
    `invalid`: not readable, the value is empty (the raw line keeps what was written).
    `placeholder`: written to fill a box; kept for the eye, it never links anybody. `empty`: nothing was written.
    """

    __hash__ = str.__hash__  # an enum's own is written in Python, and states are looked up for every row

    EMPTY = "empty"
    VALID = "valid"
    DOUBTFUL = "doubtful"
    INVALID = "invalid"
    PLACEHOLDER = "placeholder"


class NameValue(Struct, frozen=True, gc=False):
    """A person's name for display, with the keys that comparisons use (folded, '' when they must not link).

    `civility` is one of the written forms of `rules.names.words.CIVILITIES` ("Mme", "M.", "Dr") or ''.
    `birth` is the name at birth when it differs from the name in use.
    """

    civility: str
    first: str
    last: str
    birth: str
    first_key: str
    last_key: str
    state: State
    reasons: tuple[str, ...] = ()


class EmailValue(Struct, frozen=True, gc=False):
    """An e-mail to send to (`value`), its matching `key` (never send to it), and a proposed mend or ''."""

    value: str
    key: str
    state: State
    reasons: tuple[str, ...] = ()
    suggestion: str = ""


class PhoneValue(Struct, frozen=True, gc=False):
    """A telephone number in E.164 ("+33612345678"); `kind` is 'mobile', 'landline' or 'other'."""

    value: str
    kind: str
    state: State
    reasons: tuple[str, ...] = ()


class DateValue(Struct, frozen=True, gc=False):
    """A day of the calendar, or None when it cannot be read."""

    value: date | None
    state: State
    reasons: tuple[str, ...] = ()


class CardValue(Struct, frozen=True, gc=False):
    """A loyalty card number without separators, in capitals."""

    value: str
    state: State
    reasons: tuple[str, ...] = ()


class NameLike(Protocol):
    """What a comparison of names needs; `birth` may be written or already folded."""

    @property
    def first_key(self) -> str:
        """Folded first name, or empty."""
        ...

    @property
    def last_key(self) -> str:
        """Folded surname, or empty."""
        ...

    @property
    def birth(self) -> str:
        """Name at birth, or empty."""
        ...


class IdentityLike(NameLike, Protocol):
    """A name with the birth date, which must be None when it is a placeholder or unreadable."""

    @property
    def birth_date(self) -> date | None:
        """Day of birth, or None."""
        ...


class Person(NamedTuple):
    """The smallest thing that satisfies `IdentityLike`, for bulk comparisons."""

    first_key: str
    last_key: str
    birth: str = ""
    birth_date: date | None = None


class RecordView(Struct, gc=False):
    """One source record as survivorship sees it: normalised values with their states.

    `changed_at`: in UTC, as PostgreSQL writes it (2026-11-21 20:30:00+00), which sorts as it stands.
    `address` is opaque here (the address rules own its shape); `address_grade` is 'A' (best) to 'R', or ''.
    """

    record_id: str
    source: str
    changed_at: str | None = None
    civility: str = ""
    first: str = ""
    last: str = ""
    birth_name: str = ""
    name_state: State = State.EMPTY
    birth_date: date | None = None
    birth_date_state: State = State.EMPTY
    email: str = ""
    email_state: State = State.EMPTY
    mobile: str = ""
    mobile_state: State = State.EMPTY
    landline: str = ""
    landline_state: State = State.EMPTY
    card: str = ""
    card_state: State = State.EMPTY
    address: tuple[str, ...] = ()
    address_grade: str = ""
    language: str = ""
    store: str = ""


class Origin(NamedTuple):
    """Where a surviving value comes from, and the rule that chose it.

    `rule`: manual, only (nobody says otherwise), validity, trust, recency, frequency, completeness, stable (a tie).
    """

    record_id: str
    source: str
    changed_at: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Manual:
    """A value that a person chose for one group; for `name` it is (civility, first, last, birth name)."""

    value: object
    by: str = ""
    at: str | None = None


class Golden(Struct, gc=False):
    """The golden record: one value per group, the origin of each, and every distinct identifier known."""

    civility: str
    first: str
    last: str
    birth_name: str
    birth_date: date | None
    email: str
    mobile: str
    landline: str
    card: str
    address: tuple[str, ...]
    address_grade: str
    language: str
    store: str
    emails: tuple[str, ...]
    mobiles: tuple[str, ...]
    landlines: tuple[str, ...]
    cards: tuple[str, ...]
    origins: Mapping[str, Origin]
