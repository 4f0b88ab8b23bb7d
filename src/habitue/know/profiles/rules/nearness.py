"""Which words of the house somebody probably meant, who mistyped one or heard it wrong."""

from collections.abc import Mapping, Sequence

KEPT = 8
PARTICLES = frozenset(
    {"de", "du", "des", "la", "le", "les", "da", "di", "van", "von", "el", "al", "ben", "y"}
)
"""Little words that a misspelt name is found without."""


def nearest(word: str, candidates: Sequence[str], common: Mapping[str, float]) -> list[str]:
    """The likeliest of the candidates, best first: fewest slips, then the commonest in the house, then their own order.

    `candidates`: words alike by their trigrams, most alike first; `common`: the share of customers that bear the
    commonest words. One slip in a common name is likelier than a rare name written right.
    """

    def place(at: int) -> tuple[int, float, int]:
        other = candidates[at]
        return slips(word, other), -common.get(other, 0.0), at

    return [candidates[at] for at in sorted(range(len(candidates)), key=place)][:KEPT]


def slips(a: str, b: str) -> int:
    """Letters to insert, drop, replace or swap with their neighbour from `a` to `b` (restricted Damerau-Levenshtein)."""
    two_up: list[int] = []
    up = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        row = [i]
        for j, other in enumerate(b, 1):
            cost = min(up[j] + 1, row[-1] + 1, up[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, two_up[j - 2] + 1)
            row.append(cost)
        two_up, up = up, row
    return up[-1]
