"""`habitue bench`: speed and memory, measured beside the bare limit in the same run."""

from enum import StrEnum
from typing import Annotated

import typer

from habitue.show.cli.bench.importing import bench_import


class Name(StrEnum):
    """What can be measured."""

    IMPORT = "import"


def bench(
    name: Annotated[Name, typer.Argument(help="What to measure.")],
    rows: Annotated[int, typer.Option(help="About how many rows.")] = 100_000,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Measure in a house of its own, made for it and thrown away."""
    if name is Name.IMPORT:
        bench_import(rows=rows, as_json=json)
