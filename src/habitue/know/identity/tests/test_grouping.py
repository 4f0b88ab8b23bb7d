"""Groups of records: no chain joins two people, the order of records tells nothing, people's words hold."""

from collections.abc import Mapping
from itertools import combinations, permutations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from habitue.know.identity.rules.grouping import CONTRADICTION, Says, Told, group, nearness
from habitue.know.identity.rules.model import NEVER
from habitue.know.identity.tests.strategies import LAW

STRANGE = Told(-30_000, -40_000)
"""Two records that share nothing."""


def said(pairs: Mapping[str, Told], rest: Told = STRANGE) -> Says[str]:
    """What pairs of one-letter records say, by both their letters in order."""

    def says(a: str, b: str) -> Told:
        assert a < b
        return pairs.get(a + b, rest)

    return says


NEUTRAL = Told(-3_000, 0)
LINKED = Told(5_000, 0)


def test_records_that_share_nothing_stay_alone() -> None:
    assert group("cab", said({}), 0) == [["a"], ["b"], ["c"]]
    assert group("", said({}), 0) == []


def test_what_weighs_enough_joins() -> None:
    assert group("ab", said({"ab": Told(0, 0)}), 0) == [["a", "b"]]
    assert group("ab", said({"ab": Told(-1, 0)}), 0) == [["a"], ["b"]]


def test_a_clique_joins() -> None:
    pairs = {a + b: LINKED for a, b in combinations("abcde", 2)}
    assert group("edcba", said(pairs), 0) == [list("abcde")]


def test_a_record_in_the_middle_joins_both_who_say_nothing_of_each_other() -> None:
    assert group("abc", said({"ab": LINKED, "bc": LINKED, "ac": NEUTRAL}), 0) == [["a", "b", "c"]]


def test_two_who_cannot_be_one_person_are_never_in_one_group() -> None:
    pairs = {"ab": Told(5_000, 0), "bc": Told(4_000, 0), "ac": Told(9_000, NEVER)}
    assert group("abc", said(pairs), 0) == [["a", "b"], ["c"]]


def test_a_record_without_a_first_name_joins_the_husband_or_the_wife_and_not_both() -> None:
    """h: husband twice, w: wife twice; n shares the landline of both, and the husband's mobile."""
    pairs = {
        "hi": LINKED,
        "wx": LINKED,
        "hn": Told(4_000, 0),
        "in": Told(3_000, 0),
        "nw": Told(2_000, 0),
        "nx": Told(2_000, 0),
    }
    pairs |= {a + b: Told(-9_000, -12_000) for a, b in ("hw", "hx", "iw", "ix")}
    for order in permutations("hinwx"):
        assert group(order, said(pairs), 0) == [["h", "i", "n"], ["w", "x"]]


def test_a_chain_of_neighbours_does_not_join_its_ends() -> None:
    """a-b-c-d, each like the next, and every other pair against it: two groups, not one."""
    pairs = {"ab": Told(9_000, 0), "bc": Told(3_000, 0), "cd": Told(9_000, 0)}
    assert group("abcd", said(pairs, Told(-8_000, -10_000)), 0) == [["a", "b"], ["c", "d"]]


def test_the_strongest_joins_first_and_ties_go_by_label() -> None:
    against = {"ac": Told(-9_000, NEVER)}
    assert group("abc", said({"ab": Told(2_000, 0), "bc": Told(3_000, 0), **against}), 0) == [
        ["a"],
        ["b", "c"],
    ]
    assert group("abc", said({"ab": Told(2_000, 0), "bc": Told(2_000, 0), **against}), 0) == [
        ["a", "b"],
        ["c"],
    ]


def test_nearness_is_the_strongest_pair_less_a_part_of_the_worst_contradiction_of_another() -> None:
    pairs = {
        "ac": Told(9_000, -2_000),
        "ad": Told(4_000, -1_000),
        "bc": Told(1_000, -5_000),
        "bd": Told(-1_000, -3_000),
    }
    found = nearness(["a", "b"], ["c", "d"], said(pairs), 0)
    assert found == 9_000 - 5_000 * CONTRADICTION // 1_000
    assert nearness(["a"], ["c"], said(pairs), 0) == 9_000
    assert nearness(["b"], ["d"], said(pairs), 0) is None
    assert nearness(["b"], ["d"], said(pairs), -1_000) == -1_000
    assert nearness(["a", "b"], ["c"], said({**pairs, "bc": Told(50_000, NEVER)}), 0) is None


