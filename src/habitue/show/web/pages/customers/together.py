"""Why the records of a customer are together, in words, and the records themselves as they came."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from habitue.know.collect.api import RawRecord
from habitue.know.collect.types import Field
from habitue.know.collect.wording import field_label
from habitue.know.identity.api import Link, StoredRecord
from habitue.show.web.pages.customers import words
from habitue.show.web.pages.customers.card import value_of
from habitue.show.web.pages.customers.known import Known
from habitue.show.web.ui.types import Part, Why

SHARED = ("card", "email", "mobile", "landline", "person")
NORMALISED = ("name", "birth_date", "email", "mobile", "landline", "card", "address")


@dataclass(frozen=True, slots=True)
class Value:
    """A normalised value of a record: what it is, how far it can be trusted, and why."""

    label: str
    text: str
    state: str
    grade: str
    reasons: list[str]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the line as it came, and the field that it was read as."""

    column: str
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A source record, normalised and as it came."""

    id: str
    source: str
    key: str
    name: str
    raw: RawRecord | None
    values: list[Value]
    cells: list[Cell]

    @property
    def label(self) -> str:
        """The source and the number there."""
        return f"{self.source} {self.key}".strip()


def why(known: Known, version: str = "") -> Why | None:
    """What the records share; None for a customer of one record. `version`: which matching joined them."""
    if len(known.records) < 2:
        return None
    count = len(known.records)
    title = ngettext("Why this %(n)d record is one", "Why these %(n)d records are one", count) % {"n": count}
    return Why(title, _sentence(known.links), _parts(known), version)


def _sentence(links: Iterable[Link]) -> str:
    kinds = {kind for link in links for kind in link.shared}
    if kinds == {"person"}:
        return _("A person said so; nothing else is asked.")
    if kinds - {"person"}:
        return _("They share what only one person has, and their names do not contradict each other.")
    return _("Taken together, what they say points to one person.")


def _parts(known: Known) -> list[Part]:
    """One line for each value that several records share."""
    labels = {**words.field_labels(), "person": _("By hand")}
    return [
        Part(labels[kind], _found(known, kind, group))
        for kind in SHARED
        for group in groups((link.record_a, link.record_b) for link in known.links if kind in link.shared)
    ]


def _found(known: Known, kind: str, group: Collection[str]) -> str:
    """The value and in how many records it stands; the records by name when a person joined them."""
    if kind == "person":
        return " + ".join(known.label(record) for record in sorted(group))
    values = dict.fromkeys(
        value_of(known.records[record], kind) for record in sorted(group) if record in known.records
    )
    said = ngettext("%(value)s in %(n)d record", "%(value)s in %(n)d records", len(group))
    return said % {"value": ", ".join(values), "n": len(group)}


def groups(pairs: Iterable[tuple[str, str]]) -> list[set[str]]:
    """Records that pairs link to one another, directly or through others."""
    found: list[set[str]] = []
    for pair in pairs:
        touched = [group for group in found if group & set(pair)]
        found = [group for group in found if group not in touched] + [set(pair).union(*touched)]
    return found


def shown_records(known: Known) -> list[Shown]:
    """The source records, newest first."""
    newest = sorted(
        known.records.values(), key=lambda record: (record.changed_at, record.record_id), reverse=True
    )
    return [_shown(known, record) for record in newest]


def _shown(known: Known, record: StoredRecord) -> Shown:
    raw = known.raw.get(record.record_id)
    name = value_of(record, "name") or _("No name")
    source = known.sources.get(record.source_id, "")
    cells = [Cell(column, _field(name_), text) for column, name_, text in raw.cells] if raw else []
    return Shown(record.record_id, source, record.key, name, raw, _values(record), cells)


def _values(record: StoredRecord) -> list[Value]:
    shown = [
        name for name in NORMALISED if value_of(record, name) or _state(record, name) not in ("", "empty")
    ]
    return [_value(record, name) for name in shown]


def _value(record: StoredRecord, name: str) -> Value:
    """A value; a valid one needs no reasons, and those kept of its record may be another telephone's."""
    label, state = words.field_labels()[name], _state(record, name)
    reasons = [] if state == "valid" else words.reasons_of(name, record.reason_codes())
    return Value(label, value_of(record, name), state, _grade(record, name), reasons)


def _state(record: StoredRecord, name: str) -> str:
    return "" if name == "address" else str(record.state(name))


def _grade(record: StoredRecord, name: str) -> str:
    return record.grade if name == "address" else ""


def _field(name: str) -> str:
    """A field in words; columns that are kept or left out have none to show."""
    return field_label(Field(name)) if name and name not in (Field.EXTRA, Field.IGNORE) else ""
