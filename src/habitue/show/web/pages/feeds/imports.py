"""An import's page, which follows its state, and the commands that change it."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from habitue.ground.kernel.api import lags, utc_now
from habitue.ground.kernel.types import Actor
from habitue.know.collect import api as collect
from habitue.know.collect import wording
from habitue.know.collect.api import ImportView
from habitue.show.web.edge import as_actor, is_fragment
from habitue.show.web.pages.feeds import importing, outcomes
from habitue.show.web.pages.feeds.importing import WORKING, Anchor
from habitue.show.web.pages.feeds.preparing import preparation
from habitue.show.web.ui.types import Crumb

KINDS = (*outcomes.KINDS, "suspicious")


@as_actor
def one(request: HttpRequest, actor: Actor, import_id: UUID) -> HttpResponse:
    """The page of an import; for htmx, its body alone."""
    view = collect.import_view(actor=actor, import_id=import_id)
    context = body(actor, view, request.GET)
    if is_fragment(request):
        return render(request, "web/feeds/import_body.html", context)
    siblings = collect.same_file(actor=actor, import_id=import_id)
    crumbs = [Crumb(_("Feeds"), reverse("feeds"))]
    if view.source_id:
        crumbs.append(Crumb(view.source_name, reverse("source", args=[view.source_id])))
    context |= {
        "page_title": importing.display_name(view),
        "crumbs": [*crumbs, Crumb(importing.display_name(view))],
        "siblings": importing.import_rows(siblings) if len(siblings) > 1 else [],
    }
    return render(request, "web/feeds/import.html", context)


def body(actor: Actor, view: ImportView, asked: QueryDict) -> dict[str, object]:
    """What the body of the page shows in the import's state."""
    step = asked.get("step", "")
    preparing = view.state == "mapping" or (view.state == "tried" and step in ("mapping", "source"))
    context: dict[str, object] = {
        "view": view,
        "may_import": actor.may("feeds.import"),
        "steps": importing.steps(view, mapping=preparing and bool(view.source_id) and step != "source"),
        "page": "prepare" if preparing else "work" if view.state in WORKING else view.state,
    }
    if preparing:
        return context | preparation(actor, view, choosing=step == "source")
    if view.state in WORKING:
        anchor = _anchor(view, asked)
        return context | {"job": importing.job(view, anchor, utc_now()), "poll": anchor.query()}
    makers: dict[str, Callable[[], dict[str, object]]] = {
        "tried": lambda: verdict(actor, view, asked.get("show", "")),
        "done": lambda: result(view),
        "cancelled": lambda: result(view),
        "failed": lambda: failure(view),
    }
    return context | makers[view.state]()


def verdict(actor: Actor, view: ImportView, asked: str) -> dict[str, object]:
    """What the dry run found: the bar, and behind the part that is open, its findings or examples."""
    found = view.verdict or {"rows": 0, "counts": {}, "findings": []}
    counts = found["counts"]
    links = {kind: f"?show={kind}#behind" for kind in KINDS}
    shown = asked if asked in KINDS else "rejected" if counts.get("rejected") else "suspicious"
    whole = [each for each in outcomes.findings(found["findings"]) if each.whole]
    context: dict[str, object] = {
        "parts": outcomes.parts(counts, links),
        "shown": shown,
        "suspicious": counts.get("suspicious", 0),
        "line_count": found["rows"],
        "asides": outcomes.asides(counts),
        "whole": whole,
        "useful": counts.get("new", 0) + counts.get("updated", 0),
    }
    if shown in ("rejected", "suspicious"):
        severity = "reject" if shown == "rejected" else "suspicious"
        behind = [each for each in outcomes.findings(found["findings"], severity) if not each.whole]
        return context | {"behind": behind}
    return context | {"examples": collect.verdict_lines(actor=actor, import_id=view.id, kind=shown)}


def result(view: ImportView) -> dict[str, object]:
    """What became of every line, and whether the customers know of it yet."""
    rejects = f"{reverse('rejects')}?import={view.id}"
    seconds = (
        (view.finished_at - view.started_at).total_seconds() if view.finished_at and view.started_at else 0
    )
    return {
        "parts": outcomes.parts(view.counts, {"rejected": rejects}),
        "line_count": view.rows_done,
        "asides": outcomes.asides(view.counts),
        "rejected": view.counts.get("rejected", 0),
        "suspicious": view.counts.get("suspicious", 0),
        "behind": outcomes.findings(view.findings, "suspicious"),
        "rejects_url": rejects,
        "seconds": seconds,
        "waiting": sum(lag.facts for lag in lags()) if view.state == "done" else 0,
    }


def failure(view: ImportView) -> dict[str, object]:
    """Why an import failed, what was kept, what to do."""
    words = wording.explain(*view.error) if view.error else wording.Words(_("The import stopped."), "")
    return {"failed": words, "never_read": not view.columns, **result(view)}


@require_POST
@as_actor
def try_dry(request: HttpRequest, actor: Actor, import_id: UUID) -> HttpResponse:
    """Queue the dry run."""
    collect.try_dry(actor=actor, import_id=import_id)
    return redirect("import", import_id)


@require_POST
@as_actor
def start(request: HttpRequest, actor: Actor, import_id: UUID) -> HttpResponse:
    """Queue the import."""
    collect.start(actor=actor, import_id=import_id)
    return redirect("import", import_id)


@require_POST
@as_actor
def resume(request: HttpRequest, actor: Actor, import_id: UUID) -> HttpResponse:
    """Go on with an import that was stopped or failed."""
    collect.resume(actor=actor, import_id=import_id)
    return redirect("import", import_id)


@require_POST
@as_actor
def cancel(request: HttpRequest, actor: Actor, import_id: UUID) -> HttpResponse:
    """Ask an import to stop; the answer to htmx is its progress, which says so."""
    view = collect.cancel(actor=actor, import_id=import_id)
    if not is_fragment(request):
        return redirect("import", import_id)
    return render(
        request,
        "web/components/job.html",
        {"job": importing.job(view, _anchor(view, request.GET), utc_now())},
    )


@require_POST
@as_actor
def forget(request: HttpRequest, actor: Actor, import_id: UUID) -> HttpResponse:
    """Put away a file that gave nothing."""
    collect.forget(actor=actor, import_id=import_id)
    return redirect("feeds")


def _anchor(view: ImportView, asked: QueryDict) -> Anchor:
    """The anchor that the page has carried along, or a new one, here and now."""
    try:
        anchor = Anchor(int(str(asked["rows"])), int(str(asked["bytes"])), float(str(asked["at"])))
    except (KeyError, ValueError):
        return Anchor(view.rows_done, view.bytes_done, utc_now().timestamp())
    return anchor if anchor.rows <= view.rows_done else Anchor(0, 0, utc_now().timestamp())
