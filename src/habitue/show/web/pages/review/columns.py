"""Customers side by side: field by field what their records say, equal values quiet, the others marked to the letter."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from habitue.know.identity.api import StoredRecord
from habitue.show.web.pages.customers import words
from habitue.show.web.pages.customers.card import value_of
from habitue.show.web.ui.differences import differences

VALUES_SHOWN = 3
SAME, DIFFERENT, HALF = "same", "diff", "half"
Sources = Mapping[str, str]
Values = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Value:
    """A value with its differing letters marked, and how many records have it."""

    shown: SafeString
    records: int


@dataclass(frozen=True, slots=True)
class Cell:
    """What the records of one customer say of a field, the value of most records first; `further`: values not shown."""

    values: Sequence[Value]
    further: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A field. `state`: `same` when the two that are asked about agree, `diff`, or `half` when only one says anything."""

    label: str
    state: str
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Column:
    """A customer: `asked` is one of the two of the question; `survivor` keeps its number if they are one."""

    id: str
    name: str
    url: str
    records: int
    seen: str
    asked: bool
    survivor: bool


def columns(
    customers: Sequence[str], records: Mapping[str, Sequence[StoredRecord]], survivor: str, sources: Sources
) -> list[Column]:
    """The heads of the columns, in the order given; the first two are those that are asked about."""
    return [
        Column(
            id_,
            _name(records[id_]),
            reverse("customer", args=[id_]),
            len(records[id_]),
            _seen(records[id_], sources),
            place < 2,
            id_ == survivor,
        )
        for place, id_ in enumerate(customers)
    ]


def rows(customers: Sequence[str], records: Mapping[str, Sequence[StoredRecord]]) -> list[Row]:
    """The fields of which any of these customers says anything."""
    fields = [(label, [_values(records[id_], read) for id_ in customers]) for label, read in _fields()]
    return [_row(label, told) for label, told in fields if any(told)]


def nearest(text: str, others: Iterable[str]) -> str:
    """The one of the others that is most like a text; '' when there are none."""
    return max(
        others,
        key=lambda other: (SequenceMatcher(None, text.casefold(), other.casefold()).ratio(), other),
        default="",
    )


def _row(label: str, told: Sequence[Values]) -> Row:
    """A field; what the second says is held against the first, and what the others say, too."""
    against = [told[1] if len(told) > 1 else {}, *([told[0]] * (len(told) - 1))]
    cells = [_cell(mine, theirs) for mine, theirs in zip(told, against, strict=True)]
    return Row(label, _state(told), cells)


def _state(told: Sequence[Values]) -> str:
    one, other = ({value.casefold() for value in each} for each in (*told[:2], {})[:2])
    if not one or not other:
        return HALF
    return SAME if one == other else DIFFERENT


def _cell(mine: Values, theirs: Values) -> Cell:
    known = {value.casefold() for value in theirs}
    shown = [
        Value(_marked(text, known, theirs), records) for text, records in list(mine.items())[:VALUES_SHOWN]
    ]
    return Cell(shown, max(0, len(mine) - VALUES_SHOWN))


def _marked(text: str, known: set[str], theirs: Values) -> SafeString:
    if not theirs or text.casefold() in known:
        return conditional_escape(text)
    return differences(text, nearest(text, theirs))


def _values(records: Sequence[StoredRecord], read: Callable[[StoredRecord], str]) -> Values:
    """The distinct values and how many records have each, those of most records first, then the latest."""
    latest = sorted(records, key=lambda record: (record.changed_at, record.record_id), reverse=True)
    return dict(Counter(value for record in latest if (value := read(record))).most_common())


def _fields() -> list[tuple[str, Callable[[StoredRecord], str]]]:
    labels = words.field_labels()
    stated = [
        (labels[name], _reading(name)) for name in ("birth_date", "email", "mobile", "landline", "card")
    ]
    return [
        (_("First name"), lambda record: record.first_name),
        (_("Last name"), lambda record: record.last_name),
        (_("Name at birth"), lambda record: record.birth_name),
        (_("Civility"), lambda record: record.civility),
        *stated,
        (labels["address"], _reading("address")),
    ]


def _reading(name: str) -> Callable[[StoredRecord], str]:
    return lambda record: value_of(record, name)


def _name(records: Sequence[StoredRecord]) -> str:
    names = _values(records, lambda record: value_of(record, "name"))
    told = _values(records, lambda record: record.email or words.phone(record.mobile) or record.card)
    return next(iter(names), "") or next(iter(told), "") or _("No name")


def _seen(records: Sequence[StoredRecord], sources: Sources) -> str:
    """The sources that know a customer."""
    return ", ".join(sorted({sources.get(record.source_id, "") for record in records} - {""}))
