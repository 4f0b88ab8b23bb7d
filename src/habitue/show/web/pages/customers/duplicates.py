"""Other customers who may be this very person: why, how likely, and a person's answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from habitue.ground.kernel.types import Actor, HabitueError, NotFound
from habitue.know.identity import api as identity
from habitue.know.identity.api import Explained, Possible, deciding
from habitue.know.identity.wording import matching
from habitue.know.profiles import api as profiles
from habitue.know.profiles.types import Profile
from habitue.show.web.edge import as_actor
from habitue.show.web.pages.customers import rehearsal, words
from habitue.show.web.pages.customers.evidence import chance, speaking_for
from habitue.show.web.pages.customers.known import Known
from habitue.show.web.pages.customers.reasons import why_url
from habitue.show.web.pages.customers.said import go, say
from habitue.show.web.pages.customers.sides import side_by_side

MAY = "customers.merge"
SAME, APART = "same", "apart"
COMPARED = 12
"""Records of either customer that are looked through for what speaks against."""
AGAINST = -2_000
"""Thousandths of a bit from which something speaks against two records being one person."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A possible duplicate as it is shown: the likeliest pair of records in a `sentence`, and what speaks `against` over all
    records of both. `why` opens the evidence, `compare` both side by side.
    """

    id: UUID
    name: str
    detail: str
    sentence: str
    against: str
    probability: float
    chance: str
    url: str
    why: str
    compare: str


def duplicates(actor: Actor, known: Known) -> list[Duplicate]:
    """Who may be the same person, likeliest first; nobody for most customers."""
    found = identity.possible_duplicates(actor=actor, customer_id=known.profile.customer_id)
    theirs: dict[str, list[str]] = {str(each.customer_id): [] for each in found}
    for record in identity.records_of(customers=list(theirs)) if found else ():
        theirs[record.customer_id].append(record.record_id)
    shown = (_duplicate(actor, known, each, theirs[str(each.customer_id)]) for each in found)
    return [each for each in shown if each]


def _duplicate(actor: Actor, known: Known, possible: Possible, theirs: Sequence[str]) -> Duplicate | None:
    other = _profile(actor, possible.customer_id)
    pairs = list(product(list(known.records)[:COMPARED], theirs[:COMPARED]))
    likeliest = (possible.record, possible.other)
    explained = identity.explain(actor=actor, pairs=list(dict.fromkeys([likeliest, *pairs])))
    if other is None or not explained or (explained[0].record_a, explained[0].record_b) != likeliest:
        return None
    customer_id = known.profile.customer_id
    return Duplicate(
        possible.customer_id,
        words.called(other),
        detail(other),
        speaking_for(explained[0]),
        against(explained),
        explained[0].probability,
        chance(explained[0].probability),
        reverse("customer", args=[possible.customer_id]),
        why_url(customer_id, possible.record, possible.other),
        _compare_url(actor, customer_id, possible.customer_id),
    )


def against(explained: Iterable[Explained]) -> str:
    """What speaks against it in every pair of their records that can be compared: the likeliest pair alone may hide it."""
    best: dict[str, tuple[int, str]] = {}
    for part in (part for each in explained for part in each.parts):
        if part.weight > best.get(part.comparison, (-(10**9), ""))[0]:
            best[part.comparison] = (part.weight, str(matching.level_label(part.comparison, part.level)))
    return ", ".join(label for weight, label in sorted(best.values())[:2] if weight <= AGAINST)


def detail(profile: Profile) -> str:
    """What tells a person from another of the same name, in a line."""
    place = " ".join(filter(None, (profile.postcode, profile.town)))
    return ", ".join(filter(None, (words.phone(profile.mobile), profile.email, place)))


def _profile(actor: Actor, customer_id: UUID) -> Profile | None:
    """A customer as their page shows them; None in the moment in which that is not written yet."""
    try:
        return profiles.profile(actor=actor, customer_id=customer_id)
    except NotFound:
        return None


def _compare_url(actor: Actor, one: UUID, other: UUID) -> str:
    """The two side by side, for who may answer."""
    if not actor.may(MAY):
        return ""
    return f"{reverse('review')}?{urlencode({'a': str(one), 'b': str(other)})}"


@as_actor
def same(request: HttpRequest, actor: Actor, customer_id: UUID, other_id: UUID) -> HttpResponse:
    """The dialog before a merge: both customers and who they would be as one (GET). The merge itself (POST)."""
    actor.require(MAY)
    if request.method == "POST":
        return _answer(request, actor, customer_id, other_id, SAME)
    pair = [profiles.profile(actor=actor, customer_id=each) for each in (customer_id, other_id)]
    survivor = rehearsal.merged(actor, [customer_id, other_id])
    return render(request, "web/customers/same.html", _preview(actor, pair, survivor))


def _preview(actor: Actor, pair: Sequence[Profile], survivor: Profile) -> dict[str, Any]:
    columns = [
        (_("As one"), _records(survivor), survivor),
        *((words.called(each), _records(each), each) for each in pair),
    ]
    return {
        "pair": pair,
        "name": words.called(survivor),
        "sides": side_by_side(actor, columns),
        "kept": survivor.customer_id,
    }


def _records(profile: Profile) -> str:
    return ngettext("%(n)d record", "%(n)d records", profile.records) % {"n": profile.records}


@require_POST
@as_actor
def apart(request: HttpRequest, actor: Actor, customer_id: UUID, other_id: UUID) -> HttpResponse:
    """Say for ever that two customers are not one person."""
    return _answer(request, actor, customer_id, other_id, APART)


def _answer(request: HttpRequest, actor: Actor, one: UUID, other: UUID, answer: str) -> HttpResponse:
    try:
        with transaction.atomic():
            gesture = deciding.decide(
                actor=actor, customer_a=one, customer_b=other, answer=answer, origin="customer"
            )
            here = identity.current_id(house_id=actor.house, customer_id=one)
            profiles.refresh(actor=actor, customers=[one, other, here])
    except HabitueError as error:
        actor.require(MAY)
        say(request, error.detail)
        return go(request, reverse("customer", args=[one]))
    texts = {
        SAME: _("The two are one customer now."),
        APART: _("Noted: they are two people, for ever."),
    }
    say(request, texts[answer], f"{reverse('gesture_undo', args=[gesture])}?customer={here}")
    return go(request, reverse("customer", args=[here]))
