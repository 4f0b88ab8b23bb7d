"""The ceiling: gradient boosting on rich evidence of candidate pairs, trained with the truth of another seed.

Usage: ``python bench/identity/ceiling.py RECORDS CLUSTERS --train FOLDER [--candidates PAIRS]``. The folder has
`records.parquet` and `truth.parquet`, and `candidates.parquet` (a, b) where pairs are given for both.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import duckdb
import lightgbm
import numpy as np
from clustering import averaged, chained
from pairs import candidates, features, prepare
from stages import Stages, load, write

AVERAGED = (0.25, 0.3, 0.35, 0.4, 0.5)
"""Mean probabilities from which two clusters are joined."""
CHAINED = (0.9, 0.95)
"""Probabilities from which two records are linked; written as thresholds above 1, so that both kinds have their own."""
ASKED = {
    "objective": "binary", "learning_rate": 0.06, "num_leaves": 63, "min_child_samples": 40, "subsample": 0.8,
    "subsample_freq": 1, "colsample_bytree": 0.7, "verbose": -1, "num_threads": 1, "seed": 1,
}  # fmt: skip
ROUNDS = 400


class Seen:
    """Records with their candidate pairs and what is said of each."""

    def __init__(self, records: Path, given: Path | None) -> None:
        with duckdb.connect() as con:
            self.count = load(con, str(records))
            prepare(con)
            if given:
                con.execute(
                    "create table pairs as select least(a, b) as a, greatest(a, b) as b from read_parquet(?)",
                    [str(given)],
                )
            else:
                candidates(con)
            self.a, self.b, self.evidence = features(con)


def learn(folder: Path, given: Path | None) -> lightgbm.Booster:
    """A model from records whose truth is known."""
    seen = Seen(folder / "records.parquet", given)
    with duckdb.connect() as con:
        con.execute("select person from read_parquet(?) order by record", [str(folder / "truth.parquet")])
        person = np.asarray(con.fetchnumpy()["person"])
    same = (person[seen.a] == person[seen.b]).astype(np.int8)
    return lightgbm.train(ASKED, lightgbm.Dataset(seen.evidence, same), num_boost_round=ROUNDS)


def main() -> None:
    """Learn, score and cluster."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("records", type=Path)
    parser.add_argument("out")
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--candidates", type=Path)
    asked = parser.parse_args()
    stages = Stages()
    with stages("train", counted=False):
        model = learn(asked.train, asked.train / "candidates.parquet" if asked.candidates else None)
    with stages("candidates and evidence"):
        seen = Seen(asked.records, asked.candidates)
    with stages("predict"):
        score = np.asarray(model.predict(seen.evidence, num_threads=1))
    pairs = seen.a, seen.b, score
    with stages("cluster"):
        found = [(AVERAGED[0], averaged(seen.count, pairs, AVERAGED[0]))]
    with stages("other thresholds", counted=False):
        found += [(each, averaged(seen.count, pairs, each)) for each in AVERAGED[1:]]
        for each in CHAINED:
            near = score >= each
            found.append((1 + each, chained(seen.count, seen.a[near], seen.b[near])))
    write(asked.out, found)
    stages.say()


if __name__ == "__main__":
    main()