def test_people_who_said_same_join_whole_groups() -> None:
    assert group("abcd", said({"ab": LINKED, "cd": LINKED}), 0, same=[("c", "b")]) == [["a", "b", "c", "d"]]
    assert group("ab", said({"ab": Told(-9_000, NEVER)}), 0, same=[("b", "a")]) == [["a", "b"]]


def test_people_who_said_apart_are_obeyed() -> None:
    pairs = {a + b: LINKED for a, b in combinations("abc", 2)}
    found = group("abc", said(pairs), 0, apart=[("c", "a")])
    assert found == [["a", "b"], ["c"]]
    assert group("ab", said(pairs), 0, same=[("a", "b")], apart=[("b", "a")]) == [["a"], ["b"]]


def test_what_people_joined_goes_before_what_the_model_joins() -> None:
    """The model joins a and b; people join b and c, and set a and c apart: b goes with c."""
    pairs = {"ab": LINKED, "bc": NEUTRAL, "ac": NEUTRAL}
    assert group("abc", said(pairs), 0, same=[("b", "c")], apart=[("a", "c")]) == [["a"], ["b", "c"]]


def test_records_that_are_not_there_are_no_matter() -> None:
    assert group("ab", said({"ab": LINKED}), 0, same=[("b", "y")], apart=[("a", "z")]) == [["a", "b"]]


def test_every_order_gives_the_same() -> None:
    """A ring of equal links, each other pair against it: the first by label joins first."""
    pairs = {"ab": Told(3_000, -500), "bc": Told(3_000, 0), "cd": Told(3_000, -500), "ad": Told(3_000, 0)}
    for order in permutations("abcd"):
        assert group(order, said(pairs, Told(-6_000, -7_000)), 0) == [["a", "b"], ["c", "d"]]


LABELS = "abcdefgh"
weights = st.builds(
    Told, st.integers(-8, 8).map((1_000).__mul__), st.integers(-8, 0).map((1_000).__mul__) | st.just(NEVER)
)
tables = st.fixed_dictionaries({a + b: weights for a, b in combinations(LABELS, 2)})
some_pairs = st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(LABELS)), max_size=4)


@LAW
@given(tables, some_pairs, some_pairs, st.randoms(use_true_random=False))
def test_laws(
    table: dict[str, Told], same: list[tuple[str, str]], apart: list[tuple[str, str]], random: Random
) -> None:
    found = group(LABELS, said(table), 0, same, apart)
    assert sorted(label for each in found for label in each) == list(LABELS)
    assert found == sorted(sorted(each) for each in found)
    place = {label: at for at, each in enumerate(found) for label in each}
    assert all(place[a] != place[b] for a, b in apart if a != b)
    if not apart:
        assert all(place[a] == place[b] for a, b in same)
    turned = [[(b, a) for a, b in random.sample(each, len(each))] for each in (same, apart)]
    assert group(random.sample(LABELS, len(LABELS)), said(table), 0, *turned) == found


@LAW
@given(tables)
def test_laws_of_the_model_alone(table: dict[str, Told]) -> None:
    found = group(LABELS, said(table), 0)
    for each in found:
        assert all(table[a + b].against > NEVER for a, b in combinations(each, 2))
        linked = {label for a, b in combinations(each, 2) if table[a + b].weight >= 0 for label in (a, b)}
        assert linked == set(each) or len(each) == 1
    for one, other in combinations(found, 2):
        near = nearness(one, other, said(table), 0)
        assert near is None or near < 0


@LAW
@given(tables)
def test_what_is_linked_without_contradiction_is_one_group(table: dict[str, Told]) -> None:
    """Where nothing speaks against anybody, groups are what is linked, however far."""
    mild = {pair: Told(told.weight, 0) for pair, told in table.items()}
    found = group(LABELS, said(mild), 0)
    place = {label: at for at, each in enumerate(found) for label in each}
    assert all(place[pair[0]] == place[pair[1]] for pair, told in mild.items() if told.weight >= 0)
