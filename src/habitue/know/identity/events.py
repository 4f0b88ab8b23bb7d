"""The facts that identity announces."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

CUSTOMERS_RESOLVED = "identity.customers.resolved"
CUSTOMERS_MERGED = "identity.customers.merged"
CUSTOMERS_UNMERGED = "identity.customers.unmerged"


@dataclass(frozen=True, slots=True)
class CustomersResolved:
    """Version 1. The records of these customers are new, changed or differently grouped; `gone` have none left."""

    customers: Sequence[UUID]
    gone: Sequence[UUID] = ()

    def payload(self) -> dict[str, Any]:
        """As the log stores it."""
        return {"customers": [str(id_) for id_ in self.customers], "gone": [str(id_) for id_ in self.gone]}


@dataclass(frozen=True, slots=True)
class CustomersMerged:
    """Version 1. `gone` live on in `into`. `by`: who decided, `rule` for the matching itself."""

    into: UUID
    gone: Sequence[UUID]
    by: str = "rule"

    def payload(self) -> dict[str, Any]:
        """As the log stores it."""
        return {"into": str(self.into), "gone": [str(id_) for id_ in self.gone], "by": self.by}


@dataclass(frozen=True, slots=True)
class CustomersUnmerged:
    """Version 1. Records that were of `origin` are now of `parts` as well."""

    origin: UUID
    parts: Sequence[UUID]
    by: str = "rule"

    def payload(self) -> dict[str, Any]:
        """As the log stores it."""
        return {"from": str(self.origin), "parts": [str(id_) for id_ in self.parts], "by": self.by}
