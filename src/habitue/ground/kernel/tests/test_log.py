"""The log: written with the state, read once, in order, without gaps, past what is poisoned, and again from the start."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import uuid4

import psycopg
import pytest
from django.db import OperationalError, connection, transaction

from habitue.ground.kernel.api import (
    announce,
    consume_batch,
    consume_until_idle,
    execute,
    fetch_all,
    lags,
    rewind,
)
from habitue.ground.kernel.log.announce import CHANNEL
from habitue.ground.kernel.types import Announcement, Consumer, Fact

pytestmark = pytest.mark.django_db(transaction=True)
HOUSE = uuid4()
HEARD = "tests.number.drawn"
INSERT = "insert into kernel_log (house_id, type, version, subject, payload) values (%s, %s, 1, %s, %s)"


@dataclass
class Reader:
    """A consumer that keeps what it hears in a table of its own, so that its work can be rolled back."""

    poison: Callable[[Fact], None] = lambda fact: None
    batches: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        execute("create table if not exists heard (place bigserial, subject text)")
        execute("truncate heard restart identity")

    def consumer(self, batch: int = 100, name: str = "reader") -> Consumer:
        """The consumer of this reader."""
        return Consumer(name, frozenset({HEARD}), self.handle, self.forget, batch)

    def forget(self) -> None:
        """Empty what was kept, before a replay."""
        execute("truncate heard")

    def handle(self, facts: Sequence[Fact]) -> None:
        """Write each subject down, in order; then choke on what is poisoned."""
        self.batches.append(len(facts))
        for fact in facts:
            execute("insert into heard (subject) values (%s)", [fact.subject])
            self.poison(fact)


@pytest.fixture
def reader() -> Reader:
    """A reader that has heard nothing."""
    return Reader()


def heard() -> list[str]:
    """The subjects that the reader has kept, in the order in which it heard them."""
    return [subject for (subject,) in fetch_all("select subject from heard order by place")]


def say(*subjects: str, type_: str = HEARD) -> None:
    """Announce a fact about each subject, in one transaction."""
    with transaction.atomic():
        announce(*(Announcement(HOUSE, type_, subject, {"n": len(subject)}) for subject in subjects))


def test_a_fact_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError, match="outside a transaction"):
        announce(Announcement(HOUSE, HEARD, "a", {}))
    assert fetch_all("select count(*) from kernel_log") == [(0,)]


def test_a_fact_falls_with_the_state_that_it_announces() -> None:
    with transaction.atomic():
        announce(Announcement(HOUSE, HEARD, "a", {}))
        transaction.set_rollback(True)
    assert fetch_all("select count(*) from kernel_log") == [(0,)]


def test_a_fact_is_read_as_it_was_written(reader: Reader) -> None:
    read: list[Fact] = []
    with transaction.atomic():
        announce(Announcement(HOUSE, HEARD, "é", {"ids": ["a", 1], "none": None}, version=3))
    assert consume_batch(Consumer("reader", frozenset({HEARD}), read.extend, lambda: None)) == 1
    (fact,) = read
    assert (fact.house, fact.type, fact.version, fact.subject) == (HOUSE, HEARD, 3, "é")
    assert fact.payload == {"ids": ["a", 1], "none": None}
    assert fact.recorded_at.utcoffset() is not None
    (written,) = fetch_all("select tx::text::bigint, id from kernel_log")
    assert fact.position == written


def test_each_fact_is_heard_once_and_in_order(reader: Reader) -> None:
    subjects = [f"{n:03}" for n in range(25)]
    say(*subjects[:10])
    say(*subjects[10:])
    consumer = reader.consumer(batch=10)
    assert [consume_batch(consumer) for _ in range(5)] == [10, 10, 5, 0, 0]
    assert heard() == subjects
    assert reader.batches == [10, 10, 5]


def test_what_it_does_not_hear_is_passed_over_at_once(reader: Reader) -> None:
    say("a", "b", type_="tests.other.happened")
    say("c")
    say("d", "e", type_="tests.other.happened")
    consumer = reader.consumer(batch=2)
    assert consume_batch(consumer) == 1
    assert (heard(), reader.batches) == (["c"], [1])
    assert [lag.facts for lag in lags() if lag.consumer == consumer.name] == [0]


def test_readers_have_their_own_places(reader: Reader) -> None:
    say("a")
    assert consume_until_idle([reader.consumer(name="first")]) == 1
    say("b")
    assert consume_until_idle([reader.consumer(name="first"), reader.consumer(name="second")]) == 3
    assert heard() == ["a", "b", "a", "b"]


def test_a_slow_transaction_is_waited_for_and_not_jumped_over(
    reader: Reader, other_session: psycopg.Connection
) -> None:
    other_session.execute(INSERT, [HOUSE, HEARD, "slow", "{}"])
    say("fast")
    assert consume_batch(reader.consumer()) == 0, "the fast one must wait: the slow one is older"
    other_session.commit()
    assert consume_batch(reader.consumer()) == 2
    assert heard() == ["slow", "fast"]


def test_a_slow_transaction_that_gives_up_leaves_no_gap(
    reader: Reader, other_session: psycopg.Connection
) -> None:
    other_session.execute(INSERT, [HOUSE, HEARD, "slow", "{}"])
    say("fast")
    other_session.rollback()
    assert consume_batch(reader.consumer()) == 1
    assert heard() == ["fast"]


def test_a_late_commit_with_an_earlier_number_is_still_heard(
    reader: Reader, other_session: psycopg.Connection
) -> None:
    """The trap of logs that are read by number alone: a lower number that is committed after a higher one."""
    other_session.execute("select pg_current_xact_id()")
    say("first")
    other_session.execute(INSERT, [HOUSE, HEARD, "older transaction, higher number", "{}"])
    other_session.commit()
    assert consume_until_idle([reader.consumer(batch=1)]) == 2
    assert heard() == ["older transaction, higher number", "first"]


def test_work_and_place_commit_together(reader: Reader) -> None:
    say("a", "b")

    def lost(fact: Fact) -> None:
        if fact.subject == "b":
            raise OperationalError("the server went away")

    with pytest.raises(OperationalError):
        consume_batch(Reader(poison=lost).consumer())
    assert heard() == []
    assert consume_batch(reader.consumer()) == 2
    assert heard() == ["a", "b"]
    assert fetch_all("select count(*) from kernel_dead_letter") == [(0,)]


def test_a_poisoned_fact_is_set_aside_and_its_neighbours_pass() -> None:
    say("a", "poison", "b")

    def choke(fact: Fact) -> None:
        if fact.subject == "poison":
            raise ValueError("cannot swallow")

    consumer = Reader(poison=choke).consumer()
    assert consume_batch(consumer) == 3
    assert heard() == ["a", "b"]
    position = fetch_all("select tx::text::bigint, id from kernel_log where subject = 'poison'")
    assert fetch_all("select consumer, tx, log_id, error from kernel_dead_letter") == [
        ("reader", *position[0], "ValueError('cannot swallow')")
    ]
    assert consume_batch(consumer) == 0, "it is not tried for ever"


def test_two_processes_of_one_reader_do_not_hear_a_fact_twice(
    reader: Reader, other_session: psycopg.Connection
) -> None:
    consumer = reader.consumer()
    say("a")
    consume_batch(consumer)
    other_session.execute("select from kernel_consumer where name = 'reader' for update")
    say("b")
    with connection.cursor() as cursor:
        cursor.execute("set lock_timeout = '50ms'")
    with pytest.raises(OperationalError, match="lock timeout"):
        consume_batch(consumer)
    other_session.rollback()
    assert consume_batch(consumer) == 1
    assert heard() == ["a", "b"]


def test_a_replay_says_everything_again_to_emptied_state(reader: Reader) -> None:
    consumer = reader.consumer()
    say("a", "b")
    consume_until_idle([consumer])
    before = heard()
    rewind(consumer)
    assert heard() == []
    assert consume_until_idle([consumer]) == 2
    assert heard() == before


def test_how_far_behind_each_reader_is(reader: Reader) -> None:
    say("a", "b", "c")
    consume_batch(reader.consumer(batch=2))
    (lag,) = lags()
    assert (lag.consumer, lag.facts) == ("reader", 1)
    assert lag.oldest == fetch_all("select recorded_at from kernel_log where subject = 'c'")[0][0]
    consume_batch(reader.consumer())
    assert [(lag.facts, lag.oldest) for lag in lags()] == [(0, None)]


def test_readers_are_woken_when_a_fact_is_committed(other_session: psycopg.Connection) -> None:
    other_session.execute(f"listen {CHANNEL}")
    other_session.commit()
    say("a")
    assert [notice.channel for notice in other_session.notifies(timeout=5, stop_after=1)] == [CHANNEL]
