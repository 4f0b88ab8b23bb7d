"""The palette: customers by whatever one has of them, and the pages of the console."""

import unicodedata
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from habitue.ground.kernel.types import Actor, HabitueError
from habitue.know.profiles import api as profiles
from habitue.know.profiles import types
from habitue.know.profiles.types import CustomerLine
from habitue.show.web.context import navigation
from habitue.show.web.edge import as_actor
from habitue.show.web.pages.customers import recent, words
from habitue.show.web.ui.types import Found, FoundGroup

SHOWN = 8
LONGEST = 200


@as_actor
def palette(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What was found for `q`; without one, who was opened last and where one can go."""
    q = request.GET.get("q", "").replace("\x00", " ").strip()[:LONGEST]
    groups = _found(actor, q) if q else _start(request, actor)
    return render(request, "web/components/palette_results.html", {"groups": groups, "q": q})


def _start(request: HttpRequest, actor: Actor) -> list[FoundGroup]:
    return _filled(FoundGroup(_("Recent"), _recent(request, actor)), FoundGroup(_("Go to"), places(actor)))


def _found(actor: Actor, q: str) -> list[FoundGroup]:
    pages = [place for place in places(actor) if _fits(place.label, q)]
    if not actor.may("customers.see"):
        return _filled(FoundGroup(_("Go to"), pages))
    found = profiles.search(actor=actor, text=q, limit=SHOWN)
    people = FoundGroup(_title(found), [person(line) for line in found.lines])
    return _filled(people, FoundGroup(_("Go to"), pages))


def _title(found: types.Found) -> str:
    """What the results are; when a near word was taken for the one typed, which."""
    if not found.near:
        return _("Customers")
    taken = ", ".join(f"{word} → {near[0]}" for word, near in found.near.items())
    return _("Customers, read as: %(taken)s") % {"taken": taken}


def person(line: CustomerLine) -> Found:
    """A customer as a result: the name, and what tells two people of one name apart."""
    street = " ".join(filter(None, (line.number, line.street)))
    place = " ".join(filter(None, (line.postcode, line.town)))
    detail = [words.phone(line.mobile), line.email, street, place]
    shown = ", ".join([part for part in detail if part][:3])
    return Found(
        words.called(line),
        reverse("customer", args=[line.customer_id]),
        shown,
        person=True,
        end=line.card,
    )


def _recent(request: HttpRequest, actor: Actor) -> list[Found]:
    found = [_opened(actor, id_) for id_ in recent.ids(request)[:5]] if actor.may("customers.see") else []
    return [each for each in found if each]


def _opened(actor: Actor, id_: str) -> Found | None:
    """A customer that was opened before, if it still exists."""
    try:
        p = profiles.profile(actor=actor, customer_id=UUID(id_))
    except HabitueError:
        return None
    place = " ".join(filter(None, (p.postcode, p.town)))
    shown = ", ".join(filter(None, (words.phone(p.mobile), place)))
    return Found(words.called(p), reverse("customer", args=[p.customer_id]), shown, person=True)


def places(actor: Actor) -> list[Found]:
    """The pages that the actor may open."""
    found = [
        Found(item.label, item.url, icon=item.icon) for group in navigation(actor, "") for item in group.items
    ]
    if actor.may("customers.export"):
        found.append(Found(_("Exports"), reverse("exports"), icon="download"))
    return found


def _fits(label: str, q: str) -> bool:
    """Whether each word typed begins a word of the label, accents and case apart."""
    asked, offered = _folded(q), _folded(label)
    return all(any(word.startswith(part) for word in offered) for part in asked)


def _folded(text: str) -> list[str]:
    return unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode().split()


def _filled(*groups: FoundGroup) -> list[FoundGroup]:
    return [group for group in groups if group.items]
