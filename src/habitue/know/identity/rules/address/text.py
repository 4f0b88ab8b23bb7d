"""Folding and casing of the text of an address: the characters of the norm, and the form shown to people."""

from __future__ import annotations

import re
import unicodedata

from habitue.know.identity.rules.address.words import ACCENTED, LINKS, ROMAN, TOWN_WORDS

WORD = re.compile(r"([^\w]*)((?:(?!_)\w)+)")
_LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "þ": "th", "ı": "i"}


class _FoldTable(dict[int, "str | None"]):
    """A ``str.translate`` table that learns each character once: unaccented lower letter, digit or space."""

    def __missing__(self, code: int) -> str | None:
        self[code] = folded = _fold_character(chr(code))
        return folded


def _fold_character(char: str) -> str | None:
    lower = char.lower()
    if lower in _LIGATURES:
        return _LIGATURES[lower]
    if unicodedata.category(char) in ("Mn", "Cf"):
        return None
    digit = unicodedata.digit(char, None)
    plain = str(digit) if digit is not None else unicodedata.normalize("NFKD", lower)
    kept = "".join(c for c in plain if c.isascii() and c.isalnum())
    return kept or " "


_TABLE = _FoldTable()


def fold(text: str) -> str:
    """Return the text as lower-case ASCII letters and digits in words parted by one space (``L'Haÿ`` -> ``l hay``)."""
    if text.isascii() and text.isalnum():
        return text.lower()
    return " ".join(text.translate(_TABLE).split())


def upper(text: str) -> str:
    """Return the text in the alphabet of lines 4 to 6 of NF Z 10-011: capitals, digits and single spaces."""
    return fold(text).upper()


def open_town(folded: str) -> str:
    """Return a folded town name with its abbreviations opened (``st`` -> ``saint``, ``s`` -> ``sur``)."""
    words = folded.split()
    opened = [TOWN_WORDS.get(word, word) for word in words[:1]]
    opened += [("sur" if word == "s" else TOWN_WORDS.get(word, word)) for word in words[1:]]
    return " ".join(opened)


def split_words(text: str) -> list[tuple[str, str]]:
    """Return the words of a text, each with the mark before it: a space, a hyphen, an apostrophe or nothing."""
    text = unicodedata.normalize("NFC", text)
    return [(_mark(found[1]), found[2]) for found in WORD.finditer(text)]


def _mark(between: str) -> str:
    if "'" in between or "’" in between or "`" in between:
        return "'"
    return "-" if between == "-" else " "


def join_words(words: list[tuple[str, str]]) -> str:
    """Join marked words again."""
    return "".join(mark + word for mark, word in words).strip(" -'")


def cased(word: str, *, first: bool, shout: bool) -> str:
    """Return one word in the form shown to people.

    ``shout`` tells that the whole text was in capitals (or in small letters), so that the case of the word means
    nothing; otherwise inner capitals that somebody chose are kept.
    """
    low = fold(word)
    if low in LINKS and not first:
        return low if low not in ("a",) else ("à" if word.lower() in ("à", "a") else low)
    if low in ROMAN:
        return low.upper()
    if low in ACCENTED and word.lower() in (low, ACCENTED[low]):
        return _capital(ACCENTED[low])
    if any(c.isdigit() for c in word):
        return word.lower()
    return (
        word
        if not shout and any(c.isupper() for c in word) and not word.isupper()
        else _capital(word.lower())
    )


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def title(text: str) -> str:
    """Return a place name in the form shown to people (``LE BOURG D'EN HAUT`` -> ``Le Bourg d'en Haut``)."""
    words = split_words(text)
    letters = "".join(word for _, word in words)
    shout = letters.isupper() or letters.islower()
    return join_words([(mark, cased(w, first=not i, shout=shout)) for i, (mark, w) in enumerate(words)])
