"""Rejects as rows: what is wrong in words, the mend that can be proposed, the filters in plain words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from habitue.ground.kernel.types import Actor, HabitueError
from habitue.know.collect import api as collect
from habitue.know.collect import wording
from habitue.know.collect.api import RejectFilters, RejectView
from habitue.show.web.ui.types import Chip, Choice, Column, Tab

STATES: dict[str, Promise] = {
    "open": gettext_lazy("To mend"),
    "mended": gettext_lazy("Mended"),
    "dismissed": gettext_lazy("Dismissed"),
}


@dataclass(frozen=True, slots=True)
class RejectRow:
    """A reject as the list shows it."""

    view: RejectView
    sentence: str
    mend: str
    url: str

    @property
    def name(self) -> str:
        """What the row is called where it is picked."""
        return _("line %(line)s of %(file)s") % {"line": self.view.line, "file": self.view.file_name}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell to mend: its column, what stands in it, whether it is the guilty one, and why it still is."""

    position: int
    column: str
    value: str
    guilty: bool
    problem: str = ""


def reject_row(view: RejectView) -> RejectRow:
    """A reject in words."""
    words = wording.explain(view.code, {"column": view.column, **view.params})
    return RejectRow(view, words.sentence, words.mend, reverse("reject", args=[view.id]))


def cells(view: RejectView, values: Sequence[str], problems: Mapping[str, str] | None = None) -> list[Cell]:
    """The line's cells under their columns; at first the guilty one holds what is suggested for it.

    `problems`: why each column still is wrong, once somebody has tried.
    """
    wrong = problems or {}
    return [
        Cell(position, column, value, column in (wrong or {view.column}), wrong.get(column, ""))
        for position, (column, value) in enumerate(zip(view.columns, values, strict=True))
    ]


def first_values(actor: Actor, view: RejectView) -> list[str]:
    """What the form holds when it opens: the cells as they came or were most probably meant, the suggestion put in."""
    values = collect.likely_cells(actor=actor, reject_id=view.id)
    if view.suggestion and view.column in view.columns:
        values[view.columns.index(view.column)] = view.suggestion
    return values


def read_filters(asked: QueryDict) -> RejectFilters:
    """The filters of an address; what makes no sense is not a filter."""
    state = asked.get("state", "open")
    return RejectFilters(
        state=state if state in STATES else "open",
        source_id=_uuid(asked.get("source", "")),
        import_id=_uuid(asked.get("import", "")),
        code=asked.get("reason", "") if asked.get("reason", "") in wording.WORDS else "",
        text=asked.get("q", "").replace("\0", "").strip()[:100],
    )


def address(filters: RejectFilters, name: str = "rejects", **changes: object) -> str:
    """The address of a list with these filters, some of them changed."""
    values: dict[str, object] = {
        "state": "" if filters.state == "open" else filters.state,
        "source": filters.source_id,
        "import": filters.import_id,
        "reason": filters.code,
        "q": filters.text,
    }
    asked = {name: value for name, value in (values | changes).items() if value}
    return reverse(name) + (f"?{urlencode(asked)}" if asked else "")


def tabs(filters: RejectFilters, counts: Mapping[str, int]) -> list[Tab]:
    """Open, mended, dismissed, each with its count."""
    return [
        Tab(
            str(label),
            address(filters, state="" if state == "open" else state),
            state == filters.state,
            counts.get(state, 0),
        )
        for state, label in STATES.items()
    ]


def chips(actor: Actor, filters: RejectFilters) -> list[Chip]:
    """The filters in plain words, each with the address without it."""
    found = []
    if filters.source_id:
        found.append(Chip(_("Source"), source_name(actor, filters.source_id), address(filters, source="")))
    if filters.import_id:
        found.append(
            Chip(_("File"), _file_name(actor, filters.import_id), address(filters, **{"import": ""}))
        )
    if filters.code:
        found.append(Chip(_("Reason"), wording.explain(filters.code).sentence, address(filters, reason="")))
    if filters.text:
        found.append(Chip(_("Contains"), filters.text, address(filters, q="")))
    return found


def reasons(counts: Mapping[str, int]) -> list[Choice]:
    """The reasons that occur, the most frequent first, for the filter."""
    return [Choice(code, f"{wording.explain(code).sentence} ({count})") for code, count in counts.items()]


def columns() -> list[Column]:
    """The columns of the list."""
    return [
        Column("reason", _("What is wrong")),
        Column("value", _("Value")),
        Column("mend", _("What to do")),
        Column("where", _("Where")),
        Column("do", _("Otherwise")),
    ]


def source_name(actor: Actor, source_id: UUID) -> str:
    """A source's name; its id when the house has none such."""
    return next((each.name for each in collect.sources(actor=actor) if each.id == source_id), str(source_id))


def _file_name(actor: Actor, import_id: UUID) -> str:
    try:
        return collect.import_view(actor=actor, import_id=import_id).file_name
    except HabitueError:
        return str(import_id)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
