"""Between the house's tables and the engine's, by COPY."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from uuid import UUID

from django.db import connection

from habitue.ground.kernel.api import execute, fetch_all
from habitue.know.identity.bulk.engine import Engine
from habitue.know.identity.bulk.statements import NORMAL, keys, muted_keys
from habitue.know.identity.edges import DOUBT, LINK, TOLD
from habitue.know.identity.rules.model import Parameters
from habitue.know.identity.rules.review import BIT, MOST_RECORDS

_USABLE = "case when substr(states, {at}, 1) in ('v', 'd') then {column} else '' end"
_RECORDS = f"""
copy (select record_id, customer_id, source_id, key, first_key, last_key, birth_name, civility,
    coalesce(to_char(birth_date, 'YYYYMMDD'), ''), {_USABLE.format(at=3, column="email_key")},
    {_USABLE.format(at=4, column="mobile")}, {_USABLE.format(at=5, column="landline")},
    {_USABLE.format(at=6, column="card")}, number, street, complement, postcode, town
    from identity_record where house_id = '{{house}}') to stdout (format csv)
"""
_TAKEN = ("record_id", "customer_id", "source", "key", *NORMAL[2:])


def take_records(engine: Engine, house: UUID, names: Mapping[str, str]) -> None:
    """Leave `ranked` (record, record_id, customer_id) and `normal` on the engine. `names`: of the sources, by id."""
    path = engine.path / "records.csv"
    _copy_out(_RECORDS.format(house=house), path)
    engine.read("taken", path, _TAKEN)
    path.unlink()
    engine.fill("names", ("source", "name"), names.items())
    engine.keep(
        "ranked",
        "select row_number() over (order by coalesce(n.name, ''), t.key, t.record_id) - 1 as record, t.*"
        " from taken t left join names n on n.source = t.source",
    )
    engine.drop("taken", "names")
    engine.keep("normal", f"select {', '.join(NORMAL)} from ranked")
    engine.keep("ranked", "select record, record_id, customer_id from ranked")


def move(customer_of: Mapping[str, str]) -> None:
    """Give stored records another customer."""
    if not customer_of:
        return
    execute("create temp table moving (record_id uuid primary key, customer_id uuid) on commit drop")
    with connection.cursor() as cursor, cursor.copy("copy moving from stdin") as copy:
        copy.write("\n".join(f"{record}\t{customer}" for record, customer in customer_of.items()) + "\n")
    execute("analyze moving")
    execute(
        "update identity_record r set customer_id = m.customer_id from moving m where r.record_id = m.record_id"
    )
    execute("drop table moving")


def put_placeholders(engine: Engine, house: UUID) -> None:
    """The identifiers that too many people hold, in place of those known before; what stays keeps its day."""
    found = {
        f"{kind[0]}:{value}": (people, records)
        for kind, value, people, records in engine.ask("select * from shared")
    }
    known = {
        row[0] for row in fetch_all("select value from identity_placeholder where house_id = %s", [house])
    }
    gone = sorted(known - found.keys())
    execute("delete from identity_placeholder where house_id = %s and value = any(%s)", [house, gone])
    columns = [
        list(found),
        [people for people, _ in found.values()],
        [records for _, records in found.values()],
    ]
    execute(
        "insert into identity_placeholder (house_id, value, people, records, found_at)"
        " select %s, unnest(%s::text[]), unnest(%s::int[]), unnest(%s::int[]), now()"
        " on conflict (house_id, value) do update set people = excluded.people, records = excluded.records",
        [house, *columns],
    )


def put_keys(engine: Engine, house: UUID, parameters: Parameters) -> None:
    """The keys by which the house's records are found one by one, whichever identifiers are shared now."""
    left_out = ", ".join(f"'{letter}'" for letter in sorted(parameters.left_out)) or "''"
    path = engine.path / "keys.csv"
    engine.write(
        f"select k.key, r.record_id, '{house}' from ({keys()} union all {muted_keys()}) k"
        " join ranked r on r.record = k.record left join stop on stop.key = k.key"
        f" where stop.key is null and left(k.key, 1) not in ({left_out})",
        path,
    )
    execute("delete from identity_identifier where house_id = %s", [house])
    _copy_in("identity_identifier (value, record_id, house_id)", path)


def put_edges(
    engine: Engine, house: UUID, customer_of: Mapping[int, str], apart: Sequence[tuple[int, int]]
) -> None:
    """The house's edges, each a link, a doubt or told, with the worth of a decision (`rules.review.worth`)."""
    engine.fill("placed", ("record", "customer"), customer_of.items(), numbers=("record",))
    engine.fill("set_apart", ("a", "b"), apart, numbers=("a", "b"))
    engine.keep("sizes", "select customer, count(*) as n from placed group by customer")
    engine.keep(
        "told_customers",
        "select distinct least(x.customer, y.customer) as one, greatest(x.customer, y.customer) as other"
        " from set_apart s join placed x on x.record = s.a join placed y on y.record = s.b",
    )
    path = engine.path / "edges.csv"
    engine.write(_edges(house), path)
    execute("delete from identity_edge where house_id = %s", [house])
    _copy_in("identity_edge (record_a, record_b, house_id, weight, against, kind, worth)", path)
    execute("analyze identity_edge")


def _edges(house: UUID) -> str:
    kind = f"case when x.customer = y.customer then '{LINK}' when t.one is not null then '{TOLD}' else '{DOUBT}' end"
    records = "case when x.customer = y.customer then nx.n else nx.n + ny.n end"
    worth = (
        f"cast(floor({1_000 * BIT} * least({records}, {MOST_RECORDS}) / ({BIT} + abs(e.weight))) as bigint)"
    )
    return (
        "select least(ra.record_id, rb.record_id), greatest(ra.record_id, rb.record_id),"
        f" '{house}', e.weight, e.against, {kind}, {worth} from edges e"
        " join ranked ra on ra.record = e.a join ranked rb on rb.record = e.b"
        " join placed x on x.record = e.a join placed y on y.record = e.b"
        " join sizes nx on nx.customer = x.customer join sizes ny on ny.customer = y.customer"
        " left join told_customers t on t.one = least(x.customer, y.customer) and t.other = greatest(x.customer, y.customer)"
    )


def _copy_out(statement: str, path: Path) -> None:
    with path.open("wb") as file, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for block in copy:
            file.write(block)


def _copy_in(target: str, path: Path) -> None:
    with (
        path.open("rb") as file,
        connection.cursor() as cursor,
        cursor.copy(f"copy {target} from stdin (format csv)") as copy,
    ):
        while block := file.read(1 << 20):
            copy.write(block)
