"""What identity does when collect announces records."""

from collections.abc import Sequence
from uuid import UUID

from habitue.ground.kernel.api import comes_again, utc_now
from habitue.ground.kernel.types import Consumer, Fact
from habitue.know.collect.api import received, source_names
from habitue.know.collect.events import IMPORT_FINISHED, RECORDS_RECEIVED
from habitue.know.identity import edges, queries
from habitue.know.identity.bulk.house import match_house
from habitue.know.identity.jobs import defer_confirming
from habitue.know.identity.resolving.resolve import resolve_received, settle_waiting

FEW = 50
"""Fewer waiting records than one in so many of the house are settled one by one."""


def react(facts: Sequence[Fact]) -> None:
    """Resolve the records of each fact, in order; when an import has ended, have its doubtful addresses confirmed."""
    for fact in facts:
        if fact.type == RECORDS_RECEIVED:
            _resolve(fact)
        else:
            _finish(fact)


def _resolve(fact: Fact) -> None:
    said = fact.payload
    source = UUID(said["source"])
    for part in received(source_id=source, first_seq=said["first"], last_seq=said["last"]):
        resolve_received(fact.house, part, last_seq=said["last"], fresh=said["fresh"], today=utc_now().date())


def _finish(fact: Fact) -> None:
    """When other imports of the house have ended meanwhile, the last of them has all waiting records matched at once."""
    source = UUID(fact.payload["source"])
    defer_confirming(fact.house, source)
    if comes_again(fact):
        return
    match_waiting(fact.house)
    queries.keep_duplicate_rate(source, UUID(fact.payload["import"]))
    queries.keep_missing_rates(list(source_names(house_id=fact.house)))


def match_waiting(house: UUID) -> None:
    """Match the records that wait: with the whole house when they are many, one slice after the other when they are few."""
    queries.one_at_a_time(house)
    waiting = len(edges.waiting(house))
    if not waiting:
        return
    if waiting * FEW < edges.count_records(house):
        settle_waiting(house)
    else:
        match_house(house)


def start_again() -> None:
    """Before a replay nothing goes: records are written anew over themselves and keep their customer, what is counted
    of them changes by the difference, and what people said stays said.
    """


CONSUMER = Consumer(
    name="identity",
    types=frozenset({RECORDS_RECEIVED, IMPORT_FINISHED}),
    handle=react,
    reset=start_again,
    batch=1,
)
