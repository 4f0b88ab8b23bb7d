"""From a customer's records to their profile: the golden record as a row, with what it can be found by."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from uuid import UUID

import msgspec

from habitue.ground.kernel.api import copy_field, copy_fields
from habitue.know.identity.api import STATE_OF_LETTER, StoredRecord, golden
from habitue.know.identity.types import Golden, Manual, Origin, RecordView
from habitue.know.profiles.rules import terms

COLUMNS = (
    "customer_id, house_id, birth_date, records, sources, changed_at, origins, sort_key, lines,"
    " civility, first_name, last_name, birth_name, email, mobile, landline, card,"
    " number, street, complement, postcode, town, country, grade, language, store, others, terms"
)
Trust = Mapping[str, Mapping[str, int]]
ManualOf = Mapping[str, Mapping[str, Manual]]
_encode = msgspec.json.Encoder().encode
_NO_ADDRESS = ("",) * 6
_NO_NAME = ("",) * 4
_GROUPS = ("name", "birth_date", "email", "mobile", "landline", "card", "address", "language", "store")


@dataclass(slots=True)
class Built:
    """Profiles ready to be written: lines of COPY, and the words that they contain."""

    lines: list[str]
    words: set[str]


def build(house: UUID, records: Iterable[StoredRecord], trust: Trust, manual: ManualOf) -> Built:
    """The profiles of the customers whose records are given, those of one customer together."""
    built = Built([], set())
    house_text, get = str(house), manual.get
    for customer_id, group in groupby(records, key=_CUSTOMER):
        of_customer, choices = list(group), get(customer_id)
        if choices or len(of_customer) > 1:
            chosen = golden([_view(record) for record in of_customer], trust, choices)
        else:
            chosen = golden_of_one(of_customer[0])
        built.lines.append(_line(customer_id, house_text, of_customer, chosen, built.words))
    return built


_CUSTOMER = attrgetter("customer_id")


def golden_of_one(record: StoredRecord) -> Golden:
    """The golden record of a customer of whom one record is known: what is usable of it.

    What the rule says of one record without a person's choice, at a tenth of the price.
    """
    name, born, email, mobile, landline, card = [letter in "vd" for letter in record.states]
    r, address = record, _address(record)
    named = name and bool(r.last_name or r.first_name)
    civility, first, last, birth = (
        (r.civility, r.first_name, r.last_name, r.birth_name) if named else _NO_NAME
    )
    found = Golden(
        civility, first, last, birth, r.birth_date if born else None, r.email if email else "",
        r.mobile if mobile else "", r.landline if landline else "", r.card if card else "", address, r.grade,
        r.language, r.store, (), (), (), (), {},
    )  # fmt: skip
    origin = Origin(r.record_id, r.source_id, r.changed_at, "only")
    found.origins = {
        group: origin for group, value in zip(_GROUPS, _said(found, named), strict=True) if value
    }
    found.emails, found.mobiles = _listed(found.email), _listed(found.mobile)
    found.landlines, found.cards = _listed(found.landline), _listed(found.card)
    return found


def _said(found: Golden, named: bool) -> tuple[object, ...]:
    """What is known of each of _GROUPS."""
    f = found
    return (named, f.birth_date, f.email, f.mobile, f.landline, f.card, f.address, f.language, f.store)


def _listed(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


def _view(record: StoredRecord) -> RecordView:
    name, birth_date, email, mobile, landline, card = [STATE_OF_LETTER[letter] for letter in record.states]
    r = record
    return RecordView(
        r.record_id, r.source_id, r.changed_at, r.civility, r.first_name, r.last_name, r.birth_name, name,
        r.birth_date, birth_date, r.email, email, r.mobile, mobile, r.landline, landline, r.card, card,
        _address(r), r.grade, r.language, r.store,
    )  # fmt: skip


def _address(record: StoredRecord) -> tuple[str, ...]:
    """The address as one block: it survives whole, since half of one address and half of another is nobody's."""
    if not record.grade:
        return ()
    r = record
    return (r.number, r.street, r.complement, r.postcode, r.town, r.country, r.lines)


def _line(customer: str, house: str, records: Sequence[StoredRecord], chosen: Golden, words: set[str]) -> str:
    """A profile as one line of COPY, in the order of COLUMNS."""
    c = chosen
    name_words = (*terms.words(c.first), *terms.words(c.last), *terms.words(c.birth_name))
    town = c.address[4] if c.address else ""
    place_words = terms.words(town)
    words.update(name_words)
    words.update(place_words)
    sources = _sources(records)
    found = _terms(c, {*name_words, *place_words}, town, sources)
    texts = copy_fields(
        c.civility, c.first, c.last, c.birth_name, c.email, c.mobile, c.landline, c.card,
        *(c.address[:-1] or _NO_ADDRESS), c.address_grade, c.language, c.store, _others(c), terms.tsvector(found),
    )  # fmt: skip
    born = str(c.birth_date) if c.birth_date else "\\N"
    changed_at = max([record.changed_at for record in records])
    sort_key = f"{terms.fold(c.last)} {terms.fold(c.first)}".strip()
    lines = copy_field(c.address[-1]) if c.address else ""
    rest = (str(len(records)), "{" + ",".join(sources) + "}", changed_at, _origins(c), sort_key, lines)
    return "\t".join((customer, house, born, *rest, *texts))


def _sources(records: Sequence[StoredRecord]) -> list[str]:
    if len(records) == 1:
        return [records[0].source_id]
    return sorted({record.source_id for record in records})


def _terms(chosen: Golden, found: set[str], town: str, sources: Sequence[str]) -> set[str]:
    """Add to the words of a customer's name and town what else they can be found by."""
    found.update(map(terms.email_term, chosen.emails))
    for phone in (*chosen.mobiles, *chosen.landlines):
        found.update(terms.phone_terms(phone))
    for card in chosen.cards:
        found.update(terms.card_terms(card))
    if chosen.address:
        found.update((chosen.address[3], terms.filter_term("town", town)))
        found.discard("")
        if chosen.address_grade != "A":
            found.add(terms.filter_term("grade", chosen.address_grade))
    found.update([f"=source:{source}" for source in sources])
    if chosen.store:
        found.add(terms.filter_term("store", chosen.store))
    return found


def _origins(chosen: Golden) -> str:
    """The provenance of each group as JSON. Most groups come from the same record or two: each is written once."""
    places: dict[tuple[str, str, str | None], int] = {}
    groups = []
    for group, (record, source, changed_at, rule) in chosen.origins.items():
        groups.append((group, places.setdefault((record, source, changed_at), len(places)), rule))
    return f'{{"records":{_encode(list(places)).decode()},"groups":{_groups_text(tuple(groups))}}}'


@lru_cache(maxsize=1 << 14)
def _groups_text(groups: tuple[tuple[str, int, str], ...]) -> str:
    return _encode({group: (place, rule) for group, place, rule in groups}).decode()


def _others(chosen: Golden) -> str:
    """Identifiers besides the surviving ones, as JSON; `{}` for nearly all."""
    c = chosen
    if max(len(c.emails), len(c.mobiles), len(c.landlines), len(c.cards)) < 2:
        return "{}"
    lists = (("email", c.emails), ("mobile", c.mobiles), ("landline", c.landlines), ("card", c.cards))
    return _encode({kind: values[1:] for kind, values in lists if len(values) > 1}).decode()
