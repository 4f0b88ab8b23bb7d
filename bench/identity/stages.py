"""What every contender needs: its records with what identifies nobody taken out, its stages timed, its clusters written."""

from __future__ import annotations

# ruff: noqa: T201
import json
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import duckdb
import numpy as np

IDENTIFIERS = ("email", "mobile", "landline", "card")
SHARED_ABOVE = 15
"""Records that may hold one identifier: the shop's own mobile and the filler of a form are no evidence of anybody, and
nobody who knows these tools would give them to them.
"""
TEXTS = (
    "source", "civility", "first", "last", "birth_name", *IDENTIFIERS, "number", "street", "place", "postcode",
    "town", "insee",
)  # fmt: skip


class Stages:
    """Wall and CPU seconds (own and of children) of each stage; printed as JSON at the end.

    Stages that are not `counted` choose a threshold, which a house would do once.
    """

    def __init__(self) -> None:
        self.found: list[dict[str, Any]] = []

    @contextmanager
    def __call__(self, name: str, *, counted: bool = True) -> Iterator[None]:
        """Measure a block."""
        wall, cpu = time.monotonic(), _cpu()
        yield
        self.found.append(
            {
                "name": name,
                "wall": round(time.monotonic() - wall, 3),
                "cpu": round(_cpu() - cpu, 3),
                "counted": counted,
                "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
            }
        )

    def say(self) -> None:
        """Print the stages as the last line of the output."""
        print(json.dumps({"stages": self.found}), flush=True)


def _cpu() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def arguments() -> tuple[str, str]:
    """The paths of the records and of the clusters to write."""
    return sys.argv[1], sys.argv[2]


def load(con: duckdb.DuckDBPyConnection, path: str) -> int:
    """Make the table `records`, empty texts and identifiers of too many records being null; returns how many."""
    texts = ", ".join(f"nullif({name}, '') as {name}" for name in TEXTS)
    con.execute(f"create table records as select record, birth_date, {texts} from read_parquet(?)", [path])
    for name in IDENTIFIERS:
        con.execute(
            f"update records set {name} = null where {name} in "
            f"(select {name} from records group by {name} having count(*) > {SHARED_ABOVE})"
        )
    return int(con.execute("select count(*) from records").fetchall()[0][0])


def write(out: str, clusterings: Sequence[tuple[float, np.ndarray]]) -> None:
    """Write clusterings: for each threshold, the cluster of each record."""
    with duckdb.connect() as con:
        con.execute("create table clusters (threshold double, record bigint, cluster bigint)")
        for threshold, cluster in clusterings:
            con.register("one", {"cluster": np.asarray(cluster, dtype=np.int64)})
            con.execute(
                "insert into clusters select ?, row_number() over () - 1, cluster from one", [threshold]
            )
            con.unregister("one")
        con.execute("copy clusters to ? (format parquet)", [out])
