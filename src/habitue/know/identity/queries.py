"""Identity's SQL."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from habitue.ground.kernel.api import copy_field, copy_rows, execute, fetch_all
from habitue.know.identity.columns import (
    COLUMNS,
    NODE_COLUMNS,
    STORED_COLUMNS,
    AskedRow,
    Node,
    StoredRecord,
    stored,
)

# Each slice looks up thousands of values in tables whose statistics may be minutes old: without this, and without the
# `offset 0` that keeps a join in its written order, the planner may read whole tables because it still believes them empty.
_BY_INDEX = "set local enable_seqscan = off"

_SHARING = f"""
select i.value, n.* from unnest(%s::text[]) v(value)
cross join lateral (select * from identity_identifier i where i.value = v.value and i.house_id = %s offset 0) i
cross join lateral (select {NODE_COLUMNS} from identity_record r where r.record_id = i.record_id offset 0) n
"""
_OF_CUSTOMERS = f"select {NODE_COLUMNS} from identity_record r where r.customer_id = any(%s::uuid[])"
_OF_RECORDS = (
    f"select {NODE_COLUMNS}, r.states, r.grade from identity_record r where r.record_id = any(%s::uuid[])"
)
_STORED = f"select {STORED_COLUMNS} from identity_record r where r.customer_id = any(%s::uuid[]) order by r.customer_id"
_PLACEHOLDERS = "select value from identity_placeholder where house_id = %s and value = any(%s)"
_ALL_PLACEHOLDERS = "select value from identity_placeholder where house_id = %s"
_LOOKED_UP = 500
_VERDICTS = """
select record_a::text, record_b::text, kind from identity_verdict
where withdrawn_at is null and overruled_by is null and (record_a = any(%s::uuid[]) or record_b = any(%s::uuid[]))
order by given_at
"""
_ALL_VERDICTS = """
select record_a::text, record_b::text, kind from identity_verdict
where house_id = %s and withdrawn_at is null and overruled_by is null order by given_at
"""
_TOLD_SAME = f"""
select {NODE_COLUMNS} from identity_record r where r.record_id in (
    select record_b from identity_verdict
    where kind = 'same' and withdrawn_at is null and overruled_by is null and record_a = any(%s::uuid[])
    union select record_a from identity_verdict
    where kind = 'same' and withdrawn_at is null and overruled_by is null and record_b = any(%s::uuid[]))
