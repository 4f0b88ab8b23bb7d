"""Small tools to draw at random, quickly and the same way on every machine and version of Python.

Only `random.Random.random` is used: its numbers for a given seed are promised never to change, while
`choice`, `shuffle` and `sample` have changed between versions.
"""

import random
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")
Rnd = Callable[[], float]
"""A stream of numbers, each at least 0 and below 1."""


def stream(seed: int, purpose: str) -> Rnd:
    """Return the stream of numbers of one purpose, so that a draw added to one part leaves the others alone."""
    return random.Random(f"habitue {seed} {purpose}").random  # noqa: S311 - made-up people, not secrets


def pick(items: Sequence[T], rnd: Rnd) -> T:
    """Return one of the items, each as likely as another."""
    return items[int(rnd() * len(items))]


def spread(weighted: Iterable[tuple[T, float]], size: int) -> list[T]:
    """Return `size` slots filled in proportion to the weights, so that a weighted draw is one `pick`.

    Slots are read off the cumulated weights at even steps: among many rare items, a fair sample gets a slot.
    """
    pairs = list(weighted)
    step = sum(weight for _, weight in pairs) / size
    slots: list[T] = []
    reached = 0.0
    for item, weight in pairs:
        reached += weight
        missing = int(reached / step + 0.5) - len(slots)
        slots.extend([item] * missing)
    return slots


def number(rnd: Rnd, digits: int) -> str:
    """Return a number of that many digits, zeros first included."""
    return f"{int(rnd() * 10**digits):0{digits}d}"
