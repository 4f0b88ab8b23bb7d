"""A whole address in one text: where the street ends and the town begins, with or without a comma or a postcode."""

from __future__ import annotations

import re
from functools import lru_cache

from habitue.know.identity.rules.address.countries import cut_country
from habitue.know.identity.rules.address.data import Place, first_names, gazetteer
from habitue.know.identity.rules.address.pieces import Part, read_parts, starts_way
from habitue.know.identity.rules.address.streets import read_street
from habitue.know.identity.rules.address.text import WORD, fold, open_town
from habitue.know.identity.rules.address.towns import (
    Locality,
    department,
    mistyped_town,
    places_named,
    resolve,
)
from habitue.know.identity.rules.address.ways import WAYS
from habitue.know.identity.rules.address.words import (
    COMMON,
    FAMOUS,
    HANGING,
    PREPOSITIONS,
    USUAL_SAINTS,
    word_set,
)

_POSTCODE = re.compile(r"(?<![0-9])(?:\bFR?[\s-]?)?([0-9]{5})(?![0-9])", re.IGNORECASE)
_SHORT_POSTCODE = re.compile(r"(?<![0-9])([0-9]{4})\s*$")
_SHORT_ALONE = re.compile(r"([0-9]{4})(?![0-9])([^0-9]*)$")
_NO_POSTCODE_AFTER = word_set("bp cs tsa cidex boite appt appartement n no tel")
_BREAKS = re.compile(r"\s*[\n\r;,|]\s*|\s+[-–—]+(?:\s+|$)|\s+à\s+(?=[0-9]{5})")
_NUMBER_COMMA = re.compile(r"([0-9]\s*(?:bis|ter|quater|[a-z])?)\s*,\s*(?=([^\W\d]+))", re.IGNORECASE)
_GLUED = re.compile(r"(?<=[a-zà-ÿ]{3})(?=[A-ZÀ-Þ][a-zà-ÿ]{2})|(?<=[^\W\d]{2})(?=[0-9]{5}(?![0-9]))")
_YEARS = range(1700, 2050)  # four digits that are rather the year of a date than a postcode without its zero
_CEDEX_TAIL = re.compile(r"\bcedex\b(?:\s+[0-9]{1,2}\b)?", re.IGNORECASE)
_LONGEST_TOWN = 9
_BIG = 15_000  # inhabitants: below, a word after a first name is a family name rather than a town
_MIDDLE = 3_000  # inhabitants: below, a mistyped town without postcode is not even suspected

NOWHERE = Locality(reasons=("postcode.missing", "town.missing"))
Found = tuple[Locality, tuple[str, ...], str]


def cut_pieces(text: str) -> list[str]:
    """Cut a text at its newlines, commas and dashes; the comma of ``12, rue X`` is none."""
    return [
        piece.strip(" .") for piece in _BREAKS.split(_NUMBER_COMMA.sub(r"\1 ", text)) if piece.strip(" .")
    ]


@lru_cache(1 << 14)
def read_query(text: str) -> Found:
    """Return the locality, the other pieces and the country (ISO code) of a whole address in one text."""
    pieces = cut_pieces(_GLUED.sub(" ", text))
    pieces, country = cut_country(pieces)
    if country not in ("", "FR"):
        return NOWHERE, tuple(pieces), country
    located = _by_postcode(pieces) or _by_town(pieces) or (NOWHERE, tuple(pieces))
    return (*located, country)


def _by_postcode(pieces: list[str]) -> tuple[Locality, tuple[str, ...]] | None:
    for n in range(len(pieces) - 1, -1, -1):
        for found in reversed(list(_POSTCODE.finditer(pieces[n]))):
            if _is_postcode(pieces[n], found):
                return _around(pieces, n, found.start(), found[1], found.end())
    alone = _SHORT_ALONE.match(pieces[-1]) if len(pieces) > 1 else None
    if alone and not starts_way(fold(pieces[-1][4:])):
        return resolve(alone[1], alone[2]), tuple(pieces[:-1])
    found_short = _SHORT_POSTCODE.search(pieces[-1]) if pieces else None
    if found_short and found_short.start() and int(found_short[1]) not in _YEARS:
        return _short(pieces, found_short)
    return None


def _is_postcode(piece: str, found: re.Match[str]) -> bool:
    before = fold(piece[: found.start()]).split()
    if before:
        return before[-1] not in _NO_POSTCODE_AFTER
    return found[1] in gazetteer().by_postcode or not starts_way(fold(piece[found.end() :]))


def _short(pieces: list[str], found: re.Match[str]) -> tuple[Locality, tuple[str, ...]] | None:
    """Four digits at the end: a postcode without its zero if there is one, else a postcode of no use."""
    before = [*pieces[:-1], pieces[-1][: found.start()].strip(" ,")]
    located = _by_town(before)
    if located and located[0].town:
        mended = resolve(found[1], located[0].town)
        return mended, located[1]
    return resolve(found[1], ""), tuple(piece for piece in before if piece)


