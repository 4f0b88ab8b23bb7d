"""The street: its type, its name in three forms (shown, for the envelope, for matching), and safe corrections."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from habitue.know.identity.rules.address.text import cased, fold, join_words, split_words, upper
from habitue.know.identity.rules.address.ways import CORRECTED, LONGEST_WAY, WAYS, WHOLE
from habitue.know.identity.rules.address.words import (
    LINKS,
    MONTHS,
    NUMBERS,
    ORDINALS,
    PREPOSITIONS,
    TITLES,
    TITLES_AFTER_ARTICLE,
)
from habitue.know.identity.rules.folding import edits

_GLUED_CASE = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
_GLUED_LINKS = ("de la", "de l", "du", "des", "de", "d", "la", "les", "le", "aux", "au")
_LINK_SET = frozenset(_GLUED_LINKS)
_GLUE_KEPT = frozenset(["mc", "mac", "fitz", "o", "van", "ker"])
_GLUED_WAYS = ("avenue", "boulevard", "impasse", "chemin", "place", "allee", "route", "square", "rue", "quai")
_NO_TITLE = frozenset(["assis", "tourne", "fosse"])  # "rue du Mal Assis" is no marshal
_HOLLOW = PREPOSITIONS | {"et"}

Words = list[tuple[str, str]]


class Street(NamedTuple):
    """A street without its number."""

    shown: str = ""  # "rue du Général de Gaulle"
    envelope: str = ""  # "RUE DU GENERAL DE GAULLE"
    typed: str = ""  # as typed, in the alphabet of the norm: "R DU GAL DE GAULLE"
    key: str = ""  # "rue general gaulle"
    way: str = ""  # its type, "" where it has none
    complete: bool = False  # has a name, or a type that needs none
    reasons: tuple[str, ...] = ()


@lru_cache(1 << 17)
def read_street(text: str, numbered: bool = True) -> Street:
    """Return the street that a text names. Misspelt types are corrected only after a number (``numbered``)."""
    words = split_words(text)
    if not words:
        return Street()
    spaced = _unglue(words)
    way, size, typo = _way(spaced, numbered)
    name = _open(spaced[size:], after_way=bool(way))
    reasons = (("street.spaces",) if len(spaced) != len(words) else ()) + (
        ("street.type_typo",) if typo else ()
    )
    shown = join_words([(" ", way), *_cased(name)]) if way else _sentence(_cased(name))
    complete = way in WHOLE or (
        bool(name) and fold(name[-1][1]) not in _HOLLOW and (bool(way) or not _is_bare_way(name))
    )
    return Street(shown, upper(shown), upper(text), _key(way, name), way, complete, reasons)


def _is_bare_way(name: Words) -> bool:
    return " ".join(fold(word) for _, word in name) in WAYS


def _sentence(words: Words) -> str:
    text = join_words(words)
    return text[:1].upper() + text[1:]


def _unglue(words: Words) -> Words:
    """Part words that lost the space between them: ``Avenuede``, ``duParc``, ``del'Opéra``, ``AvenueJoliot``."""
    parted: Words = []
    for i, (mark, word) in enumerate(words):
        if word.isdigit() or len(word) < 3:
            parted.append((mark, word))
        else:
            parted += _part(mark, word, first=i == 0)
    return parted


def _part(mark: str, word: str, *, first: bool) -> Words:
    low = fold(word)
    if low in ("dela", "del"):
        return [(mark, "de"), (" ", "la" if low == "dela" else "l")]
    pieces = _GLUED_CASE.split(word) if not word.isupper() and not word.islower() else [word]
    if len(pieces) == 2 and fold(pieces[0]) not in _GLUE_KEPT and len(pieces[1]) > 1:
        return [*_part(mark, pieces[0], first=first), (" ", pieces[1])]
    if first and low not in WAYS:
        for way in _GLUED_WAYS:
            rest = low.removeprefix(way)
            if rest != low and rest in _LINK_SET:
                return [(mark, word[: len(way)]), (" ", word[len(way) :])]
    return [(mark, word)]