"""
_CROWDED = """
select i.value, count(distinct case when r.last_key <> '' then r.last_key else r.first_key end), count(*)
from unnest(%s::text[]) v(value)
cross join lateral (select * from identity_identifier i where i.value = v.value and i.house_id = %s offset 0) i
cross join lateral (select last_key, first_key from identity_record r where r.record_id = i.record_id offset 0) r
group by i.value having count(*) > 4
"""
_PEOPLE = """
select distinct case when r.last_key <> '' then r.last_key else r.first_key end
from (select record_id from identity_identifier where value = %s and house_id = %s limit %s) i
join identity_record r on r.record_id = i.record_id
"""
_MOVE = """
update identity_record r set customer_id = n.customer_id
from (select unnest(%s::uuid[]) record_id, unnest(%s::uuid[]) customer_id) n where r.record_id = n.record_id
"""
_FORGET = """
delete from identity_identifier i using (select unnest(%s::text[]) value, unnest(%s::uuid[]) record_id) g
where i.value = g.value and i.record_id = g.record_id
"""
_FLAG = """
insert into identity_placeholder (house_id, value, people, records, found_at)
select %s, unnest(%s::text[]), unnest(%s::int[]), unnest(%s::int[]), now() on conflict do nothing
"""
_COUNT_NOW = """
insert into identity_qualitynow as q (source_id, field, state, records)
select %s::uuid, unnest(%s::text[]), unnest(%s::text[]), unnest(%s::bigint[])
on conflict (source_id, field, state) do update set records = q.records + excluded.records
"""
_COUNT_IMPORT = """
insert into identity_qualityofimport as q (import_id, source_id, last_seq, field, state, records)
select %s::uuid, %s::uuid, %s, unnest(%s::text[]), unnest(%s::text[]), unnest(%s::bigint[])
on conflict (import_id, field, state)
do update set records = q.records + excluded.records, last_seq = excluded.last_seq where q.last_seq < excluded.last_seq
"""
_RATE = """
insert into identity_duplicaterate (import_id, source_id, at, records, customers)
select %s, %s, now(), count(*), count(distinct customer_id) from identity_record where source_id = %s
on conflict (import_id) do nothing
"""
_MISSING_RATES = """
insert into identity_duplicaterate (import_id, source_id, at, records, customers)
select i.import_id, i.source_id, now(), n.records, n.customers
from (select distinct import_id, source_id from identity_qualityofimport where source_id = any(%s::uuid[])) i
cross join lateral (
    select count(*) as records, count(distinct customer_id) as customers from identity_record where source_id = i.source_id
) n
where not exists (select 1 from identity_duplicaterate d where d.import_id = i.import_id)
"""
_MERGED = """
insert into identity_mergedcustomer (customer_id, house_id, into_id, anchor, at)
select unnest(%s::uuid[]), %s, unnest(%s::uuid[]), unnest(%s::uuid[]), now()
on conflict (customer_id) do update set into_id = excluded.into_id, anchor = excluded.anchor, at = now()
"""
_FORMER = "select anchor::text, customer_id::text from identity_mergedcustomer where anchor = any(%s::uuid[])"
_LEAD = """
update identity_mergedcustomer m set into_id = n.into_id
from (select unnest(%s::uuid[]) customer_id, unnest(%s::uuid[]) into_id) n where m.customer_id = n.customer_id
"""
_UNASKED = """
country = 'FR' and issues && '{address=B,address=C,address=D}'::text[] and not issues = '{}' and not reasons && %s::text[]
"""
_BY_ID = (
    f"select {STORED_COLUMNS} from identity_record r where r.record_id = any(%s::uuid[]) order by r.record_id"
)
_WRITE_ASKED = """
update identity_record r
set number = n.number, street = n.street, postcode = n.postcode, town = n.town, insee = n.insee, lines = n.lines,
    grade = n.grade, proposal = n.proposal, issues = n.issues::text[], reasons = n.reasons::text[]
from unnest(%s::uuid[], %s::text[], %s::text[], %s::text[], %s::bool[], %s::text[], %s::text[], %s::text[], %s::text[],
            %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
    n(record_id, was_lines, was_grade, was_reasons, confirmed, number, street, postcode, town, insee, lines, grade,
      proposal, issues, reasons)
where r.record_id = n.record_id and r.lines = n.was_lines and r.grade = n.was_grade and r.reasons::text = n.was_reasons
returning r.customer_id::text, n.was_grade, n.grade, n.confirmed
"""
_REVIVE = "delete from identity_mergedcustomer where customer_id = any(%s::uuid[])"


def by_index() -> None:
    """Make this transaction look values up by index, whatever the planner believes of the tables' sizes."""
    execute(_BY_INDEX)


def one_at_a_time(house: UUID) -> None:
    """Decide alone in this house until the transaction ends: a person's gesture and the log's next slice would each
    move records under the other's feet.
    """
    execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"identity {house}"])


def sharing(house: UUID, values: Sequence[str]) -> list[tuple[str, Node]]:
    """(value, record) for every stored record that has one of these identifiers."""
    if not values:
        return []
    return [(row[0], Node(*row[1:])) for row in fetch_all(_SHARING, [list(values), house])]


def nodes_of_customers(customers: Iterable[str]) -> list[Node]:
    """All records of these customers."""
    if not (wanted := list(customers)):
        return []
    return [Node(*row) for row in fetch_all(_OF_CUSTOMERS, [wanted])]


