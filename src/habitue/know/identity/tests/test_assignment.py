"""Customer ids last: laws over any grouping and regrouping of records."""

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from habitue.know.identity.rules.assignment import Assignment, assign

RECORDS = [f"r{number}" for number in range(8)]


def regroup(groups: list[int], before: dict[str, str], made: "count[int]") -> Assignment:
    """Assign ids to the clusters that these group numbers make of the records."""
    clusters: dict[int, list[str]] = {}
    for record, group in zip(RECORDS, groups, strict=True):
        clusters.setdefault(group, []).append(record)
    return assign(list(clusters.values()), before, lambda: f"c{next(made):03}")


groupings = st.lists(st.integers(0, 4), min_size=8, max_size=8)


@given(groupings, groupings)
def test_ids_last(first: list[int], second: list[int]) -> None:
    made = count()
    one = regroup(first, {}, made)
    two = regroup(second, one.customer_of, made)
    for before, after in ((first, one), (second, two)):
        together = {(a, b) for a in range(8) for b in range(8) if before[a] == before[b]}
        same = {
            (a, b)
            for a in range(8)
            for b in range(8)
            if after.customer_of[RECORDS[a]] == after.customer_of[RECORDS[b]]
        }
        assert same == together
    alive = set(two.customer_of.values())
    assert set(one.customer_of.values()) - alive == set(two.merged)
    assert set(two.merged.values()) <= alive
    assert all(into < gone for gone, into in two.merged.items())
    for record, customer in one.customer_of.items():
        oldest = min(r for r, c in one.customer_of.items() if c == customer)
        if record == oldest and customer in alive:
            assert two.customer_of[record] == customer


@given(groupings)
def test_nothing_changes_when_nothing_changed(groups: list[int]) -> None:
    one = regroup(groups, {}, count())
    two = regroup(groups, one.customer_of, count(100))
    assert two.customer_of == one.customer_of
    assert (two.merged, two.parts) == ({}, {})


def test_the_oldest_id_survives_and_the_anchor_is_told() -> None:
    result = assign([["r1", "r2", "r3"]], {"r1": "c2", "r2": "c1", "r3": "c2"}, str)
    assert set(result.customer_of.values()) == {"c1"}
    assert result.merged == {"c2": "c1"}
    assert result.anchor == {"c1": "r2", "c2": "r1"}


def test_a_customer_follows_its_oldest_record() -> None:
    result = assign([["r1"], ["r2", "r3"]], {"r1": "c1", "r2": "c1", "r3": "c1"}, lambda: "c9")
    assert result.customer_of == {"r1": "c1", "r2": "c9", "r3": "c9"}
    assert result.parts == {"c1": ["c9"]}


def test_a_former_id_comes_back_with_its_record_and_others_follow() -> None:
    before = {"r1": "c1", "r2": "c1", "r3": "c1"}
    former = {"r2": ["c2"], "r3": ["c3"]}
    result = assign([["r1"], ["r2", "r3"]], before, lambda: "c9", former)
    assert result.customer_of == {"r1": "c1", "r2": "c2", "r3": "c2"}
    assert (result.revived, result.led) == ({"c2"}, {"c3": "c2"})


def test_a_former_id_leads_where_its_record_goes() -> None:
    before = {"r1": "c1", "r2": "c1", "r4": "c4"}
    result = assign([["r1"], ["r2", "r4"]], before, lambda: "c9", {"r2": ["c2"]})
    assert result.customer_of == {"r1": "c1", "r2": "c4", "r4": "c4"}
    assert (result.revived, result.led) == (set(), {"c2": "c4"})
