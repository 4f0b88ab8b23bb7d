"""Which version of a record stands, as a law: the newest by its own time, whatever the order and the cutting."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from habitue.know.collect.rules.versions import (
    Fate,
    Incoming,
    Known,
    fate,
    hash_cells,
    newest_by_key,
    sort_out,
)

START = datetime(2026, 1, 1, tzinfo=UTC)


def incoming(key: str, day: int, text: str, line: int = 0) -> Incoming:
    """A line changed on a day."""
    return Incoming(
        key, START + timedelta(days=day), hash_cells([key, str(day), text], b""), line, [key, text]
    )


lines = st.lists(
    st.builds(incoming, st.sampled_from("abc"), st.integers(0, 5), st.sampled_from("xyz")), max_size=20
)


def stored(chunks: list[list[Incoming]]) -> dict[str, Known]:
    """What stands after these chunks, as the import stores them."""
    held: dict[str, Known] = {}
    for chunk in chunks:
        newest, passed = newest_by_key(chunk)
        assert len(newest) + passed == len(chunk)
        fates = sort_out(held, newest)
        assert sum(map(len, fates.values())) == len(newest)
        for line in (*fates[Fate.NEW], *fates[Fate.UPDATED]):
            held[line.key] = Known("", line.hash, line.changed_at)
    return held


@given(lines, st.integers(1, 7))
def test_cutting_a_file_makes_no_difference(file: list[Incoming], size: int) -> None:
    chunks = [file[at : at + size] for at in range(0, len(file), size)]
    assert stored(chunks) == stored([file])


@given(lines, st.randoms())
def test_order_makes_no_difference_where_times_differ(file: list[Incoming], rnd: object) -> None:
    distinct = list({(line.key, line.changed_at): line for line in file}.values())
    shuffled = list(distinct)
    rnd.shuffle(shuffled)  # type: ignore[attr-defined]
    assert stored([[line] for line in shuffled]) == stored([distinct])


@given(lines)
def test_what_stands_is_unchanged_when_it_comes_again(file: list[Incoming]) -> None:
    held = stored([file])
    last = {line.key: line for line in file if held[line.key].hash == line.hash}
    assert {fate(held[key], line) for key, line in last.items()} <= {Fate.UNCHANGED}


def test_the_four_fates() -> None:
    line = incoming("a", 1, "x")
    same = Known("", line.hash, line.changed_at)
    assert fate(None, line) is Fate.NEW
    assert fate(same, line) is Fate.UNCHANGED
    assert fate(same._replace(hash=1), line) is Fate.UPDATED
    assert fate(same._replace(hash=1, changed_at=START + timedelta(days=2)), line) is Fate.OLDER


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_lines_that_differ_have_different_hashes(one: list[str], other: list[str]) -> None:
    if one != other and not any("\x1f" in cell for cell in (*one, *other)) and len(one) == len(other):
        assert hash_cells(one, b"") != hash_cells(other, b"")
    assert hash_cells(one, b"1") != hash_cells(one, b"2")
