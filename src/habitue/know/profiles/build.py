"""From a customer's records to their profile: the golden record as a row, with what it can be found by."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

import msgspec

from habitue.ground.kernel.api import copy_field, copy_fields
from habitue.know.identity.api import STATE_OF_LETTER, StoredRecord, golden
from habitue.know.identity.types import Golden, Manual, RecordView
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


@dataclass(slots=True)
class Built:
    """Profiles ready to be written: lines of COPY, and the words that they contain."""

    lines: list[str]
    words: set[str]


def build(house: UUID, records: Iterable[StoredRecord], trust: Trust, manual: ManualOf) -> Built:
    """The profiles of the customers whose records are given, those of one customer together."""
    built = Built([], set())
    house_text = str(house)
    for customer_id, group in groupby(records, key=lambda record: record.customer_id):
        of_customer = list(group)
        chosen = golden([_view(record) for record in of_customer], trust, manual.get(customer_id, {}))
        built.lines.append(_line(customer_id, house_text, of_customer, chosen, built.words))
    return built


def _view(record: StoredRecord) -> RecordView:
    name, birth_date, email, mobile, landline, card = (STATE_OF_LETTER[letter] for letter in record.states)
    return RecordView(
        record_id=record.record_id,
        source=record.source_id,
        changed_at=record.changed_at,
        civility=record.civility,
        first=record.first_name,
        last=record.last_name,
        birth_name=record.birth_name,
        name_state=name,
        birth_date=record.birth_date,
        birth_date_state=birth_date,
        email=record.email,
        email_state=email,
        mobile=record.mobile,
        mobile_state=mobile,
        landline=record.landline,
        landline_state=landline,
        card=record.card,
        card_state=card,
        address=_address(record),
        address_grade=record.grade,
        language=record.language,
        store=record.store,
    )


def _address(record: StoredRecord) -> tuple[str, ...]:
    """The address as one block: it survives whole, since half of one address and half of another is nobody's."""
    if not record.grade:
        return ()
    r = record
    return (r.number, r.street, r.complement, r.postcode, r.town, r.country, r.lines)


def _line(customer: str, house: str, records: Sequence[StoredRecord], chosen: Golden, words: set[str]) -> str:
    """A profile as one line of COPY, in the order of COLUMNS."""
    name_words = (*terms.words(chosen.first), *terms.words(chosen.last), *terms.words(chosen.birth_name))
    town = chosen.address[4] if chosen.address else ""
    words.update(name_words)
    words.update(terms.words(town))
    sources = sorted({record.source_id for record in records})
    found = _terms(chosen, name_words, town, sources)
    texts = copy_fields(
        chosen.civility,
        chosen.first,
        chosen.last,
        chosen.birth_name,
        chosen.email,
        chosen.mobile,
        chosen.landline,
        chosen.card,
        *(chosen.address[:-1] or _NO_ADDRESS),
        chosen.address_grade,
        chosen.language,
        chosen.store,
        _encode(_others(chosen)).decode(),
        terms.tsvector(found),
    )
    born = str(chosen.birth_date) if chosen.birth_date else "\\N"
    changed_at = max(record.changed_at for record in records)
    sort_key = f"{terms.fold(chosen.last)} {terms.fold(chosen.first)}".strip()
    lines = copy_field(chosen.address[-1]) if chosen.address else ""
    origins = _encode(_origins(chosen)).decode()
    rest = (str(len(records)), "{" + ",".join(sources) + "}", changed_at, origins, sort_key, lines)
    return "\t".join((customer, house, born, *rest, *texts))


def _terms(chosen: Golden, name_words: Sequence[str], town: str, sources: Sequence[str]) -> set[str]:
    found = {*name_words, *terms.words(town)}
    for email in chosen.emails:
        found.add(terms.email_term(email))
    for phone in (*chosen.mobiles, *chosen.landlines):
        found.update(terms.phone_terms(phone))
    for card in chosen.cards:
        found.update(terms.card_terms(card))
    if chosen.address:
        found.update((chosen.address[3], terms.filter_term("town", town)))
        found.discard("")
        if chosen.address_grade != "A":
            found.add(terms.filter_term("grade", chosen.address_grade))
    found.update(f"=source:{source}" for source in sources)
    if chosen.store:
        found.add(terms.filter_term("store", chosen.store))
    return found


def _origins(chosen: Golden) -> dict[str, Any]:
    """The provenance of each group. Most groups come from the same record or two: each is written once."""
    records: dict[tuple[str, str, str | None], int] = {}
    groups = {}
    for group, (record, source, changed_at, rule) in chosen.origins.items():
        place = records.setdefault((record, source, changed_at), len(records))
        groups[group] = (place, rule)
    return {"records": list(records), "groups": groups}


def _others(chosen: Golden) -> dict[str, Any]:
    """Identifiers besides the surviving ones; empty for nearly all."""
    pairs = (
        ("email", chosen.email, chosen.emails),
        ("mobile", chosen.mobile, chosen.mobiles),
        ("landline", chosen.landline, chosen.landlines),
        ("card", chosen.card, chosen.cards),
    )
    found = {kind: [value for value in all_ if value != one] for kind, one, all_ in pairs}
    return {kind: values for kind, values in found.items() if values}
