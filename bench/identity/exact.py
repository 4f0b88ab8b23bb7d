"""Exact keys, as customer data platforms link by default.

Usage: ``python bench/identity/exact.py RECORDS CLUSTERS [--guarded]``. Plain: the same e-mail or the same mobile is the same
person, and so on along the chain. Guarded: also the same card, or the same whole name and birth date; no link where two
first names or two birth dates differ; and no customer with more than five values of one identifier, the default of the
best known platform.
"""

from __future__ import annotations

import sys

import duckdb
import numpy as np
from clustering import chained
from stages import Stages, arguments, load, write

PLAIN = ("email", "mobile")
GUARDED = ("card", "email", "mobile", "first || '|' || last || '|' || birth_date")
"""In the order of their trust."""
LIMITED = ("card", "email", "mobile")
LIMIT = 5
LINKS = """
select x.record as a, y.record as b from records x join records y on x.{key} = y.{key} and x.record < y.record
where coalesce(x.birth_date = y.birth_date, true) and coalesce(jaro_winkler_similarity(x.first, y.first) > 0.8, true)
"""


def plain(con: duckdb.DuckDBPyConnection, count: int) -> np.ndarray:
    """Chains of records that share an e-mail or a mobile."""
    links = [
        con.execute(
            f"select min(record) over (partition by {key}) as a, record as b from records where {key} is not null"
        ).fetchnumpy()
        for key in PLAIN
    ]
    return chained(count, *(np.concatenate([link[side] for link in links]) for side in "ab"))


class Profiles:
    """Records joined one link at a time, each profile with its identifiers."""

    def __init__(self, values: dict[str, list[str | None]], count: int) -> None:
        self.root = list(range(count))
        self.held = [tuple({values[kind][at]} - {None} for kind in LIMITED) for at in range(count)]

    def find(self, record: int) -> int:
        """The record that stands for a profile."""
        root = self.root
        while root[record] != record:
            root[record] = root[root[record]]
            record = root[record]
        return record

    def join(self, a: int, b: int) -> None:
        """Make one profile of two, unless it would hold too many identifiers of one kind."""
        a, b = self.find(a), self.find(b)
        if a != b:
            both = tuple(left | right for left, right in zip(self.held[a], self.held[b], strict=True))
            if all(len(values) <= LIMIT for values in both):
                self.root[b] = a
                self.held[a] = both


def guarded(con: duckdb.DuckDBPyConnection, count: int) -> np.ndarray:
    """Profiles with the guard, links of the most trusted identifier first."""
    con.execute(f"alter table records add column whole varchar; update records set whole = {GUARDED[-1]}")
    rows = con.execute(f"select {', '.join(LIMITED)} from records order by record").fetchall()
    profiles = Profiles(dict(zip(LIMITED, map(list, zip(*rows, strict=True)), strict=True)), count)
    for key in (*LIMITED, "whole"):
        for a, b in con.execute(LINKS.format(key=key) + " order by a, b").fetchall():
            profiles.join(a, b)
    return np.array([profiles.find(record) for record in range(count)])


def main() -> None:
    """Cluster the records."""
    records, out = arguments()
    stages = Stages()
    with duckdb.connect() as con:
        with stages("load", counted=False):
            count = load(con, records)
        with stages("link and cluster"):
            cluster = (guarded if "--guarded" in sys.argv else plain)(con, count)
    write(out, [(0.0, cluster)])
    stages.say()


if __name__ == "__main__":
    main()
