"""What a customer can be found by.

Terms live in one inverted index, so a search costs what it finds, not what the house holds. Words of names and of the
town stand as they are (folded); the others carry a prefix that no folded word can have:
`@` e-mail, `+` telephone in national digits, `-` its last four (what people remember), `#` card, `%` its last four,
`=` a filter's value (`=town:lyon`, `=grade:c`). Looked up by their beginnings, they need no other forms. What most
customers have in common (an e-mail, the grade A) is no term: a list filters it on the way.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

ENDING = 4
"""How many last digits of a telephone or a card are looked up."""
_WORD = re.compile(r"[a-z0-9]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l"})


@lru_cache(maxsize=200_000)
def words(text: str) -> tuple[str, ...]:
    """The folded words of a text: lower case, without accents, parted at anything that is no letter or digit."""
    if not text.isascii():
        text = (
            unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
            .encode("ascii", "ignore")
            .decode()
        )
    return tuple(_WORD.findall(text.lower()))


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """A text as sorting and filters compare it: its folded words, one space between."""
    return " ".join(words(text))


def national(phone: str) -> str:
    """The digits that people write: `+33612345678` is `0612345678`; another country keeps its prefix, without `+`."""
    return "0" + phone[3:] if phone.startswith("+33") else phone.lstrip("+")


def phone_terms(phone: str) -> tuple[str, str]:
    """The telephone, and its end."""
    digits = national(phone)
    return f"+{digits}", f"-{digits[-ENDING:]}"


def card_terms(card: str) -> tuple[str, str]:
    """The card, and its end."""
    card = card.lower()
    return f"#{card}", f"%{card[-ENDING:]}"


def email_term(email: str) -> str:
    """The e-mail."""
    return f"@{email.lower()}"


@lru_cache(maxsize=100_000)
def filter_term(name: str, value: str) -> str:
    """A filter's value, as it is indexed and asked for."""
    return f"={name}:{fold(value)}"


def tsvector(terms: Iterable[str]) -> str:
    """Terms as the text of a tsvector."""
    joined = "\x1f".join(terms)
    if "\\" in joined or "'" in joined:
        joined = joined.replace("\\", "\\\\").replace("'", "''")
    return "'" + joined.replace("\x1f", "' '") + "'" if joined else ""