def nodes_in_house(house: UUID, customer: UUID) -> list[Node]:
    """All records of a customer, none when it is of another house."""
    return [Node(*row) for row in fetch_all(f"{_OF_CUSTOMERS} and r.house_id = %s", [[customer], house])]


def nodes_of_house(house: UUID, records: Sequence[str]) -> list[Node]:
    """Those of these records that are stored in this house."""
    rows = fetch_all(f"{_OF_RECORDS} and r.house_id = %s", [list(records), house])
    return [Node(*row[:-2]) for row in rows]


def nodes_of_records(records: Sequence[str]) -> list[tuple[Node, str, str]]:
    """(record, its states, its address grade) of those of these records that are stored."""
    return [(Node(*row[:-2]), row[-2], row[-1]) for row in fetch_all(_OF_RECORDS, [list(records)])]


def records_of_customers(customers: Sequence[str]) -> list[StoredRecord]:
    """Every stored record of these customers, those of one customer together."""
    return list(stored(fetch_all(_STORED, [list(customers)])))


def placeholders(house: UUID, values: Collection[str]) -> set[str]:
    """Those of these identifiers that are known to be shared by unrelated people.

    For a large slice the whole list is read, which is short, instead of looking each value up.
    """
    if len(values) > _LOOKED_UP:
        return {row[0] for row in fetch_all(_ALL_PLACEHOLDERS, [house])}.intersection(values)
    return {row[0] for row in fetch_all(_PLACEHOLDERS, [house, list(values)])} if values else set()


def verdicts(records: Sequence[str]) -> list[tuple[str, str, str]]:
    """(record, record, `same` or `apart`): what people said of these records and is not withdrawn, oldest first."""
    return fetch_all(_VERDICTS, [list(records), list(records)])


def all_verdicts(house: UUID) -> list[tuple[str, str, str]]:
    """(record, record, `same` or `apart`): everything that people said in this house and is not withdrawn, oldest first."""
    return fetch_all(_ALL_VERDICTS, [house])


def told_same(records: Sequence[str]) -> list[Node]:
    """The records that people said, and still say, to be the same as any of these."""
    return [Node(*row) for row in fetch_all(_TOLD_SAME, [list(records), list(records)])]


def people_by_value(house: UUID, values: Sequence[str]) -> list[tuple[str, int, int]]:
    """(identifier, people, records) of those of these values that several people hold."""
    return fetch_all(_CROWDED, [values, house]) if values else []


def people_sharing(house: UUID, value: str, among: int | None) -> set[str]:
    """The people who hold an identifier, as their folded names, among so many of its records or all."""
    return {row[0] for row in fetch_all(_PEOPLE, [value, house, among])}


def insert(lines: Iterable[str]) -> None:
    """COPY normal records (lines of `columns.row_line`)."""
    copy_rows("identity_record", COLUMNS, lines)


def insert_keys(house: UUID, keys: Iterable[tuple[str, str]]) -> None:
    """COPY (key, record) pairs."""
    ready = [f"{copy_field(key)}\t{record}\t{house}" for key, record in keys]
    copy_rows("identity_identifier", "value, record_id, house_id", ready)


def remove(records: Sequence[str], keys: Sequence[tuple[str, str]]) -> None:
    """Take records out, to be written anew, with their keys and edges."""
    execute(_FORGET, [[key for key, _ in keys], [record for _, record in keys]])
    execute("delete from identity_record where record_id = any(%s::uuid[])", [list(records)])


def move(customer_of: Mapping[str, str]) -> None:
    """Give stored records another customer."""
    if customer_of:
        execute(_MOVE, [list(customer_of), list(customer_of.values())])


def flag_placeholders(house: UUID, found: Sequence[tuple[str, int, int]]) -> None:
    """Keep (value, people, records) of values found to be shared by unrelated people."""
    if found:
        values, people, records = (list(column) for column in zip(*found, strict=True))
        execute(_FLAG, [house, values, people, records])


