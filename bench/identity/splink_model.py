"""Splink 5, configured with care for persons: names with term frequencies, birth date, e-mail, telephones, card, address.

Usage: ``python bench/identity/splink_model.py RECORDS CLUSTERS``. Trained as its documentation says: a prior from
deterministic rules, u by random sampling, m by expectation maximisation over several blockings.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Sequence

import duckdb
import numpy as np
import splink.internals.comparison_level_library as cll
import splink.internals.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from stages import Stages, arguments, load, write

WEIGHT = 10.0
"""The match weight at which clusters are counted in the time: a probability of 0.999."""
OTHERS = (-4.0, 0.0, 2.0, 4.0, 6.0, 8.0, 12.0, 14.0, 17.0, 20.0, 24.0)
PAIRS = 1e6
Level = cll.CustomLevel


def comparison(name: str, *levels: object) -> cl.CustomComparison:
    """A comparison from its levels; what is missing on one side counts for nothing."""
    return cl.CustomComparison(
        output_column_name=name, comparison_levels=[cll.NullLevel(name), *levels, cll.ElseLevel()]
    )


def exact(name: str) -> object:
    """Equal, weighed by how rare the value is."""
    return cll.ExactMatchLevel(name).configure(tf_adjustment_column=name)


def identifier(name: str) -> cl.CustomComparison:
    """Equal, one typing error, different."""
    return comparison(name, exact(name), Level(f"damerau_levenshtein({name}_l, {name}_r) <= 1"))


SWAPPED = "first_l = last_r and last_l = first_r"
BIRTH_TYPED = """damerau_levenshtein(birth_date_l::varchar, birth_date_r::varchar) <= 1
or (year(birth_date_l) = year(birth_date_r) and month(birth_date_l) = day(birth_date_r)
    and day(birth_date_l) = month(birth_date_r))"""
COMPARISONS = [
    comparison(
        "first", exact("first"), Level(SWAPPED), cll.JaroWinklerLevel("first", 0.92),
        Level("starts_with(first_l, first_r) or starts_with(first_r, first_l)"), cll.JaroWinklerLevel("first", 0.8),
    ),
    comparison(
        "last", exact("last"), Level(SWAPPED), Level("birth_name_l = last_r or birth_name_r = last_l"),
        cll.JaroWinklerLevel("last", 0.92), cll.JaroWinklerLevel("last", 0.85),
    ),
    comparison(
        "birth_date", cll.ExactMatchLevel("birth_date"), Level(BIRTH_TYPED), Level("year(birth_date_l) = year(birth_date_r)")
    ),
    comparison(
        "email", exact("email"), Level("split_part(email_l, '@', 1) = split_part(email_r, '@', 1)"),
        cll.JaroWinklerLevel("email", 0.96), cll.JaroWinklerLevel("email", 0.88),
    ),
    identifier("mobile"),
    identifier("landline"),
    identifier("card"),
    comparison(
        "postcode", Level("number_l = number_r and street_l = street_r and postcode_l = postcode_r"),
        Level("jaro_winkler_similarity(street_l, street_r) > 0.9 and postcode_l = postcode_r"), exact("postcode"),
        Level("town_l = town_r"), Level("left(postcode_l, 2) = left(postcode_r, 2)"),
    ),
    comparison("civility", cll.ExactMatchLevel("civility")),
]  # fmt: skip
BLOCKS = [
    *(block_on(*fields.split()) for fields in (
        "email", "mobile", "landline", "card", "last postcode", "first birth_date", "first last", "last birth_date",
        "postcode number first",
    )),
    "l.first = r.last and l.last = r.first",
    "l.postcode = r.postcode and l.first = r.first and left(l.last, 2) = left(r.last, 2)",
    "l.birth_name = r.last and l.first = r.first",
]  # fmt: skip
SURE = [
    block_on("email", "first"),
    block_on("mobile", "first"),
    block_on("card"),
    block_on("first", "last", "birth_date"),
]
SESSIONS = ("email first", "mobile first", "first last postcode", "first birth_date", "last birth_date")
"""Blockings within which most pairs are one person: with wider ones, training settles on households."""
BARE_SESSIONS = ("first last postcode", "first birth_date", "last birth_date", "postcode birth_date")
BARE_BLOCKS = [
    "l.postcode = r.postcode and l.number = r.number",
    "l.street = r.street and l.number = r.number",
]
"""For records that have neither e-mail nor mobile, and so fewer of everything else to block by."""


def empty_columns(con: duckdb.DuckDBPyConnection) -> set[str]:
    """The compared columns without any value, of which a model can learn nothing."""
    names = [each.create_output_column_name() for each in COMPARISONS]
    counts = con.execute(f"select {', '.join(f'count({name})' for name in names)} from records").fetchall()[0]
    return {str(name) for name, count in zip(names, counts, strict=True) if not count}


def train(linker: Linker, sessions: Sequence[str]) -> None:
    """Estimate the model's parameters."""
    training = linker.training
    training.estimate_probability_two_random_records_match(SURE, recall=0.75)
    training.estimate_u_using_random_sampling(max_pairs=PAIRS, seed=1)
    for fields in sessions:
        training.estimate_parameters_using_expectation_maximisation(
            block_on(*fields.split()), record_sample_proportion=1.0
        )


def clusters(con: duckdb.DuckDBPyConnection, linker: Linker, predicted: object, weight: float) -> np.ndarray:
    """The cluster of each record at a match weight."""
    found = linker.clustering.cluster_pairwise_predictions_at_threshold(
        predicted, threshold_match_weight=weight
    )
    con.execute(
        f"select dense_rank() over (order by cluster_id) as cluster, record from {found.physical_name}"
    )
    arrays = con.fetchnumpy()
    return np.asarray(arrays["cluster"])[np.argsort(arrays["record"])]


def main() -> None:
    """Train, predict and cluster."""
    records, out = arguments()
    logging.disable(logging.ERROR)
    warnings.filterwarnings("ignore")
    stages = Stages()
    with duckdb.connect() as con:
        with stages("load", counted=False):
            load(con, records)
            table = DuckDBAPI(con).register("records", dataset_display_name="input")
        empty = empty_columns(con)
        bare = {"email", "mobile"} <= empty
        settings = SettingsCreator(
            link_type="dedupe_only", unique_id_column_name="record",
            comparisons=[each for each in COMPARISONS if each.create_output_column_name() not in empty],
            blocking_rules_to_generate_predictions=BLOCKS + (BARE_BLOCKS if bare else []),
            retain_matching_columns=False, retain_intermediate_calculation_columns=False,
        )  # fmt: skip
        linker = Linker(table, settings)
        with stages("train"):
            train(linker, BARE_SESSIONS if bare else SESSIONS)
        with stages("predict"):
            predicted = linker.inference.predict(threshold_match_weight=min(OTHERS))
        with stages("cluster"):
            found = [(WEIGHT, clusters(con, linker, predicted, WEIGHT))]
        with stages("other thresholds", counted=False):
            found += [(weight, clusters(con, linker, predicted, weight)) for weight in OTHERS]
    write(out, found)
    stages.say()


if __name__ == "__main__":
    main()
