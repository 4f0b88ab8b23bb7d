"""Habitué's own matching of a whole house, as it runs on a large import, without the tables of PostgreSQL.

Usage: ``python bench/identity/ours.py RECORDS CLUSTERS [--candidates PAIRS]``. Nothing is set: what is learned is
learned from these records, the threshold is the product's. PAIRS: where to write the pairs that were compared (a, b), for
the ceiling.
"""

from __future__ import annotations

# ruff: noqa: E402
import os
import sys

import django
import duckdb
import numpy as np
from stages import Stages, write

# Before anything of the house that reads Django's settings.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "habitue.settings")
django.setup()

from habitue.know.identity.bulk import matching
from habitue.know.identity.bulk.engine import Engine
from habitue.know.identity.bulk.statements import NORMAL
from habitue.know.identity.model_store import LINK
from habitue.know.identity.rules.model import Model

CIVILITIES = "case civility when 'mme' then 'Mme' when 'mlle' then 'Mlle' when 'm' then 'M.' else '' end"
BORN = "coalesce(strftime(birth_date, '%Y%m%d'), '')"


def load(engine: Engine, records: str) -> np.ndarray:
    """Put the records on the engine as `normal`, ranked by source and key; returns the record of each rank."""
    special = {"record": "row_number() over (order by source, key) - 1", "civility": CIVILITIES, "born": BORN}
    columns = ", ".join(f"{special.get(name, name)} as {name}" for name in NORMAL)
    engine.keep("normal", f"select {columns} from read_parquet('{records}')")
    with duckdb.connect() as con:
        order = f"select record from read_parquet('{records}') order by source, key"
        found: np.ndarray = con.execute(order).fetchnumpy()["record"]
    return found


def main() -> None:
    """Cluster the records."""
    records, out, *more = sys.argv[1:]
    stages = Stages()
    with Engine() as engine:
        with stages("load", counted=False):
            record_of = load(engine, records)
        with stages("derive traits"):
            count = matching.prepare(engine)
        with stages("learn and compare"):
            parameters, _evidence = matching.learn_house(engine, count)
        with stages("weigh"):
            model = Model(parameters)
            matching.weigh_house(engine, model)
        with stages("group"):
            groups = matching.group_house(engine, model, LINK)
        if more:
            engine.fill("ranks", ("rank", "record"), enumerate(record_of.tolist()), ("rank", "record"))
            engine.keep(
                "candidates",
                "select x.record as a, y.record as b from compared c"
                " join ranks x on x.rank = c.a join ranks y on y.rank = c.b",
            )
            engine.write_parquet("candidates", more[1])
    cluster = np.arange(count)
    for group in groups:
        cluster[record_of[group]] = record_of[group[0]]
    write(out, [(0.0, cluster)])
    stages.say()


if __name__ == "__main__":
    main()
