"""Many doubts at once: a rule, what it would decide, deciding it, and taking all of it back."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from habitue.ground.kernel.types import Actor, HabitueError
from habitue.know.collect.api import source_names
from habitue.know.identity.api import review as reviewing
from habitue.know.identity.api import review_rules as ruling
from habitue.know.identity.api.review_rules import Bulk
from habitue.show.web.edge import as_actor, is_fragment, page_title
from habitue.show.web.pages.customers.said import said, say
from habitue.show.web.pages.review import rule_form
from habitue.show.web.pages.review.answers import take_back
from habitue.show.web.pages.review.cards import shown
from habitue.show.web.ui import formats
from habitue.show.web.ui.types import Crumb, JobView


@as_actor
def rules(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The form, and below it what the rule would decide, when one is asked for."""
    actor.require(reviewing.MAY)
    asked = rule_form.read(request.GET)
    context: dict[str, Any] = {
        "asked": asked,
        "presets": rule_form.presets(asked),
        "choices": rule_form.choices(),
        "crumbs": [_first_crumb(), Crumb(_("By rule"))],
        "said": said(request),
    }
    if asked.wheres:
        context |= _preview(actor, asked)
    return render(request, "web/review/rules.html", page_title(_("Decide by rule"), **context))


@require_POST
@as_actor
def apply(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Decide all that the rule fits."""
    asked = rule_form.read(request.POST)
    try:
        done = ruling.apply_rule(actor=actor, rule=asked.rule())
    except HabitueError as error:
        say(request, error.detail)
        return redirect(f"{reverse('review_rules')}?{asked.query()}")
    return redirect("review_rule", done.gesture)


@as_actor
def one(request: HttpRequest, actor: Actor, gesture: UUID) -> HttpResponse:
    """How far a rule has come, and what it has decided; for htmx, the progress alone."""
    found = ruling.bulk(actor=actor, gesture=gesture)
    if is_fragment(request):
        return render(request, "web/review/_job.html", {"job": job(found, followed=True)})
    context = {"job": job(found), "bulk": found}
    crumbs = [_first_crumb(), Crumb(_("By rule"), reverse("review_rules")), Crumb(_("Decisions"))]
    context |= {"crumbs": crumbs, "said": said(request)}
    return render(request, "web/review/rule.html", page_title(_title(found), **context))


@require_POST
@as_actor
def undo(request: HttpRequest, actor: Actor, gesture: UUID) -> HttpResponse:
    """Take back all that a rule has decided."""
    try:
        take_back(actor, gesture)
    except HabitueError as error:
        say(request, error.detail)
    else:
        say(request, _("Taken back: everything is as it was."))
    return redirect("review_rule", gesture)


def job(bulk: Bulk, *, followed: bool = False) -> JobView:
    """A rule at work, as the `job` component shows it; one that was `followed` to its end leads to its whole page."""
    state = "done" if bulk.state == ruling.TAKEN_BACK else bulk.state
    working = state in (ruling.WAITING, ruling.RUNNING)
    return JobView(
        str(bulk.gesture),
        _("Decisions by rule"),
        state,
        bulk.decided / bulk.doubts if bulk.doubts else None,
        _("You can leave this page: the work goes on, and you find it here again.") if working else "",
        figures=[(_("decided"), _number(bulk.decided)), (_("in all"), _number(bulk.doubts))],
        poll_url=reverse("review_rule", args=[bulk.gesture]),
        result_url=reverse("review_rule", args=[bulk.gesture]) if followed else "",
        error=_("The work stopped. What was decided until then stands, and can be taken back.")
        if state == ruling.FAILED
        else "",
    )


def _preview(actor: Actor, asked: rule_form.Asked) -> dict[str, Any]:
    try:
        found = ruling.preview_rule(actor=actor, rule=asked.rule())
    except HabitueError as error:
        return {"wrong": error.detail}
    names = {str(id_): name for id_, name in source_names(house_id=actor.house).items()}
    return {"preview": found, "sample": shown(found.sample, names), "rule_said": asked.said()}


def _title(bulk: Bulk) -> str:
    if bulk.answer == "apart":
        text = ngettext("%(n)s pair kept apart", "%(n)s pairs kept apart", bulk.decided)
    else:
        text = ngettext("%(n)s pair made one", "%(n)s pairs made one", bulk.decided)
    return text % {"n": _number(bulk.decided)} if bulk.decided else _("Decisions by rule")


def _number(value: int) -> str:
    return formats.number(value, get_language() or "en")


def _first_crumb() -> Crumb:
    return Crumb(_("Duplicates"), reverse("review"))
