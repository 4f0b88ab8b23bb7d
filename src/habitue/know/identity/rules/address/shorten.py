"""Shortening by NF Z 10-011: only what does not fit, in the order of the norm, never the last word.

The order is that of La Poste's address service: type of way, titles, first names to their initial, articles; then,
for what is still too long, the common short words and the initials of what stands before the last word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from habitue.know.identity.rules.address.data import first_names
from habitue.know.identity.rules.address.streets import read_street
from habitue.know.identity.rules.address.ways import SHORT_WAYS
from habitue.know.identity.rules.address.words import SHORT_COMPLEMENTS, SHORT_TITLES, SHORT_WORDS, word_set

WIDTH = 38
_DROPPED = word_set("DE DU DES LA LE LES L D A AU AUX ET EN SUR SOUS")


@lru_cache(1 << 14)
def shorten_street(street: str, typed: str, room: int) -> str:
    """Return a street in at most ``room`` characters, or "" where the norm leaves no way to write it.

    ``street`` has every abbreviation opened, ``typed`` is the text as it was written: where the opened form is too
    long and the typed one is not, the typed one stays. An abbreviation that the dropping of articles has made needless
    is opened again, so that the line reads the same a second time.
    """
    if len(street) <= room:
        return street
    if len(typed) <= room:
        return typed
    short = next((short for short in _shorter(street) if len(short) <= room), "")
    opened = read_street(short).envelope
    return opened if len(opened) <= room else short


def _shorter(street: str) -> Iterator[str]:
    """Yield the street shorter and shorter, one word at a time in the order of the norm."""
    words = street.split()
    size = next((n for n in (3, 2, 1) if " ".join(words[:n]) in SHORT_WAYS and len(words) > n), 0)
    if size:
        words = [SHORT_WAYS[" ".join(words[:size])], *words[size:]]
        yield " ".join(words)
    start = 1 if size or len(words) > 1 else 0
    steps: tuple[Callable[[str], str], ...] = (_title, _initial, _dropped, _word, _letter)
    for step in steps:
        for i in range(start, len(words) - 1):
            words[i] = step(words[i])
            if (
                step is not _dropped or words[i + 1] not in _DROPPED
            ):  # "DE LA" goes whole: "RUE LA FONTAINE" is another
                yield " ".join(word for word in words if word)
        words = [word for word in words if word]


def _title(word: str) -> str:
    return SHORT_TITLES.get(word, word)


def _initial(word: str) -> str:
    return word[0] if word.lower() in first_names() else word


def _dropped(word: str) -> str:
    return "" if word in _DROPPED else word


def _word(word: str) -> str:
    return SHORT_WORDS.get(word, word)


def _letter(word: str) -> str:
    return word if word.isdigit() else word[:1]


@lru_cache(1 << 14)
def shorten_complement(text: str) -> tuple[str, bool]:
    """Return a complement in one line, and whether words had to be cut off its end."""
    if len(text) <= WIDTH:
        return text, False
    for long, short in SHORT_COMPLEMENTS.items():
        text = f" {text} ".replace(f" {long} ", f" {short} ").strip()
        if len(text) <= WIDTH:
            return text, False
    cut = text[: WIDTH + 1].rsplit(" ", 1)[0] if " " in text[: WIDTH + 1] else text[:WIDTH]
    return cut, True


@lru_cache(1 << 12)
def shorten_town(town: str, label: str, room: int) -> str:
    """Return a town in the room that its postcode leaves, by La Poste's own short label where there is one."""
    if len(town) <= room:
        return town
    if label and len(label) <= room:
        return label
    shorter = " ".join(SHORT_WORDS.get(word, word) for word in town.split())
    return shorter if len(shorter) <= room else shorter[: room + 1].rsplit(" ", 1)[0][:room]
