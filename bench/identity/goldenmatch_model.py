"""goldenmatch 3, as it configures itself, or configured with care.

Usage: ``python bench/identity/goldenmatch_model.py RECORDS CLUSTERS [--zero]``. With care: exact e-mail, mobile, card, and
names alike where both are written and something else is shared, each against negative evidence (another first name,
another birth date); weak bridges split. Records without e-mail and mobile: its own probabilistic configuration.
"""

from __future__ import annotations

import logging
import sys
import warnings
from typing import Any

import duckdb
import goldenmatch
import numpy as np
from goldenmatch.config.schemas import (
    BlockingConfig,
    BlockingKeyConfig,
    ClusterConfig,
    GoldenMatchConfig,
    MatchkeyConfig,
    MatchkeyField,
    NegativeEvidenceField,
)
from goldenmatch.core.autoconfig import auto_configure_probabilistic_df
from stages import Stages, arguments, load, write

THRESHOLD = 0.95
"""The threshold at which the time counts."""
OTHERS = (0.85, 0.9, 0.98)
COLUMNS = {
    "given_name": "first",
    "surname": "last",
    "birth_name": "birth_name",
    "date_of_birth": "strftime(birth_date, '%Y%m%d')",
    "email": "email",
    "mobile": "mobile",
    "landline": "landline",
    "soc_sec_id": "card",
    "street_number": "number",
    "address_1": "street",
    "postcode": "postcode",
    "suburb": "town",
    "civility": "civility",
}
"""The names by which it knows best what a column is; columns without any value are left out."""
IDENTIFIERS = ("email", "mobile", "soc_sec_id")
BLOCKS = (
    "email", "mobile", "landline", "soc_sec_id", "surname postcode", "given_name date_of_birth", "surname date_of_birth",
    "postcode given_name", "address_1 postcode", "postcode date_of_birth",
)  # fmt: skip
BOTH_NAMED = " and ".join(f"{side}_{name} != None" for side in "ab" for name in ("given_name", "surname"))
"""Without it a name that is missing weighs nothing, and a surname at one address is a match."""


def careful(threshold: float) -> GoldenMatchConfig:
    """The configuration with care, names accepted from a threshold."""
    against = [
        NegativeEvidenceField(field="given_name", scorer="jaro_winkler", threshold=0.75, penalty=1.0),
        NegativeEvidenceField(field="date_of_birth", scorer="levenshtein", threshold=0.75, penalty=1.0),
    ]
    keys = [
        MatchkeyConfig(
            name=name, type="exact", threshold=threshold, fields=[MatchkeyField(field=name, transforms=["strip"])],
            negative_evidence=against,
        )
        for name in IDENTIFIERS
    ]  # fmt: skip
    names = [
        MatchkeyField(field=name, scorer="jaro_winkler", weight=1.0) for name in ("given_name", "surname")
    ]
    names_alike = MatchkeyConfig(
        name="names",
        type="weighted",
        threshold=threshold,
        guard=BOTH_NAMED,
        fields=names,
        negative_evidence=against,
    )
    passes = [BlockingKeyConfig(fields=block.split()) for block in BLOCKS]
    blocking = BlockingConfig(strategy="multi_pass", keys=passes[:1], passes=passes, max_block_size=2000)
    return GoldenMatchConfig(
        matchkeys=[*keys, names_alike], blocking=blocking, cluster=ClusterConfig(split_weak_bridges=True)
    )


def clusters(table: Any, asked: dict[str, Any]) -> np.ndarray:
    """The cluster of each row."""
    result = goldenmatch.dedupe_df(table, **asked)
    cluster = -1 - np.arange(table.num_rows, dtype=np.int64)
    for number, found in result.clusters.items():
        cluster[np.asarray(found["members"], dtype=np.int64)] = number
    return cluster


def read(con: duckdb.DuckDBPyConnection, path: str) -> Any:
    """The records as a table of Arrow, in their order."""
    load(con, path)
    counts = con.execute(
        f"select {', '.join(f'count({sql})' for sql in COLUMNS.values())} from records"
    ).fetchall()[0]
    filled = [f"{sql} as {name}" for (name, sql), count in zip(COLUMNS.items(), counts, strict=True) if count]
    return con.execute(f"select {', '.join(filled)} from records order by record").to_arrow_table()


def main() -> None:
    """Match and cluster."""
    records, out = arguments()
    logging.disable(logging.ERROR)
    warnings.filterwarnings("ignore")
    stages = Stages()
    with duckdb.connect() as con, stages("load", counted=False):
        table = read(con, records)
    by_itself = "--zero" in sys.argv
    careful_here = not by_itself and set(IDENTIFIERS).issubset(table.column_names)
    with stages("match and cluster"):
        if by_itself:
            asked: dict[str, Any] = {"confidence_required": False, "allow_red_config": True}
        elif careful_here:
            asked = {"config": careful(THRESHOLD)}
        else:
            asked = {"config": auto_configure_probabilistic_df(table)}
        found = [(THRESHOLD if careful_here else 0.0, clusters(table, asked))]
    if careful_here:
        with stages("other thresholds", counted=False):
            found += [(other, clusters(table, {"config": careful(other)})) for other in OTHERS]
    write(out, found)
    stages.say()


if __name__ == "__main__":
    main()
