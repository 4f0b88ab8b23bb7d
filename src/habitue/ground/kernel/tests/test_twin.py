"""A table written anew has the rows of its twin, and the same columns, indexes and key as before."""

import pytest
from django.db import DataError, IntegrityError, transaction

from habitue.ground.kernel.api import copy_rows, execute, fetch_all, twin_of

_SHAPE = """
select column_name, data_type, is_nullable, column_default from information_schema.columns where table_name = 'pebble'
order by ordinal_position
"""
_KEYS = (
    "select conname, contype::text from pg_constraint where conrelid = 'pebble'::regclass and contype <> 'n'"
)


@pytest.fixture
def pebble(db: None) -> None:
    execute("create table pebble (id int primary key, said text not null default 'no', terms tsvector)")
    execute("create index pebble_said on pebble (said desc, id) where said <> ''")
    execute("create index pebble_terms on pebble using gin (terms)")
    copy_rows("pebble", "id, said", ["1\told"])


def _structure() -> list[object]:
    indexes = fetch_all("select indexname, indexdef from pg_indexes where tablename = 'pebble' order by 1")
    return [fetch_all(_SHAPE), fetch_all(_KEYS), indexes]


@pytest.mark.usefixtures("pebble")
def test_the_twin_takes_the_place_of_the_table() -> None:
    before = _structure()
    with transaction.atomic(), twin_of("pebble") as twin:
        copy_rows(twin, "id, said", ["2\tnew", "3\tnewer"])
        assert fetch_all("select id from pebble") == [(1,)]
    assert fetch_all("select id, said from pebble order by id") == [(2, "new"), (3, "newer")]
    assert _structure() == before
    assert fetch_all("select 1 from pg_class where relname = 'pebble_twin'") == []
    with pytest.raises(IntegrityError), transaction.atomic():
        execute("insert into pebble (id) values (2)")


@pytest.mark.usefixtures("pebble")
def test_it_can_be_done_again() -> None:
    for number in (7, 8):
        with transaction.atomic(), twin_of("pebble") as twin:
            copy_rows(twin, "id", [str(number)])
    assert fetch_all("select id, said from pebble") == [(8, "no")]


@pytest.mark.usefixtures("pebble")
def test_an_error_leaves_the_table_as_it_was() -> None:
    before = _structure()
    with pytest.raises(DataError), transaction.atomic(), twin_of("pebble") as twin:
        copy_rows(twin, "id", ["2", "three"])
    assert fetch_all("select id from pebble") == [(1,)]
    assert _structure() == before
