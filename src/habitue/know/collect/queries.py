"""Collect's SQL: set-based reads and writes of records, rejects and progress."""

from collections.abc import Iterator, Mapping, Sequence
from struct import Struct
from uuid import UUID

import msgspec

from habitue.ground.kernel.api import copy_binary, execute, fetch_all, microseconds, new_id_bytes
from habitue.know.collect.rules.versions import CELLS, Incoming, Known

_COLUMNS = "id, source_id, key, changed_at, hash, imported_id, seq, raw"

# A row of COPY in the binary format, in the order of _COLUMNS: what stands before the text of the key, and after it.
_HEAD, _REST = Struct(">hi16si16si"), Struct(">iqiqi16siqi")

_KNOWN = """
select key, id::text, hash, coalesce(seen_at, changed_at) from collect_record
where source_id = %s and key = any(string_to_array(%s, E'\\x1f'))
"""
_KNOWN_OF_LIST = _KNOWN.replace("string_to_array(%s, E'\\x1f')", "%s")
_SEEN = """
update collect_record r set seen_at = n.at from (select unnest(%s::uuid[]) id, unnest(%s::timestamptz[]) at) n
where r.id = n.id
"""
_SAME_RAW = """
select r.key from collect_record r join (select unnest(%s::text[]) key, unnest(%s::text[]) raw) n using (key)
where r.source_id = %s and r.raw = n.raw
"""
_TAKE = """
insert into collect_feedcounter as c (id, last) values (1, %s)
on conflict (id) do update set last = c.last + excluded.last returning last
"""
_UPDATE = """
update collect_record r set changed_at = n.changed_at, seen_at = null, hash = n.hash, imported_id = %s, seq = n.seq,
                            raw = n.raw
from (select unnest(%s::uuid[]) id, unnest(%s::timestamptz[]) changed_at, unnest(%s::bigint[]) hash,
             unnest(%s::bigint[]) seq, unnest(%s::text[]) raw) n
where r.id = n.id
"""
_RECEIVED = """
select imported_id::text, id::text, key, changed_at::text, raw from collect_record
where seq between %s and %s and source_id = %s order by seq
"""

encode = msgspec.json.Encoder().encode
decode_cells = msgspec.json.Decoder(list[str]).decode


def known_records(source: UUID, keys: Sequence[str]) -> dict[str, Known]:
    """What is stored under these keys of a source."""
    joined = CELLS.join(keys)
    # One text for thousands of keys: the driver quotes a list key by key, which costs more than the question.
    if joined.count(CELLS) == len(keys) - 1:
        rows = fetch_all(_KNOWN, [source, joined])
    else:
        rows = fetch_all(_KNOWN_OF_LIST, [source, list(keys)])
    return {row[0]: Known(*row[1:]) for row in rows}


def one_at_a_time(source: UUID | None) -> None:
    """Let no other process judge lines against what this source has, until this transaction ends."""
    execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"collect source {source}"])


def keep_seen(lines: Sequence[Incoming], known: Mapping[str, Known]) -> None:
    """Note that later files still said the same of these records."""
    if lines:
        execute(_SEEN, [[known[line.key].id for line in lines], [line.changed_at for line in lines]])


def written_the_same(source: UUID, lines: Sequence[Incoming]) -> set[str]:
    """The keys of those lines that are stored letter for letter."""
    params = [[line.key for line in lines], [encode(line.cells).decode() for line in lines], source]
    return {row[0] for row in fetch_all(_SAME_RAW, params)}


def take_sequence(count: int) -> int:
    """Take `count` consecutive places in the feed; returns the first. Other imports wait until this transaction ends."""
    rows = fetch_all(_TAKE, [count])
    return int(rows[0][0]) - count + 1


def insert_records(source: UUID, imported: UUID, lines: Sequence[Incoming], first_seq: int) -> None:
    """COPY new records, the first at place `first_seq` of the feed."""
    copy_binary("collect_record", _COLUMNS, _binary_rows(source.bytes, imported.bytes, lines, first_seq))


def _binary_rows(
    source: bytes, imported: bytes, lines: Sequence[Incoming], first_seq: int
) -> Iterator[bytes]:
    head, rest = _HEAD.pack, _REST.pack
    for seq, (line, id_) in enumerate(zip(lines, new_id_bytes(len(lines)), strict=True), first_seq):
        key, raw = line.key.encode(), encode(line.cells)
        yield head(8, 16, id_, 16, source, len(key))
        yield key
        yield rest(8, microseconds(line.changed_at), 8, line.hash, 16, imported, 8, seq, len(raw))
        yield raw


def update_records(
    imported: UUID, lines: Sequence[Incoming], known: dict[str, Known], first_seq: int
) -> None:
    """Replace stored versions by newer ones, the first at place `first_seq` of the feed."""
    params = [
        imported,
        [known[line.key].id for line in lines],
        [line.changed_at for line in lines],
        [line.hash for line in lines],
        list(range(first_seq, first_seq + len(lines))),
        [encode(line.cells).decode() for line in lines],
    ]
    execute(_UPDATE, params)


def received(source: UUID, first: int, last: int) -> list[tuple[str, str, str, str, str]]:
    """(import, id, key, changed_at, raw) of a source's records in a range of the feed, in its order, all as text."""
    return fetch_all(_RECEIVED, [first, last, source])


def has_records(source: UUID) -> bool:
    """Whether a source has any record yet."""
    return bool(fetch_all("select 1 from collect_record where source_id = %s limit 1", [source]))
