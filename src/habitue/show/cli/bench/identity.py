"""`habitue bench identity`: our matching beside the best others, on the same records, against the truth."""

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

from habitue.ground.kernel.types import InvalidInput
from habitue.show.cli.bench.identity_contenders import (
    CEILING,
    CONTENDERS,
    OURS,
    Contender,
    Failed,
    Run,
    available,
    febrl_folder,
    make_records,
    run,
)
from habitue.show.cli.bench.identity_metrics import Figures, figures
from habitue.show.cli.bench.identity_report import Result, as_json, load, print_tables
from habitue.show.cli.opened import screen

TRAINING_SEEDS = (7, 11)
"""The ceiling learns from the people of the first of these seeds that is not the one measured."""
TRAINING_PEOPLE = 50_000
FEBRL = {"febrl3": "FEBRL 3", "febrl3-no-ssn": "FEBRL 3 without soc_sec_id", "febrl4": "FEBRL 4"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What to measure. `only`: names of contenders; none means all."""

    records: int
    seed: int
    noise: str
    only: tuple[str, ...]
    febrl: bool

    def __post_init__(self) -> None:
        unknown = sorted(set(self.only) - {each.name for each in CONTENDERS})
        if unknown:
            names = ", ".join(each.name for each in CONTENDERS)
            raise InvalidInput(f"Nobody is called {', '.join(unknown)} here. There are {names}.")


@dataclass(frozen=True, slots=True)
class DataSet:
    """Records with their truth in a folder, and another folder of the same kind to learn from, or none."""

    title: str
    folder: Path
    training: Path | None = None

    @property
    def records(self) -> Path:
        """The file that everybody reads."""
        return self.folder / "records.parquet"


def bench_identity(asked: Asked, *, in_json: bool) -> None:
    """Make the records, run everybody, print the figures. Raises InvalidInput outside a checkout."""
    here = [each for each in available() if not asked.only or each.name in asked.only]
    _say_missing(here, asked.only)
    with tempfile.TemporaryDirectory(prefix="habitue-bench-") as folder:
        tables = {each.title: list(_results(here, each)) for each in _data_sets(asked, here, Path(folder))}
    if in_json:
        said = {"seed": asked.seed, "noise": asked.noise, **as_json(tables)}
        sys.stdout.write(json.dumps(said) + "\n")
    else:
        print_tables(tables)


def _say_missing(here: Sequence[Contender], only: Sequence[str]) -> None:
    missing = [each for each in CONTENDERS if each not in here and (not only or each.name in only)]
    if missing:
        names = ", ".join(each.label for each in missing)
        screen.print(
            f"Not installed and left out: {names}. `make bench-identity` installs them and measures."
        )


def _data_sets(asked: Asked, here: Sequence[Contender], folder: Path) -> Iterator[DataSet]:
    """The demonstration, then FEBRL, each made when it is its turn."""
    screen.print("Making the records…", style="dim")
    people = max(1, asked.records // 2)
    demo = folder / "demo"
    count = _made(demo, "demo", "--people", str(people), "--seed", str(asked.seed), "--noise", asked.noise)
    training = None
    if any(each.name == CEILING for each in here):
        training = folder / "training"
        seed = next(seed for seed in TRAINING_SEEDS if seed != asked.seed)
        _made(training, "demo", "--people", str(min(people, TRAINING_PEOPLE)), "--seed", str(seed))
    title = f"{count:,} records of the demonstration, seed {asked.seed}, {asked.noise} noise"
    yield DataSet(title, demo, training)
    if asked.febrl and (files := febrl_folder()):
        for name, title in FEBRL.items():
            _made(folder / name, name, "--febrl", str(files))
            yield DataSet(title, folder / name)


def _made(folder: Path, name: str, *arguments: str) -> int:
    """Write a data set; returns how many records it has. Raises InvalidInput when that fails."""
    try:
        make_records(folder, name, *arguments)
    except Failed as failure:
        raise InvalidInput(f"The records could not be made. {failure}") from failure
    with duckdb.connect() as con:
        found = con.execute(
            "select count(*) from read_parquet(?)", [str(folder / "records.parquet")]
        ).fetchall()
        return int(found[0][0])


def _results(here: Sequence[Contender], data: DataSet) -> Iterator[Result]:
    """Everybody's result on a data set; who fails is said and passed over."""
    for contender in here:
        if contender.febrl or data.training:
            screen.print(f"  {data.folder.name}: {contender.label} (load {load()})", style="dim")
            out = data.folder / f"{contender.name}.parquet"
            try:
                used = run(contender, data.records, out, *_more(contender, here, data))
            except Failed as failure:
                screen.print(f"{contender.label} failed. {failure}", style="red")
            else:
                yield _best(contender, used, out, data.folder / "truth.parquet")


def _more(contender: Contender, here: Sequence[Contender], data: DataSet) -> list[str]:
    """What else a contender is told: ours, where to write its candidate pairs; the ceiling, those, and where to learn."""
    pairs = data.folder / "candidates.parquet"
    if contender.name == OURS:
        return ["--candidates", str(pairs)]
    if contender.name != CEILING or data.training is None:
        return []
    told = ["--train", str(data.training)]
    if pairs.exists():
        ours = next(each for each in here if each.name == OURS)
        training = DataSet("", data.training)
        run(ours, training.records, data.training / "ours.parquet", *_more(ours, here, training))
        told += ["--candidates", str(pairs)]
    return told


def _best(contender: Contender, used: Run, clusters: Path, truth: Path) -> Result:
    """The clustering with the best F1 among those that a contender gave."""
    with duckdb.connect() as con:
        asked = "select distinct threshold from read_parquet(?) order by threshold"
        found = [
            Result(contender, _figures(con, clusters, truth, threshold), threshold, used)
            for (threshold,) in con.execute(asked, [str(clusters)]).fetchall()
        ]
    return max(found, key=lambda result: result.figures.f1)


def _figures(con: duckdb.DuckDBPyConnection, clusters: Path, truth: Path, threshold: float) -> Figures:
    query = (
        "select cluster, person from read_parquet(?) clusters right join read_parquet(?) truth"
        " on clusters.record = truth.record and threshold = ? order by truth.record"
    )
    found = con.execute(query, [str(clusters), str(truth), threshold]).fetchnumpy()
    if np.ma.is_masked(found["cluster"]):
        raise InvalidInput(f"{clusters.name} leaves records out.")
    return figures(found["cluster"], found["person"])
