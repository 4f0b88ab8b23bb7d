"""What happened to a customer: one timeline, by day, newest first."""

from collections.abc import Sequence
from itertools import groupby
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from habitue.ground.kernel.types import Actor
from habitue.know.profiles import api as profiles
from habitue.know.profiles.types import TimelineEntry
from habitue.show.web.pages.customers import merges, words
from habitue.show.web.pages.customers.known import Known
from habitue.show.web.ui.types import Day, Link, Moment, Tab

KINDS = {"records": ("record",), "decisions": ("chosen",)}
TOLD_ELSEWHERE = ("same", "apart")
"""People's words on who is who: `merges` tells them with more than the timeline knows."""


def days(actor: Actor, known: Known, kind: str) -> list[Day]:
    """The days of the timeline; `kind` keeps records or decisions alone."""
    entries = profiles.timeline(
        actor=actor, customer_id=known.profile.customer_id, records=known.raw.values()
    )
    kept = [entry for entry in entries if kind not in KINDS or entry.kind in KINDS[kind]]
    found = [_moment(entry, actor, known) for entry in kept if entry.kind not in TOLD_ELSEWHERE]
    if kind != "records":
        found += merges.moments(actor, known)
    return by_day(sorted(found, key=lambda moment: moment.at, reverse=True))


def by_day(moments: Sequence[Moment]) -> list[Day]:
    """Moments, newest first, gathered by the reader's day."""
    return [
        Day(day, list(group)) for day, group in groupby(moments, key=lambda each: localtime(each.at).date())
    ]


def tabs(customer_id: UUID, kind: str, query: str | None) -> list[Tab]:
    """The kinds of the timeline; the way back to the list stays in their addresses."""
    here = reverse("customer", args=[customer_id])
    labels = {"": _("All"), "records": _("Records"), "decisions": _("Decisions")}
    kept = {} if query is None else {"in": query}

    def url(name: str) -> str:
        params = urlencode(({"kind": name} if name else {}) | kept)
        return f"{here}?{params}" if params else here

    return [Tab(label, url(name), name == (kind if kind in KINDS else "")) for name, label in labels.items()]


def _moment(entry: TimelineEntry, actor: Actor, known: Known) -> Moment:
    if entry.kind == "chosen":
        return _chosen(entry, actor, known)
    return _received(entry)


def _received(entry: TimelineEntry) -> Moment:
    detail = entry.detail
    title = _("Record of %(source)s") % {"source": detail["source"]}
    text = _("No. %(key)s, from the file %(file)s") % {"key": detail["key"], "file": detail["file"]}
    return Moment(entry.at, title, "file-text", text)


def _chosen(entry: TimelineEntry, actor: Actor, known: Known) -> Moment:
    said = {"field": words.field_names()[entry.detail["group"]], "by": entry.detail["by"]}
    undo = reverse("choice_withdraw", args=[known.profile.customer_id, entry.detail["choice"]])
    links = [Link(_("Undo"), undo, post=True)] if actor.may("customers.merge") else []
    return Moment(entry.at, _("%(field)s chosen by %(by)s") % said, "pencil", tone="accent", links=links)
