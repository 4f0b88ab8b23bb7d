"""Money as integer minor units and an ISO 4217 currency: no float ever holds an amount."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in the currency's minor unit (cents for EUR). Sums of two currencies raise ValueError."""

    minor: int
    currency: str = "EUR"

    def __add__(self, other: "Money") -> "Money":
        """The sum; raises ValueError when the currencies differ."""
        return Money(self.minor + self._same(other).minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        """The difference; raises ValueError when the currencies differ."""
        return Money(self.minor - self._same(other).minor, self.currency)

    def __neg__(self) -> "Money":
        """The opposite amount, as a refund."""
        return Money(-self.minor, self.currency)

    def _same(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise ValueError(f"cannot combine {self.currency} and {other.currency}")
        return other
