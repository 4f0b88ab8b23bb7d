"""What passes through the door of profiles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID


class CustomerLine(NamedTuple):
    """A customer in a list or a search."""

    customer_id: UUID
    civility: str
    first_name: str
    last_name: str
    birth_date: date | None
    email: str
    mobile: str
    card: str
    street: str
    number: str
    postcode: str
    town: str
    grade: str
    store: str
    records: int
    changed_at: datetime
    sort_key: str

    @property
    def name(self) -> str:
        """The name as people say it; empty when unknown."""
        return f"{self.first_name} {self.last_name}".strip()


class Provenance(NamedTuple):
    """Where a value comes from: `rule` is manual, only, validity, trust, recency, frequency, completeness or stable."""

    record_id: str
    source: str
    at: datetime | None
    rule: str


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """A value that a person chose for a group: `value` as survivorship has it, `record_id` the record that holds it.

    `typed`: written by hand, rather than what that record said. `in_force`: no later choice stands before it.
    """

    id: UUID
    group: str
    value: object
    at: datetime
    by: str
    record_id: UUID
    typed: bool
    in_force: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """The golden record, with the provenance of each group and the other identifiers known."""

    customer_id: UUID
    civility: str
    first_name: str
    last_name: str
    birth_name: str
    birth_date: date | None
    email: str
    mobile: str
    landline: str
    card: str
    number: str
    street: str
    complement: str
    postcode: str
    town: str
    country: str
    lines: tuple[str, ...]
    grade: str
    language: str
    store: str
    records: int
    changed_at: datetime
    origins: Mapping[str, Provenance]
    others: Mapping[str, Sequence[str]]

    @property
    def name(self) -> str:
        """The name as people say it; empty when unknown."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of customers is narrowed to. Empty: not narrowed. `has`: email, mobile, card; `records`: one, many."""

    text: str = ""
    town: str = ""
    grade: str = ""
    source: str = ""
    store: str = ""
    has: str = ""
    records: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list: lines, the cursor of the next page (empty at the end), and how many there are in all.

    `exact`: whether `total` was counted or is what the database expects.
    """

    lines: list[CustomerLine]
    cursor: str
    total: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found. `near`: words that were taken for the one typed, when nothing is written just so."""

    lines: list[CustomerLine]
    near: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SavedViewView:
    """A saved view: its name and the query string that it stands for. `mine`: a person's own, not the whole house's."""

    id: UUID
    name: str
    query: str
    mine: bool = True


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """Something that happened to a customer's data: `kind` is a code, `detail` its facts."""

    at: datetime
    kind: str
    detail: Mapping[str, Any]
