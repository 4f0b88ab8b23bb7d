"""Blocking keys: only records that share one are compared.

A key is made of traits that must all be there. Identifier keys open a pair by themselves; the others are combinations
narrow enough to stay small in a house of millions. A key that too many records of the house bear when its model is
learned is a stop key of that model (`Frequencies.stop`): what is compared then depends on two records and the model alone,
never on what else is there.
"""

from collections.abc import Container
from dataclasses import dataclass
from operator import attrgetter

from habitue.know.identity.rules.traits import Traits


@dataclass(frozen=True, slots=True)
class Part:
    """A trait, whole or its first letters."""

    trait: str
    size: int = 0

    def sql(self, row: str) -> str:
        """The part, of a row."""
        return f"left({row}.{self.trait}, {self.size})" if self.size else f"{row}.{self.trait}"

    def of(self, traits: Traits) -> str:
        """The part, of a record."""
        text: str = attrgetter(self.trait)(traits)
        return text[: self.size] if self.size else text


@dataclass(frozen=True, slots=True)
class Key:
    """A kind of key: its letter, and the traits that make it."""

    letter: str
    parts: tuple[Part, ...]

    def sql(self, row: str) -> str:
        """The key of a row, null when a part is missing."""
        there = " and ".join(f"{row}.{part.trait} <> ''" for part in self.parts)
        text = " || ' ' || ".join(part.sql(row) for part in self.parts)
        return f"case when {there} then '{self.letter}:' || {text} end"

    def of(self, traits: Traits) -> str:
        """The key of a record, '' when a part is missing."""
        parts = [part.of(traits) for part in self.parts]
        return f"{self.letter}:{' '.join(parts)}" if all(parts) else ""


IDENTIFIERS = (
    Key("e", (Part("email"),)),
    Key("m", (Part("mobile"),)),
    Key("c", (Part("card"),)),
    Key("l", (Part("landline"),)),
)
COMBINED = (
    Key("h", (Part("heard"),)),
    Key("d", (Part("heard"), Part("postcode", 2))),
    Key("b", (Part("first_head"), Part("born"))),
    Key("n", (Part("last_sound"), Part("born"))),
    Key("p", (Part("last_sound"), Part("postcode"))),
    Key("f", (Part("first_head"), Part("number"), Part("street"))),
    Key("a", (Part("street"), Part("number"), Part("postcode"))),
    Key("u", (Part("mail"),)),
)
# Wide ones find what is badly spoilt in a small house; in a large one they hold too many people, and are left out.
WIDE = (
    Key("i", (Part("born"),)),
    Key("t", (Part("born"), Part("town"))),
    Key("q", (Part("number"), Part("postcode"))),
    Key("o", (Part("first_head"), Part("postcode"))),
    Key("r", (Part("number"), Part("town"))),
    Key("s", (Part("street"),)),
    Key("v", (Part("last_sound"), Part("number"))),
    Key("w", (Part("last_sound"), Part("first", 1))),
    Key("x", (Part("place"),)),
)
KEYS = IDENTIFIERS + COMBINED + WIDE


def keys_of(
    traits: Traits, left_out: Container[str] = frozenset(), stop: Container[str] = frozenset()
) -> list[str]:
    """The keys of a record: neither of a kind left out nor stop keys."""
    found = [each.of(traits) for each in KEYS if each.letter not in left_out]
    return [key for key in found if key and key not in stop]
