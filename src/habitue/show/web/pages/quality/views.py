"""The quality page: what each source brings, field by field."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from habitue.ground.kernel.types import Actor
from habitue.know.collect import api as collect
from habitue.know.identity import api as identity
from habitue.know.identity.api import PlaceholderView
from habitue.show.web.edge import as_actor, page_title
from habitue.show.web.pages.customers.words import field_labels, phone
from habitue.show.web.pages.quality import figures
from habitue.show.web.pages.quality.duplicates import rates
from habitue.show.web.pages.quality.figures import Sheet
from habitue.show.web.pages.quality.tiles import tiles
from habitue.show.web.ui.types import Crumb


@as_actor
def quality(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every source: filled, valid, doubtful, unreadable, filler; grades of addresses; duplicates; rejects; trends."""
    actor.require("quality.see")
    sheets = _sheets(actor)
    context = {
        "sheets": _shown(actor, sheets),
        "rates": rates(sheets),
        "rates_have_trend": any(len(sheet.duplicate_trend) > 1 for sheet in sheets),
        "duplicates_text": figures.duplicates_definition(),
        "headings": _headings(),
        "fillers": len(identity.placeholders(actor=actor)),
        "crumbs": [Crumb(_("Data quality"))],
    }
    return render(request, "web/quality/quality.html", page_title(_("Data quality"), **context))


@as_actor
def placeholders(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The values that unrelated people share."""
    found = [_filler(each) for each in identity.placeholders(actor=actor)]
    crumbs = [Crumb(_("Data quality"), reverse("quality")), Crumb(_("Fillers found"))]
    context = page_title(_("Fillers found"), found=found, crumbs=crumbs)
    return render(request, "web/quality/placeholders.html", context)


def _filler(found: PlaceholderView) -> dict[str, Any]:
    value = phone(found.value) if found.kind in ("mobile", "landline") else found.value
    facts = {"people": found.people, "records": found.records, "found_at": found.found_at}
    return {"shown": value, "kind": field_labels()[found.kind], **facts}


def _shown(actor: Actor, sheets: list[Sheet]) -> list[dict[str, Any]]:
    waiting = _rejects(actor)
    return [
        {"sheet": each, "prefix": f"q{place}-", "tiles": tiles(each, waiting.get(each.id))}
        for place, each in enumerate(sheets)
    ]


def _headings() -> list[dict[str, str]]:
    """The columns of figures with their definitions."""
    return [
        {"id": state, "label": str(figures.STATES[state]), "text": figures.definition(state)}
        for state in ("filled", *figures.TONES)
    ]


def _sheets(actor: Actor) -> list[Sheet]:
    names = collect.source_names(house_id=actor.house)
    ordered = sorted(names, key=lambda id_: names[id_].lower())
    found = identity.quality(source_ids=ordered)
    return [
        figures.sheet(each, names[each.source_id], identity.quality_trend(source_id=each.source_id))
        for each in found
        if each.records
    ]


def _rejects(actor: Actor) -> dict[UUID, int]:
    """Open rejects by source; nothing for those who may not see feeds."""
    if not actor.may("feeds.see"):
        return {}
    return {source.id: source.open_rejects for source in collect.sources(actor=actor)}
