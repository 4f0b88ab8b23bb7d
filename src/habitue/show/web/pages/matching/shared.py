"""Placeholders and shared devices: values that too many people hold, and that link nobody."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from habitue.ground.kernel.types import Actor
from habitue.know.identity.api import PlaceholderView, placeholders
from habitue.show.web.edge import as_actor, page_title
from habitue.show.web.pages.customers.words import field_names, phone
from habitue.show.web.pages.matching import frame

SHOWN = 200


@as_actor
def shared(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The values found, the most shared first."""
    title = _("Shared values")
    found = placeholders(actor=actor, limit=SHOWN)
    context = frame.frame(actor, "shared", title=title)
    context |= {"found": [_value(each) for each in found]}
    return render(request, "web/matching/shared.html", page_title(title, **context))


def _value(found: PlaceholderView) -> dict[str, Any]:
    spoken = phone(found.value) if found.kind in ("mobile", "landline") else found.value
    return {
        "shown": spoken,
        "kind": field_names()[found.kind],
        "people": found.people,
        "records": found.records,
        "found_at": found.found_at,
    }
