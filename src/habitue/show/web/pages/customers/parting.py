"""The dialog in which records leave a customer: which ones, and whom that would make of both."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from habitue.ground.kernel.types import Actor, InvalidInput
from habitue.know.profiles.types import Profile
from habitue.show.web.edge import as_actor
from habitue.show.web.pages.customers import rehearsal, words
from habitue.show.web.pages.customers.known import know
from habitue.show.web.pages.customers.reasons import reasons
from habitue.show.web.pages.customers.sides import side_by_side

MAY = "customers.merge"


@as_actor
def part(request: HttpRequest, actor: Actor, customer_id: UUID) -> HttpResponse:
    """The dialog: the customer's records to tick."""
    actor.require(MAY)
    known = know(actor, customer_id)
    context = {
        "name": words.called(known.profile),
        "customer_id": customer_id,
        "reasons": reasons(actor, known),
        "query": request.GET.get("in"),
        "preview": None,
    }
    return render(request, "web/customers/part.html", context)


@as_actor
def preview(request: HttpRequest, actor: Actor, customer_id: UUID) -> HttpResponse:
    """Under the ticks: who stays and who leaves; what is missing when nobody or everybody would."""
    actor.require(MAY)
    try:
        records = [UUID(text) for text in request.GET.getlist("record")]
        stays, leaves = rehearsal.parted(actor, customer_id, records) if records else (None, None)
    except ValueError as error:
        raise InvalidInput(_("This choice cannot be read. Go back and choose again.")) from error
    except InvalidInput as error:
        return render(request, "web/customers/part_preview.html", {"missing": error.detail})
    return render(request, "web/customers/part_preview.html", _preview(actor, stays, leaves))


def _preview(actor: Actor, stays: Profile | None, leaves: Profile | None) -> dict[str, Any]:
    if stays is None or leaves is None:
        return {}
    return {
        "sides": side_by_side(actor, [(_("Stays"), _who(stays), stays), (_("Leaves"), _who(leaves), leaves)])
    }


def _who(profile: Profile) -> str:
    said = ngettext("%(name)s, %(n)d record", "%(name)s, %(n)d records", profile.records)
    return said % {"name": words.called(profile), "n": profile.records}
