"""Precision and recall: pairs drawn by chance, judged by people, and what they tell."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from habitue.ground.kernel.types import Actor
from habitue.know.identity.api import matching
from habitue.know.identity.types.matching import SampledPair, StratumView
from habitue.show.web.edge import as_actor, page_title
from habitue.show.web.pages.customers.said import go, said, say
from habitue.show.web.pages.matching import frame, words
from habitue.show.web.pages.matching.examples import pair_sides
from habitue.show.web.pages.matching.tiles import precision_tile, recall_tile
from habitue.show.web.ui.types import Crumb


@as_actor
def measure(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The estimates, the sample that they come from, and how far it is judged."""
    found = matching.measured(actor=actor)
    title = _("Precision and recall")
    context = frame.frame(actor, "measure", title=title)
    context |= {
        "found": found,
        "tiles": [precision_tile(found), recall_tile(found)],
        "waiting": found.drawn - found.judged - found.unsure,
        "share": found.judged / found.wanted if found.wanted else 0.0,
        "strata": [_stratum(each) for each in found.strata],
        "learned": matching.in_force(actor=actor).model.number > 0,
    }
    return render(request, "web/matching/measure.html", page_title(title, **context))


@require_POST
@as_actor
def draw(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Draw pairs to judge, and begin."""
    drawn = matching.draw_sample(actor=actor)
    text = ngettext("%(n)s pair drawn.", "%(n)s pairs drawn.", drawn) % {"n": words.number(drawn)}
    say(request, text if drawn else _("Every pair of this house has been drawn already."))
    return redirect("matching_judge" if drawn else "matching_measure")


@as_actor
def judging(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One pair to judge; without one left, back to the estimates."""
    actor.require(matching.CHANGE)
    actor.require("customers.see")
    pair = matching.next_to_judge(actor=actor)
    if pair is None:
        return redirect("matching_measure")
    found = matching.measured(actor=actor)
    title = _("Judge a pair")
    columns, rows = pair_sides(actor, pair.record_a, pair.record_b)
    context: dict[str, Any] = {
        "pair": pair,
        "columns": columns,
        "lines": rows,
        "done": found.judged + found.unsure,
        "drawn": found.drawn,
        "share": (found.judged + found.unsure) / found.drawn if found.drawn else 0.0,
        "said": said(request),
        "crumbs": [
            Crumb(_("Matching"), reverse("matching")),
            Crumb(_("Precision and recall"), reverse("matching_measure")),
            Crumb(title),
        ],
    }
    return render(request, "web/matching/judge.html", page_title(title, **context))


@require_POST
@as_actor
def answer(request: HttpRequest, actor: Actor, sampled_id: UUID) -> HttpResponse:
    """Keep what a person says of a pair; without an answer, take it back."""
    given = request.POST.get("answer", "")
    pair = matching.sampled_pair(actor=actor, sampled_id=sampled_id)
    matching.judge(actor=actor, sampled_id=sampled_id, answer=given)
    if given:
        say(request, _what_it_was(pair, given), reverse("matching_answer", args=[sampled_id]))
    return go(request, reverse("matching_judge"))


def _what_it_was(pair: SampledPair, given: str) -> str:
    """The answer beside what the matching made of the pair, which was hidden until then."""
    answers = {"same": _("Same person"), "apart": _("Two people"), "unsure": _("Not sure")}
    model = _("the matching linked them") if pair.linked else _("the matching did not link them")
    return _("%(answer)s; %(model)s (%(chance)s).") % {
        "answer": answers[given],
        "model": model,
        "chance": words.chance(pair.weight),
    }


def _stratum(found: StratumView) -> dict[str, Any]:
    return {
        "linked": found.linked,
        "label": _between(found.low, found.high),
        "pairs": words.number(found.pairs),
        "drawn": words.number(found.drawn),
        "judged": words.number(found.judged),
        "same": words.number(found.same),
    }


def _between(low: int | None, high: int | None) -> str:
    if low is None:
        return _("below %(high)s") % {"high": words.chance(high or 0)}
    if high is None:
        return _("%(low)s and more") % {"low": words.chance(low)}
    return _("%(low)s to %(high)s") % {"low": words.chance(low), "high": words.chance(high)}
