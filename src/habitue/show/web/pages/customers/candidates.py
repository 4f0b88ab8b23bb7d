"""What a field's value may be: what each record says of it, what is proposed for an address, a form to type another."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from habitue.ground.kernel.types import Actor
from habitue.ground.places.api import stores
from habitue.know.identity.api import StoredRecord
from habitue.know.profiles import api as profiles
from habitue.show.web.pages.customers import words
from habitue.show.web.pages.customers.card import STATED, lines_of
from habitue.show.web.pages.customers.known import Known
from habitue.show.web.ui.types import Choice

CIVILITIES = ("Mme", "M.")
SEEN_SHOWN = 3
LANGUAGES = ("fr", "en", "de", "es", "it")
TYPES = {"birth_date": "date", "email": "email", "mobile": "tel", "landline": "tel", "address": "textarea"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that records hold: the lines to show, where it was seen and when, and whether it stands on the card now.

    `record_id`: the latest of those records, which is chosen. `further`: in how many records more than those of `seen`.
    `proposed`: the lines of the address that would mend it.
    """

    record_id: str
    lines: Sequence[str]
    seen: Sequence[tuple[str, datetime]]
    further: int = 0
    state: str = ""
    grade: str = ""
    shown: bool = False
    proposed: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the form in which a value is typed, as the `field` component reads it."""

    name: str
    label: str
    value: str = ""
    type: str = "text"
    optional: bool = False
    choices: Sequence[Choice] = ()


def candidates(known: Known, group: str) -> list[Candidate]:
    """The distinct values that the customer's records have, the one on the card first, then the latest."""
    by_value: dict[object, list[StoredRecord]] = {}
    for record in sorted(
        known.records.values(), key=lambda each: (each.changed_at, each.record_id), reverse=True
    ):
        value = profiles.usable_value(record, group)
        if value is not None:
            by_value.setdefault(value, []).append(record)
    found = [_candidate(known, group, value, records) for value, records in by_value.items()]
    return sorted(found, key=lambda each: not each.shown)


def _candidate(known: Known, group: str, value: object, records: Sequence[StoredRecord]) -> Candidate:
    latest = records[0]
    seen = [
        (known.label(each.record_id), datetime.fromisoformat(each.changed_at))
        for each in records[:SEEN_SHOWN]
    ]
    proposed: list[str] = []
    if group == "address" and latest.proposal:
        proposed = profiles.proposed_address(latest).split("\n")
    return Candidate(
        latest.record_id,
        lines_of(known, group, value),
        seen,
        len(records) - len(seen),
        str(latest.state(group)) if group in STATED else "",
        latest.grade if group == "address" else "",
        _is_shown(known, group, value, records),
        proposed,
    )


def _is_shown(known: Known, group: str, value: object, records: Iterable[StoredRecord]) -> bool:
    """Whether this value is the one on the card."""
    if choice := known.choices.get(group):
        return choice.value == value
    origin = known.profile.origins.get(group)
    return origin is not None and origin.record_id in {record.record_id for record in records}


def boxes(actor: Actor, known: Known, group: str) -> list[Box]:
    """The boxes of the form, holding what the card shows, so that a letter can be mended."""
    p, label = known.profile, words.field_names()[group]
    if group == "name":
        return [
            Box("civility", _("Civility"), p.civility, choices=_options(("", *CIVILITIES), p.civility, str)),
            Box("first", _("First name"), p.first_name),
            Box("last", _("Last name"), p.last_name),
            Box("birth", _("Name at birth"), p.birth_name, optional=True),
        ]
    return [
        Box(
            "value",
            label,
            _written(known, group),
            TYPES.get(group, "text"),
            choices=_choices(actor, known, group),
        )
    ]


def _written(known: Known, group: str) -> str:
    """What the card shows of a group, as one would type it."""
    p = known.profile
    if group == "birth_date":
        return p.birth_date.isoformat() if p.birth_date else ""
    if group == "address":
        street, town = f"{p.number} {p.street}".strip(), f"{p.postcode} {p.town}".strip()
        abroad = p.country if p.country != "FR" and town else ""
        return "\n".join(filter(None, (p.complement, street, town, abroad)))
    text = str(getattr(p, group))
    return words.phone(text).replace("\u00a0", " ") if group in ("mobile", "landline") else text


def _choices(actor: Actor, known: Known, group: str) -> Sequence[Choice]:
    """The options of a field that has few; a house without stores types their codes."""
    if group == "language":
        return _options(LANGUAGES, known.profile.language, words.language)
    if group == "store" and (known_stores := stores(actor=actor)):
        return [Choice(store.code, store.name) for store in known_stores]
    return ()


def _options(values: Sequence[str], current: str, say: Callable[[str], str]) -> list[Choice]:
    """Options with their words, the current one among them though it be a rare one."""
    return [Choice(value, say(value) or "–") for value in dict.fromkeys((*values, current or values[0]))]
