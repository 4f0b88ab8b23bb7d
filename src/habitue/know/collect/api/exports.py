"""Rejects as rows, for files."""

from collections.abc import Iterator
from typing import Any

from habitue.ground.kernel.types import Actor
from habitue.know.collect.api.reject_lists import RejectFilters, filtered

HEADER = ("source", "file", "line", "column", "value", "reason", "suggestion", "raw")


def export_rejects(*, actor: Actor, filters: RejectFilters | None = None) -> Iterator[tuple[Any, ...]]:
    """The header, then one row per reject that passes the filters (the open ones without any), by file and line.

    Raises Forbidden without `feeds.see`.
    """
    actor.require("feeds.see")
    yield HEADER
    rows = filtered(actor, filters or RejectFilters()).order_by("imported_id", "line")
    names = ("source__name", "imported__file_name", "line", "column", "value", "code", "suggestion", "raw")
    yield from rows.values_list(*names).iterator(chunk_size=2_000)
