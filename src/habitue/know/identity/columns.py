"""A normal record as a row of its table, and back as the views that rules decide upon."""

from collections.abc import Container, Iterator
from datetime import date
from typing import NamedTuple

from habitue.ground.kernel.api import copy_field, copy_fields
from habitue.know.identity.normalising import USABLE, Normal
from habitue.know.identity.rules.traits import Traits, traits
from habitue.know.identity.types.address import Address
from habitue.know.identity.types.values import State

STATED = ("name", "birth_date", "email", "mobile", "landline", "card")
FIELDS = (*STATED, "address")
_LETTER = {
    State.EMPTY: "e",
    State.VALID: "v",
    State.DOUBTFUL: "d",
    State.INVALID: "i",
    State.PLACEHOLDER: "p",
}
STATE_OF_LETTER = {letter: state for state, letter in _LETTER.items()}

COLUMNS = (
    "record_id, house_id, source_id, key, customer_id, changed_at, civility, first_name, last_name, birth_name,"
    " first_key, last_key, birth_date, email, email_key, mobile, landline, card, number, street, complement, postcode,"
    " town, country, insee, lines, grade, proposal, language, store, states, issues, reasons"
)
_NO_ADDRESS = "\t" * 9


class Node(NamedTuple):
    """What deciding who is who needs of a record. Ids are text: comparing and hashing them is most of the work."""

    record_id: str
    source_id: str
    key: str
    customer_id: str | None
    first_key: str
    last_key: str
    birth: str
    birth_date: date | None
    email_key: str
    mobile: str
    landline: str
    card: str
    civility: str
    number: str
    street: str
    place: str
    postcode: str
    town: str

    def identifiers(self) -> dict[str, str]:
        """The values by which this record can link, with the kind's prefix as its keys have it, by kind."""
        found = {"email": self.email_key, "mobile": self.mobile, "landline": self.landline, "card": self.card}
        return {kind: f"{kind[0]}:{value}" for kind, value in found.items() if value}

    def person(self) -> str:
        """Whom a record counts for among those who share a value."""
        return self.last_key or self.first_key

    def traits(self, shared: Container[str] = frozenset()) -> Traits:
        """The record as matching compares it; identifiers in `shared` say nothing."""
        mute = {kind for kind, value in self.identifiers().items() if value in shared}
        return traits(
            self.record_id,
            self.source_id,
            first=self.first_key,
            last=self.last_key,
            birth_name=self.birth,
            civility=self.civility,
            born=f"{self.birth_date:%Y%m%d}" if self.birth_date else "",
            email="" if "email" in mute else self.email_key,
            mobile="" if "mobile" in mute else self.mobile,
            landline="" if "landline" in mute else self.landline,
            card="" if "card" in mute else self.card,
            number=self.number,
            street=self.street,
            place=self.place,
            postcode=self.postcode,
            town=self.town,
        )


NODE_COLUMNS = (
    "r.record_id::text, r.source_id::text, r.key, r.customer_id::text, r.first_key, r.last_key, r.birth_name, r.birth_date,"
    " case when substr(r.states, 3, 1) in ('v', 'd') then r.email_key else '' end,"
    " case when substr(r.states, 4, 1) in ('v', 'd') then r.mobile else '' end,"
    " case when substr(r.states, 5, 1) in ('v', 'd') then r.landline else '' end,"
    " case when substr(r.states, 6, 1) in ('v', 'd') then r.card else '' end,"
    " r.civility, r.number, r.street, r.complement, r.postcode, r.town"
)


def node_of(normal: Normal, source_id: str) -> Node:
    """A normal record as matching sees it: values that are not usable are absent."""
    return Node(
        normal.record_id,
        source_id,
        normal.key,
        None,
        normal.name.first_key,
        normal.name.last_key,
        normal.name.birth,
        normal.birth_date.value if normal.birth_date.state in USABLE else None,
        normal.email.key if normal.email.state in USABLE else "",
        normal.mobile.value if normal.mobile.state in USABLE else "",
        normal.landline.value if normal.landline.state in USABLE else "",
        normal.card.value if normal.card.state in USABLE else "",
        normal.name.civility,
        *(_place_parts(normal.address) if normal.address else _NOWHERE),
    )


_NOWHERE = ("",) * 5


def _place_parts(address: Address) -> tuple[str, str, str, str, str]:
    """Number, street, complement, postcode and town, as the table has them."""
    number = f"{address.number} {address.repetition}".strip()
    inside = (address.complement_inside, address.complement_outside, address.place)
    town = f"{address.town} {address.cedex}".strip()
    return number, address.street, ", ".join(filter(None, inside)), address.postcode, town


