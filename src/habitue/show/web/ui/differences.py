"""What differs between two values, marked to the letter, the way a careful person would underline it.

Words are lined up first, letters within words that are alike; a number that differs is marked whole, because
"12" against "21" has no letters in common worth showing.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

_WORDS = re.compile(r"\s+|[^\s]+")
Pair = tuple[int | None, int | None]


def _align(one: Sequence[str], other: Sequence[str], cost: Callable[[str, str], float]) -> list[Pair]:
    """The cheapest way to line up two sequences; None stands where one of them has nothing."""
    rows, columns = len(one) + 1, len(other) + 1
    best = [[float(i + j) if not i or not j else 0.0 for j in range(columns)] for i in range(rows)]
    for i in range(1, rows):
        for j in range(1, columns):
            swap = best[i - 1][j - 1] + cost(one[i - 1], other[j - 1])
            best[i][j] = min(swap, best[i - 1][j] + 1, best[i][j - 1] + 1)
    return _walk_back(best, one, other, cost)


def _walk_back(
    best: list[list[float]], one: Sequence[str], other: Sequence[str], cost: Callable[[str, str], float]
) -> list[Pair]:
    pairs: list[Pair] = []
    i, j = len(one), len(other)
    while i or j:
        if i and j and best[i][j] == best[i - 1][j - 1] + cost(one[i - 1], other[j - 1]):
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif i and best[i][j] == best[i - 1][j] + 1:
            i -= 1
            pairs.append((i, None))
        else:
            j -= 1
            pairs.append((None, j))
    return pairs[::-1]


def _letters(one: str, other: str) -> float:
    return 0.0 if one.casefold() == other.casefold() else 1.0


def _unlike(one: str, other: str) -> float:
    """How unlike two words are, from 0 (the same) to 1.9 (better left unpaired)."""
    if one.casefold() == other.casefold():
        return 0.0
    if any(letter.isdigit() for letter in one + other):
        return 1.25
    pairs = _align(one, other, _letters)
    wrong = sum(1 for a, b in pairs if a is None or b is None or _letters(one[a], other[b]))
    return 1.9 * wrong / max(len(one), len(other))


def _merge(flags: Iterable[tuple[str, bool]]) -> SafeString:
    """Join letters into runs, so that neighbours share one mark."""
    runs: list[tuple[str, bool]] = []
    for text, differs in flags:
        if runs and runs[-1][1] == differs:
            runs[-1] = (runs[-1][0] + text, differs)
        else:
            runs.append((text, differs))
    parts = (f"<mark>{conditional_escape(t)}</mark>" if d else str(conditional_escape(t)) for t, d in runs)
    return mark_safe("".join(parts))  # noqa: S308  every part was escaped


def _word(one: str, other: str) -> list[tuple[str, bool]]:
    if one.casefold() == other.casefold():
        return [(one, False)]
    if any(letter.isdigit() for letter in one + other) or _unlike(one, other) >= 1.25:
        return [(one, True)]
    pairs = [pair for pair in _align(one, other, _letters) if pair[0] is not None]
    return [(one[a], b is None or bool(_letters(one[a], other[b]))) for a, b in pairs if a is not None]


def differences(one: str, other: str) -> SafeString:
    """`one`, escaped, with the letters in <mark> that `other` does not have in that place."""
    mine, theirs = _WORDS.findall(one[:200]), _WORDS.findall(other[:200])
    words = [word for word in mine if not word.isspace()]
    against = [word for word in theirs if not word.isspace()]
    partner = {a: b for a, b in _align(words, against, _unlike) if a is not None}
    flags: list[tuple[str, bool]] = []
    at = 0
    for token in mine:
        if token.isspace():
            flags.append((token, False))
            continue
        match = partner.get(at)
        flags.extend([(token, True)] if match is None else _word(token, against[match]))
        at += 1
    return _merge(flags)
