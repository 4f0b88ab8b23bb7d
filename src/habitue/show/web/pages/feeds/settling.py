"""Settling rejects: mended in place, mended as suggested, dismissed, taken back."""

from collections.abc import Sequence
from urllib.parse import urlsplit
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from habitue.ground.kernel.types import Actor, Conflict
from habitue.know.collect import api as collect
from habitue.know.collect import wording
from habitue.know.collect.api import RejectView
from habitue.know.collect.types import Problem
from habitue.show.web.edge import as_actor, is_fragment
from habitue.show.web.pages.feeds import reject_rows
from habitue.show.web.pages.feeds.rejects import figures
from habitue.show.web.ui.types import Crumb

AT_ONCE = 500


@as_actor
def one(request: HttpRequest, actor: Actor, reject_id: UUID) -> HttpResponse:
    """GET: the reject with its cells, ready to be mended. POST: replay it with the cells that are sent."""
    view = collect.reject_view(actor=actor, reject_id=reject_id)
    if request.method != "POST":
        return _form(request, actor, reject_rows.reject_row(view), _opened(actor, view))
    typed = [request.POST.get(f"cell-{position}", "") for position in range(len(view.columns))]
    problems = collect.mend(actor=actor, reject_id=reject_id, cells=typed)
    if problems:
        wrong = {each.column: wording.explain(each.code, each.params).sentence for each in problems}
        shown = reject_rows.cells(view, typed, wrong)
        return _form(request, actor, reject_rows.reject_row(view), shown, _said(problems))
    return _settled(request, actor, reject_id, _("Line %(line)s is a record now.") % {"line": view.line})


@as_actor
def row(request: HttpRequest, actor: Actor, reject_id: UUID) -> HttpResponse:
    """The closed row of a reject, as the list shows it."""
    view = collect.reject_view(actor=actor, reject_id=reject_id)
    return render(request, "web/feeds/_reject_rows.html", _one_row(actor, reject_rows.reject_row(view)))


@require_POST
@as_actor
def suggested(request: HttpRequest, actor: Actor, reject_id: UUID) -> HttpResponse:
    """Mend one reject as suggested; when that does not do, the form opens and says why."""
    view = collect.reject_view(actor=actor, reject_id=reject_id)
    mended, _left = collect.apply_suggestions(actor=actor, reject_ids=[reject_id])
    if mended:
        return _settled(request, actor, reject_id, _("Line %(line)s is a record now.") % {"line": view.line})
    cells = _opened(actor, view)
    return _form(
        request,
        actor,
        reject_rows.reject_row(view),
        cells,
        _("The suggestion alone does not mend this line."),
    )


@require_POST
@as_actor
def dismiss(request: HttpRequest, actor: Actor, reject_id: UUID) -> HttpResponse:
    """Put one reject aside; the toast takes it back."""
    view = collect.reject_view(actor=actor, reject_id=reject_id)
    collect.dismiss(actor=actor, reject_id=reject_id)
    said = _("Line %(line)s is put aside.") % {"line": view.line}
    return _settled(request, actor, reject_id, said, reverse("reject_reopen", args=[reject_id]))


@require_POST
@as_actor
def reopen(request: HttpRequest, actor: Actor, reject_id: UUID) -> HttpResponse:
    """Take back a dismissal: the line waits to be mended again."""
    collect.reopen(actor=actor, reject_id=reject_id)
    return _refreshed(request)


@require_POST
@as_actor
def mend_many(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Mend the picked rejects as suggested, those that have a suggestion that does."""
    picked = _picked(request)
    mended, left = collect.apply_suggestions(actor=actor, reject_ids=picked)
    said = ngettext("%(n)s line is a record now.", "%(n)s lines are records now.", mended) % {"n": mended}
    if left:
        said += " " + ngettext("%(n)s needs a hand.", "%(n)s need a hand.", left) % {"n": left}
    return _refreshed(request, said)


@require_POST
@as_actor
def dismiss_many(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Put the picked rejects aside; the toast takes them back."""
    done = [each for each in _picked(request) if _dismissed(actor, each)]
    said = ngettext("%(n)s line is put aside.", "%(n)s lines are put aside.", len(done)) % {"n": len(done)}
    undo = f"{reverse('rejects_reopen')}?{urlencode([('pick', str(each)) for each in done])}" if done else ""
    return _refreshed(request, said, undo)


@require_POST
@as_actor
def reopen_many(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Take back dismissals."""
    for each in _picked(request):
        try:
            collect.reopen(actor=actor, reject_id=each)
        except Conflict:
            continue
    return _refreshed(request)


def _opened(actor: Actor, view: RejectView) -> list[reject_rows.Cell]:
    return reject_rows.cells(view, reject_rows.first_values(actor, view))


def _dismissed(actor: Actor, reject_id: UUID) -> bool:
    """Whether the reject was put aside now; somebody may have settled it meanwhile."""
    try:
        collect.dismiss(actor=actor, reject_id=reject_id)
    except Conflict:
        return False
    return True


def _picked(request: HttpRequest) -> list[UUID]:
    found = []
    for text in [*request.POST.getlist("pick"), *request.GET.getlist("pick")][:AT_ONCE]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _said(problems: Sequence[Problem]) -> str:
    words = [wording.explain(each.code, each.params) for each in problems]
    return " ".join(f"{each.sentence} {each.mend}".strip() for each in words)


def _form(
    request: HttpRequest,
    actor: Actor,
    shown: reject_rows.RejectRow,
    cells: Sequence[reject_rows.Cell],
    error: str = "",
) -> HttpResponse:
    context = {"row": shown, "cells": cells, "error": error, "may_mend": actor.may("rejects.mend")}
    status = 422 if error else 200
    if is_fragment(request):
        return render(request, "web/feeds/_reject_open.html", context, status=status)
    title = shown.name
    context |= {"page_title": title, "crumbs": [Crumb(_("Rejects"), reverse("rejects")), Crumb(title)]}
    return render(request, "web/feeds/reject.html", context, status=status)


def _settled(request: HttpRequest, actor: Actor, reject_id: UUID, said: str, undo: str = "") -> HttpResponse:
    """The row is gone from the list, the tabs count again, and a toast says so; without htmx: back to the list."""
    if not is_fragment(request):
        return redirect("rejects")
    view = collect.reject_view(actor=actor, reject_id=reject_id)
    filters = reject_rows.read_filters(_address_of(request))
    context = {"row": reject_rows.reject_row(view), "said": said, "undo": undo, **figures(actor, filters)}
    return render(request, "web/feeds/_reject_settled.html", context)


def _refreshed(request: HttpRequest, said: str = "", undo: str = "") -> HttpResponse:
    """Back to the list as it was narrowed, with a toast."""
    filters = reject_rows.read_filters(_address_of(request))
    told = {name: value for name, value in (("said", said), ("undo", undo)) if value}
    request.session["rejects_said"] = told
    target = reject_rows.address(filters)
    if not is_fragment(request):
        return redirect(target)
    response = HttpResponse(status=204)
    response["HX-Redirect"] = target
    return response


def _address_of(request: HttpRequest) -> QueryDict:
    """The filters of the page that asks: htmx tells its address."""
    asked = request.headers.get("HX-Current-URL", "") or request.headers.get("Referer", "")
    return QueryDict(urlsplit(asked).query)


def _one_row(actor: Actor, shown: reject_rows.RejectRow) -> dict[str, object]:
    return {"entries": [shown], "next_url": "", "may_mend": actor.may("rejects.mend")}
