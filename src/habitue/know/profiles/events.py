"""The facts that profiles announces."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

PROFILES_CHANGED = "profiles.customers.changed"
VALUE_CHOSEN = "profiles.values.chosen"
CHOICE_WITHDRAWN = "profiles.choices.withdrawn"


@dataclass(frozen=True, slots=True)
class ProfilesChanged:
    """Version 1. The profiles of these customers were rebuilt; those of `gone` are no more."""

    customers: Sequence[UUID]
    gone: Sequence[UUID] = ()

    def payload(self) -> dict[str, Any]:
        """As the log stores it."""
        return {"customers": [str(id_) for id_ in self.customers], "gone": [str(id_) for id_ in self.gone]}


@dataclass(frozen=True, slots=True)
class ChoiceTold:
    """Version 1. A person chose a value for a field group of a customer, or withdrew the choice. The value is not told.

    `record`: the record that holds the choice; `customer`: whose that record was at the time.
    """

    choice: UUID
    customer: UUID
    record: UUID
    group: str
    by: str

    def payload(self) -> dict[str, Any]:
        """As the log stores it."""
        ids = {"choice": str(self.choice), "customer": str(self.customer), "record": str(self.record)}
        return {**ids, "group": self.group, "by": self.by}
