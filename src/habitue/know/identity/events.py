"""The facts that identity announces."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

CUSTOMERS_RESOLVED = "identity.customers.resolved"
CUSTOMERS_MERGED = "identity.customers.merged"
CUSTOMERS_UNMERGED = "identity.customers.unmerged"


@dataclass(frozen=True, slots=True)
class CustomersResolved:
    """Version 1. The records of these customers are new, changed or differently grouped; `gone` have none left."""

    customers: Sequence[str]
    gone: Sequence[str] = ()

    def payload(self) -> dict[str, Any]:
        """As the log stores it."""
        return {"customers": list(self.customers), "gone": list(self.gone)}


@dataclass(frozen=True, slots=True)
class CustomersMerged:
    """Version 1. `gone` live on in `into`. `by`: who decided, `rule` for the matching itself."""

    into: str
    gone: Sequence[str]
    by: str = "rule"

    def payload(self) -> dict[str, Any]:
        """As the log stores it."""
        return {"into": self.into, "gone": list(self.gone), "by": self.by}


@dataclass(frozen=True, slots=True)
class CustomersUnmerged:
    """Version 1. Records that were of `origin` are now of `parts` as well."""

    origin: str
    parts: Sequence[str]
    by: str = "rule"

    def payload(self) -> dict[str, Any]:
        """As the log stores it."""
        return {"from": self.origin, "parts": list(self.parts), "by": self.by}
