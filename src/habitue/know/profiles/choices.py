"""Values that people chose: they win until withdrawn.

A choice is held by a record, and is that of the customer who has the record: it goes with it into a merge, and comes
back with it. Of several choices for one group the one made latest is in force; the others wait behind it.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from habitue.ground.kernel.api import fetch_all
from habitue.know.identity.api import StoredRecord
from habitue.know.identity.types import Manual, State
from habitue.know.profiles.models import ManualChoice

GROUPS = ("name", "birth_date", "email", "mobile", "landline", "card", "address", "language", "store")
"""The groups of fields that survive together, in the order in which people ask for them."""

_ANY = "select 1 from profiles_manualchoice where withdrawn_at is null limit 1"
_HELD = """
select id from profiles_manualchoice where withdrawn_at is null and record_id = any(%s::uuid[])
"""
_STATED = frozenset(("name", "birth_date", "email", "mobile", "landline", "card"))
_USABLE = frozenset((State.VALID, State.DOUBTFUL))


def manual_choices(records: Sequence[StoredRecord]) -> dict[str, dict[str, Manual]]:
    """The choices in force for the customers of these records, by customer and field group."""
    if not fetch_all(_ANY):
        return {}
    holder = {record.record_id: record.customer_id for record in records}
    found: dict[str, dict[str, Manual]] = {}
    for row in reversed(held_by(list(holder))):
        value = chosen_value(row.group, row.value)
        of_customer = found.setdefault(holder[str(row.record_id)], {})
        of_customer[row.group] = Manual(value, row.chosen_by, row.chosen_at.isoformat(" "))
    return found


def held_by(records: Sequence[str]) -> list[ManualChoice]:
    """The choices that these records hold and that are not withdrawn, latest first."""
    ids = [row[0] for row in fetch_all(_HELD, [list(records)])]
    return list(ManualChoice.objects.filter(id__in=ids).order_by("-chosen_at", "-id")) if ids else []


def value_in(record: StoredRecord, group: str) -> Any:
    """What a record says of a group, as a choice keeps it; None when it says nothing that can be used."""
    r = record
    if group in _STATED and r.state(group) not in _USABLE:
        return None
    if group == "name":
        return [r.civility, r.first_name, r.last_name, r.birth_name] if r.first_name or r.last_name else None
    if group == "birth_date":
        return r.birth_date.isoformat() if r.birth_date else None
    if group == "address":
        parts = [r.number, r.street, r.complement, r.postcode, r.town, r.country, r.lines]
        return [parts, r.grade] if r.grade else None
    return getattr(r, group) or None


def usable_value(record: StoredRecord, group: str) -> object | None:
    """What a record says of a group, in the form in which a choice's value is shown; None when nothing is usable."""
    kept = value_in(record, group)
    return None if kept is None else chosen_value(group, kept)


def chosen_value(group: str, kept: Any) -> object:
    """A kept value in the form in which survivorship has it."""
    if group == "name":
        return tuple(kept)
    if group == "birth_date":
        return date.fromisoformat(kept)
    if group == "address":
        parts, grade = kept
        return tuple(parts), grade
    return kept


def choice_of(house: UUID, choice_id: UUID, *, withdrawn: bool) -> ManualChoice | None:
    """A choice of the house that is withdrawn, or is not; locked until the transaction ends."""
    rows = ManualChoice.objects.select_for_update().filter(house_id=house, id=choice_id)
    return rows.filter(withdrawn_at__isnull=not withdrawn).first()
