"""What the pieces of an address are: number, street, flat, building, locality; cut out of running text by markers."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from habitue.know.identity.rules.address.streets import mistyped_way
from habitue.know.identity.rules.address.text import WORD, fold
from habitue.know.identity.rules.address.ways import LONGEST_WAY, STRONG, WAYS, WEAK
from habitue.know.identity.rules.address.words import PREPOSITIONS, word_set

_NUMBER = re.compile(
    r"\s*(?:n\s*[°º]\.?\s*|no\.?\s+(?=[0-9])|numero\s+(?=[0-9])|numéro\s+(?=[0-9]))?([0-9]{1,4})(?![0-9.])"
    r"(?!\s?(?:er|ere|ère|eme|ème|ième|ieme|nd|nde|e(?=\s+(?:[ée]t|arr)))\b)"
    r"(?:\s*[-/&+]\s*([0-9]{1,4})(?![0-9])|\s+(?:à|a|et|au|ou)\s+([0-9]{1,4})(?![0-9])|\s+([0-9]{1,4})(?=\s+[^\W\d]{2,}))?"
    r"(?:\s*[-/]?\s*(bis|ter|quater|quinquies)\b|[-/]?([a-z])\b(?!['’.]\w))?(?:\s+([a-z])(?=[\s,]+[^\W\d]{2,}))?[\s,;.:)-]*",
    re.IGNORECASE,
)
# The head of nearly every first line: a number, and a word that is neither a repetition nor the end of an ordinal.
_USUAL_NUMBER = re.compile(r"([0-9]{1,4})(?:,? |,)([^\W\d_]{3,})")
_NOT_USUAL = word_set("bis ter quater quinquies ere ère eme ème ième ieme nde")
_INSIDE_WITH_ID = word_set(
    """appartement appartements appt apt app apart appart appat aprt ap porte logement lgt logt log chambre chb
    studio boite bal etage etg escalier esc escal palier lot bte"""
)
_OUTSIDE_WITH_ID = word_set("batiment batiments bat bt batim bloc entree ent tour hall pavillon pav aile")
_OUTSIDE_WITH_NAME = word_set("residence resid res immeuble imm copropriete")
_POSTAL = frozenset(["bp", "cs", "tsa", "cidex", "sp"])
_ORDINAL = re.compile(r"[0-9]{1,2}(?:er|ere|e|eme|ieme|nd)?|premier|deuxieme|troisieme|rez")
_ENDS_OF_WAYS = frozenset(form.rsplit(" ", 1)[-1] for form in WAYS)
_AMBIGUOUS_WAYS = frozenset(["r", "al", "ch", "pas", "col", "all", "pl", "res", "sen", "port", "cours"])


class Part(NamedTuple):
    """One part of an address as typed."""

    kind: str  # inside, outside, place, street, weak, maybe (a number and a name without type), number, free
    text: str
    number: str = ""
    repetition: str = ""


def take_number(text: str) -> tuple[str, str, str]:
    """Return the house number at the head of a text, its repetition, and what follows (``"12 bis, rue X"``)."""
    usual = _USUAL_NUMBER.match(text)
    if usual and usual[2].lower() not in _NOT_USUAL:
        return usual[1], "", text[usual.start(2) :].strip(" ,;")
    found = _NUMBER.match(text)
    if not found:
        return "", "", text
    first, *others, suffix, glued, lone = found.groups()
    second = next((other for other in others if other), "")
    rest = text[found.end() :]
    end = found.end()
    if (
        others[2]
        and not fold(rest).startswith("lieu dit")
        and not starts_way(fold(rest))
        and not starts_way(fold(text[found.start(4) :]))
    ):
        return first, "", text[found.start(4) :].strip()
    if lone and not (starts_way(fold(rest)) and fold(lone) != "r"):
        end, lone = found.start(7), ""
    repetition = " ".join(p for p in (suffix.lower() if suffix else "", (glued or lone or "").upper()) if p)
    return f"{first}-{second}" if second else first, repetition, text[end:].strip(" ,;")


def starts_way(folded: str) -> str:
    """Return the type of way at the head of a folded text, where a name follows it."""
    words = folded.split(" ", LONGEST_WAY)
    sizes = range(min(LONGEST_WAY, len(words)), 0, -1)
    return next((way for n in sizes if (way := WAYS.get(" ".join(words[:n]))) and len(words) > n), "")


@lru_cache(1 << 16)
def read_parts(text: str) -> tuple[Part, ...]:
    """Cut one line or one piece between commas into its parts."""
    spans = [(found.start(2), found.end(2)) for found in WORD.finditer(text)]
    folded = [fold(text[start:end]) or "-" for start, end in spans]
    starts = _starts(folded)
    bounds = [*(spans[i][0] for i, _ in starts), len(text)]
    parts = [_part(kind, _strip(text[bounds[n] : bounds[n + 1]])) for n, (_, kind) in enumerate(starts)]
    return tuple(part for part in parts if part.text or part.number)


def _strip(text: str) -> str:
    return text.strip(" \t,;.:-–—/()[]\"'’\u00a0")


def _starts(folded: list[str]) -> list[tuple[int, str]]:
    """Return where each part begins, and its kind."""
    starts: list[tuple[int, str]] = []
    skip = 0
    for i in range(len(folded)):
        if i < skip:
            continue
        kind, skip = _marker(folded, i, _state(folded, i, starts))
        if kind and not (starts and kind == "free"):
            starts.append((i, kind))
        skip += i
    return starts


def _state(folded: list[str], i: int, starts: list[tuple[int, str]]) -> str:
    """Return the kind of the part that is open at a word; "type" for a street of which only the type was read."""
    if not starts:
        return ""
    start, kind = starts[-1]
    if kind != "street" or not (folded[i - 1] in _ENDS_OF_WAYS or folded[i - 1][0].isdigit()):
        return kind
    if take_number(" ".join(folded[start:i]))[2] in WAYS:
        return "type"
    return kind


def _marker(folded: list[str], i: int, current: str) -> tuple[str, int]:
    """Return the kind of part that a word begins ("" for none), and how many words are surely of it."""
    before = folded[i - 1] if i else ""
    if (
        before in PREPOSITIONS
        and before not in ("a", "au")
        and current in ("street", "type", "weak", "free", "outside")
    ):
        return "", 1
    return (
        _postal_marker(folded, i)
        or _identified_marker(folded, i, current)
        or _street_marker(folded, i, current)
        or (("free", 1) if not current else ("", 1))
    )


def _postal_marker(folded: list[str], i: int) -> tuple[str, int] | None:
    word, following = folded[i], folded[i + 1] if i + 1 < len(folded) else ""
    third = folded[i + 2] if i + 2 < len(folded) else ""
    if word in _POSTAL and (following.isdigit() or (following in ("n", "no") and third.isdigit())):
        return "place", 2
    if (word, following) in (("boite", "postale"), ("poste", "restante"), ("lieu", "dit"), ("b", "p")):
        return ("place", 3) if following != "p" or third.isdigit() else None
    if (word in ("lieudit", "ld") and following) or (word[:2] in ("bp", "cs") and word[2:].isdigit()):
        return "place", 2 if word in ("lieudit", "ld") else 1
    if (word == "chez" and following) or (word == "c" and following == "o" and third):
        return "inside", 3
    return None


def _identified_marker(folded: list[str], i: int, current: str) -> tuple[str, int] | None:
    """Flats, floors and buildings: at the head of a piece, or anywhere when an identifier follows."""
    word, following = folded[i], folded[i + 1] if i + 1 < len(folded) else ""
    if following in ("etage", "etg") and _ORDINAL.fullmatch(word):
        return "inside", 2
    if word == "rdc" or (word == "rez" and following == "de"):
        return "inside", 3 if word == "rez" else 1
    if current == "type":
        return None
    kind = "inside" if word in _INSIDE_WITH_ID else "outside" if word in _OUTSIDE_WITH_ID else ""
    if (
        kind
        and _is_identifier(following)
        and not (word in ("lot", "ap", "tour", "log") and current == "street")
    ):
        return kind, 2
    if kind and not current and following and word not in ("lot", "port", "log"):
        return kind, 1
    if word in _OUTSIDE_WITH_NAME and following and current not in ("", "inside", "outside", "free"):
        return "outside", 2
    if word in ("immeuble", "imm", "copropriete") and following:
        return "outside", 2
    return None


def _is_identifier(word: str) -> bool:
    return bool(word) and (any(c.isdigit() for c in word) or len(word) == 1 or word in ("droite", "gauche"))


def _street_marker(folded: list[str], i: int, current: str) -> tuple[str, int] | None:
    word = folded[i]
    if current in ("street", "type", "maybe"):
        return None
    if word[0].isdigit() or (word in ("n", "no", "numero") and "".join(folded[i + 1 : i + 2]).isdigit()):
        return _numbered(folded, i, current)
    way = starts_way(" ".join(folded[i : i + LONGEST_WAY + 1]))
    if not way:
        return None
    if not current:
        return ("weak", 2) if way in WEAK else ("street", 2)
    return ("street", 2) if way in STRONG and word not in _AMBIGUOUS_WAYS else None


def _numbered(folded: list[str], i: int, current: str) -> tuple[str, int] | None:
    """A number begins a street when a type of way follows it, or when it heads the piece."""
    window = folded[i : i + LONGEST_WAY + 4]
    number, _, rest = take_number(" ".join(window).removeprefix("n "))
    if not number:
        return None
    first_word, _, name = rest.partition(" ")
    if starts_way(rest) or (name and mistyped_way(first_word)):
        return "street", len(window) - len(rest.split()) + 1
    return None if current else ("maybe", 1) if rest else ("number", 1)


def _part(kind: str, text: str) -> Part:
    if kind in ("street", "maybe", "number"):
        number, repetition, rest = take_number(text)
        return Part(kind if rest else "number", rest, number, repetition)
    return Part(kind, text)
