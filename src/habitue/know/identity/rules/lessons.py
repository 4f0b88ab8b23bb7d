"""What people's decisions would teach: how many pairs would change side if the model learned them."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from habitue.know.identity.rules.comparing.comparisons import COMPARISONS
from habitue.know.identity.rules.learning import Evidence, learn
from habitue.know.identity.rules.model import MATCH, OTHERS, Parameters, radix

Ints = NDArray[np.int64]
Told = Mapping[int, tuple[int, int]]


def changed_sides(evidence: Evidence, told: Told, now: Parameters, link: int) -> int:
    """How many of the pairs that the model has seen would pass the threshold, one way or the other.

    `evidence`: what `now` was learned from; `told`: by pattern, how often people have said same and apart since.
    """
    if not told:
        return 0
    taught = replace(evidence, told=_added(evidence.told, told))
    after = learn(taught, now.bands, now.left_out, now.stop)
    codes = np.array(list(evidence.patterns), dtype=np.int64)
    counts = np.array(list(evidence.patterns.values()), dtype=np.int64)
    other_side = (weights(codes, now) >= link) != (weights(codes, after) >= link)
    return int(counts[other_side].sum())


def weights(codes: Ints, parameters: Parameters) -> Ints:
    """What patterns weigh (`Model.weigh` for many at once), in thousandths of a bit."""
    levels = [(codes // radix(each)) % len(each.codes()) for each in COMPARISONS]
    best = np.max([_sums(name, levels, parameters) for name in OTHERS], axis=0)
    found: Ints = _sums(MATCH, levels, parameters) - best
    return found


def _sums(name: str, levels: list[Ints], parameters: Parameters) -> Ints:
    rows = [np.array(parameters.levels[name][each.name], dtype=np.int64) for each in COMPARISONS]
    total: Ints = parameters.prior[name] + np.sum(
        [row[at] for row, at in zip(rows, levels, strict=True)], axis=0
    )
    return total


def _added(one: Told, other: Told) -> dict[int, tuple[int, int]]:
    both = dict(one)
    for code, (same, apart) in other.items():
        before = both.get(code, (0, 0))
        both[code] = (before[0] + same, before[1] + apart)
    return both
