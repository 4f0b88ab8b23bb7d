"""Choosing the value that a customer's page shows, and taking the choice back."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from habitue.ground.kernel.api import announce, audit, new_id, utc_now
from habitue.ground.kernel.types import Actor, Announcement, Conflict, InvalidInput, NotFound
from habitue.ground.places.api import stores
from habitue.know.identity.api import StoredRecord, customer_of_record, records_of
from habitue.know.profiles.api.pages import refresh
from habitue.know.profiles.choices import GROUPS, choice_of, chosen_value, held_by, value_in
from habitue.know.profiles.events import CHOICE_WITHDRAWN, VALUE_CHOSEN, ChoiceTold
from habitue.know.profiles.models import ManualChoice
from habitue.know.profiles.typed import Typed, read_typed
from habitue.know.profiles.types import ChoiceView

MAY = "customers.merge"
"""Who may say that two customers are one may say what a customer's e-mail is."""


@transaction.atomic
def choose_value(
    *, actor: Actor, customer_id: UUID, group: str, record_id: UUID | None = None, value: Typed | None = None
) -> UUID:
    """Choose the value of a group: what a record of the customer says, or one typed by hand. Returns the choice's id.

    With `record_id` alone, that record's value; with `value`, what was typed, read by identity's rules, held by that
    record or else by the customer's oldest one. It wins over every rule until withdrawn, and follows its record into
    merges and out of them. Raises Forbidden without `customers.merge`, NotFound for a customer without records,
    InvalidInput for another's record, a record that says nothing of the group, or a text that cannot be read.
    """
    actor.require(MAY)
    if group not in GROUPS:
        raise InvalidInput(_("There is no such field."))
    records = _records(actor, customer_id)
    if record_id is None and value is None:
        raise InvalidInput(_("Write something, or choose one of the values known."))
    record = records[0] if record_id is None else _one_of(records, record_id)
    if value is None:
        kept = value_in(record, group)
    else:
        codes = [store.code for store in stores(actor=actor)] if group == "store" else []
        kept = read_typed(group, value, today=utc_now().date(), stores=codes)
    if kept is None:
        raise InvalidInput(_("This record says nothing of it that could be chosen."))
    return _keep(actor, record, group, kept, typed=value is not None)


def accept_proposal(*, actor: Actor, customer_id: UUID, record_id: UUID) -> UUID:
    """Choose the address that is proposed in place of a record's doubtful one. Returns the choice's id.

    Raises as `choose_value` does, and Conflict when nothing is proposed (any more).
    """
    actor.require(MAY)
    record = _one_of(_records(actor, customer_id), record_id)
    if not record.proposal:
        raise Conflict(_("Nothing is proposed for this address any more."))
    return choose_value(
        actor=actor,
        customer_id=customer_id,
        group="address",
        record_id=record_id,
        value=proposed_address(record),
    )


def proposed_address(record: StoredRecord) -> str:
    """A record's address with the postcode and town that are proposed for it, as a person would write it."""
    return written_address(record.complement, f"{record.number} {record.street}".strip(), record.proposal)


def written_address(complement: str, street: str, town: str) -> str:
    """An address as a person would write it, line by line."""
    return "\n".join(filter(None, (complement, street, town)))


@transaction.atomic
def withdraw_choice(*, actor: Actor, choice_id: UUID) -> UUID:
    """Take a choice back: the earlier one, or else the rules, decide again. Returns whose page it changes.

    Raises Forbidden without `customers.merge`, NotFound when the choice does not exist or was withdrawn before.
    """
    return _turn(actor, choice_id, withdraw=True)


@transaction.atomic
def restore_choice(*, actor: Actor, choice_id: UUID) -> UUID:
    """Undo a withdrawal: the choice is in force as before, with its date. Returns whose page it changes.

    Raises Forbidden without `customers.merge`, NotFound when the choice does not exist or is not withdrawn.
    """
    return _turn(actor, choice_id, withdraw=False)


def choices_of(*, actor: Actor, customer_id: UUID) -> list[ChoiceView]:
    """What people chose for a customer and did not withdraw, latest first; the first of each group is in force.

    Raises Forbidden without `customers.see`.
    """
    actor.require("customers.see")
    rows = held_by([record.record_id for record in records_of(customers=[customer_id])])
    seen: set[str] = set()
    found = []
    for row in (row for row in rows if row.house_id == actor.house):
        found.append(_view(row, in_force=row.group not in seen))
        seen.add(row.group)
    return found


def _keep(actor: Actor, record: StoredRecord, group: str, kept: Any, *, typed: bool) -> UUID:
    row = ManualChoice.objects.create(
        id=new_id(),
        house_id=actor.house,
        customer_id=UUID(record.customer_id),
        record_id=UUID(record.record_id),
        group=group,
        value=kept,
        typed=typed,
        chosen_at=utc_now(),
        chosen_by=actor.label,
    )
    _tell(actor, row, VALUE_CHOSEN, "customers.value_chosen")
    return row.id


def _turn(actor: Actor, choice_id: UUID, *, withdraw: bool) -> UUID:
    actor.require(MAY)
    row = choice_of(actor.house, choice_id, withdrawn=not withdraw)
    if row is None:
        raise NotFound(_("There is nothing to take back."))
    row.withdrawn_at = utc_now() if withdraw else None
    row.save(update_fields=["withdrawn_at"])
    if withdraw:
        return _tell(actor, row, CHOICE_WITHDRAWN, "customers.choice_withdrawn")
    return _tell(actor, row, VALUE_CHOSEN, "customers.choice_restored")


def _tell(actor: Actor, row: ManualChoice, event: str, deed: str) -> UUID:
    """Audit, announce, and rebuild the page of whoever holds the choice now."""
    customer = customer_of_record(house_id=actor.house, record_id=row.record_id) or row.customer_id
    audit(actor, deed, str(customer), {"choice": str(row.id), "group": row.group})
    fact = ChoiceTold(row.id, customer, row.record_id, row.group, actor.label)
    announce(Announcement(actor.house, event, str(customer), fact.payload()))
    refresh(actor=actor, customers=[customer])
    return customer


def _records(actor: Actor, customer_id: UUID) -> list[StoredRecord]:
    """The customer's records, the oldest first (ids are UUIDv7)."""
    records = sorted(records_of(customers=[customer_id]), key=lambda record: record.record_id)
    if not records or not customer_of_record(house_id=actor.house, record_id=UUID(records[0].record_id)):
        raise NotFound(_("This customer does not exist."))
    return records


def _one_of(records: Sequence[StoredRecord], record_id: UUID) -> StoredRecord:
    found = next((record for record in records if record.record_id == str(record_id)), None)
    if found is None:
        raise InvalidInput(_("This record is not one of this customer's any more."))
    return found


def _view(row: ManualChoice, *, in_force: bool) -> ChoiceView:
    value = chosen_value(row.group, row.value)
    return ChoiceView(
        row.id, row.group, value, row.chosen_at, row.chosen_by, row.record_id, row.typed, in_force
    )
