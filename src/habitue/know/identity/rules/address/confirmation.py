"""Whether the answer of a geocoding service confirms an address, and how the address is then written.

The service knows which house numbers exist; it guesses as well. An answer confirms only what was written already: the
same number, street, postcode and town, a typing error apart. What it would have to choose stays for a person.
"""

from __future__ import annotations

from typing import NamedTuple

from habitue.know.identity.rules.address.grades import REASONS, grade_of
from habitue.know.identity.rules.address.normalise import normalise_address
from habitue.know.identity.rules.address.text import fold
from habitue.know.identity.rules.folding import edits
from habitue.know.identity.types.address import Address, Grade, RawAddress

CONFIRMED = "address.geocoder_confirmed"
UNSURE = "address.geocoder_unsure"
LEAST_SCORE = 0.8
"""Below it the services of this kind answer mostly another street, or another town."""

SETTLED = frozenset(
    ("street.no_type", "postcode.unlisted", "postcode.of_neighbour", "postcode.unknown", "town.unknown")
)
"""Doubts that only say what our list does not hold: a service that holds it ends them. All others stay."""


class Asked(NamedTuple):
    """What is stored of an address. `reasons` may hold those of other values, which are kept."""

    number: str  # with its repetition, "12 bis"
    street: str
    postcode: str
    town: str
    lines: tuple[str, ...]
    reasons: tuple[str, ...]


class Answer(NamedTuple):
    """The service's best answer; `kind` is "housenumber" when it knows that very number."""

    score: float
    kind: str
    number: str
    street: str
    postcode: str
    town: str
    insee: str


class Confirmed(NamedTuple):
    """The address as the service knows it, in the lines of the norm, graded A or B."""

    number: str
    street: str
    postcode: str
    town: str
    insee: str
    lines: tuple[str, ...]
    grade: Grade
    reasons: tuple[str, ...]


def confirm(asked: Asked, answer: Answer) -> Confirmed | None:
    """Return the confirmed address, or nothing when the answer leaves a doubt.

    A: nothing was corrected, by the list or by the service. B: something was.
    """
    if answer.kind != "housenumber" or not answer.score >= LEAST_SCORE:
        return None
    own = _read(asked.number, asked.street, asked.postcode, asked.town)
    new = _read(answer.number, answer.street, answer.postcode, answer.town)
    if not _agree(own, new, town_known="town.unknown" not in asked.reasons):
        return None
    lines = _lines(asked.lines, own, new)
    reasons = tuple(r for r in dict.fromkeys(asked.reasons + new.reasons) if r not in SETTLED)
    grade, _ = grade_of(tuple(reason for reason in reasons if reason in REASONS))
    if not lines or grade > Grade.B:
        return None
    corrected = own.street_key != new.street_key or fold(own.town) != fold(new.town)
    return Confirmed(
        _number(new), new.street, new.postcode, new.town, answer.insee or new.insee, lines,
        Grade.B if corrected else grade, (*reasons, CONFIRMED),
    )  # fmt: skip


def _read(number: str, street: str, postcode: str, town: str) -> Address:
    return normalise_address(RawAddress(f"{number} {street}", postcode=postcode, town=town))


def _number(address: Address) -> str:
    return f"{address.number} {address.repetition}".strip()


def _agree(own: Address, new: Address, *, town_known: bool) -> bool:
    """Tell that both are one house. A town of the list is never taken for a misspelt neighbour."""
    if not new.number or not new.postcode or not new.town:
        return False
    if fold(_number(own)) != fold(_number(new)) or own.postcode != new.postcode:
        return False
    towns = fold(own.town), fold(new.town)
    return _same_street(own.street_key, new.street_key) and (
        towns[0] == towns[1] or (not town_known and _mistyped(*towns))
    )


def _same_street(own: str, new: str) -> bool:
    """Tell that two street keys name one street: the same type, the same figures, a typing error at most."""
    if own == new:
        return own != ""
    (way, _, name), (other_way, _, other_name) = own.partition(" "), new.partition(" ")
    return way == other_way and _mistyped(name, other_name)


def _mistyped(own: str, new: str) -> bool:
    """Tell that a typing error explains the difference: two from eight letters on, none in a short name or a figure."""
    limit = 2 if len(new) >= 8 else 1 if len(new) >= 5 else 0
    return _figures(own) == _figures(new) and edits(own, new, limit) <= limit


def _figures(text: str) -> list[str]:
    return [word for word in text.split() if any(letter.isdigit() for letter in word)]


def _lines(lines: tuple[str, ...], own: Address, new: Address) -> tuple[str, ...]:
    """Return the lines with the street and the town of the answer; none unless the norm reads and writes them so."""
    if len(own.lines) != 2 or len(new.lines) != 2 or lines[-1:] != own.lines[1:]:
        return ()
    if lines[:-1].count(own.lines[0]) != 1:
        return ()
    before = tuple(new.lines[0] if line == own.lines[0] else line for line in lines[:-1])
    again = normalise_address(RawAddress("\n".join(before), postcode=new.postcode, town=new.town))
    return again.lines if again.lines == (*before, new.lines[1]) else ()
