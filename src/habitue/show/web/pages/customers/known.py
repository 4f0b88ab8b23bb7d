"""Everything that a customer's page is made of, gathered once."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from habitue.ground.kernel.types import Actor
from habitue.ground.places.api import stores
from habitue.know.collect.api import RawRecord, raw_records, source_names
from habitue.know.identity.api import Link, StoredRecord, links, records_of
from habitue.know.profiles import api as profiles
from habitue.know.profiles.types import ChoiceView, Profile


@dataclass(frozen=True, slots=True)
class Known:
    """A customer: the golden record, its normalised records by id, their raw lines by id, names of sources and stores.

    `choices`: by field group, the choice of a person that is in force.
    """

    profile: Profile
    records: Mapping[str, StoredRecord]
    raw: Mapping[str, RawRecord]
    links: list[Link]
    sources: Mapping[str, str]
    stores: Mapping[str, str]
    choices: Mapping[str, ChoiceView]

    def label(self, record_id: str) -> str:
        """A record as people name it: its source and its number there."""
        record = self.records.get(record_id)
        return f"{self.sources.get(record.source_id, '')} {record.key}".strip() if record else ""

    def origin(self, field: str) -> StoredRecord | None:
        """The record that a surviving value comes from; None for a value that a person chose, or that is missing."""
        origin = self.profile.origins.get(field)
        return self.records.get(origin.record_id) if origin else None


def know(actor: Actor, customer_id: UUID) -> Known:
    """Gather a customer. Raises Forbidden without `customers.see`, NotFound when the house has none such."""
    profile = profiles.profile(actor=actor, customer_id=customer_id)  # first: it checks the house
    records = records_of(customers=[customer_id])
    raw = raw_records(actor=actor, record_ids=[UUID(record.record_id) for record in records])
    return Known(
        profile,
        {record.record_id: record for record in records},
        {str(line.id): line for line in raw},
        links(customer_id=customer_id) if len(records) > 1 else [],
        {str(id_): name for id_, name in source_names(house_id=actor.house).items()},
        {store.code: store.name for store in stores(actor=actor)}
        if any(record.store for record in records)
        else {},
        _choices(actor, profile),
    )


def _choices(actor: Actor, profile: Profile) -> dict[str, ChoiceView]:
    """The choices in force; most customers have none, and then nothing is asked."""
    if all(origin.rule != "manual" for origin in profile.origins.values()):
        return {}
    found = profiles.choices_of(actor=actor, customer_id=profile.customer_id)
    return {choice.group: choice for choice in found if choice.in_force}
