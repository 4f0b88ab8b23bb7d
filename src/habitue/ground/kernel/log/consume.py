"""Reading the log: exactly once inside PostgreSQL, in order, without gaps.

A consumer reads in (transaction, id) order above its offset and below the oldest transaction still running, so that a
fact of a slow transaction is never jumped over; its work and its new offset commit together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
import structlog
from django.db import InterfaceError, OperationalError, connection, transaction

from habitue.ground.kernel.log.types import Consumer, Fact

logger = structlog.get_logger(__name__)

_LOCK = "select tx::text::bigint, last_id from kernel_consumer where name = %s for update"
# One statement, so that the facts and the horizon (the last fact that every reader may pass) are of one snapshot.
_READ = """
with horizon as materialized (
    select tx, id from kernel_log where tx < pg_snapshot_xmin(pg_current_snapshot()) order by tx desc, id desc limit 1
), heard as materialized (
    select * from kernel_log
    where (tx, id) > (%s::text::xid8, %s) and tx < pg_snapshot_xmin(pg_current_snapshot()) and type = any(%s)
    order by tx, id limit %s
)
select z.tx::text::bigint, z.id, f.tx::text::bigint, f.id, f.house_id, f.type, f.version, f.subject, f.recorded_at, f.payload
from horizon z left join heard f on true order by f.tx, f.id
"""
_SAVE = "update kernel_consumer set tx = %s::text::xid8, last_id = %s, updated_at = now() where name = %s"
_SET_ASIDE = """
insert into kernel_dead_letter (consumer, tx, log_id, error, set_aside_at) values (%s, %s, %s, %s, now())
on conflict (consumer, log_id) do update set error = excluded.error, set_aside_at = now()
"""
_LATER = """
select exists (select 1 from kernel_log where house_id = %s and type = %s and (tx, id) > (%s::text::xid8, %s::bigint))
"""
_LAG = """
select c.name, (select count(*) from kernel_log l where (l.tx, l.id) > (c.tx, c.last_id)),
       (select min(l.recorded_at) from kernel_log l where (l.tx, l.id) > (c.tx, c.last_id))
from kernel_consumer c order by c.name
"""


@dataclass(frozen=True, slots=True)
class Lag:
    """How far behind the end of the log a consumer is: facts waiting and the time of the oldest."""

    consumer: str
    facts: int
    oldest: datetime | None


def consume_batch(consumer: Consumer) -> int:
    """Handle the next batch of facts that the consumer hears; returns how many there were (0: none is waiting).

    When handling a batch fails, its facts are handled one by one and the failing one is set aside as a dead letter, so
    that a poisoned fact never blocks its neighbours. A lost or busy database is raised instead: it says nothing of a fact.
    """
    try:
        with transaction.atomic():
            facts = _next(consumer)
            _handle(consumer, facts)
        return len(facts)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        logger.warning("log.batch_failed", consumer=consumer.name, error=type(error).__name__)
        return _one_by_one(consumer)


def consume_until_idle(consumers: Sequence[Consumer]) -> int:
    """Drain the log through consumers in the given order until none finds anything; returns the number of facts read."""
    total = 0
    while read := sum(_drain(consumer) for consumer in consumers):
        total += read
    return total


def _drain(consumer: Consumer) -> int:
    total = 0
    while read := consume_batch(consumer):
        total += read
    return total


def lags() -> list[Lag]:
    """How far behind each consumer is."""
    with connection.cursor() as cursor:
        cursor.execute(_LAG)
        return [Lag(*row) for row in cursor.fetchall()]


def comes_again(fact: Fact) -> bool:
    """Whether a later fact of this type and house is in the log already: work that it will do again can be left to it."""
    with connection.cursor() as cursor:
        cursor.execute(_LATER, [fact.house, fact.type, *map(str, fact.position)])
        row = cursor.fetchone()
    return bool(row and row[0])


def rewind(consumer: Consumer) -> None:
    """Empty the consumer's derived state and set it back to the start of the log, in one transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        _lock(consumer.name)
        consumer.reset()
        cursor.execute(_SAVE, ["0", 0, consumer.name])


def _one_by_one(consumer: Consumer) -> int:
    with transaction.atomic():
        facts = _next(consumer)
        for fact in facts:
            _handle_or_set_aside(consumer, fact)
    return len(facts)


def _handle_or_set_aside(consumer: Consumer, fact: Fact) -> None:
    try:
        with transaction.atomic():
            _handle(consumer, [fact])
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        # An error's text may quote a person's data: it goes to the table, only its kind to the log.
        kind = type(error).__name__
        logger.error("log.dead_letter", consumer=consumer.name, log_id=fact.position[1], error=kind)
        with connection.cursor() as cursor:
            cursor.execute(_SET_ASIDE, [consumer.name, *fact.position, repr(error)])


def _handle(consumer: Consumer, facts: Sequence[Fact]) -> None:
    if facts:
        consumer.handle(facts)


def _next(consumer: Consumer) -> list[Fact]:
    """Lock the consumer's offset, read the facts above it that it hears, and move the offset past them.

    After the last of them the offset jumps to the horizon: what nobody here hears is not stepped over one by one.
    """
    before = _lock(consumer.name)
    with connection.cursor() as cursor:
        cursor.execute(_READ, [str(before[0]), before[1], list(consumer.types), consumer.batch])
        rows = cursor.fetchall()
        facts = [_fact(row[2:]) for row in rows if row[2] is not None]
        horizon = (rows[0][0], rows[0][1]) if rows else before
        place = facts[-1].position if len(facts) == consumer.batch else max(horizon, before)
        if place != before:
            cursor.execute(_SAVE, [str(place[0]), place[1], consumer.name])
    return facts


def _lock(name: str) -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute("insert into kernel_consumer (name) values (%s) on conflict do nothing", [name])
        cursor.execute(_LOCK, [name])
        row: tuple[int, int] = cursor.fetchone()
    return row


def _fact(row: tuple[Any, ...]) -> Fact:
    tx, id_, house, type_, version, subject, recorded_at, payload = row
    return Fact((tx, id_), house, type_, version, subject, recorded_at, msgspec.json.decode(payload))
