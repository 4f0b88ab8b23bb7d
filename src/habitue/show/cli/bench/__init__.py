"""`habitue bench`: speed and memory, measured beside the bare limit in the same run."""

from enum import StrEnum
from typing import Annotated

import typer

from habitue.show.cli.bench.hints import bench_hints
from habitue.show.cli.bench.identity import Asked, bench_identity
from habitue.show.cli.bench.importing import bench_import
from habitue.show.cli.bench.searching import bench_search


class Name(StrEnum):
    """What can be measured."""

    IMPORT = "import"
    SEARCH = "search"
    IDENTITY = "identity"
    HINTS = "hints"


def bench(
    name: Annotated[Name, typer.Argument(help="What to measure.")],
    rows: Annotated[
        int,
        typer.Option(
            "--rows", "--records", "--customers", help="About how many rows, records, or customers."
        ),
    ] = 100_000,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    seed: Annotated[int, typer.Option(help="identity, hints: the seed of the people.")] = 1,
    noise: Annotated[str, typer.Option(help="identity: usual, or other (another house).")] = "usual",
    only: Annotated[
        list[str] | None, typer.Option(help="identity: only this matcher; may be repeated.")
    ] = None,
    no_febrl: Annotated[bool, typer.Option("--no-febrl", help="identity: leave out FEBRL 3 and 4.")] = False,
) -> None:
    """Measure: `import` in a house of its own, thrown away after; `search` in the demonstration house as it stands;
    `identity` our matching beside others, from a checkout; `hints` whether half-typed customers are recognised, in a house
    of its own.
    """
    if name is Name.IMPORT:
        bench_import(rows=rows, as_json=json)
    elif name is Name.IDENTITY:
        bench_identity(Asked(rows, seed, noise, tuple(only or ()), not no_febrl), in_json=json)
    elif name is Name.HINTS:
        bench_hints(customers=rows, seed=seed, as_json=json)
    else:
        bench_search(as_json=json)
