"""The packaged reference: French communes and their postcodes, first names, countries. The only reader of the file."""

from __future__ import annotations

import lzma
from collections import defaultdict
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from habitue.know.identity.rules.address.text import fold, open_town, title


class Place(NamedTuple):
    """One name under which mail is delivered in a set of postcodes."""

    insee: str
    name: str
    key: str
    postcodes: tuple[str, ...]
    population: int
    parent: str  # INSEE code of the commune that an old commune, a district or a delivery label belongs to; else ""
    kind: (
        str  # "commune", "district" (arrondissement), "old" (merged commune) or "label" (La Poste's own name)
    )


class Gazetteer(NamedTuple):
    """The places of France by postcode and by folded name, and short labels of names too long for line 6."""

    by_postcode: dict[str, list[Place]]
    by_key: dict[str, list[Place]]
    communes: dict[str, Place]
    short: dict[str, str]  # INSEE code -> La Poste's short label


@lru_cache(1)
def _blocks() -> list[str]:
    packed = resources.files(__package__).joinpath("reference.txt.xz").read_bytes()
    return lzma.decompress(packed).decode().split("\f")


@lru_cache(1)
def gazetteer() -> Gazetteer:
    """Return the places of France (read once, about 0.1 s)."""
    found = Gazetteer(defaultdict(list), defaultdict(list), {}, {})
    for row in _blocks()[0].split("\n"):
        _add_commune(found, *row.split("\t"))
    for row in _blocks()[1].split("\n"):
        _add_label(found, *row.split("\t"))
    return found._replace(by_postcode=dict(found.by_postcode), by_key=dict(found.by_key))


def _add_commune(
    found: Gazetteer, insee: str, name: str, parent: str, population: str, postcodes: str
) -> None:
    kind = (
        "commune"
        if not parent
        else "district"
        if insee[:2] in ("75", "13", "69") and "rrond" in name
        else "old"
    )
    key = fold(name)
    key = open_town(key) if " lez " in key else key  # official names have no other abbreviation
    place = Place(insee, name, key, tuple(postcodes.split(",")), int(population or 0), parent, kind)
    if kind != "old":
        found.communes[insee] = place
    _index(found, place)


def _add_label(found: Gazetteer, postcode: str, insee: str, label: str) -> None:
    commune, key = found.communes[insee], open_town(fold(label))
    if len(commune.key) > 32:
        found.short.setdefault(insee, label)
    if not any(
        place.kind == "commune" and postcode in place.postcodes for place in found.by_key.get(key, ())
    ):
        _index(found, Place(insee, _accented(found, insee, key, label), key, (postcode,), 0, insee, "label"))


def _accented(found: Gazetteer, insee: str, key: str, label: str) -> str:
    """Return the name of the commune or old commune that the label repeats, else the label in small letters."""
    known = [place.name for place in found.by_key.get(key, ()) if insee in (place.insee, place.parent)]
    return known[0] if known else title(label)


def _index(found: Gazetteer, place: Place) -> None:
    if place.kind != "district":
        found.by_key[place.key].append(place)
    for postcode in place.postcodes:
        found.by_postcode[postcode].append(place)


@lru_cache(1)
def first_names() -> frozenset[str]:
    """Return the folded French first names after which streets are named."""
    return frozenset(_blocks()[2].split("\n"))


@lru_cache(1)
def country_codes() -> dict[str, str]:
    """Return every folded name or code of a country -> its ISO 3166 code of two letters."""
    rows = (row.split("\t") for row in _blocks()[3].split("\n"))
    return {name: cells[0] for cells in rows for name in cells[2:]}


@lru_cache(1)
def country_names() -> dict[str, str]:
    """Return the French name of each country by its ISO 3166 code."""
    rows = (row.split("\t") for row in _blocks()[3].split("\n"))
    return {cells[0]: cells[1] for cells in rows}
