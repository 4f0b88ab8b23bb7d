"""Why each record of a customer is theirs: the strongest reason in a line, the whole evidence in a dialog."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate, localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from habitue.ground.kernel.types import Actor, NotFound
from habitue.know.identity import api as identity
from habitue.know.identity.api import Explained, Link, StoredRecord, VerdictView
from habitue.show.web.edge import as_actor
from habitue.show.web.pages.customers.card import value_of
from habitue.show.web.pages.customers.evidence import chance, evidence, speaking_for
from habitue.show.web.pages.customers.known import Known, know
from habitue.show.web.ui import formats

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a record belongs: to be read in a line; `url` opens the evidence, `said` who said so."""

    record: str
    label: str
    name: str
    sentence: str
    chance: str
    said: str
    url: str


def reasons(actor: Actor, known: Known) -> list[Reason]:
    """A line for each record of a customer of several, in the order in which the page shows the records."""
    if len(known.records) < 2:
        return []
    best = strongest(known.links, identity.matching_version(actor=actor).link)
    weighed = {(link.record_a, link.record_b) for link in best.values() if link.weight is not None}
    found = {
        (each.record_a, each.record_b): each for each in identity.explain(actor=actor, pairs=sorted(weighed))
    }
    newest = sorted(known.records.values(), key=lambda each: (each.changed_at, each.record_id), reverse=True)
    return [_reason(known, record, best.get(record.record_id), found) for record in newest]


def strongest(links: Iterable[Link], enough: int) -> dict[str, Link]:
    """By record: the weightiest of its links; a person's word where the model alone would not join it.

    `links`: the weightiest first; `enough`: the weight from which the model joins.
    """
    best: dict[str, Link] = {}
    said: dict[str, Link] = {}
    for link in links:
        for record in (link.record_a, link.record_b):
            best.setdefault(record, link)
            if link.said:
                said.setdefault(record, link)
    return {
        record: link if link.weight is not None and link.weight >= enough else said.get(record, link)
        for record, link in best.items()
    }


def _reason(known: Known, record: StoredRecord, link: Link | None, found: Mapping[Pair, Explained]) -> Reason:
    explained = found.get((link.record_a, link.record_b)) if link else None
    other = (link.record_b if link.record_a == record.record_id else link.record_a) if link else ""
    return Reason(
        record.record_id,
        known.label(record.record_id),
        value_of(record, "name") or _("No name"),
        _sentence(explained, link),
        chance(explained.probability) if explained and not (link and link.said) else "",
        said_by(link.said) if link and link.said else "",
        why_url(known.profile.customer_id, record.record_id, other),
    )


def _sentence(explained: Explained | None, link: Link | None) -> str:
    if explained:
        return speaking_for(explained)
    return "" if link and link.said else _("Held by another of these records.")


def said_by(verdict: VerdictView) -> str:
    """Who joined two records, and on which day."""
    day = formats.short_date(localtime(verdict.given_at).date(), get_language() or "en", localdate())
    return _("Joined by %(by)s, %(day)s") % {"by": verdict.given_by, "day": day}


def why_url(customer_id: UUID, record: str, other: str = "") -> str:
    """The dialog with the evidence on a record and another one."""
    url = reverse("customer_why", args=[customer_id, record])
    return f"{url}?{urlencode({'with': other})}" if other else url


@as_actor
def why(request: HttpRequest, actor: Actor, customer_id: UUID, record_id: UUID) -> HttpResponse:
    """The dialog: all the evidence on a customer's record and another record, of theirs or of a possible duplicate."""
    actor.require("customers.see")
    known = know(actor, customer_id)
    record = known.records.get(str(record_id))
    other = _other(actor, known, record, request.GET.get("with", "")) if record else None
    if record is None or other is None:
        raise NotFound(_("This page does not exist."))
    return render(request, "web/customers/why.html", _dialog(actor, known, record, other))


def _dialog(actor: Actor, known: Known, record: StoredRecord, other: StoredRecord) -> dict[str, Any]:
    first, second = sorted((record.record_id, other.record_id))
    (explained,) = identity.explain(actor=actor, pairs=[(first, second)])
    pair = [record, other]
    names = [known.sources.get(each.source_id, "") for each in pair]
    link = next((link for link in known.links if {link.record_a, link.record_b} == {first, second}), None)
    return {
        "evidence": evidence(explained, pair, names, identity.matching_version(actor=actor)),
        "pair": [
            (value_of(each, "name") or _("No name"), f"{name} {each.key}".strip())
            for each, name in zip(pair, names, strict=True)
        ],
        "one": record.customer_id == other.customer_id,
        "said": said_by(link.said) if link and link.said else "",
        "others": [
            (known.label(id_), why_url(known.profile.customer_id, record.record_id, id_))
            for id_ in known.records
            if id_ not in (record.record_id, other.record_id)
        ],
    }


def _other(actor: Actor, known: Known, record: StoredRecord, asked: str) -> StoredRecord | None:
    """The record to compare with: the one asked for, or the one that holds this record most strongly."""
    if asked == record.record_id:
        return None
    if asked in known.records:
        return known.records[asked]
    if asked:
        return _elsewhere(actor, asked)
    linked = [link for link in known.links if record.record_id in (link.record_a, link.record_b)]
    others = [id_ for link in linked for id_ in (link.record_a, link.record_b)] + list(known.records)
    return next((known.records[id_] for id_ in others if id_ != record.record_id), None)


def _elsewhere(actor: Actor, asked: str) -> StoredRecord | None:
    """A record of another customer of the house."""
    try:
        customer = identity.customer_of_record(house_id=actor.house, record_id=UUID(asked))
    except ValueError:
        return None
    records = identity.records_of(customers=[customer]) if customer else []
    return next((record for record in records if record.record_id == asked), None)
