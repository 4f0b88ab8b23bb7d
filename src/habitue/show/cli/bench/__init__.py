"""`habitue bench`: speed and memory, measured beside the bare limit in the same run."""

from enum import StrEnum
from typing import Annotated

import typer

from habitue.show.cli.bench.importing import bench_import
from habitue.show.cli.bench.searching import bench_search


class Name(StrEnum):
    """What can be measured."""

    IMPORT = "import"
    SEARCH = "search"


def bench(
    name: Annotated[Name, typer.Argument(help="What to measure.")],
    rows: Annotated[int, typer.Option(help="About how many rows.")] = 100_000,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Measure: `import` in a house of its own, thrown away after; `search` in the demonstration house as it stands."""
    if name is Name.IMPORT:
        bench_import(rows=rows, as_json=json)
    else:
        bench_search(as_json=json)
