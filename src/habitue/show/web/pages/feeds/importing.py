"""An import as lists and its own page show it: state, steps, progress."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from habitue.know.collect.api import ImportView
from habitue.show.web.pages.feeds import outcomes
from habitue.show.web.ui import formats
from habitue.show.web.ui.types import JobView, Step

WORKING = frozenset({"trying", "queued", "running"})


@dataclass(frozen=True, slots=True)
class StateWord:
    """How a state is shown."""

    label: Promise | str
    tone: str
    icon: str


STATES = {
    "mapping": StateWord(gettext_lazy("to be checked"), "accent", "list-checks"),
    "trying": StateWord(gettext_lazy("dry run"), "info", "play"),
    "tried": StateWord(gettext_lazy("ready to import"), "accent", "circle-check"),
    "queued": StateWord(gettext_lazy("queued"), "info", "clock"),
    "running": StateWord(gettext_lazy("running"), "info", "play"),
    "done": StateWord(pgettext_lazy("import", "done"), "good", "circle-check"),
    "cancelled": StateWord(gettext_lazy("stopped"), "warn", "circle-slash"),
    "failed": StateWord(gettext_lazy("failed"), "bad", "circle-x"),
}


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A line of a list of imports."""

    view: ImportView
    url: str
    name: str
    state: StateWord
    slices: Sequence[outcomes.Slice]
    rejected: int
    summary: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where an import stood when its page was opened: what rate and time left are measured from."""

    rows: int
    bytes: int
    at: float

    def query(self) -> str:
        """As part of an address."""
        return f"rows={self.rows}&bytes={self.bytes}&at={self.at:.1f}"


def import_rows(views: Iterable[ImportView]) -> list[ImportRow]:
    """Imports as rows of a list."""
    return [_row(view) for view in views]


def display_name(view: ImportView) -> str:
    """The file, and which of its tables when it has several."""
    return (
        f"{view.file_name}, {view.table}" if view.table and view.table != view.file_name else view.file_name
    )


def steps(view: ImportView, *, mapping: bool = False) -> list[Step]:
    """The wizard's steps; `mapping`: the person has gone back to the mapping."""
    labels = [_("Source"), _("Mapping"), _("Dry run"), _("Import")]
    at = 1 if mapping else _step(view)
    back = {0: "?step=source", 1: "?step=mapping"} if view.state in ("mapping", "tried") else {}
    return [
        Step(label, "done" if i < at else "current" if i == at else "", back.get(i, "") if i < at else "")
        for i, label in enumerate(labels)
    ]


def job(view: ImportView, anchor: Anchor, now: datetime) -> JobView:
    """The work that an import is doing."""
    trying = view.state == "trying"
    state = "waiting" if view.state == "queued" or (trying and not view.rows_done) else "running"
    title = (
        _("Reading the file, writing nothing")
        if trying
        else _("Import of %(file)s") % {"file": view.file_name}
    )
    rate, left = _speed(view, anchor, now)
    stopping = _("Stopping after the lines in hand.") if view.cancel_asked else ""
    return JobView(
        id=str(view.id),
        title=title,
        state=state,
        share=view.progress if view.rows_done else None,
        subtitle=stopping or _subtitle(state),
        rate=rate,
        left=left,
        figures=figures(view.rows_done, view.counts) if view.rows_done else (),
        cancel_url=""
        if view.cancel_asked
        else f"{reverse('import_cancel', args=[view.id])}?{anchor.query()}",
    )


def figures(rows: int, counts: Mapping[str, int]) -> list[tuple[str, str]]:
    """What was done so far, in numbers."""
    named = [(_("lines read"), rows)]
    labels = {
        "new": _("new"),
        "updated": _("updated"),
        "unchanged": _("unchanged"),
        "rejected": _("rejected"),
    }
    named += [(label, counts.get(kind, 0)) for kind, label in labels.items()]
    return [(label, number(value)) for label, value in named]


def number(value: int) -> str:
    """A number in the reader's language."""
    return formats.number(value, get_language() or "en")


def lines(count: int) -> str:
    """A number of lines in words: "12,400 lines"."""
    return ngettext("%(n)s line", "%(n)s lines", count) % {"n": number(count)}


def _row(view: ImportView) -> ImportRow:
    counts = view.counts or (view.verdict or {}).get("counts", {})
    rows = view.rows_done or (view.verdict or {}).get("rows", 0)
    summary = lines(rows) if rows else formats.size(view.file_bytes, get_language() or "en")
    return ImportRow(
        view,
        reverse("import", args=[view.id]),
        display_name(view),
        STATES[view.state],
        outcomes.bar(counts),
        counts.get("rejected", 0),
        summary,
    )


def _step(view: ImportView) -> int:
    if view.state == "mapping":
        return 1 if view.source_id else 0
    return {"trying": 2, "tried": 2, "done": 4}.get(view.state, 3)


def _subtitle(state: str) -> str:
    if state == "waiting":
        return _("Waits for its turn. You can leave this page and come back.")
    return _("You can leave this page: the work goes on, and you find it here again.")


def _speed(view: ImportView, anchor: Anchor, now: datetime) -> tuple[str, str]:
    """Rate and time left, once enough was seen of both."""
    seconds = now.timestamp() - anchor.at
    rows, read = view.rows_done - anchor.rows, view.bytes_done - anchor.bytes
    if seconds < 1 or rows <= 0 or read <= 0:
        return "", ""
    rate = _("%(count)s lines a second") % {"count": number(formats.rounded(round(rows / seconds)))}
    left = (view.bytes_total - view.bytes_done) / (read / seconds)
    return rate, _("%(time)s left") % {"time": formats.duration(max(left, 1))}
