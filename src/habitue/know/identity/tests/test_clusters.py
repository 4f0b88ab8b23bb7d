"""Clusters: the same whatever the order, guarded by contradictions, obedient to a person's word."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from habitue.know.identity.rules.clusters import cluster
from habitue.know.identity.tests.strategies import LAW


def never(left: int, right: int) -> bool:
    return False


def test_linked_records_are_one_and_others_alone() -> None:
    assert cluster([3, 1, 2, 9], [(1, 2, 1.0), (2, 3, 1.0)], never) == [[1, 2, 3], [9]]


def test_a_contradiction_anywhere_keeps_groups_apart() -> None:
    def against(left: int, right: int) -> bool:
        return {left, right} == {1, 4}

    edges = [(1, 2, 3.0), (3, 4, 2.0), (2, 3, 1.0)]
    assert cluster([1, 2, 3, 4], edges, against) == [[1, 2], [3, 4]]
    assert cluster([1, 2, 3, 4], [(1, 2, 1.0), (3, 4, 2.0), (2, 3, 3.0)], against) == [[1], [2, 3, 4]]


def test_a_person_decides_first() -> None:
    def always(left: int, right: int) -> bool:
        return True

    assert cluster([1, 2, 3], [(2, 3, 9.0)], always, same=[(2, 1)]) == [[1, 2], [3]]
    assert cluster([1, 2, 3], [(1, 2, 1.0), (2, 3, 1.0)], never, apart=[(3, 1)]) == [[1, 2], [3]]
    assert cluster([1, 2, 3], [], never, same=[(1, 2), (2, 3)], apart=[(1, 3)]) == [[1, 2], [3]]


def test_unknown_nodes_are_ignored() -> None:
    assert cluster([1, 2], [(1, 7, 1.0)], never, same=[(2, 8)], apart=[(1, 9)]) == [[1], [2]]


def test_a_profile_is_asked_about_once() -> None:
    asked = []

    def against(left: int, right: int) -> bool:
        asked.append((left, right))
        return False

    chain = [(n, n + 1, 1.0) for n in range(200)]
    assert cluster(range(201), chain, against, profile=lambda node: node % 2) == [list(range(201))]
    assert len(asked) <= 2 * len(chain)


NODES = list(range(12))
pairs = st.tuples(st.sampled_from(NODES), st.sampled_from(NODES))
some_pairs = st.lists(pairs, max_size=6)
some_edges = st.lists(
    st.tuples(st.sampled_from(NODES), st.sampled_from(NODES), st.sampled_from([1.0, 2.0, 3.0])), max_size=25
)


@LAW
@given(some_edges, some_pairs, some_pairs, some_pairs, st.randoms(use_true_random=False))
def test_laws(
    edges: list[tuple[int, int, float]],
    against: list[tuple[int, int]],
    same: list[tuple[int, int]],
    apart: list[tuple[int, int]],
    random: Random,
) -> None:
    forbidden = {frozenset(pair) for pair in against if pair[0] != pair[1]}

    def contradicts(left: int, right: int) -> bool:
        return frozenset((left, right)) in forbidden

    found = cluster(NODES, edges, contradicts, same, apart)
    assert sorted(node for group in found for node in group) == NODES
    again = cluster(
        random.sample(NODES, len(NODES)),
        [(b, a, strength) for a, b, strength in random.sample(edges, len(edges))],
        contradicts,
        [(b, a) for a, b in random.sample(same, len(same))],
        [(b, a) for a, b in random.sample(apart, len(apart))],
    )
    assert again == found
    group_of = {node: index for index, group in enumerate(found) for node in group}
    assert all(group_of[a] != group_of[b] for a, b in apart if a != b)
    if not same:
        assert all(group_of[a] != group_of[b] for a, b in map(tuple, forbidden))
    if not against and not apart:
        assert all(group_of[a] == group_of[b] for a, b in [*((a, b) for a, b, _ in edges), *same])
