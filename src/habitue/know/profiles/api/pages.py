"""The customer page: the golden record with its provenance, and what happened to it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from habitue.ground.kernel.api import fetch_one
from habitue.ground.kernel.types import Actor, NotFound
from habitue.know.collect.api import RawRecord
from habitue.know.identity.api import verdicts_on
from habitue.know.profiles.api.lists import next_in_list
from habitue.know.profiles.choices import held_by
from habitue.know.profiles.reactions import rebuild
from habitue.know.profiles.types import Filters, Profile, Provenance, TimelineEntry

_FIELDS = (
    "customer_id, civility, first_name, last_name, birth_name, birth_date, email, mobile, landline, card, number, street,"
    " complement, postcode, town, country, lines, grade, language, store, records, changed_at, origins, others"
)
_LINES = _FIELDS.split(", ").index("lines")
_ONE = f"select {_FIELDS} from profiles_customer where customer_id = %s and house_id = %s"


def profile(*, actor: Actor, customer_id: UUID) -> Profile:
    """A customer's golden record. Raises Forbidden without `customers.see`, NotFound when the house has none such."""
    actor.require("customers.see")
    row = fetch_one(_ONE, [customer_id, actor.house])
    if row is None:
        raise NotFound(_("This customer does not exist."))
    values = list(row)
    values[_LINES] = tuple(line for line in row[_LINES].split("\n") if line)
    values[-2:] = _origins(row[-2]), msgspec.json.decode(row[-1])
    return Profile(*values)


def timeline(*, actor: Actor, customer_id: UUID, records: Iterable[RawRecord]) -> list[TimelineEntry]:
    """What happened to a customer's data, latest first: records that came, people's words on them, values chosen.

    `records`: the customer's, as collect gives them; a page that shows them has read them already.
    """
    actor.require("customers.see")
    came = list(records)
    entries = [
        TimelineEntry(
            raw.changed_at, "record", {"source": raw.source_name, "file": raw.file_name, "key": raw.key}
        )
        for raw in came
    ]
    entries += [
        TimelineEntry(v.given_at, v.kind, {"by": v.given_by, "gesture": str(v.gesture)})
        for v in verdicts_on(customer_id=customer_id)
    ]
    entries += [
        TimelineEntry(
            row.chosen_at, "chosen", {"by": row.chosen_by, "choice": str(row.id), "group": row.group}
        )
        for row in held_by([str(raw.id) for raw in came])
    ]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def refresh(*, actor: Actor, customers: Sequence[str | UUID]) -> None:
    """Rebuild these profiles now. Called in the transaction of a person's gesture, so that they see what they did.

    The log brings the same news a moment later and rebuilds the same profiles: nothing is lost when it is first.
    """
    actor.require("customers.see")
    wanted = sorted({str(customer) for customer in customers})
    try:
        with transaction.atomic():
            rebuild(actor.house, wanted)
    except (
        IntegrityError
    ):  # the log's reader wrote the same profiles meanwhile: now they can be seen, and replaced
        rebuild(actor.house, wanted)


def neighbours(
    *, actor: Actor, customer_id: UUID, filters: Filters, sort: str
) -> tuple[UUID | None, UUID | None]:
    """The customers before and after this one in the list that a person came from; None at its ends."""
    return next_in_list(actor, customer_id, filters, sort, back=True), next_in_list(
        actor, customer_id, filters, sort, back=False
    )


def _origins(text: str) -> dict[str, Provenance]:
    stored: dict[str, Any] = msgspec.json.decode(text)
    records = [
        (record, source, datetime.fromisoformat(at) if at else None)
        for record, source, at in stored["records"]
    ]
    return {group: Provenance(*(*records[place], rule)) for group, (place, rule) in stored["groups"].items()}
