"""What a search asks for: typed by somebody in a hurry, with whatever they have of the person."""

import re
from dataclasses import dataclass

from habitue.know.profiles.rules.terms import words

_PHONE = re.compile(r"^(?:\+|00)?[\d\s.\-/()]{4,}$")
_EMAIL = re.compile(r"^\S*@\S*$")
_CARD = re.compile(r"^[A-Za-z]{0,4}\d{5,}$")


@dataclass(frozen=True, slots=True)
class Query:
    """A search, taken apart: `words` of names and towns; `digits` of a telephone or a card; `email`: one, or a part.

    `start`: the text when it is one word, with which an e-mail may begin (`h.lefeb`).
    """

    words: tuple[str, ...] = ()
    digits: str = ""
    email: str = ""
    start: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was asked for."""
        return not (self.words or self.digits or self.email)


def parse(text: str) -> Query:
    """Take a search apart: telephones may have spaces, a card may have letters in front, the rest are words.

    A run of digit groups is a telephone only when all of the text is one; within words (`lyon 69003`) digits are a word.
    """
    text = text.replace("\x00", " ").strip()[:200]
    if _EMAIL.match(text) and len(text) > 1:
        return Query(email=text.lower())
    if _PHONE.match(text) or _CARD.match(text):
        return Query(digits=_digits(text))
    rest: list[str] = []
    email, digits = "", ""
    for part in text.split():
        if _EMAIL.match(part):
            email = part.lower()
        elif part.isdigit() and len(part) >= 6:
            digits = _digits(part)
        else:
            rest += words(part)
    start = text.lower() if rest and not email and not digits and " " not in text else ""
    return Query(tuple(rest[:8]), digits, email, start)


def _digits(text: str) -> str:
    """Digits and letters as telephones (national form) and cards are indexed."""
    plain = re.sub(r"[^0-9A-Za-z+]", "", text).lower()
    for prefix in ("+33", "0033"):
        if plain.startswith(prefix):
            return "0" + plain[len(prefix) :].removeprefix("0")
    return plain.lstrip("+")


def forms(word: str) -> str:
    """A word as a prefix of the index's own query language: `mart` finds `martin`."""
    return quoted(word) + ":*"


def quoted(term: str) -> str:
    """A term as a literal of the index's query language."""
    return "'" + term.replace("\x00", "").replace("\\", "\\\\").replace("'", "''") + "'"
