"""What a dry run would have stored so far, so that a key met again further down a file is judged as the import will."""

from collections.abc import Sequence
from uuid import UUID

from habitue.ground.kernel.api import execute, fetch_all
from habitue.know.collect import queries
from habitue.know.collect.rules.versions import Incoming, Known

_MAKE = """
create temporary table if not exists collect_trial (key text primary key, hash bigint, changed_at timestamptz)
"""
_LEARN = """
insert into collect_trial select unnest(%s::text[]), unnest(%s::bigint[]), unnest(%s::timestamptz[])
on conflict (key) do update set hash = excluded.hash, changed_at = excluded.changed_at
"""
_KNOWN = "select key, '', hash, changed_at from collect_trial where key = any(%s)"


class Trial:
    """A table of this session alone, gone with it: a file of any size is tried in the memory of a small one."""

    def __init__(self) -> None:
        execute(_MAKE)
        execute("truncate collect_trial")

    def known(self, source: UUID | None, keys: Sequence[str]) -> dict[str, Known]:
        """What would be stored under these keys by now: what the file has said before what the source had."""
        stored = queries.known_records(source, keys) if source else {}
        return stored | {row[0]: Known(*row[1:]) for row in fetch_all(_KNOWN, [list(keys)])}

    def learn(self, lines: Sequence[Incoming]) -> None:
        """Take lines as if they had been stored."""
        columns = ([line.key for line in lines], [line.hash for line in lines])
        execute(_LEARN, [*columns, [line.changed_at for line in lines]])

    def close(self) -> None:
        """Forget it all."""
        execute("drop table collect_trial")
