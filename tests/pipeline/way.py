"""Short ways to send files down the way of the data, and to look at where everything stands."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection

from habitue.ground.kernel.api import consume_until_idle
from habitue.ground.kernel.types import Actor
from habitue.know.collect import api as collect
from habitue.know.collect.api import ImportView
from habitue.know.collect.types import ColumnMapping, Field
from habitue.know.collect.types import Mapping as FileMapping
from habitue.know.identity.api import CONSUMER as IDENTITY
from habitue.know.profiles.api import CONSUMER as PROFILES

HEADER = "id;nom;prenom;naissance;email;mobile;carte;adresse;cp;ville;maj"
FIELDS = (
    Field.KEY,
    Field.LAST_NAME,
    Field.FIRST_NAME,
    Field.BIRTH_DATE,
    Field.EMAIL,
    Field.MOBILE,
    Field.CARD,
    Field.ADDRESS1,
    Field.POSTCODE,
    Field.TOWN,
    Field.CHANGED_AT,
)
DAY = "2026-01-01"
Cells = Mapping[str, str]


def line(id: str, **cells: str) -> str:
    """A line of a file under HEADER; cells by column name, empty when not given, changed on DAY."""
    values: dict[str, str] = {"id": id, "maj": DAY, **cells}
    return ";".join(values.pop(name, "") for name in HEADER.split(";")) + ("" if not values else _odd(values))


def _odd(values: Mapping[str, str]) -> str:
    raise KeyError(f"no such columns: {sorted(values)}")


def mapping(
    columns: Sequence[str] = tuple(HEADER.split(";")), fields: Sequence[Field] = FIELDS
) -> FileMapping:
    """The mapping of HEADER's columns, or of others."""
    mapped = tuple(ColumnMapping(column, field) for column, field in zip(columns, fields, strict=True))
    return FileMapping(mapped, (columns[0],), "iso")


def source(actor: Actor, name: str = "caisse", **trust: int) -> UUID:
    """A source of this name, made at the first call."""
    known = collect.source_by_name(actor=actor, name=name)
    return (known or collect.create_source(actor=actor, name=name, trust=trust)).id


def received(
    actor: Actor,
    source_id: UUID,
    text: str | bytes,
    *,
    name: str = "clients.csv",
    made: datetime | None = None,
) -> list[ImportView]:
    """A file, kept and looked into."""
    data = text.encode() if isinstance(text, str) else text
    return collect.receive_file(actor=actor, name=name, blocks=[data], source_id=source_id, effective_at=made)


def bring(
    actor: Actor,
    source_id: UUID,
    *lines: str,
    header: str = HEADER,
    by: FileMapping | None = None,
    made: datetime | None = None,
) -> ImportView:
    """Import lines as a file of a source, to the end of collect's part."""
    (view,) = received(actor, source_id, "\n".join((header, *lines)) + "\n", made=made)
    return run(actor, view, by or mapping())


def run(actor: Actor, view: ImportView, by: FileMapping) -> ImportView:
    """Map, start and perform an import that was received."""
    collect.save_import_mapping(actor=actor, import_id=view.id, mapping=by)
    collect.start(actor=actor, import_id=view.id, now_here=True)
    assert collect.perform(import_id=view.id)
    return collect.import_view(actor=actor, import_id=view.id)


def bring_file(actor: Actor, source_id: UUID, path: Path) -> list[ImportView]:
    """Import a file as `--yes` would."""
    made = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    views = collect.receive_file(
        actor=actor, name=path.name, blocks=collect.blocks_of(path), source_id=source_id, effective_at=made
    )
    return [run(actor, view, view.mapping) if view.mapping else view for view in views]


def resolve() -> None:
    """Let identity and profiles read the log to its end; nothing may be set aside."""
    consume_until_idle([IDENTITY, PROFILES])
    assert rows("select consumer, error from kernel_dead_letter") == []


def rows(sql: str, *params: Any) -> list[tuple[Any, ...]]:
    """All rows of a query."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def one(sql: str, *params: Any) -> Any:
    """The only value of a query."""
    ((value,),) = rows(sql, *params)
    return value


def counts(view: ImportView) -> dict[str, int]:
    """What became of an import's lines, without zeros."""
    return {name: count for name, count in view.counts.items() if count}


def partition() -> set[frozenset[str]]:
    """Who is with whom, as sets of `source/key`."""
    groups: dict[str, set[str]] = defaultdict(set)
    sql = """select s.name || '/' || r.key, r.customer_id::text
             from identity_record r join collect_source s on s.id = r.source_id"""
    for record, customer in rows(sql):
        groups[customer].add(record)
    return {frozenset(group) for group in groups.values()}


def groups(*texts: str) -> set[frozenset[str]]:
    """A partition as a person writes it: `groups("a/1 b/2", "a/3")`."""
    return {frozenset(text.split()) for text in texts}


def customer(record: str) -> str:
    """The customer of a record `source/key`."""
    name, _, key = record.partition("/")
    sql = """select r.customer_id::text from identity_record r join collect_source s on s.id = r.source_id
             where s.name = %s and r.key = %s"""
    return str(one(sql, name, key))


def record_id(record: str) -> UUID:
    """The id of a record `source/key`."""
    name, _, key = record.partition("/")
    sql = "select r.id from collect_record r join collect_source s on s.id = r.source_id where s.name = %s and r.key = %s"
    found = one(sql, name, key)
    assert isinstance(found, UUID)
    return found


_STATE = {
    "collect_record": "id, source_id, key, changed_at, hash, imported_id, seq, raw",
    "collect_reject": "id, imported_id, line, code, state, fingerprint",
    "identity_record": "*",
    "identity_identifier": "*",
    "identity_placeholder": "house_id, value, people, records",
    "identity_mergedcustomer": "*",
    "identity_qualitynow": "source_id, field, state, records",
    "profiles_customer": "*",
    "profiles_word": "*",
}


def state(*tables: str) -> dict[str, list[str]]:
    """Everything that these tables hold (all tables of the way when none is named), row by row as text, sorted."""
    chosen = tables or tuple(_STATE)
    return {
        table: sorted(row[0] for row in rows(f"select ({', '.join(_prefixed(table))})::text from {table} t"))
        for table in chosen
    }


def _prefixed(table: str) -> list[str]:
    return [f"t.{column.strip()}" for column in _STATE[table].split(",")]


def everything() -> dict[str, int]:
    """How many rows every table of the database holds."""
    names = [row[0] for row in rows("select tablename from pg_tables where schemaname = 'public'")]
    return {name: one(f'select count(*) from "{name}"') for name in names}


UNTIMED = mapping(("id", "nom", "email"), (Field.KEY, Field.LAST_NAME, Field.EMAIL))


def untimed(actor: Actor, source_id: UUID, made: datetime, *lines: str) -> ImportView:
    """A file whose lines have no change time of their own."""
    return bring(actor, source_id, *lines, header="id;nom;email", by=UNTIMED, made=made)
