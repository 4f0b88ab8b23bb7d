"""Both executors of the matching agree: what Python says of two records, DuckDB says of the same two."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings

from habitue.know.identity.bulk import statements as sql
from habitue.know.identity.bulk.engine import Engine
from habitue.know.identity.resolving.sharing import too_many
from habitue.know.identity.rules.comparing.keys import KEYS, keys_of
from habitue.know.identity.rules.learning import unlearned
from habitue.know.identity.rules.model import Bands, Model, Parameters, levels_of
from habitue.know.identity.rules.traits import Traits
from habitue.know.identity.tests.records import Row, all_pairs, demonstration, fill, rows, seen, spoilt
from habitue.know.identity.tests.strategies import LAW

HOUSES = settings(LAW, max_examples=LAW.max_examples // 8, suppress_health_check=[HealthCheck.too_slow])
BANDS = {
    "first": Bands({"jean": 0, "marie": 1, "a": 2, "🙂": 3}, 4),
    "last_large": Bands({"martin": 0, "dupont": 1, "tour": 3}, 5),
}
MODEL = Model(
    Parameters(
        unlearned().prior, unlearned().levels, BANDS, frozenset("xs"), frozenset({"m:+33606", "h:ge martin"})
    )
)
Pair = tuple[int, int]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as engine:
        yield engine


def usable(house: Sequence[Row], shared: set[tuple[str, str]]) -> list[Traits]:
    """The traits of records whose shared identifiers say nothing."""
    found = []
    for row in house:
        values = row._asdict()
        values |= {kind: "" for kind in sql.IDENTIFIERS if (kind, values[kind]) in shared}
        found.append(seen(Row(**values)))
    return found


def shared_by_count(house: Sequence[Row]) -> set[tuple[str, str]]:
    """Identifiers that too many people hold, as records that come one by one are told."""
    found = set()
    for kind in sql.IDENTIFIERS:
        for value in {getattr(row, kind) for row in house} - {""}:
            people = {row.last or row.first for row in house if getattr(row, kind) == value}
            if too_many(f"{kind[0]}:{value}", len(people)):
                found.add((kind, value))
    return found


def on_engine(engine: Engine, house: Sequence[Row]) -> dict[Pair, int]:
    """Leave the house on the engine; the pattern of its every pair."""
    fill(engine, house, MODEL.parameters)
    all_pairs(engine, house)
    return {(a, b): code for a, b, code in engine.ask(sql.compared("every"))}


def agree(engine: Engine, house: Sequence[Row]) -> int:
    """Hold both executors against each other on every step up to the pattern; how many pairs were compared."""
    patterns = on_engine(engine, house)
    records = same_records(engine, house)
    for (a, b), code in patterns.items():
        assert MODEL.compare(records[a], records[b]) == levels_of(code), (records[a], records[b])
    opened = {(a, b): code for a, b, code in engine.ask("select a, b, pattern from compared")}
    assert opened == {pair: patterns[pair] for pair in sharing_a_key(records)}
    return len(patterns)


def same_records(engine: Engine, house: Sequence[Row]) -> list[Traits]:
    """Hold both executors against each other on what they see of each record; returns that."""
    shared = {(kind, value) for kind, value, *_ in engine.ask("select * from shared")}
    assert shared == shared_by_count(house)
    records = usable(house, shared)
    columns = ", ".join(f"cast({name} as varchar)" for name in Traits._fields)
    found = engine.ask(f"select {columns} from traits order by record")
    assert [Traits(*row) for row in found] == records
    keys = sorted((key, record) for key, record in engine.ask(sql.keys(KEYS)))
    assert keys == sorted((key, int(each.record)) for each in records for key in keys_of(each))
    return records


def sharing_a_key(records: Sequence[Traits]) -> set[Pair]:
    parameters = MODEL.parameters
    keys = [set(keys_of(each, parameters.left_out, parameters.stop)) for each in records]
    return {(a, b) for a, b in combinations(range(len(records)), 2) if keys[a] & keys[b]}


@HOUSES
@given(house=rows(2, 10))
def test_nasty_houses(engine: Engine, house: list[Row]) -> None:
    agree(engine, house)


def test_other_scripts(engine: Engine) -> None:
    dmitri, dmitry = Row(0, first="дмитрии", last="иванов"), Row(1, first="дмитри", last="иванова")
    jose, josef = Row(2, email="josé.muñoz@free.fr"), Row(3, email="jose.munos@free.fr")
    agree(engine, [dmitri, dmitry, jose, josef])


@pytest.mark.parametrize("number", range(3))
def test_spoilt_records(engine: Engine, number: int) -> None:
    house = spoilt(demonstration(1_100, 5)[number * 600 : number * 600 + 70], Random(number))
    assert agree(engine, house) == 70 * 69 / 2


def test_demonstration(engine: Engine) -> None:
    house = demonstration(1_100, 5)[:2_000]
    assert len(house) == 2_000
    fill(engine, house, MODEL.parameters)
    records = same_records(engine, house)
    patterns = {(a, b): code for a, b, code in engine.ask("select a, b, pattern from compared")}
    assert patterns.keys() == sharing_a_key(records)
    assert len(patterns) > 2_000
    for (a, b), code in patterns.items():
        assert MODEL.compare(records[a], records[b]) == levels_of(code), (records[a], records[b])


def test_a_value_of_many_surnames_is_shared_and_one_of_a_family_is_not(engine: Engine) -> None:
    names = ["martin", "dupont", "roux", "petit", "blanc", "noir"]
    shop = [Row(at, first="a", last=name, email="shop@example.fr") for at, name in enumerate(names)]
    home = [Row(6 + at, first=f"a{at}", last="brun", email="home@example.fr") for at in range(30)]
    agree(engine, [*shop, *home])
    assert engine.ask("select * from shared") == [("email", "shop@example.fr", 6, 6)]


def test_keys_of_shared_identifiers_are_kept_apart(engine: Engine) -> None:
    rows = [Row(at, last=name, mobile="+33600000001") for at, name in enumerate("abcdef")]
    rows += [Row(6 + at, last=name, email="la.caisse59@free.fr") for at, name in enumerate("abcdef")]
    agree(engine, rows)
    muted = sorted(engine.ask(sql.muted_keys()))
    assert [key for key, record in muted if record == 0] == ["m:+33600000001"]
    assert [key for key, record in muted if record == 6] == ["e:la.caisse59@free.fr", "u:lacaisse"]
    assert len(muted) == 18
