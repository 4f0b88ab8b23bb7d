"""Cleaning and folding of text: the two helpers that every other rule stands on."""

import re
import unicodedata
from functools import lru_cache

_SPACES = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[\W_]+")
_APOSTROPHES = re.compile("['’‘ʼ´`′]")
_MARKS = re.compile(r"[\u0300-\u036f]")
_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th", "ŀ": "l"}
)
# Controls (NUL too), lone surrogates, soft hyphen, zero-width and direction marks: PostgreSQL refuses the
# first two and no eye sees the others.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ud800-\udfff]"
)


def clean(text: str, limit: int = 500) -> str:
    """Text without invisible characters, in Unicode NFC, with single spaces, cut at `limit` characters.

    The cut comes first, so that a cell of ten megabytes costs nothing.
    """
    if text.isascii() and len(text) <= limit and text.isprintable():
        return " ".join(text.split()) if "  " in text else text.strip(" ")
    return _clean_any(text[:limit], limit)


def _clean_any(text: str, limit: int) -> str:
    """The slow road of `clean`: NFC may lengthen a text, so it is cut again after it."""
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))[:limit]
    return _SPACES.sub(" ", text).strip()


def fold(text: str) -> str:
    """Lower case without accents or ligatures; letters of other scripts stay."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    return unicodedata.normalize("NFC", _MARKS.sub("", text))


def words(text: str) -> frozenset[str]:
    """A set of words written in one string, so that tables stay readable."""
    return frozenset(text.split())


@lru_cache(maxsize=1 << 17)
def key(text: str) -> str:
    """Folded words separated by one space; apostrophes join ("D'Almeida" is "dalmeida").

    >>> key("Jean-François L'Hôte")
    'jean francois lhote'
    """
    if text.isalpha() and text.isascii():
        return text.lower()
    return _NOT_WORD.sub(" ", fold(_APOSTROPHES.sub("", text))).strip()


def edits(a: str, b: str, limit: int) -> int:
    """Number of typing errors (insert, delete, replace, swap neighbours) from `a` to `b`, or `limit + 1` when more.

    This is the restricted Damerau-Levenshtein distance, computed on what lies between the common ends.
    """
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    a, b = _middle(a, b)
    if not a or not b:
        return min(len(a) + len(b), limit + 1)
    if limit == 1:
        return 1 if len(a) == len(b) and (len(a) == 1 or (len(a) == 2 and a == b[::-1])) else 2
    return _table(a, b, limit)


def _middle(a: str, b: str) -> tuple[str, str]:
    """Both words without their common beginning and end."""
    start, end_a, end_b = 0, len(a), len(b)
    while start < end_a and start < end_b and a[start] == b[start]:
        start += 1
    while end_a > start and end_b > start and a[end_a - 1] == b[end_b - 1]:
        end_a -= 1
        end_b -= 1
    return a[start:end_a], b[start:end_b]


def _table(a: str, b: str, limit: int) -> int:
    """Row by row dynamic programme; only words of a few letters get here."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, left in enumerate(a):
        after = [i + 1]
        for j, right in enumerate(b):
            cost = min(row[j] + (left != right), row[j + 1] + 1, after[j] + 1)
            if i and j and left == b[j - 1] and a[i - 1] == right:
                cost = min(cost, before[j - 1] + 1)
            after.append(cost)
        before, row = row, after
    return min(row[-1], limit + 1)


_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"sch|sh", "ch"),
        (r"ck|cq|qu|q|c(?=[aourltkc]|$)|k", "k"),
        (r"c(?=[eiy])|z", "s"),
        (r"ch(?=r|l|ae)", "k"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"gu(?=[ei])", "g"),
        (r"j", "g"),
        (r"y", "i"),
        (r"w", "v"),
        (r"eau|au", "o"),
        (r"(?<![c])h", ""),
        (r"ai|ei", "e"),
        (r"m(?=[bp])", "n"),
        (r"(.)\1+", r"\1"),
        (r"(?<=..)[estdx]$", ""),
    )
)


@lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """A rough French pronunciation of one folded word, so that spellings of one name agree (Mathieu, Matthieu)."""
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return word