def unflag(house: UUID, values: Sequence[str]) -> None:
    """Let these values link again."""
    if values:
        execute(
            "delete from identity_placeholder where house_id = %s and value = any(%s)", [house, list(values)]
        )


def count_quality(
    source: str,
    import_id: UUID,
    last_seq: int,
    now: Mapping[tuple[str, str], int],
    of_import: Mapping[Any, int],
) -> None:
    """Add to the counts by (field, state): of the source as it stands now, and of this import.

    An import's counts take each slice once, by its last place in the feed: a replay, which finds only the versions that
    still stand, leaves what was counted of those that came.
    """
    count_now(source, now)
    if of_import:
        execute(_COUNT_IMPORT, [import_id, source, last_seq, *_columns(of_import)])


def count_now(source: str, now: Mapping[tuple[str, str], int]) -> None:
    """Add differences to a source's counts by (field, state) as it stands."""
    if now:
        execute(_COUNT_NOW, [source, *_columns(now)])


def keep_duplicate_rate(source: UUID, import_id: UUID) -> None:
    """Count a source's records and customers as an import leaves them."""
    execute(_RATE, [import_id, source, source])


def keep_missing_rates(sources: Sequence[UUID]) -> None:
    """The same for every import of these sources of which it was not done yet."""
    execute(_MISSING_RATES, [list(sources)])


def keep_merged(
    house: UUID, merged: Mapping[str, str], anchor: Mapping[str, str], alive: Sequence[str]
) -> None:
    """Remember which customers live on in which, with the record that each follows, and that `alive` ones stand for
    themselves.
    """
    execute(_REVIVE, [list(alive)])
    if merged:
        anchors = [anchor[customer] for customer in merged]
        execute(_MERGED, [list(merged), house, list(merged.values()), anchors])


def former_customers(records: Sequence[str]) -> dict[str, list[str]]:
    """By record: the merged customers that followed it."""
    found: dict[str, list[str]] = {}
    for record, customer in fetch_all(_FORMER, [list(records)]):
        found.setdefault(record, []).append(customer)
    return found


def lead(into: Mapping[str, str]) -> None:
    """Let merged customers lead to others than before."""
    if into:
        execute(_LEAD, [list(into), list(into.values())])


def _columns(counts: Mapping[tuple[str, str], int]) -> list[list[Any]]:
    return [[field for field, _ in counts], [state for _, state in counts], list(counts.values())]


def any_verdict(house: UUID) -> bool:
    """Whether anybody has ever said anything of two records of this house."""
    return bool(
        fetch_all(
            "select 1 from identity_verdict where house_id = %s and withdrawn_at is null limit 1", [house]
        )
    )


def unasked(source: UUID, marks: Sequence[str], limit: int) -> list[str]:
    """So many of a source's records with a French address under A whose reasons hold none of these marks."""
    sql = f"select record_id::text from identity_record where source_id = %s and {_UNASKED} limit %s"
    return [row[0] for row in fetch_all(sql, [source, list(marks), limit])]


def sources_unasked(marks: Sequence[str]) -> list[tuple[UUID, UUID]]:
    """(house, source) of every source that has such records."""
    return fetch_all(
        f"select distinct house_id, source_id from identity_record where {_UNASKED}", [list(marks)]
    )


def records_by_id(records: Sequence[str]) -> list[StoredRecord]:
    """Those of these records that are stored, by id."""
    return list(stored(fetch_all(_BY_ID, [list(records)])))


def write_asked(asked: Sequence[AskedRow]) -> list[tuple[str, str, str]]:
    """Write what became of records that have not changed since they were asked of.

    Returns (customer, grade before, grade) of those confirmed.
    """
    if not asked:
        return []
    columns = [list(column) for column in zip(*asked, strict=True)]
    return [tuple(row[:3]) for row in fetch_all(_WRITE_ASKED, columns) if row[3]]
