"""The facts that profiles announces."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

PROFILES_CHANGED = "profiles.customers.changed"


@dataclass(frozen=True, slots=True)
class ProfilesChanged:
    """Version 1. The profiles of these customers were rebuilt; those of `gone` are no more."""

    customers: Sequence[UUID]
    gone: Sequence[UUID] = ()

    def payload(self) -> dict[str, Any]:
        """As the log stores it."""
        return {"customers": [str(id_) for id_ in self.customers], "gone": [str(id_) for id_ in self.gone]}
