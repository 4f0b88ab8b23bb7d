"""How a name is written: capitals, hyphens, apostrophes, particles, initials."""

import re

from habitue.know.identity.rules.folding import fold
from habitue.know.identity.rules.names.words import MAC, SMALL

_WORD = re.compile(r"[^\s\-'.]+")
_LETTER = re.compile(r"[^\W\d_]")
_INITIALS = re.compile(r"[^\W\d_](?:[.\s-]+[^\W\d_])*\.?")
_VOWELS = frozenset("aeiouy")


def capital(word: str) -> str:
    """One word with its capital: "DUPONT" -> "Dupont", "mcdonald" -> "McDonald"; "LeBron" stays."""
    if not (word.isupper() or word.islower() or word[:1].islower()):
        return word
    word = word.lower()
    folded = fold(word)
    if folded.startswith("mc") and len(word) > 3:
        return "Mc" + word[2:].capitalize()
    if MAC.match(folded):
        return "Mac" + word[3:].capitalize()
    return word.capitalize()


def last_name(text: str) -> str:
    """A surname as it is written: "DE LA TOUR" -> "de La Tour", "D'ARTAGNAN" -> "d'Artagnan", "VAN DEN BERG".

    A particle at the end is a name ("Da"); a particle before "l'" or "la" stays small, "La" and "Le" take a capital.
    """
    words = list(_WORD.finditer(text))
    final = len(words) - 1
    out, at = [], 0
    for index, match in enumerate(words):
        out.append(text[at : match.start()])
        word, at = match.group(), match.end()
        out.append(word.lower() if index < final and _small(text, match) else capital(word))
    return "".join(out) + text[at:]


def _small(text: str, match: re.Match[str]) -> bool:
    """Whether the matched word is a particle here: before a space, or a lone "d" before an apostrophe."""
    word, after = match.group().lower(), text[match.end() : match.end() + 1]
    if after == "'":
        return word == "d" or word == "dell"
    return after == " " and word in SMALL and (word not in ("e", "i", "y", "d", "et") or match.start() > 0)


def first_name(text: str) -> str:
    """A first name as it is written: "JEAN-PIERRE" -> "Jean-Pierre", "j-p" -> "J.-P.", "jp" -> "JP"."""
    if len(text) <= 8 and _INITIALS.fullmatch(text):
        return initials(text)
    if len(text) == 2 and text.isalpha() and not set(fold(text)) & _VOWELS:
        return text.upper()
    return _WORD.sub(_capital_unless_link, text)


def _capital_unless_link(match: re.Match[str]) -> str:
    """Joining words ("et", "ou") between two first names stay small."""
    word = match.group()
    return word.lower() if match.start() and word.lower() in ("et", "ou", "and") else capital(word)


def initials(text: str) -> str:
    """Initials with their full stops: "j.p" -> "J. P.", "j-p" -> "J.-P."."""
    return ("-" if "-" in text else " ").join(letter.upper() + "." for letter in _LETTER.findall(text))
