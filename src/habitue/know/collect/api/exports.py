"""Rejects as rows, for files."""

from collections.abc import Iterator
from typing import Any

from habitue.ground.kernel.types import Actor
from habitue.know.collect.api.reject_lists import RejectFilters, filtered
from habitue.know.collect.wording import explain

HEADER = ("source", "file", "line", "column", "value", "reason", "suggestion", "raw")
COLUMN, REASON = HEADER.index("column"), HEADER.index("reason")


def export_rejects(*, actor: Actor, filters: RejectFilters | None = None) -> Iterator[tuple[Any, ...]]:
    """The header, then one row per reject that passes the filters (the open ones without any), by file and line.

    Reasons are in the words of the language in force.

    Raises Forbidden without `feeds.see`.
    """
    actor.require("feeds.see")
    yield HEADER
    rows = filtered(actor, filters or RejectFilters()).order_by("imported_id", "line")
    names = (
        "source__name",
        "imported__file_name",
        "line",
        "column",
        "value",
        "code",
        "suggestion",
        "raw",
        "params",
    )
    for *cells, params in rows.values_list(*names).iterator(chunk_size=2_000):
        cells[REASON] = explain(cells[REASON], {"column": cells[COLUMN], **params}).sentence
        yield tuple(cells)
