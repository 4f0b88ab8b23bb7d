"""The history of a customer's making in the timeline: joined, set apart, taken back, by people and by the matching."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from habitue.ground.kernel.types import Actor, NotFound
from habitue.know.identity import api as identity
from habitue.know.identity.api import Deed
from habitue.know.profiles import api as profiles
from habitue.show.web.pages.customers import words
from habitue.show.web.pages.customers.card import long_date
from habitue.show.web.pages.customers.known import Known
from habitue.show.web.ui.types import Link, Moment

ICONS = {
    "merged": "git-merge",
    "matched": "git-merge",
    "unmerged": "split",
    "apart": "split",
    "withdrawn": "undo-2",
}
NAMED = 3
"""Records and customers named in a line; of more, it says how many."""


def moments(actor: Actor, known: Known) -> list[Moment]:
    """One moment for each deed, latest first."""
    found = identity.history(actor=actor, customer_id=known.profile.customer_id)
    names = _names(actor, {id_ for deed in found for id_ in deed.others})
    return [_moment(deed, actor, known, names) for deed in found]


def _moment(deed: Deed, actor: Actor, known: Known, names: Mapping[UUID, str]) -> Moment:
    badge = _("taken back") if deed.taken_back else ""
    if deed.gesture and not deed.stands and not deed.taken_back:
        badge = _("overruled since")
    return Moment(
        deed.at,
        _title(deed),
        ICONS[deed.kind],
        _text(deed, known, names),
        badge=badge,
        tone="" if badge or deed.kind in ("matched", "withdrawn") else "accent",
        links=_links(deed, actor, known, names),
    )


def _title(deed: Deed) -> str:
    if deed.kind == "withdrawn":
        return _withdrawn(deed)
    titles = {
        "merged": _("Merged by %(by)s"),
        "unmerged": _("Set apart by %(by)s"),
        "apart": _("Kept apart by %(by)s"),
        "matched": _("Merged by the matching"),
    }
    return titles[deed.kind] % {"by": deed.by}


def _withdrawn(deed: Deed) -> str:
    by = deed.by or _("somebody")
    titles = {
        "merged": _("Merge taken back by %(by)s"),
        "unmerged": _("Setting apart taken back by %(by)s"),
        "apart": _("Keeping apart taken back by %(by)s"),
    }
    return titles[deed.of] % {"by": by}


def _text(deed: Deed, known: Known, names: Mapping[UUID, str]) -> str:
    """What it was about: records, the version that decided, and which former ids lead here."""
    parts = [_records(deed, known)]
    if deed.kind == "withdrawn":
        parts = [_("Said on %(day)s.") % {"day": _day(deed)}]
    if deed.kind == "matched":
        parts.append(
            _("Version %(n)d of the matching.") % {"n": deed.model}
            if deed.model
            else _("By the matching as it comes.")
        )
    if deed.joined:
        ids = _listed([str(id_) for id_ in deed.joined])
        said = ngettext(
            "The former number %(ids)s leads here.", "The former numbers %(ids)s lead here.", len(deed.joined)
        )
        parts.append(said % {"ids": ids})
    return " ".join(filter(None, parts))


def _records(deed: Deed, known: Known) -> str:
    """The records that it was about; all of a customer's go without saying."""
    if deed.kind == "apart" or set(deed.records) >= set(known.records):
        return ""
    labels = [label for record in deed.records if (label := known.label(record))]
    return _("About %(records)s.") % {"records": _listed(labels)} if labels else ""


def _day(deed: Deed) -> str:
    return long_date(localtime(deed.since).date()) if deed.since else ""


def _listed(texts: list[str]) -> str:
    shown = ", ".join(texts[:NAMED])
    more = len(texts) - NAMED
    return (
        ngettext("%(some)s and %(n)d more", "%(some)s and %(n)d more", more) % {"some": shown, "n": more}
        if more > 0
        else shown
    )


def _links(deed: Deed, actor: Actor, known: Known, names: Mapping[UUID, str]) -> list[Link]:
    found = [Link(names[id_], reverse("customer", args=[id_])) for id_ in deed.others[:NAMED] if id_ in names]
    if deed.kind == "matched" and deed.records:
        found.append(Link(_("Why"), f"#why-{deed.records[0]}"))
    if deed.gesture and deed.stands and actor.may("customers.merge"):
        undo = f"{reverse('gesture_undo', args=[deed.gesture])}?customer={known.profile.customer_id}"
        found.append(Link(_("Undo"), undo, post=True))
    return found


def _names(actor: Actor, customers: Iterable[UUID]) -> dict[UUID, str]:
    """The names of customers on the other side; those without a page have none."""
    found: dict[UUID, str] = {}
    for customer in customers:
        try:
            found[customer] = words.called(profiles.profile(actor=actor, customer_id=customer))
        except NotFound:
            continue
    return found
