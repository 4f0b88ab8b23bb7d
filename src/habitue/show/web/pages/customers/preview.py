"""A customer beside the list, at a glance."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from habitue.ground.kernel.types import Actor
from habitue.show.web.edge import as_actor
from habitue.show.web.pages.customers import words
from habitue.show.web.pages.customers.card import facts
from habitue.show.web.pages.customers.known import know
from habitue.show.web.pages.customers.todo import tasks


@as_actor
def preview(request: HttpRequest, actor: Actor, customer_id: UUID) -> HttpResponse:
    """The pane's content."""
    known = know(actor, customer_id)
    url = f"{reverse('customer', args=[customer_id])}?{urlencode({'in': request.GET.get('in', '')})}"
    context = {
        "known": known,
        "name": words.called(known.profile),
        "facts": facts(known),
        "tasks": tasks(known),
        "url": url,
    }
    return render(request, "web/customers/preview.html", context)
