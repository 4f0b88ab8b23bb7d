"""The golden record: which value survives for each group of fields, and why.

A person's choice wins. Else the first criterion of the group's order that tells two different values apart decides, and
last the source and id (so that it is stable). The criteria:

validity      a value that is valid, before one that is odd
trust         the house's trust in the source for this field
recency       the record's own time of change
frequency     how many of the customer's records agree on the value
completeness  how much of it is there: the parts of a name, the grade of an address
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter, itemgetter
from types import MappingProxyType
from typing import Any

from habitue.know.identity.rules.folding import key
from habitue.know.identity.types.values import Golden, Manual, Origin, RecordView, State

_OLDEST = ""
CRITERIA = ("validity", "trust", "recency", "frequency", "completeness")
"""The order of a group that has none of its own: what people move and change, the latest word is the best."""

_LASTING = ("validity", "trust", "frequency", "recency", "completeness")
ORDERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"name": _LASTING, "birth_date": _LASTING, "card": _LASTING, "language": _LASTING}
)
"""What people seldom change: one record that says otherwise is a slip, however recent it is. `bench/survivorship.py`
measures it: more first names, surnames and cards are right so, and fewer mobiles and postcodes would be.
"""

# Placeholders and unreadable values never survive.
_USABLE = (State.VALID, State.DOUBTFUL)
_GRADES = {"A": 5, "B": 4, "C": 3, "D": 2, "R": 1}
DEFAULT_TRUST = 50

Trust = Mapping[str, Mapping[str, int]]
# A value in the running: (value, validity, completeness, its record).
Entry = tuple[Any, int, int, RecordView]
Read = Callable[[Sequence[RecordView]], list[Entry]]
Orders = Mapping[str, tuple[str, ...]]
Ranks = tuple[Any, ...]


def order_of(wanted: Iterable[str]) -> tuple[str, ...]:
    """A whole order from the criteria that somebody put first: those that are not named follow as in CRITERIA.

    Raises ValueError for a criterion that does not exist.
    """
    first = tuple(dict.fromkeys(wanted))
    if unknown := set(first) - set(CRITERIA):
        raise ValueError(f"no such criteria: {sorted(unknown)}")
    return (*first, *(each for each in CRITERIA if each not in first))


def golden(
    records: Sequence[RecordView],
    trust: Trust,
    manual: Mapping[str, Manual] | None = None,
    orders: Orders = ORDERS,
) -> Golden:
    """The golden record of one customer.

    `trust` is source -> group -> 0 to 100 (50 when not said; the group "*" stands for all others of a source).
    `manual` is group -> a person's choice. Groups: name, birth_date, email, mobile, landline, card, address,
    language, store. Recency is the record's own `changed_at`. The result does not depend on the order of `records`.
    `orders` is group -> its criteria, each once (see `order_of`), CRITERIA for a group that is not in it.
    """
    if len(records) > 1:
        records = sorted(records, key=_TIE)
    origins: dict[str, Origin] = {}
    chosen: dict[str, Any] = {}
    others: dict[str, tuple[str, ...]] = {}
    for group, read in _READERS:
        entries = read(records)
        if manual and group in manual:
            choice = manual[group]
            chosen[group], origins[group] = choice.value, Origin("", choice.by, choice.at, "manual")
        elif entries:
            chosen[group], origins[group] = _best(group, entries, trust, orders)
        if group in _LISTED and group in chosen:
            others[group] = _listed(chosen[group], entries)
    return _assemble(records, chosen, origins, others, trust, orders)


_TIE = attrgetter("source", "record_id")
_LISTED = frozenset({"email", "mobile", "landline", "card"})


def _assemble(
    records: Sequence[RecordView],
    chosen: Mapping[str, Any],
    origins: dict[str, Origin],
    others: Mapping[str, tuple[str, ...]],
    trust: Trust,
    orders: Orders,
) -> Golden:
    """The record from its groups; civility and name at birth may come from a namesake record."""
    civility, first, last, birth = chosen.get("name", ("", "", "", ""))
    if (
        len(records) > 1
        and not (civility and birth)
        and "name" in origins
        and origins["name"].rule != "manual"
    ):
        civility = civility or _borrowed("civility", first, last, records, origins, trust, orders)
        birth = birth or _borrowed("birth_name", first, last, records, origins, trust, orders)
    address, grade = chosen.get("address", ((), ""))
    get = chosen.get
    return Golden(
        civility, first, last, birth, get("birth_date"), get("email", ""), get("mobile", ""), get("landline", ""),
        get("card", ""), address, grade, get("language", ""), get("store", ""), others.get("email", ()),
        others.get("mobile", ()), others.get("landline", ()), others.get("card", ()), origins,
    )  # fmt: skip


def _best(group: str, entries: list[Entry], trust: Trust, orders: Orders) -> tuple[Any, Origin]:
    """The surviving value, with the criterion that tells it from the best one with another value."""
    first, _, _, record = entries[0]
    if len(entries) == 1:
        return first, Origin(record.record_id, record.source, record.changed_at, "only")
    values = [entry[0] for entry in entries]
    ranks: list[Ranks] = [
        (validity, _level(trust, record.source, group), record.changed_at or _OLDEST, completeness)
        for _, validity, completeness, record in entries
    ]
    if values.count(first) == len(values):
        at, rule = ranks.index(max(ranks)), "only"
    else:
        at, rule = _decided(group, values, ranks, orders.get(group, CRITERIA))
    value, _, _, record = entries[at]
    return value, Origin(record.record_id, record.source, record.changed_at, rule)


def _decided(group: str, values: list[Any], plain: list[Ranks], criteria: tuple[str, ...]) -> tuple[int, str]:
    """Which of several values is the best, and the first criterion that sets it above the best of the others.

    `plain`: validity, trust, recency and completeness of each; here the frequency is added.
    """
    said = [_bare(value) for value in values] if group == "name" else values
    arranged = _arranged(criteria)
    ranks = [arranged((*rank[:3], said.count(each), rank[3])) for each, rank in zip(said, plain, strict=True)]
    best = max(ranks)
    at = ranks.index(best)
    others = _besides(said, at, ranks) or _besides(values, at, ranks)
    return at, next(
        (name for name, a, b in zip(criteria, best, max(others), strict=True) if a != b), "stable"
    )


def _besides(values: list[Any], at: int, ranks: list[Ranks]) -> list[Ranks]:
    """The ranks of the values that are not the one at this place."""
    return [rank for rank, value in zip(ranks, values, strict=True) if value != values[at]]


def _bare(name: tuple[str, str, str, str]) -> tuple[str, str]:
    """A name without what may be missing or written otherwise in records that agree on it."""
    return key(name[1]), key(name[2])


@lru_cache(maxsize=64)
def _arranged(criteria: tuple[str, ...]) -> Callable[[Ranks], Ranks]:
    return itemgetter(*(CRITERIA.index(each) for each in criteria))


def _level(trust: Trust, source: str, group: str) -> int:
    by_group = trust.get(source)
    return by_group.get(group, by_group.get("*", DEFAULT_TRUST)) if by_group else DEFAULT_TRUST


def _listed(first: str, entries: list[Entry]) -> tuple[str, ...]:
    """Every distinct usable value of an identifier: the surviving one first, the others sorted."""
    if len(entries) == 1 and entries[0][0] == first:
        return (first,)
    return (first, *sorted({entry[0] for entry in entries} - {first}))


def _plain(field: str) -> tuple[str, Read]:
    """Reads a field that has a state beside it."""
    get = attrgetter(field, field + "_state")

    def read(records: Sequence[RecordView]) -> list[Entry]:
        pairs = [(get(record), record) for record in records]
        return [
            (value, 2 if state == "valid" else 1, 0, record)
            for (value, state), record in pairs
            if value and state in _USABLE
        ]

    return field, read


def _free(field: str) -> tuple[str, Read]:
    """Reads a field without a state."""
    get = attrgetter(field)
    return field, lambda records: [(value, 2, 0, record) for record in records if (value := get(record))]


def _names(records: Sequence[RecordView]) -> list[Entry]:
    """The name as one block, the more complete the more parts it has, and a first name beyond an initial."""
    return [
        (
            (record.civility, record.first, record.last, record.birth_name),
            2 if record.name_state == "valid" else 1,
            10
            * (
                (record.first != "")
                + (record.last != "")
                + (record.birth_name != "")
                + (record.civility != "")
            )
            + (len(record.first) > 2),
            record,
        )
        for record in records
        if (record.last or record.first) and record.name_state in _USABLE
    ]


def _addresses(records: Sequence[RecordView]) -> list[Entry]:
    """The address as one block; A and B count as valid, C and D as doubtful, the grade itself is its completeness."""
    entries: list[Entry] = []
    for record in records:
        if record.address:
            grade = _GRADES.get(record.address_grade, 0)
            validity = 2 if grade >= 4 else 1 if grade >= 2 else 0
            complete = 10 * grade + len(record.address) - record.address.count("")
            entries.append(((record.address, record.address_grade), validity, complete, record))
    return entries


_READERS: tuple[tuple[str, Read], ...] = (
    ("name", _names),
    _plain("birth_date"),
    _plain("email"),
    _plain("mobile"),
    _plain("landline"),
    _plain("card"),
    ("address", _addresses),
    _free("language"),
    _free("store"),
)


def _borrowed(
    field: str,
    first: str,
    last: str,
    records: Sequence[RecordView],
    origins: dict[str, Origin],
    trust: Trust,
    orders: Orders,
) -> str:
    """Civility or name at birth from another record that bears the very same name."""
    entries: list[Entry] = [
        (value, 2 if record.name_state == "valid" else 1, 0, record)
        for record in records
        if (value := getattr(record, field))
        and record.name_state in _USABLE
        and (key(record.first), key(record.last)) == (key(first), key(last))
    ]
    if not entries:
        return ""
    value, origin = _best(field, entries, trust, orders)
    origins[field] = origin._replace(rule="completeness")
    return str(value)
