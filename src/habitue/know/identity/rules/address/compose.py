"""From the parts of an address to the lines of NF Z 10-011."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from habitue.know.identity.rules.address.pieces import Part
from habitue.know.identity.rules.address.shorten import (
    WIDTH,
    shorten_complement,
    shorten_street,
    shorten_town,
)
from habitue.know.identity.rules.address.streets import Street, read_street
from habitue.know.identity.rules.address.text import fold, title, upper
from habitue.know.identity.rules.address.towns import Locality
from habitue.know.identity.rules.address.ways import BUILDINGS, STRONG, WAYS
from habitue.know.identity.rules.address.words import LINKS, MONTHS, word_set

_LABELS = frozenset(["adresse", "address", "domicile", "mon adresse", "adresse postale"])
_LAST_NUMBER = re.compile(r"(.*[^\W\d]{2,})[\s,]+([0-9]{1,3})(?:\s*(bis|ter))?", re.IGNORECASE)
_NUMBERED = word_set("no lot numero rural vicinal communal communale nationale departementale")
_NO_STREET = Street()


class Arranged(NamedTuple):
    """The parts of an address, each in its line."""

    number: str = ""
    repetition: str = ""
    street: Street = _NO_STREET
    inside: str = ""
    outside: str = ""
    place: str = ""
    reasons: tuple[str, ...] = ()


@lru_cache(1 << 16)
def arrange(parts: tuple[Part, ...]) -> Arranged:
    """Give each part its line: the street is chosen first, what is unmarked before it is line 3, after it line 5."""
    merged = _merge_numbers([part for part in parts if upper(part.text).lower() not in _LABELS])
    chosen = _choose(merged)
    lines: dict[str, list[str]] = {"inside": [], "outside": [], "place": []}
    middle = chosen if chosen is not None else _first_place(merged)
    for i, part in enumerate(merged):
        if i != chosen:
            lines[_line_of(part, i < middle)].append(_whole(part))
    inside, outside, place = (" ".join(lines[name]) for name in ("inside", "outside", "place"))
    if chosen is None:
        reason = "place.only" if place else "street.missing"
        return Arranged("", "", _NO_STREET, inside, outside, place, (reason,))
    return _with_street(merged[chosen])._replace(inside=inside, outside=outside, place=place)


def _with_street(part: Part) -> Arranged:
    moved = part.kind == "moved"
    street = read_street(part.text, bool(part.number))
    reasons = (*street.reasons, "street.number_moved") if moved else street.reasons
    if not street.way:
        reasons += ("street.no_type",)
    if not part.number:
        reasons += ("street.no_number",)
    return Arranged(part.number, part.repetition, street, reasons=reasons)


def _merge_numbers(parts: list[Part]) -> list[Part]:
    """Give a number that stands alone to the street that follows it."""
    merged: list[Part] = []
    for part in (_number_first(part) for part in parts):
        last = merged[-1] if merged else None
        if part.kind == "number" and last and last.kind == "street" and not last.number:
            merged[-1] = Part("moved", last.text, part.number, part.repetition)
            continue
        alone = merged[-1] if merged and merged[-1].kind == "number" else None
        if alone and part.kind in ("street", "weak", "free", "place") and not part.number:
            kind = "street" if part.kind in ("street", "weak") else "maybe"
            merged[-1] = Part(kind, part.text, alone.number, alone.repetition)
        else:
            merged.append(part)
    return merged


def _choose(parts: list[Part]) -> int | None:
    """Return which part is the street: with a number and a type, else a type, else a number, else an estate."""
    wanted = (("street", True), ("street", False), ("maybe", False), ("weak", False))
    return next((i for test in wanted for i, part in enumerate(parts) if _is_street(part, *test)), None)


def _number_first(part: Part) -> Part:
    """Put the number that ends a street before it (``rue Pasteur 12``), unless it is a date or the name of a road."""
    found = _LAST_NUMBER.fullmatch(part.text) if part.kind == "street" and not part.number else None
    if not found:
        return part
    way = read_street(found[1]).way
    before = fold(found[1]).rsplit(" ", 1)[-1]
    if way not in STRONG or before in MONTHS or before in LINKS or before in _NUMBERED or before in WAYS:
        return part
    return Part("moved", found[1], found[2], (found[3] or "").lower())


def _is_street(part: Part, kind: str, numbered: bool) -> bool:
    same = part.kind == kind or (part.kind == "moved" and kind == "street")
    return same and bool(part.text) and (bool(part.number) or not numbered)


def _first_place(parts: list[Part]) -> int:
    """Return where line 5 begins in an address without street: at a marked place, else at the last unmarked text."""
    marked = [i for i, part in enumerate(parts) if part.kind == "place"]
    return min(marked, default=max((i for i, part in enumerate(parts) if part.kind == "free"), default=-1))


def _line_of(part: Part, before: bool) -> str:
    if part.kind in ("inside", "outside", "place"):
        return part.kind
    return (
        "outside" if before or (part.kind == "weak" and read_street(part.text).way in BUILDINGS) else "place"
    )


def _whole(part: Part) -> str:
    return title(" ".join(text for text in (part.number, part.repetition, part.text) if text))


def street_line(number: str, repetition: str, street: Street) -> str:
    """Return line 4, or "" where the norm leaves no way to write it in 38 characters."""
    prefix = number.replace("-", " ")
    if repetition:
        prefix += " " + repetition.upper()
    if not street.envelope:
        return prefix
    if not prefix:
        return shorten_street(street.envelope, street.typed, WIDTH)
    short = shorten_street(street.envelope, street.typed, WIDTH - len(prefix) - 1)
    return f"{prefix} {short}" if short else ""


@lru_cache(1 << 16)
def town_line(found: Locality) -> str:
    """Return line 6: postcode, town, CEDEX."""
    if not found.town:
        return " ".join(text for text in (found.postcode, found.cedex) if text)[:WIDTH]
    room = (
        WIDTH
        - (len(found.postcode) + 1 if found.postcode else 0)
        - (len(found.cedex) + 1 if found.cedex else 0)
    )
    town = shorten_town(upper(found.town), upper(found.label), room)
    return " ".join(text for text in (found.postcode, town, found.cedex) if text)


def compose(parts: Arranged, found: Locality) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lines that are not empty, and the reasons that composing them adds."""
    line4 = street_line(parts.number, parts.repetition, parts.street)
    if parts.street.shown and not line4:
        return (), ("line.too_long",)
    line6 = town_line(found)
    if not (parts.inside or parts.outside or parts.place or found.old):
        return ((line4, line6) if line4 and line6 else (line4 or line6,)), ()
    return _with_complements(parts, found, line4, line6)


def _with_complements(
    parts: Arranged, found: Locality, line4: str, line6: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    place = (
        f"{parts.place} {found.old}"
        if found.old and upper(found.old) not in upper(parts.place)
        else parts.place
    )
    (line2, cut2), (line3, cut3), (line5, cut5) = (
        shorten_complement(upper(text)) for text in (parts.inside, parts.outside, place)
    )
    lines = tuple(line for line in (line2, line3, line4, line5, line6) if line)
    return lines, ("complement.cut",) if cut2 or cut3 or cut5 else ()
