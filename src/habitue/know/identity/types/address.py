"""What a postal address is, before and after its normalisation (RNVP)."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct


class Grade(StrEnum):
    """How far an address may be trusted for a letter."""

    A = "A"  # valid as written, or only re-typed (case, order, abbreviations)
    B = "B"  # valid after a safe correction
    C = "C"  # usable, not fully confirmed
    D = "D"  # incomplete or contradictory: not deliverable as it is
    R = "R"  # rejected: not safely readable as a postal address; kept as written


class RawAddress(NamedTuple):
    """An address as somebody typed it. Any field may be empty, in any case, in the wrong place."""

    line1: str = ""
    line2: str = ""
    line3: str = ""
    full: str = ""  # a whole address in one text, lines parted by newlines or commas, or by nothing
    postcode: str = ""
    town: str = ""
    country: str = ""


class Proposal(NamedTuple):
    """A postcode and town that would mend the address; offered to a person, never applied by itself."""

    postcode: str
    town: str


class Address(Struct, frozen=True, gc=False):
    """A normalised address. Texts are in the form shown to people; ``lines`` is the form for an envelope."""

    number: str = ""  # "12", "12-14"
    repetition: str = ""  # "bis", "ter", "A"
    street: str = ""  # "rue du Général de Gaulle"
    complement_inside: str = ""  # line 2: flat, floor, staircase, c/o
    complement_outside: str = ""  # line 3: building, entrance, residence
    place: str = ""  # line 5: locality, BP, CS, old commune
    postcode: str = ""
    town: str = ""  # "Saint-Étienne"
    cedex: str = ""  # "CEDEX", "CEDEX 08"
    country: str = "FR"  # ISO 3166, two letters; French overseas departments are FR
    insee: str = ""  # code of the commune, where the list confirms it
    lines: tuple[str, ...] = ()  # the lines of NF Z 10-011 that are not empty, at most 38 characters each
    grade: Grade = Grade.R
    reasons: tuple[str, ...] = ()  # codes, see habitue.know.identity.wording.address
    proposal: Proposal | None = None
    street_key: str = ""  # "rue general gaulle": equal for two writings of one street
    score: float = 0.0  # 0 (rejected) to 1 (confirmed): orders addresses, is no probability
    written: str = ""  # what was typed, kept where it could not be read (grade R)
