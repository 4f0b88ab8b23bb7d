"""The country of an address, named in French or English, in its own cell or as the last piece of a text."""

from __future__ import annotations

import re
from functools import lru_cache

from habitue.know.identity.rules.address.data import country_codes, country_names
from habitue.know.identity.rules.address.text import fold, upper
from habitue.know.identity.rules.address.words import word_set

# Territories that the French post serves with French postcodes, so that their addresses are French ones.
_PREFIXES = {
    "L": "LU",
    "B": "BE",
    "CH": "CH",
    "D": "DE",
    "I": "IT",
    "A": "AT",
    "P": "PT",
    "NL": "NL",
    "LU": "LU",
}
_PREFIXED = re.compile(r"(L|LU|B|CH|D|I|A|P|NL)[- ]?([0-9]{4,5}.*)", re.IGNORECASE)
_FRENCH = word_set("FR GP MQ GF RE YT PM BL MF WF PF NC TF")


@lru_cache(1 << 12)
def read_country(text: str) -> str:
    """Return the ISO code of a country cell: "FR" for all France, "" for an empty cell, "?" for an unknown name."""
    key = fold(text)
    if not key:
        return ""
    code = country_codes().get(key, "?")
    return "FR" if code in _FRENCH else code


def country_of_postcode(postcode: str) -> str:
    """Return the ISO code that an international prefix of a postcode tells (``L-1234``, ``CH-1200``), or ""."""
    found = _PREFIXED.fullmatch(postcode.strip())
    return _PREFIXES[found[1].upper()] if found else ""


def cut_country(pieces: list[str]) -> tuple[list[str], str]:
    """Return the pieces without a country that closes them, and its code.

    A country needs a piece of its own, save France, which may also follow a town or postcode in its piece.
    """
    if not pieces:
        return pieces, ""
    key = fold(pieces[-1])
    if len(pieces) > 1 and (len(key) > 2 or key == "fr") and key in country_codes():
        return pieces[:-1], read_country(key)
    words = key.split()
    if len(words) > 2 and _ends_with_france(pieces[-1]) and (_has_postcode(words) or _follows_town(words)):
        return [*pieces[:-1], pieces[-1].rstrip(" .)")[:-6].rstrip(" ,-.(")], "FR"
    return pieces, ""


def _ends_with_france(piece: str) -> bool:
    return piece.rstrip(" .)").lower().endswith((" france", "(france"))


def _has_postcode(words: list[str]) -> bool:
    return any(len(word) == 5 and word.isdigit() for word in words)


def _follows_town(words: list[str]) -> bool:
    """Tell that the word before "France" is no first name: ``rue X Paris France``, not ``rue Anatole France``."""
    from_name = words[-2]
    return from_name not in ("anatole", "de", "mendes", "anne", "isle", "ile") and len(words) > 3


def country_line(code: str) -> str:
    """Return the last line of an address abroad: the French name of the country in capitals."""
    return upper(country_names().get(code, code))