def states_of(normal: Normal) -> str:
    """One letter per value, in the order of STATED."""
    values = (normal.name, normal.birth_date, normal.email, normal.mobile, normal.landline, normal.card)
    return "".join([_LETTER[value.state] for value in values])


def grade_of(normal: Normal) -> str:
    """The address's grade, empty when there is no address."""
    return str(normal.address.grade) if normal.address else ""


def row_line(normal: Normal, house: str, source: str, customer: str, states: str) -> str:
    """A normal record as one line of COPY, in the order of COLUMNS."""
    name, born = normal.name, normal.birth_date
    texts = copy_fields(
        normal.key,
        name.civility,
        name.first,
        name.last,
        name.birth,
        name.first_key,
        name.last_key,
        normal.email.value,
        normal.email.key,
        normal.card.value,
        normal.store,
    )
    key, civility, first, last, birth, first_key, last_key, email, email_key, card, store = texts
    birth_date = born.value if born.value is not None and born.state in USABLE else "\\N"
    issues, reasons = _issues(normal, states), _reasons(normal)
    return "\t".join(
        (
            f"{normal.record_id}\t{house}\t{source}\t{key}\t{customer}\t{normal.changed_at}",
            f"{civility}\t{first}\t{last}\t{birth}\t{first_key}\t{last_key}\t{birth_date}\t{email}\t{email_key}",
            f"{normal.mobile.value}\t{normal.landline.value}\t{card}",
            _address_part(normal.address) if normal.address else _NO_ADDRESS,
            f"{copy_field(normal.language)}\t{store}\t{states}\t{issues}\t{reasons}",
        )
    )


def _address_part(address: Address) -> str:
    lines = "\n".join(address.lines) or address.written
    proposal = " ".join(address.proposal) if address.proposal else ""
    texts = (*_place_parts(address), address.country, address.insee)
    return "\t".join((*copy_fields(*texts), copy_field(lines), address.grade, copy_field(proposal)))


def _issues(normal: Normal, states: str) -> str:
    """The literal of an array of `field=state` for what is odd; `{}` for nearly all."""
    if states.count("v") + states.count("e") == len(states) and (
        not normal.address or normal.address.grade == "A"
    ):
        return "{}"
    odd = [
        f"{field}={STATE_OF_LETTER[letter]}"
        for field, letter in zip(STATED, states, strict=True)
        if letter not in "ve"
    ]
    if normal.address and normal.address.grade != "A":
        odd.append(f"address={normal.address.grade}")
    return "{" + ",".join(odd) + "}"


def _reasons(normal: Normal) -> str:
    """The literal of an array of reason codes, all values together."""
    reasons = (
        normal.name.reasons
        + normal.birth_date.reasons
        + normal.email.reasons
        + normal.mobile.reasons
        + normal.landline.reasons
        + normal.card.reasons
    )
    if normal.address:
        reasons += normal.address.reasons
    return "{" + ",".join(reasons) + "}" if reasons else "{}"


class StoredRecord(NamedTuple):
    """A normal record as it is stored, for the golden record and for screens.

    Ids and the change time (UTC, ISO with a blank) are text, for speed; such times compare as they stand.
    """

    record_id: str
    source_id: str
    key: str
    customer_id: str
    changed_at: str
    civility: str
    first_name: str
    last_name: str
    birth_name: str
    birth_date: date | None
    email: str
    mobile: str
    landline: str
    card: str
    number: str
    street: str
    complement: str
    postcode: str
    town: str
    country: str
    insee: str
    lines: str
    grade: str
    proposal: str
    language: str
    store: str
    states: str
    issues: str
    reasons: str

    def reason_codes(self) -> list[str]:
        """Why its values are as they are."""
        return [code for code in self.reasons.strip("{}").split(",") if code]

    def state(self, field: str) -> State:
        """The state of one of the stated values."""
        return STATE_OF_LETTER[self.states[STATED.index(field)]]


class AskedRow(NamedTuple):
    """A record of which the geocoding service was asked: what it was, and what is written of it.

    `issues`, `reasons` and `was_reasons` are arrays as text, like those of StoredRecord.
    """

    record_id: str
    was_lines: str
    was_grade: str
    was_reasons: str
    confirmed: bool
    number: str
    street: str
    postcode: str
    town: str
    insee: str
    lines: str
    grade: str
    proposal: str
    issues: str
    reasons: str


_AS_TEXT = {"record_id", "source_id", "customer_id", "changed_at", "issues", "reasons"}
STORED_COLUMNS = ", ".join(f"{name}::text" if name in _AS_TEXT else name for name in StoredRecord._fields)


def stored(rows: list[tuple[object, ...]]) -> Iterator[StoredRecord]:
    """Rows selected with STORED_COLUMNS."""
    return (StoredRecord(*row) for row in rows)  # type: ignore[arg-type]
