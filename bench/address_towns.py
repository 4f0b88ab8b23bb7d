"""Measure how towns are corrected: every French commune and postcode, written right, then with one typing error.

Usage: ``python bench/address_towns.py [--seed N]``. The grid is that of an RNVP approval: corrected right, corrected
wrong, left unsure or rejected. The errors are made here: one letter left out, doubled, replaced or swapped.
"""

# ruff: noqa: T201, S311

from __future__ import annotations

import argparse
import random
from collections import Counter

from habitue.know.identity.rules.address.data import gazetteer
from habitue.know.identity.rules.address.grades import grade_of
from habitue.know.identity.rules.address.text import upper
from habitue.know.identity.rules.address.towns import resolve
from habitue.know.identity.types.address import Grade

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def mistyped(name: str, rng: random.Random) -> str:
    """Return a name with one typing error."""
    i = rng.randrange(len(name) - 1)
    kind = rng.choice("lose double replace swap".split())  # noqa: SIM905
    made = {
        "lose": name[:i] + name[i + 1 :],
        "double": name[: i + 1] + name[i:],
        "replace": name[:i] + rng.choice(LETTERS) + name[i + 1 :],
        "swap": name[:i] + name[i + 1] + name[i] + name[i + 2 :],
    }
    return made[kind]


def outcome(postcode: str, town: str, truth: set[str]) -> str:
    """Tell what became of a postcode and town."""
    found = resolve(postcode, town)
    grade, _ = grade_of(found.reasons)
    if grade in (Grade.A, Grade.B):
        return f"{grade} right" if found.insee in truth else f"{grade} wrong"
    return "unsure, with a proposal" if found.proposal else "unsure"


def main() -> None:
    """Print the grid for towns written right and for mistyped ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    rng = random.Random(parser.parse_args().seed)
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for place in gazetteer().communes.values():
        if place.kind != "commune" or len(place.key) < 3 or place.key in ("paris", "lyon", "marseille"):
            continue
        for postcode in place.postcodes:
            right[outcome(postcode, upper(place.name), {place.insee})] += 1
            wrong[outcome(postcode, mistyped(upper(place.name), rng), {place.insee})] += 1
    for name, counts in (("written right", right), ("one typing error", wrong)):
        total = sum(counts.values())
        print(name, total, {kind: f"{100 * n / total:.2f} %" for kind, n in counts.most_common()})


if __name__ == "__main__":
    main()
