"""What became of customers, kept and announced."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from habitue.ground.kernel.api import announce
from habitue.ground.kernel.types import Announcement
from habitue.know.identity import queries
from habitue.know.identity.events import (
    CUSTOMERS_MERGED,
    CUSTOMERS_RESOLVED,
    CUSTOMERS_UNMERGED,
    CustomersMerged,
    CustomersResolved,
    CustomersUnmerged,
)
from habitue.know.identity.rules.assignment import Assignment

ANNOUNCED_AT_ONCE = 5_000
"""Customers named in one fact: large enough to be cheap, small enough for a reader's transaction."""


def announce_assignment(
    house: UUID,
    result: Assignment,
    before: Mapping[str, str],
    moved: Mapping[str, str],
    changed_records: set[str],
    by: str,
) -> None:
    """Keep which customers live on in which, and tell everybody. `before`: the announced customers of the records."""
    changed = {result.customer_of[record] for record in changed_records if record in result.customer_of}
    changed |= set(moved.values())
    changed |= {before[record] for record in (*moved, *changed_records) if record in before}
    alive = set(result.customer_of.values())
    gone = sorted(changed - alive)
    if before:
        stand = sorted((set(before.values()) & alive) | result.revived)
        queries.keep_merged(house, result.merged, result.anchor, stand)
        queries.lead(result.led)
    announce(
        *resolved_facts(house, sorted(changed & alive), gone),
        *_merged_facts(house, result, by),
        *(
            Announcement(
                house, CUSTOMERS_UNMERGED, origin, CustomersUnmerged(origin, sorted(set(parts)), by).payload()
            )
            for origin, parts in result.parts.items()
        ),
    )


def resolved_facts(house: UUID, changed: Sequence[str], gone: Sequence[str]) -> list[Announcement]:
    """The facts that name customers that are new, changed or gone; none when there is nothing to say."""
    parts = [changed[at : at + ANNOUNCED_AT_ONCE] for at in range(0, len(changed), ANNOUNCED_AT_ONCE)]
    return [
        Announcement(house, CUSTOMERS_RESOLVED, "", CustomersResolved(part, () if at else gone).payload())
        for at, part in enumerate(parts or ([[]] if gone else []))
    ]


def _merged_facts(house: UUID, result: Assignment, by: str) -> list[Announcement]:
    gone_into: dict[str, list[str]] = {}
    for old, new in sorted(result.merged.items()):
        gone_into.setdefault(new, []).append(old)
    return [
        Announcement(house, CUSTOMERS_MERGED, into, CustomersMerged(into, gone, by).payload())
        for into, gone in sorted(gone_into.items())
    ]