def _around(pieces: list[str], n: int, start: int, code: str, end: int) -> tuple[Locality, tuple[str, ...]]:
    """Return the locality around a postcode: the town after it, else before it."""
    before, after = pieces[n][:start].strip(" ,-("), pieces[n][end:].strip(" ,-)")
    head, tail = pieces[:n], pieces[n + 1 :]
    if not after and tail:
        after, tail = tail[0], tail[1:]
        if not _town_prefix(code, after)[0]:
            after, tail = "", [after, *tail]
    town, rest = _town_prefix(code, after)
    street = [*head, *([before] if before else [])]
    if not town and not after and street:
        street, town = _town_before(code, street)
    left = (*street, *([rest] if rest else []), *tail)
    return resolve(code, town or (after if after else "")), tuple(
        left if town or not after else (*street, *tail)
    )


@lru_cache(1 << 14)
def _town_prefix(code: str, text: str) -> tuple[str, str]:
    """Return the longest head of a text that is a town of the postcode, and the rest of the text."""
    if cedex := _CEDEX_TAIL.search(text):
        return text[: cedex.end()], text[cedex.end() :].strip(" ,.-()")
    spans = [found.end(2) for found in WORD.finditer(text)][: _LONGEST_TOWN + 4]
    for end in reversed(spans):
        found = resolve(code, text[:end])
        if found.insee and "town.typo" not in found.reasons and "town.name_completed" not in found.reasons:
            return text[:end], text[end:].strip(" ,.-()")
    return (text, "") if resolve(code, text).insee else ("", "")


def _town_before(code: str, street: list[str]) -> tuple[list[str], str]:
    """Return the street pieces without the town that stands before the postcode, and that town."""
    last = street[-1]
    if len(street) > 1 and resolve(code, last).insee:
        return street[:-1], last
    if fold(last).endswith(" france") and split_town(last[:-7], code)[1]:
        last = last[:-7]
    head, town = split_town(last, code)
    return ([*street[:-1], head], town) if town else (street, "")


def _by_town(pieces: list[str]) -> tuple[Locality, tuple[str, ...]] | None:
    """Find the town without any postcode: a piece of its own, or the end of the street's piece."""
    if not pieces:
        return None
    last = pieces[-1]
    if _is_known(last):
        return resolve("", last), tuple(pieces[:-1])
    head, town = split_town(last, "")
    if not town:
        return None
    return _with_department(head, town, pieces[:-1])


def _with_department(head: str, town: str, others: list[str]) -> tuple[Locality, tuple[str, ...]]:
    """Read a department between street and town (``avenue Foch 92 Le Plessis-Robinson``)."""
    short = _SHORT_POSTCODE.search(head)
    if short and (located := resolve(short[1], town)).insee:
        return located, (*others, head[: short.start()])
    found = re.search(r"\s([0-9]{2})$", head)
    places = gazetteer().by_key.get(open_town(fold(town)), [])
    here = [p for p in places if found and department(p.postcodes[0]) == found[1]]
    if found and len({p.insee for p in here}) == 1 and len(here[0].postcodes) == 1:
        located = resolve(here[0].postcodes[0], town)
        located = located._replace(reasons=("postcode.completed", *located.reasons))
        return located, (*others, head[: found.start()])
    return resolve("", town), (*others, head)


def _is_known(text: str) -> bool:
    """Tell whether a whole piece is a town of the list, with its district or CEDEX where it has one."""
    key = open_town(fold(text))
    named = key.split(" cedex")[0]
    return bool(places_named(named)) or (
        key[:5] in ("paris", "lyon ", "marse") and bool(resolve("", key).postcode)
    )


@lru_cache(1 << 14)
def split_town(text: str, code: str) -> tuple[str, str]:
    """Return the street and the town at the end of a text, or the whole text and "" where no town is sure.

    A tail is a town when it is one of the list (of that postcode, where one is given) and what stays before it is a
    whole street: a type and a name that does not hang on a preposition, a title or a first name.
    """
    spans = [(found.start(2), found.end(2)) for found in WORD.finditer(text)]
    words = [fold(text[start:end]) for start, end in spans]
    first = max(1, len(words) - _LONGEST_TOWN)
    for i in range(first, len(words)):
        head = text[: spans[i][0]]
        if head[-1] not in "-'’" and _is_tail(words, i, code, head):
            return _without_a(head).strip(" ,-(/"), text[spans[i][0] :].strip(" ,.-()")
    return _split_mistyped(text, spans, words, first) if not code else (text, "")


def _without_a(head: str) -> str:
    return re.sub(r"\s+[àa]\s*$", "", head, flags=re.IGNORECASE)


def _is_tail(words: list[str], i: int, code: str, head: str) -> bool:
    places = _tail_places(words, i, code)
    if not places:
        return False
    population = max(place.population for place in places)
    if _hangs(words, i) or (not code and _is_name(words, i, population)):
        return False
    return _stands(words, i, head, population)


