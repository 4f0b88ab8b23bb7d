"""The identity card: each surviving value with where it comes from and how far it can be trusted."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from habitue.know.identity.api import StoredRecord
from habitue.know.profiles.types import ChoiceView
from habitue.show.web.pages.customers import words
from habitue.show.web.pages.customers.known import Known
from habitue.show.web.ui import formats
from habitue.show.web.ui.types import Fact, Link, Provenance

UrlOf = Callable[[str], str]
STATED = frozenset({"name", "birth_date", "email", "mobile", "landline", "card"})
OTHERS_SHOWN = 4


def facts(known: Known, choose_url: UrlOf = lambda _field: "") -> list[Fact]:
    """The lines of the card, only those of which something is known. `choose_url`: where each is chosen, if one may."""
    return [
        replace(_fact(known, field, lines, note), choose_url=choose_url(field))
        for field, lines, note in _values(known)
        if lines
    ]


def unknown(known: Known, choose_url: UrlOf) -> list[Link]:
    """The fields of which nothing is known, each with where a value is written."""
    names = words.field_names()
    return [Link(names[field], choose_url(field)) for field, lines, _note in _values(known) if not lines]


def current(known: Known, field: str) -> Fact:
    """A field's line of the card, empty when nothing is known of it."""
    return next(_fact(known, name, lines, note) for name, lines, note in _values(known) if name == field)


def _values(known: Known) -> Iterator[tuple[str, list[str], str]]:
    """(field, lines, note) of each value of the golden record, in the order in which people ask for them."""
    p = known.profile
    yield "name", _filled(" ".join(filter(None, (p.civility, p.name)))), _birth_name(p.birth_name)
    yield "birth_date", [long_date(p.birth_date)] if p.birth_date else [], _age(p.birth_date)
    yield "mobile", _filled(words.phone(p.mobile)), _also(known, "mobile")
    yield "landline", _filled(words.phone(p.landline)), _also(known, "landline")
    yield "email", _filled(p.email), _also(known, "email")
    yield "card", _filled(p.card), _also(known, "card")
    yield "address", address_lines(known), " ".join(address_reasons(known))
    yield "store", _filled(known.stores.get(p.store, p.store)), ""
    yield "language", _filled(words.language(p.language)), ""


def _fact(known: Known, field: str, lines: list[str], note: str) -> Fact:
    record = known.origin(field)
    state = str(record.state(field)) if record and field in STATED else ""
    grade = known.profile.grade if field == "address" else ""
    label = words.field_labels()[field]
    return Fact(label, lines, note, provenance(known, field), state, grade)


def provenance(known: Known, field: str) -> Provenance | None:
    """Source, date and rule of a surviving value, with what the other records say."""
    origin = known.profile.origins.get(field)
    if origin is None:
        return None
    if choice := known.choices.get(field):
        return _chosen(known, choice)
    source = known.sources.get(origin.source, origin.source)
    url = f"#record-{origin.record_id}" if origin.record_id in known.records else ""
    said = value_of(known.records[origin.record_id], field) if url else ""
    others = _others(known, field, origin.record_id, said)
    return Provenance(source, origin.at, words.rule(origin.rule), others, url)


def _chosen(known: Known, choice: ChoiceView) -> Provenance:
    """The provenance of a value that a person chose: from a record, or typed."""
    record = None if choice.typed else known.records.get(str(choice.record_id))
    mine = record.record_id if record else ""
    lines = lines_of(known, choice.group, choice.value)
    said = value_of(record, choice.group) if record else ", ".join(lines)
    return Provenance(
        known.label(mine) if record else _("Typed by hand"),
        datetime.fromisoformat(record.changed_at) if record else None,
        others=_others(known, choice.group, mine, said),
        url=f"#record-{mine}" if record else "",
        by=words.chosen_by(choice),
    )


def _others(known: Known, field: str, chosen: str, said: str) -> list[tuple[str, str]]:
    """(source, value) of the other records that say something else."""
    others = [
        (known.sources.get(record.source_id, ""), value)
        for record in known.records.values()
        if record.record_id != chosen and (value := value_of(record, field)) and value != said
    ]
    return list(dict.fromkeys(others))[:OTHERS_SHOWN]


def value_of(record: StoredRecord, field: str) -> str:
    """A record's value of a field as people read it; empty when it has none."""
    if field == "name":
        return f"{record.first_name} {record.last_name}".strip()
    if field == "birth_date":
        return long_date(record.birth_date) if record.birth_date else ""
    if field == "address":
        return ", ".join(record.lines.split("\n")) if record.lines else ""
    text = str(getattr(record, field))
    return words.phone(text) if field in ("mobile", "landline") else text


def lines_of(known: Known, field: str, value: Any) -> list[str]:
    """A value, in the form in which survivorship has it, as people read it."""
    if field == "name":
        civility, first, last, birth = value
        return [
            ", ".join(filter(None, (" ".join(filter(None, (civility, first, last))), _birth_name(birth))))
        ]
    if field == "birth_date":
        return [long_date(value)]
    if field == "address":
        *_parts, country, lines = value[0]
        return [*filter(None, lines.split("\n")), *([country] if country not in ("", "FR") else [])]
    if field in ("mobile", "landline"):
        return [words.phone(value)]
    return [
        known.stores.get(value, value)
        if field == "store"
        else words.language(value)
        if field == "language"
        else value
    ]


def address_lines(known: Known) -> list[str]:
    """The address as its lines; the country only when it is another one."""
    p = known.profile
    abroad = [p.country] if p.country not in ("", "FR") and p.lines else []
    return [*p.lines, *abroad]


def address_reasons(known: Known) -> list[str]:
    """Why the address has its grade, in words."""
    record = known.origin("address")
    return words.reasons_of("address", record.reason_codes()) if record else []


def long_date(day: date) -> str:
    """A day in full, in the page's language."""
    return formats.long_date(day, get_language() or "en")


def _birth_name(name: str) -> str:
    return _("born %(name)s") % {"name": name} if name else ""


def _age(born: date | None) -> str:
    if born is None:
        return ""
    today = localdate()
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return _("%(n)d years old") % {"n": years} if years >= 1 else ""


def _also(known: Known, kind: str) -> str:
    others: Sequence[str] = known.profile.others.get(kind, ())
    shown = [words.phone(value) if kind in ("mobile", "landline") else value for value in others]
    return _("also %(values)s") % {"values": ", ".join(shown)} if shown else ""


def _filled(text: str) -> list[str]:
    return [text] if text else []
