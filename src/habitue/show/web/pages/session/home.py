"""The first page: what to do next, in sentences with numbers; for the counter, the search first."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from habitue.ground.kernel.types import Actor
from habitue.know.collect import api as collect
from habitue.know.profiles import api as profiles
from habitue.know.profiles.types import Filters
from habitue.show.web.edge import as_actor
from habitue.show.web.pages.customers.words import called, phone
from habitue.show.web.pages.feeds.importing import import_rows
from habitue.show.web.pages.session.worse import Worse, got_worse
from habitue.show.web.ui import formats

COUNTER = frozenset({"associate", "store_manager", "support"})
"""Those who meet customers: what they do first is look somebody up."""
LATEST = 6
RECENT = 10


@dataclass(frozen=True, slots=True)
class ToDo:
    """Something that waits for a person: how many, what, and where it is done."""

    figure: str
    text: str
    url: str
    action: str
    detail: str = ""


@as_actor
def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What to do next."""
    counter = actor.role in COUNTER
    context: dict[str, Any] = {
        "page_title": _("Home"),
        "crumbs": [],
        "first_name": actor.label.split(" ")[0],
        "counter": counter,
        "todo": list(todo(actor)) if actor.may("feeds.see") else [],
        "may_import": actor.may("feeds.import"),
    }
    if actor.may("customers.see"):
        context |= _customers(actor, RECENT if counter else 1)
    if actor.may("feeds.see"):
        latest = collect.imports(actor=actor, limit=LATEST)
        context |= {"latest": import_rows(latest), "empty": not latest and not context.get("customers")}
    return render(request, "web/home/home.html", context)


def _customers(actor: Actor, recent: int) -> dict[str, object]:
    """How many customers there are, and those whose data changed last: whoever was just served is often among them."""
    page = profiles.list_customers(actor=actor, filters=Filters(), sort="changed", limit=recent)
    return {
        "customers": page.total,
        "exact": page.exact,
        "recent": [(line, called(line), phone(line.mobile)) for line in page.lines],
        "empty": not page.total,
    }


def todo(actor: Actor) -> Iterator[ToDo]:
    """What waits for this actor, the most pressing first."""
    if actor.may("feeds.import"):
        yield from _failed(actor)
        yield from _to_map(actor)
    yield from _running(actor)
    if actor.may("rejects.mend"):
        yield from _rejects(actor)
    if actor.may("quality.see"):
        yield from (_quality(worse) for worse in got_worse(actor))


def _failed(actor: Actor) -> Iterator[ToDo]:
    for each in collect.imports(actor=actor, states=["failed"], limit=3):
        where = reverse("import", args=[each.id])
        yield ToDo("1", _("%(file)s could not be imported.") % {"file": each.file_name}, where, _("See why"))


def _to_map(actor: Actor) -> Iterator[ToDo]:
    waiting = collect.imports(actor=actor, states=["mapping", "tried"], limit=50)
    if not waiting:
        return
    text = ngettext(
        "file waits to be checked and imported.", "files wait to be checked and imported.", len(waiting)
    )
    where = reverse("import", args=[waiting[-1].id]) if len(waiting) == 1 else reverse("feeds") + "#imports"
    yield ToDo(_figure(len(waiting)), text, where, _("Check"), _few([each.file_name for each in waiting]))


def _running(actor: Actor) -> Iterator[ToDo]:
    running = collect.imports(actor=actor, states=["trying", "queued", "running"], limit=50)
    if running:
        text = ngettext("file is being read.", "files are being read.", len(running))
        where = reverse("import", args=[running[0].id])
        yield ToDo(_figure(len(running)), text, where, _("Watch"), _few([each.file_name for each in running]))


def _rejects(actor: Actor) -> Iterator[ToDo]:
    if count := collect.open_reject_count(actor=actor):
        text = ngettext("line could not be read and waits to be mended.",
                        "lines could not be read and wait to be mended.", count)  # fmt: skip
        yield ToDo(_figure(count), text, reverse("rejects"), _("Mend"))


def _quality(worse: Worse) -> ToDo:
    language = get_language() or "en"
    values = {
        "field": worse.label,
        "source": worse.source,
        "now": formats.percent(worse.now, language),
        "before": formats.percent(worse.before, language),
    }
    text = (
        _("%(field)s of %(source)s: %(now)s valid in the last import, %(before)s in the one before.") % values
    )
    points = formats.number(round(100 * (worse.before - worse.now)), language)
    return ToDo(f"\u2212{points}", text, reverse("quality"), _("Look"))


def _few(names: list[str]) -> str:
    """The first three names, and an ellipsis for the others."""
    return ", ".join(names[:3]) + ("\u2026" if len(names) > 3 else "")


def _figure(count: int) -> str:
    return formats.number(count, get_language() or "en")
