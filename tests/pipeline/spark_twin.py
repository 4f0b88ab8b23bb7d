"""The SQL of matching put to Spark and to DuckDB on the same records: after each statement both hold the same rows.

    python tests/pipeline/spark_twin.py --people 1600

Needs `pyspark` and Java 17, which the house asks for nowhere else: `make spark` says how when they are missing. The house's
own matching runs, from normal records to groups, on an engine that tells every statement to both and compares every answer.
"""

import argparse
import importlib
import os
import sys
from collections import Counter
from collections.abc import Iterable
from typing import Any

import django

# Before anything of the house that reads Django's settings.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "habitue.settings")
os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
django.setup()

from habitue.know.identity.bulk import matching  # noqa: E402
from habitue.know.identity.bulk import statements as sql  # noqa: E402
from habitue.know.identity.bulk.engine import Engine  # noqa: E402
from habitue.know.identity.model_store import LINK, REVIEW  # noqa: E402
from habitue.know.identity.rules.model import Model  # noqa: E402
from habitue.know.identity.tests.records import demonstration  # noqa: E402

MISSING = """This check needs pyspark and Java 17, which Habitué itself does not use. In a folder of your choice:
    python3 -m venv FOLDER && FOLDER/bin/pip install pyspark    (Debian, Ubuntu: sudo apt install openjdk-17-jre-headless)
    make spark SPARK=FOLDER"""
DRAWN = "drawn"
"""Pairs drawn by chance: by the arithmetic of one engine, so Spark is given them, like what is read from files."""
SHOWN = 5
SPARK_TYPES = {"VARCHAR": "string", "BIGINT": "bigint", "DOUBLE": "double"}
Rows = Counter[tuple[Any, ...]]


class Differs(Exception):
    """Both engines hold different rows."""


class Twin(Engine):
    """DuckDB, and Spark beside it: what one is told the other is told too, and what they answer is compared."""

    def __init__(self, spark: Any) -> None:
        super().__init__()
        self._spark = spark
        self._kept = 0
        self.statements = self.rows = 0

    def keep(self, name: str, select: str) -> None:
        """Keep the answer on both, and compare what was kept."""
        super().keep(name, select)
        rows = super().ask(f"select * from {name}")
        if name == DRAWN or "read_csv(" in select:
            types = ", ".join(f"`{row[0]}` {SPARK_TYPES[row[1]]}" for row in super().ask(f"describe {name}"))
            self._keep_on_spark(name, self._spark.createDataFrame(rows, types))
        else:
            self._compare(name, rows, self._keep_on_spark(name, self._spark.sql(select)))

    def ask(self, select: str) -> list[tuple[Any, ...]]:
        """The answer of both."""
        rows = super().ask(select)
        self._compare(select, rows, [tuple(row) for row in self._spark.sql(select).collect()])
        return rows

    def one(self, select: str) -> Any:
        """The single value of an answer of both."""
        return self.ask(select)[0][0]

    def drop(self, *names: str) -> None:
        """Give tables back on both."""
        super().drop(*names)
        for name in names:
            self._spark.catalog.dropTempView(name)

    def _keep_on_spark(self, name: str, frame: Any) -> list[tuple[Any, ...]]:
        """A table may be made from the one it replaces, so each goes to a folder of its own."""
        self._kept += 1
        folder = str(self.path / f"spark-{self._kept}")
        frame.write.parquet(folder)
        kept = self._spark.read.parquet(folder)
        kept.createOrReplaceTempView(name)
        return [tuple(row) for row in kept.collect()]

    def _compare(self, what: str, ours: Iterable[tuple[Any, ...]], theirs: Iterable[tuple[Any, ...]]) -> None:
        one, other = _counted(ours), _counted(theirs)
        if one != other:
            lost, added = list((one - other).items())[:SHOWN], list((other - one).items())[:SHOWN]
            raise Differs(f"{what}\n  DuckDB only: {lost}\n  Spark only: {added}")
        self.statements += 1
        self.rows += one.total()


def _counted(rows: Iterable[tuple[Any, ...]]) -> Rows:
    """Rows in any order; sums are whole numbers, whichever type an engine gives them."""
    return Counter(
        tuple(each if isinstance(each, str) or each is None else int(each) for each in row) for row in rows
    )


def spark_session() -> Any:
    """Spark on this machine alone; leaves with an explanation when it is not there."""
    try:
        builder = importlib.import_module("pyspark.sql").SparkSession.builder
        settings = {
            "spark.sql.shuffle.partitions": "4",
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
        }
        session = builder.master("local[2]").appName("habitue").config(map=settings).getOrCreate()
    except (ImportError, RuntimeError) as missing:
        sys.exit(f"{MISSING}\n({missing})")
    session.sparkContext.setLogLevel("ERROR")
    return session


def main() -> None:
    """Match the demonstration's records on both."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=1_600)
    parser.add_argument("--seed", type=int, default=5)
    asked = parser.parse_args()
    spark = spark_session()
    twin = Twin(spark)
    with twin:
        house = demonstration(asked.people, asked.seed)
        twin.fill("normal", sql.NORMAL, house, numbers=("record",))
        count = matching.prepare(twin)
        twin.ask(sql.muted_keys())
        same, apart = [(0, 1), (2, 9)], [(3, 4)]
        told = [(*pair, True) for pair in same] + [(*pair, False) for pair in apart]
        parameters, _evidence = matching.learn_house(twin, count, told)
        matching.compare_house(twin, parameters)
        model = Model(parameters)
        matching.weigh_house(twin, model)
        groups = matching.group_house(twin, model, LINK, same, apart)
        matching.count_doubts(twin, groups, REVIEW, apart)
        print(
            f"{count} records, {len(groups)} groups; {twin.statements} answers, {twin.rows} rows: 0 differences"
        )
    spark.stop()


if __name__ == "__main__":
    main()
