"""A table written anew beside itself, for a load that is larger than what the table holds.

Rows that go one by one into the indexes of a large table cost more than the rows themselves. Loaded into an empty twin whose
indexes are built at the end, and which takes the table's place in the same transaction, they cost half: and PostgreSQL
writes nothing of it into its own log but the end result. Readers see the old table until the transaction ends.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from habitue.ground.kernel.sql import execute, fetch_all

_ENDING = "_twin"
_INDEXES = """
select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid), i.indisprimary
from pg_index i where i.indrelid = %s::regclass order by i.indexrelid
"""
# Measured: a GIN index built in a little memory, which the processor's cache holds, costs a quarter less than in much; and
# helpers beside the first process cost more than they take over, which a machine that also serves pages has not to spare.
_FRUGAL = (
    "set local maintenance_work_mem = '8MB'",
    "set local max_parallel_maintenance_workers = 0",
)
_HEAD = re.compile(r"^(CREATE (?:UNIQUE )?INDEX) \S+ ON \S+ ")


@contextmanager
def twin_of(table: str) -> Iterator[str]:
    """An empty table of the same columns, by its name; it takes the place of `table` when the block ends without an error.

    What `table` holds is gone then, unless the block copies it. Nobody else can write to `table` until the caller's
    transaction ends. The table must have no other constraints than its primary key, and none may point at it.
    """
    twin = table + _ENDING
    execute(f"lock table {table} in share row exclusive mode")
    execute(f"create table {twin} (like {table} including defaults including storage)")
    yield twin
    for setting in _FRUGAL:
        execute(setting)
    indexes = fetch_all(_INDEXES, [table])
    for name, definition, primary in indexes:
        execute(_HEAD.sub(rf"\1 {name}{_ENDING} ON {twin} ", definition))
        if primary:
            execute(f"alter table {twin} add primary key using index {name}{_ENDING}")
    execute(f"drop table {table}")
    execute(f"alter table {twin} rename to {table}")
    for name, _, _ in indexes:
        execute(f"alter index {name}{_ENDING} rename to {name}")
