"""A whole name in one cell: which words are the first name, which the surname."""

from functools import lru_cache
from typing import NamedTuple

from habitue.know.identity.rules.folding import clean, key
from habitue.know.identity.rules.names.data import first_names, last_names, nicknames
from habitue.know.identity.rules.names.parts import LIMIT, take_civility
from habitue.know.identity.rules.names.words import PARTICLES

# Scores (ten times log10 of the bearers) of names that the tables do not know: most surnames are rare, most
# first names are not. Order "first last" is the usual one in a single column.
_RARE_FIRST, _RARE_LAST, _USUAL_ORDER, _SURE = 5, 15, 10, 15


class Split(NamedTuple):
    """A whole name cut in two; `reason` is how the cut was found."""

    first: str
    last: str
    reason: str
    civility: str = ""


@lru_cache(maxsize=1 << 16)
def split_full(text: str) -> Split:
    """Cut a full name; the reason is `name.split_by_case`, `name.split_by_names` or `name.split_guess`.

    A surname in capitals beside a first name that is not settles it; else the frequencies of both readings do.
    """
    text = clean(text, LIMIT)
    if "," in text:
        last, _, first = text.partition(",")
        if first.strip() and last.strip():
            return _with_title(first, last, "name.split_by_case")
    rest, title = take_civility(text)
    words = rest.split()
    if len(words) < 2:
        return _single(words, title)
    return (_by_case(words) or _by_names(words))._replace(civility=title)


def split_cell(first: str, last: str) -> Split | None:
    """A whole name typed into one of both cells, or None when that is not certain.

    Only a surname in capitals beside another word, or a well-known first name before a well-known surname, is.
    """
    words = clean(first or last, LIMIT).split()
    if len(words) < 2:
        return None
    if found := _by_case(words):
        return found
    if last:
        return None
    name, rest = _reading(words)[1:]
    known = last_names().get(key(rest), 0)
    other = first_names().get(key(rest))
    return (
        Split(name, rest, "name.split_guess")
        if known >= 27 and (other is None or other.score < known)
        else None
    )


def _with_title(first: str, last: str, reason: str) -> Split:
    last, title = take_civility(last.strip())
    return Split(first.strip(), last, reason, title)


def _single(words: list[str], title: str) -> Split:
    """One word alone: a surname, unless it is known as a first name only."""
    word = words[0] if words else ""
    name = first_names().get(key(word))
    if name and name.score > last_names().get(key(word), _RARE_LAST) + 10:
        return Split(word, "", "name.split_guess", title)
    return Split("", word, "name.split_guess", title)


def _by_case(words: list[str]) -> Split | None:
    """The run of words in capitals at one end is the surname, with the particles before it."""
    capitals = [_in_capitals(word) for word in words]
    if all(capitals) or not any(capitals):
        return None
    start, stop = capitals.index(True), len(words) - capitals[::-1].index(True)
    while start and key(words[start - 1]) in PARTICLES and (start > 1 or stop < len(words)):
        start -= 1
    if not all(capitals[at] or key(words[at]) in PARTICLES for at in range(start, stop)):
        return None
    if (start and stop < len(words)) or (not start and stop == len(words)):
        return None
    return Split(" ".join(words[:start] or words[stop:]), " ".join(words[start:stop]), "name.split_by_case")


def _in_capitals(word: str) -> bool:
    """Capitals on purpose: not an initial, not "JP"."""
    return word.isupper() and len(word.strip(".'-")) > 1 and not (len(word) == 2 and key(word) in nicknames())


def _by_names(words: list[str]) -> Split:
    """The likelier of all readings, and how sure it is."""
    margin, first, last = _reading(words)
    return Split(first, last, "name.split_by_names" if margin >= _SURE else "name.split_guess")


def _reading(words: list[str]) -> tuple[int, str, str]:
    """(margin over the other order, first name, surname) of the best cut."""
    usual, reverse = [], []
    for cut in range(1, min(len(words), 6)):
        left, right = " ".join(words[:cut]), " ".join(words[cut:])
        usual.append((_as_first(left) + _as_last(right) + _USUAL_ORDER, left, right))
        reverse.append((_as_first(right) + _as_last(left), right, left))
    best, other = max(usual), max(reverse)
    if other[0] > best[0]:
        best, other = other, best
    return best[0] - other[0], best[1], best[2]


def _as_first(text: str) -> int:
    """Score as a first name; several words count as their rarest one unless the compound is known."""
    known = first_names()
    folded = key(text)
    if folded in known:
        return known[folded].score
    return min(known[word].score if word in known else _RARE_FIRST for word in folded.split() or [""])


def _as_last(text: str) -> int:
    """Score as a surname; several words count a little less than their rarest one, particles not at all.

    A word that is rather a first name ("Jean | Pierre Dupont") makes a poor part of a surname.
    """
    known = last_names()
    folded = key(text)
    if folded in known:
        return known[folded]
    words = [word for word in folded.split() if word not in PARTICLES]
    if len(words) < 2:
        return known.get(words[0], _RARE_LAST) if words else 0
    return min(0 if _rather_first(word) else known.get(word, _RARE_LAST) for word in words) - 5


def _rather_first(word: str) -> bool:
    name = first_names().get(word)
    return name is not None and name.score > last_names().get(word, _RARE_LAST)
