"""The figures of `habitue bench identity`, as tables and as JSON."""

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from habitue.show.cli.bench.identity_contenders import OURS, Contender, Run
from habitue.show.cli.bench.identity_metrics import Figures

HEADINGS = (
    "", "F1", "precision", "recall", "B³ F1", "2 people", "3 or more", "in 10,000", "largest", "at", "CPU s", "wall s", "GB",
)  # fmt: skip
LEGEND = (
    "2 people, 3 or more: clusters that mix so many, the latter also in 10,000 clusters; largest: records of one cluster;"
    " at: the threshold with the best F1, chosen with the truth but for Habitué, which has one. Loading and normalising"
    " count for nobody; CPU, wall and memory are those of one threshold."
)
WIDTH = 132
"""Columns that the tables need, for where there is no screen to ask."""


@dataclass(frozen=True, slots=True)
class Result:
    """One contender on one data set, at its best threshold."""

    contender: Contender
    figures: Figures
    threshold: float
    run: Run


def print_tables(tables: Mapping[str, Sequence[Result]]) -> None:
    """Print a table for each data set, then where the time went on the first."""
    console = Console()
    console = console if console.is_terminal else Console(width=WIDTH)
    for title, results in tables.items():
        console.print(_table(title, results))
    console.print(_stages(next(iter(tables.values()))))
    console.print(LEGEND, style="dim")
    console.print(f"{os.cpu_count()} cores, load {load()}; Python {platform.python_version()}")


def load() -> str:
    """How many processes wanted to run of late: others' work on the machine lengthens every time."""
    return f"{os.getloadavg()[0]:.1f}"


def _table(title: str, results: Sequence[Result]) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for heading in HEADINGS:
        table.add_column(heading, justify="right" if heading else "left", no_wrap=True)
    for each in results:
        table.add_row(*_cells(each), style="bold" if each.contender.name == OURS else "")
    return table


def _cells(result: Result) -> tuple[str, ...]:
    f, run = result.figures, result.run
    return (
        result.contender.label,
        *(f"{share:.4f}" for share in (f.f1, f.precision, f.recall, f.b3_f1)),
        *(f"{count:,}" for count in (f.mixing_two, f.mixing_more)),
        f"{f.mixing_more_per_10000:.1f}",
        f"{f.largest:,}",
        f"{result.threshold:g}",
        f"{run.counted_cpu:.1f}",
        f"{run.counted_wall:.1f}",
        f"{run.counted_peak / 1e9:.2f}",
    )


def _stages(results: Sequence[Result]) -> Table:
    title = "Wall seconds by stage, on the first records; in brackets what does not count"
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("")
    table.add_column("")
    for each in results:
        said = [f"{stage.name} {stage.wall:.1f}" for stage in each.run.stages]
        shown = [
            text if stage.counted else f"({text})" for text, stage in zip(said, each.run.stages, strict=True)
        ]
        table.add_row(each.contender.label, ", ".join(shown))
    return table


def as_json(tables: Mapping[str, Sequence[Result]]) -> dict[str, Any]:
    """The same as plain data; `process_cpu_s` and `process_peak_mb` are of everything that a process did."""
    return {
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0],
        "tables": {title: [_result(each) for each in results] for title, results in tables.items()},
    }


def _result(result: Result) -> dict[str, Any]:
    run = result.run
    return {
        "contender": result.contender.name,
        "threshold": result.threshold,
        **asdict(result.figures),
        "mixing_more_per_10000": result.figures.mixing_more_per_10000,
        "cpu_s": round(run.counted_cpu, 2),
        "wall_s": round(run.counted_wall, 2),
        "peak_mb": round(run.counted_peak / 1e6),
        "process_cpu_s": round(run.cpu, 2),
        "process_peak_mb": round(run.peak / 1e6),
        "stages": {stage.name: stage.wall for stage in run.stages},
    }