def _way(words: Words, numbered: bool) -> tuple[str, int, bool]:
    """Return the type of the way, how many words it takes, and whether it was misspelt."""
    folded = [fold(word) for _, word in words[:LONGEST_WAY]]
    for size in range(min(LONGEST_WAY, len(folded)), 0, -1):
        way = WAYS.get(" ".join(folded[:size]))
        if way and (len(words) > size or way in WHOLE or size == len(words)):
            return (way, size, False) if len(words) > size or way in WHOLE else ("", 0, False)
    if numbered and len(words) > 1 and (way := mistyped_way(folded[0])):
        return way, 1, True
    return "", 0, False


@lru_cache(1 << 12)
def mistyped_way(word: str) -> str:
    """Return the only common type of way that explains a word by one typing error, or nothing."""
    if word in ("re", "ru", "ue", "rru", "rus"):
        return "rue"
    if len(word) < 3 or word in LINKS:
        return ""
    near = [
        way for way in CORRECTED if edits(word, way, 1 if len(way) < 8 else 2) <= (1 if len(way) < 8 else 2)
    ]
    return WAYS[near[0]] if len(near) == 1 else ""


def _open(name: Words, *, after_way: bool) -> Words:
    """Open the abbreviations of titles, and join ``Saint`` to the name that it belongs to."""
    opened: Words = []
    for i, (mark, word) in enumerate(name):
        low, before = fold(word), fold(name[i - 1][1]) if i else ("" if after_way else "-")
        follows = i + 1 < len(name)
        full = TITLES.get(low) if follows else None
        if not full and follows and (before in PREPOSITIONS or before == "") and len(name[i + 1][1]) > 1:
            full = _title_after_article(low, fold(name[i + 1][1]))
        saint = i and fold(opened[-1][1]) in ("saint", "sainte") and mark == " " and low not in LINKS
        opened += [("-" if saint else mark, full or word)]
    return [pair for mark, text in opened for pair in _split_opened(mark, text)]


def _title_after_article(low: str, following: str) -> str | None:
    if following in _NO_TITLE or (following in LINKS and following not in ("de", "le", "la")):
        return None
    return TITLES_AFTER_ARTICLE.get(low)


def _split_opened(mark: str, text: str) -> Words:
    return [(mark, text)] if "-" not in text else [(mark, "notre"), ("-", "dame")]


def _cased(name: Words) -> Words:
    letters = "".join(word for _, word in name)
    shout = letters.isupper() or letters.islower()
    return [
        (_mark(mark, name, i), cased(word, first=False, shout=shout)) for i, (mark, word) in enumerate(name)
    ]


def _mark(mark: str, name: Words, i: int) -> str:
    """Return the mark before a word; after a lone ``d`` or ``l`` it is an apostrophe."""
    elided = i and fold(name[i - 1][1]) in ("d", "l") and name[i][1][0].isalpha()
    return "'" if elided else mark


def _key(way: str, name: Words) -> str:
    """Return the form in which two writings of one street are equal: no link words, numbers as digits."""
    words = [*fold(way).split(), *(word for _, text in name for word in fold(text).split())]
    return " ".join(_digits([word for word in words if word == "et" or word not in LINKS]))


def _digits(words: list[str]) -> list[str]:
    """Turn the day before a month, and ordinals, into digits (``onze novembre`` -> ``11 novembre``)."""
    for i, word in enumerate(words):
        if word in MONTHS and i:
            for size in (3, 2, 1):
                number = NUMBERS.get(" ".join(words[max(i - size, 0) : i]))
                if number and size <= i:
                    return [*words[: i - size], number, *words[i:]]
    return words[:1] + [ORDINALS.get(word, _ordinal(word)) for word in words[1:] if word != "et"]


def _ordinal(word: str) -> str:
    found = re.fullmatch(r"([0-9]+)(?:e|er|eme|ieme|ere|re)", word)
    return found[1] if found else word
