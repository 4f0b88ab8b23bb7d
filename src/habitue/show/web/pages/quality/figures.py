"""The figures of data quality: each with its share, what it means, and the address of the rows behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from habitue.know.identity.api import QualityPoint, SourceQuality

FIELDS: dict[str, str | Promise] = {
    "name": gettext_lazy("Name"),
    "birth_date": gettext_lazy("Date of birth"),
    "email": gettext_lazy("E-mail"),
    "mobile": gettext_lazy("Mobile"),
    "landline": gettext_lazy("Landline"),
    "card": gettext_lazy("Card"),
    "address": gettext_lazy("Address"),
}
STATED = tuple(field for field in FIELDS if field != "address")
STATES: dict[str, str | Promise] = {
    "filled": pgettext_lazy("quality", "Filled"),
    "valid": pgettext_lazy("quality", "Valid"),
    "doubtful": pgettext_lazy("quality", "Doubtful"),
    "invalid": pgettext_lazy("quality", "Unreadable"),
    "placeholder": pgettext_lazy("quality", "Filler"),
    "empty": pgettext_lazy("quality", "Empty"),
}
DEFINITIONS: dict[str, str | Promise] = {
    "filled": gettext_lazy("Something was written, whatever it is worth."),
    "valid": gettext_lazy("Usable as it is."),
    "doubtful": gettext_lazy("Usable, yet something is odd: the rows say what."),
    "invalid": gettext_lazy("Something was written that nobody can read. The line as it came is kept."),
    "placeholder": gettext_lazy(
        "Written to fill a box (0600000000, 01/01/1900, the shop’s own e-mail). Links nobody."
    ),
    "empty": gettext_lazy("Nothing was written."),
}
GRADES = tuple("ABCDR")
TONES = {"valid": "", "doubtful": "warn", "invalid": "bad", "placeholder": "bad"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A count, its share (0 to 1) of what it is a part of, and the address of its rows (empty when there are none)."""

    state: str
    label: str
    count: int
    share: float | None
    url: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A field of a source: its figures, and the share of valid values import by import."""

    field: str
    label: str
    filled: Figure
    figures: Sequence[Figure]
    trend: Sequence[float]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A source: its fields, its address grades, its duplicates.

    `counted`: how many records it had when its customers were counted last, at the end of an import.
    """

    id: UUID
    name: str
    records: int
    customers: int
    lines: Sequence[Line]
    grades: Sequence[Figure]
    addresses: int
    counted: int
    duplicates: float | None
    duplicate_trend: Sequence[float]
    address_trend: Sequence[float]

    @property
    def has_trend(self) -> bool:
        """Whether there are imports to compare."""
        return any(len(line.trend) > 1 for line in self.lines)


def sheet(found: SourceQuality, name: str, trend: Sequence[QualityPoint]) -> Sheet:
    """A source as the page shows it."""
    lines = [_line(found, field, trend) for field in STATED if _filled(found.counts.get(field, {}))]
    grades = found.counts.get("address", {})
    written = _filled(grades)
    counted = trend[-1].records if trend else found.records
    return Sheet(
        found.source_id,
        name,
        found.records,
        found.customers,
        lines,
        [_figure(found.source_id, "address", grade, grades.get(grade, 0), written) for grade in GRADES],
        written,
        counted,
        _duplicates(counted, found.customers),
        [rate for point in trend if (rate := _duplicates(point.records, point.customers)) is not None],
        _shares(trend, "address", ("A", "B")),
    )


def _line(found: SourceQuality, field: str, trend: Sequence[QualityPoint]) -> Line:
    counts = found.counts.get(field, {})
    written = _filled(counts)
    filled = _figure(found.source_id, field, "filled", written, found.records)
    states = [_figure(found.source_id, field, state, counts.get(state, 0), written) for state in TONES]
    return Line(field, str(FIELDS[field]), filled, states, _shares(trend, field, ("valid",)))


def _figure(source: UUID, field: str, state: str, count: int, of: int) -> Figure:
    url = reverse("quality_rows", args=[source, field, state]) if count else ""
    label = str(STATES.get(state, state))
    return Figure(state, label, count, count / of if of else None, url, TONES.get(state, "") if count else "")


def _filled(counts: Mapping[str, int]) -> int:
    return sum(count for state, count in counts.items() if state != "empty")


def _duplicates(records: int, customers: int) -> float | None:
    """The share of a source's records that are one more of a customer that it already has."""
    return 1 - customers / records if records and customers else None


def _shares(trend: Sequence[QualityPoint], field: str, good: Sequence[str]) -> list[float]:
    """The share of good values among those written, import by import."""
    counts = [point.counts.get(field, {}) for point in trend]
    return [sum(each.get(state, 0) for state in good) / of for each in counts if (of := _filled(each))]


def definition(state: str) -> str:
    """What a state means."""
    return str(DEFINITIONS.get(state, ""))


def duplicates_definition() -> str:
    """What the rate of duplicates means."""
    return _("Of a hundred records of this source, how many are one more record of somebody it already has.")
