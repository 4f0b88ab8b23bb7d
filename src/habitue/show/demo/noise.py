"""How much goes wrong in a house: a factor for each family of habits, so that other houses can be made.

The usual rates stand beside what they strike (in `households` and in each source); a factor of 2 doubles one family of
them, 0 silences it. A matcher that only holds at the rates that it was built on shows itself on `OTHER`.
"""

from dataclasses import astuple, dataclass
from types import MappingProxyType
from typing import Literal

MOST = 3.0
"""Beyond three times the usual, more than every record would be struck."""
Family = Literal["form", "typing", "swapped", "nickname", "placeholder"]
"""What a habit belongs to; "form" is how a source writes (capitals, blanks, eaten zeros): the same in every house."""


@dataclass(frozen=True, slots=True)
class Noise:
    """Factors on the usual rates.

    Raises:
        ValueError: when one is not between 0 and `MOST`.

    """

    typing: float = 1.0
    """Mistyped names, digits, e-mails, days."""
    swapped: float = 1.0
    """First name and surname the wrong way round, or both in one field."""
    nickname: float = 1.0
    """Names told short: nicknames, initials, half of a compound or double name."""
    missing: float = 1.0
    """Fields left empty."""
    moved: float = 1.0
    """Households that moved."""
    changed_mobile: float = 1.0
    """People who changed mobile or mailbox."""
    placeholder: float = 1.0
    """Something typed to get past an obligatory field."""
    shared: float = 1.0
    """Family mailboxes, and the mobile, mailbox or card of somebody else of the household."""

    def __post_init__(self) -> None:
        if not all(0 <= factor <= MOST for factor in astuple(self)):
            raise ValueError(f"a factor of noise lies between 0 and {MOST:g}")

    def of(self, family: Family) -> float:
        """Return the factor of one family of habits."""
        return 1.0 if family == "form" else float(getattr(self, family))

    def filled(self, usual: float) -> float:
        """Return the share of records in which a field is filled that usually is in that share of them."""
        return max(0.0, 1.0 - (1.0 - usual) * self.missing)


USUAL = Noise()
OTHER = Noise(
    typing=1.6,
    swapped=0.5,
    nickname=1.8,
    missing=0.85,
    moved=1.5,
    changed_mobile=0.6,
    placeholder=2.0,
    shared=1.5,
)
"""Another house, as plausible as the usual one: associates who type worse and ask more, families that share more."""
PRESETS = MappingProxyType({"usual": USUAL, "other": OTHER})
