"""COPY writes any text as it is; a named lock is held by one session at a time."""

from time import monotonic, sleep

import psycopg
import pytest
from django.db import DataError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from habitue.ground.kernel.api import copy_field, copy_rows, execute, fetch_all, fetch_one, holding_lock

TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(TEXTS, max_size=20))
def test_copied_texts_come_back_as_they_were(db: None, texts: list[str]) -> None:
    with transaction.atomic():
        execute("create temporary table copied (n int, said text, nothing text) on commit drop")
        lines = [f"{n}\t{copy_field(text)}\t\\N" for n, text in enumerate(texts)]
        copy_rows("copied", "n, said, nothing", lines)
        assert fetch_all("select said, nothing from copied order by n") == [(text, None) for text in texts]
        execute("drop table copied")


@pytest.mark.django_db
def test_a_text_that_reads_like_copys_own_marks_is_only_text() -> None:
    execute("create temporary table marks (said text) on commit drop")
    marks = ["\\N", "\\.", "a\tb", "a\nb", "a\r\nb", "\\", "\\\\n", ""]
    copy_rows("marks", "said", [copy_field(mark) for mark in marks])
    assert [said for (said,) in fetch_all("select said from marks")] == marks


@pytest.mark.django_db
def test_copying_nothing_asks_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        copy_rows("no_such_table", "no_such_column", [])


@pytest.mark.django_db
def test_a_line_that_does_not_fit_copies_nothing() -> None:
    execute("create temporary table numbers (n int) on commit drop")
    with pytest.raises(DataError), transaction.atomic():
        copy_rows("numbers", "n", ["1", "two"])
    assert fetch_one("select count(*) from numbers") == (0,)


@pytest.mark.django_db
def test_rows_touched_are_counted() -> None:
    execute("create temporary table few (n int) on commit drop")
    assert execute("insert into few select generate_series(1, 3)") == 3
    assert execute("update few set n = n where n > %(above)s", {"above": 1}) == 2
    assert fetch_one("select n from few where n > 5") is None


def _held_key() -> int:
    """The number of the advisory lock that is held on the server, as the functions of PostgreSQL take it."""
    found = fetch_one("select classid::bigint, objid::bigint from pg_locks where locktype = 'advisory'")
    assert found, "no lock is held"
    number = int(found[0]) << 32 | int(found[1])
    return number - 2**64 if number >= 2**63 else number


def _takes(session: psycopg.Connection, key: int) -> bool:
    return session.execute("select pg_try_advisory_lock(%s)", [key]).fetchone() == (True,)


def _wait_until_gone(server_pid: int) -> None:
    """The server notices that a client has gone a moment later."""
    deadline = monotonic() + 10
    while fetch_one("select from pg_stat_activity where pid = %s", [server_pid]) is not None:
        assert monotonic() < deadline
        sleep(0.01)


@pytest.mark.django_db(transaction=True)
def test_a_lock_is_held_by_one_session_at_a_time(other_session: psycopg.Connection) -> None:
    with holding_lock("import 7") as held:
        key = _held_key()
        assert held
        assert not _takes(other_session, key)
    assert _takes(other_session, key)
    with holding_lock("import 7") as held:
        assert not held
    with holding_lock("import 8") as held:
        assert held, "another name is another lock"


@pytest.mark.django_db(transaction=True)
def test_a_lock_is_given_back_when_its_work_fails(other_session: psycopg.Connection) -> None:
    keys = []

    def work() -> None:
        with holding_lock("import 7"):
            keys.append(_held_key())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        work()
    assert _takes(other_session, keys[0])


@pytest.mark.django_db(transaction=True)
def test_a_lock_is_free_when_its_session_dies(other_session: psycopg.Connection) -> None:
    with holding_lock("import 7"):
        key = _held_key()
    assert _takes(other_session, key)
    server_pid = other_session.info.backend_pid
    with holding_lock("import 7") as held:
        assert not held
    other_session.close()
    _wait_until_gone(server_pid)
    with holding_lock("import 7") as held:
        assert held
