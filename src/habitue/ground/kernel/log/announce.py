"""Writing to the log."""

from collections.abc import Sequence

import msgspec
from django.db import connection

from habitue.ground.kernel.log.types import Announcement

CHANNEL = "habitue_log"

_INSERT = """
insert into kernel_log (house_id, type, version, subject, payload)
select * from unnest(%s::uuid[], %s::text[], %s::smallint[], %s::text[], %s::jsonb[])
"""


def announce(*announcements: Announcement) -> None:
    """Write facts to the log, inside the caller's transaction, and wake the consumers when it commits.

    Raises RuntimeError outside a transaction: a fact and the state that it announces must stand or fall together.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("announce() outside a transaction")
    if announcements:
        _write(announcements)


def _write(announcements: Sequence[Announcement]) -> None:
    columns = (
        [a.house for a in announcements],
        [a.type for a in announcements],
        [a.version for a in announcements],
        [a.subject for a in announcements],
        [msgspec.json.encode(a.payload).decode() for a in announcements],
    )
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, columns)
        cursor.execute("select pg_notify(%s, '')", [CHANNEL])
