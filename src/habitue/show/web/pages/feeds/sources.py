"""A source: what it has given, how far it is trusted, its mappings; making one, changing one."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from habitue.ground.kernel.types import Actor, InvalidInput
from habitue.know.collect import api as collect
from habitue.know.collect import wording
from habitue.know.collect.api import SourceView
from habitue.know.collect.types import Field
from habitue.show.web.edge import as_actor
from habitue.show.web.pages.feeds.views import page_of_imports
from habitue.show.web.pages.feeds.words import KINDS, kind_label
from habitue.show.web.ui.types import Choice, Crumb

F = Field
TRUSTED = (F.LAST_NAME, F.BIRTH_DATE, F.EMAIL, F.MOBILE, F.LANDLINE, F.CARD, F.ADDRESS1, F.STORE, F.LANGUAGE)
"""The fields for which a source may deserve another trust than usual, under the names that survivorship asks for."""
TRUST_KEYS = {
    F.LAST_NAME: "name",
    F.BIRTH_DATE: "birth_date",
    F.EMAIL: "email",
    F.MOBILE: "mobile",
    F.LANDLINE: "landline",
    F.CARD: "card",
    F.ADDRESS1: "address",
    F.STORE: "store",
    F.LANGUAGE: "language",
}
DEFAULT = "default"


@as_actor
def source(request: HttpRequest, actor: Actor, source_id: UUID) -> HttpResponse:
    """The page of a source."""
    view = collect.source_view(actor=actor, source_id=source_id)
    context = {
        "page_title": view.name,
        "crumbs": [Crumb(_("Feeds"), reverse("feeds")), Crumb(view.name)],
        "source": view,
        "kind": kind_label(view.kind),
        "trust": trust_lines(view),
        "versions": [
            (each, [(c.column, wording.field_label(c.field)) for c in each.mapping.columns])
            for each in collect.mapping_versions(actor=actor, source_id=source_id)
        ],
        "may_edit": actor.may("feeds.edit"),
        "may_import": actor.may("feeds.import"),
        "messages": [_("Saved.")] if "saved" in request.GET else [],
        **page_of_imports(actor, source=source_id),
    }
    return render(request, "web/feeds/source.html", context)


@as_actor
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Make a source before its first file."""
    actor.require("feeds.import")
    if request.method != "POST":
        return _form(request, {"kind": "file"}, {})
    try:
        made = collect.create_source(actor=actor, **_changes(request.POST))
    except InvalidInput as error:
        return _form(request, request.POST.dict(), {}, error=error.detail)
    return redirect("source", made.id)


@as_actor
def edit(request: HttpRequest, actor: Actor, source_id: UUID) -> HttpResponse:
    """Change what a source is called, whose it is, how far it is trusted, which folder is watched."""
    actor.require("feeds.edit")
    view = collect.source_view(actor=actor, source_id=source_id)
    if request.method != "POST":
        values = {
            "name": view.name,
            "kind": view.kind,
            "owner": view.owner,
            "watch_folder": view.watch_folder,
        }
        return _form(request, values, dict(view.trust), view)
    try:
        collect.edit_source(actor=actor, source_id=source_id, **_changes(request.POST))
    except InvalidInput as error:
        return _form(request, request.POST.dict(), dict(view.trust), view, error=error.detail)
    return redirect(f"{reverse('source', args=[source_id])}?saved=1")


def trust_lines(view: SourceView) -> list[tuple[str, int, bool]]:
    """(field, trust, whether it is this source's usual one) for each field that can differ."""
    usual = view.trust[DEFAULT]
    return [
        (
            trust_label(field),
            view.trust.get(TRUST_KEYS[field], usual),
            TRUST_KEYS[field] not in view.trust,
        )
        for field in TRUSTED
    ]


def trust_label(field: Field) -> str:
    """The field as one speaks of trusting it: a name and an address are trusted whole."""
    whole = {F.LAST_NAME: _("Name"), F.ADDRESS1: _("Postal address")}
    return whole.get(field) or wording.field_label(field)


def _changes(posted: QueryDict) -> dict[str, Any]:
    """What the form says, as the door takes it. Raises InvalidInput for a trust that is no number."""
    trust = {name: posted.get(f"trust-{name}", "").strip() for name in (DEFAULT, *TRUST_KEYS.values())}
    if wrong := [text for text in trust.values() if text and not text.isdigit()]:
        raise InvalidInput(_("Trust is a number from 0 to 100, not “%(text)s”.") % {"text": wrong[0]})
    plain = {name: posted.get(name, "").strip() for name in ("name", "owner", "watch_folder")}
    kind = posted.get("kind", "file")
    return {
        **plain,
        "kind": kind if kind in KINDS else "file",
        "trust": {k: int(v) for k, v in trust.items() if v},
    }


def _form(
    request: HttpRequest,
    values: Mapping[str, object],
    trust: dict[str, int],
    view: SourceView | None = None,
    error: str = "",
) -> HttpResponse:
    title = _("Edit %(name)s") % {"name": view.name} if view else _("New source")
    crumbs = [Crumb(_("Feeds"), reverse("feeds"))]
    if view:
        crumbs.append(Crumb(view.name, reverse("source", args=[view.id])))
    fields = [(TRUST_KEYS[f], trust_label(f), _typed(request, trust, TRUST_KEYS[f])) for f in TRUSTED]
    context = {
        "page_title": title,
        "crumbs": [*crumbs, Crumb(title)],
        "source": view,
        "values": values,
        "usual": _typed(request, trust, DEFAULT) or 50,
        "fields": fields,
        "kinds": [Choice(code, str(label)) for code, label in KINDS.items()],
        "error": error,
    }
    return render(request, "web/feeds/source_form.html", context, status=422 if error else 200)


def _typed(request: HttpRequest, trust: dict[str, int], name: str) -> object:
    return request.POST.get(f"trust-{name}", trust.get(name, ""))