def _tail_places(words: list[str], i: int, code: str) -> list[Place]:
    """Return the places that the words from ``i`` name; a district of Paris, Lyon or Marseille counts."""
    key = open_town(" ".join(words[i:]))
    places = places_named(key)
    if not places and words[i] in ("paris", "lyon", "marseille") and resolve("", key).postcode:
        places = gazetteer().by_key[words[i]]
    return [place for place in places if not code or code in place.postcodes]


def _last_street(head: str) -> Part | None:
    """Return the street at the end of a text, or nothing where it ends with something else."""
    parts = read_parts(head)
    return parts[-1] if parts and parts[-1].kind in ("street", "weak", "maybe") else None


def _is_name(words: list[str], i: int, population: int) -> bool:
    """Tell whether the words from ``i`` may be the end of the street's name rather than a town."""
    tail, before = words[i:], words[i - 1]
    if population >= _BIG or len(tail) > 2:
        return False
    if len(tail) == 2:
        usual = tail[0] in ("saint", "sainte", "st", "ste") and tail[1] in USUAL_SAINTS
        return usual and (before in COMMON or before in first_names() or before in WAYS)
    return (tail[0] in COMMON and population < _MIDDLE) or _ends_with_first_name(words[:i])


def _hangs(words: list[str], i: int) -> bool:
    """Tell whether the street would be left hanging on a title or an adjective, or a famous name cut in two."""
    before = words[i - 1]
    if len(words) - i > 2 and before not in ("faubourg", "porte"):
        return False
    return before in HANGING or _is_famous(words, i)


def _ends_with_first_name(words: list[str]) -> bool:
    """Tell whether a street ends with one first name that a family name must follow (``rue Adolphe | Thiers``)."""
    before = words[-2] if len(words) > 1 else ""
    if before in PREPOSITIONS or before in HANGING or (before in COMMON and len(words) > 3):
        return False
    return words[-1] in first_names() and before not in first_names()


def _stands(words: list[str], i: int, head: str, population: int) -> bool:
    """Tell whether what is before a town is a whole street."""
    before = words[i - 1]
    if before in PREPOSITIONS and not (before == "a" and population >= _MIDDLE and i > 1):
        return False
    if len(before) == 1 and before not in ("a", "v", "x"):
        return False
    part = _last_street(_without_a(head) if before == "a" else head)
    if part is None or not part.text:
        return False
    street = read_street(part.text, bool(part.number))
    return street.complete and bool(street.way or part.number)


def _is_famous(words: list[str], i: int) -> bool:
    """Tell whether the words around ``i`` are one well-known name."""
    tail = " ".join(word for word in words[i:] if word not in PREPOSITIONS or word in ("la", "et"))
    names = _famous_by_end().get(tail)
    if not names:
        return False
    around = [word for word in words if word not in PREPOSITIONS or word in ("la", "et")]
    joined = f" {' '.join(around)} "
    return any(f" {name} " in joined for name in names)


@lru_cache(1)
def _famous_by_end() -> dict[str, list[str]]:
    """Return the well-known names by each end that may be taken for a town."""
    ends: dict[str, list[str]] = {}
    for name in FAMOUS:
        words = name.split()
        for i in range(1, len(words)):
            ends.setdefault(" ".join(words[i:]), []).append(name)
    return ends


def _split_mistyped(text: str, spans: list[tuple[int, int]], words: list[str], first: int) -> tuple[str, str]:
    """Split before a mistyped town, where one word more than a whole street is nearly a known town."""
    for i in range(max(first, len(words) - 5), len(words)):
        key, head = open_town(" ".join(words[i:])), text[: spans[i][0]]
        if (
            len(key) < 4
            or key in first_names()
            or head[-1] in "-'’"
            or _hangs(words, i)
            or _is_name(words, i, 0)
        ):
            continue
        if _suspect(key) and _stands(words, i, head, 0):
            return head.strip(" ,-(/"), text[spans[i][0] :].strip(" ,.-()")
    return text, ""


@lru_cache(1 << 14)
def _suspect(key: str) -> Place | None:
    """Return the one town of some size that a key nearly is."""
    near = {place.key: place for part in _lacking_one(key) for place in _by_lacking_one().get(part, ())}
    return mistyped_town(list(near.values()), key, most=1) if near else None


def _lacking_one(key: str) -> list[str]:
    """Return a key and all that it becomes without one of its letters: two keys one error apart share one of them."""
    return [key, *(key[:i] + key[i + 1 :] for i in range(len(key)))]


@lru_cache(1)
def _by_lacking_one() -> dict[str, list[Place]]:
    """Return the towns of some size by each text that they share with the keys one error apart."""
    found: dict[str, list[Place]] = {}
    for key, places in gazetteer().by_key.items():
        big = max(places, key=lambda place: place.population)
        if big.population >= _MIDDLE:
            for part in _lacking_one(key):
                found.setdefault(part, []).append(big)
    return found
