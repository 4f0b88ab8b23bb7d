"""Folding: accents, ligatures, distances and sounds, as laws and exact cases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habitue.know.identity.rules.folding import clean, edits, fold, key, sound
from habitue.know.identity.tests.strategies import HUGE, LAW, anything, names, storable


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jean-François L'Hôte", "jean francois lhote"),
        ("D’ALMEIDA", "dalmeida"),
        ("Œuvre  ÆGIR", "oeuvre aegir"),
        ("Weiß", "weiss"),
        ("Łukasz Ørsted", "lukasz orsted"),
        ("Владимир", "владимир"),
        ("O_Neil", "o neil"),
        ("--", ""),
    ],
)
def test_key(text: str, expected: str) -> None:
    assert key(text) == expected


@LAW
@given(anything | names)
def test_key_and_clean_are_stable(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert storable(once)
    assert key(key(once)) == key(once)
    assert fold(fold(once)) == fold(once)


def test_a_huge_cell_is_cut_early() -> None:
    assert clean(HUGE, 50) == ("a1@. " * 10).strip()


@pytest.mark.parametrize(
    ("a", "b", "distance"),
    [
        ("dupont", "dupont", 0),
        ("dupont", "dupond", 1),
        ("nathalie", "ntahalie", 1),
        ("martin", "matin", 1),
        ("martin", "maartin", 1),
        ("martin", "durand", 3),
        ("lefebvre", "lefevre", 1),
        ("ca", "abc", 3),
        ("abcd", "badc", 2),
        ("", "ab", 2),
    ],
)
def test_edits(a: str, b: str, distance: int) -> None:
    assert edits(a, b, 2) == min(distance, 3)
    assert edits(b, a, 1) == min(distance, 2)


def reference(a: str, b: str) -> int:
    """The textbook table of the restricted Damerau-Levenshtein distance."""
    table = [[i + j if not i * j else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            change = table[i - 1][j - 1] + (a[i - 1] != b[j - 1])
            table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, change)
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


@LAW
@given(st.text("abc", max_size=7), st.text("abc", max_size=7), st.integers(1, 3))
def test_edits_agree_with_the_textbook(a: str, b: str, limit: int) -> None:
    assert edits(a, b, limit) == min(reference(a, b), limit + 1)


@pytest.mark.parametrize(
    ("a", "b", "alike"),
    [
        ("mathieu", "matthieu", True),
        ("michael", "mickael", True),
        ("stephane", "stephan", True),
        ("philippe", "filip", True),
        ("catherine", "katherine", True),
        ("thierry", "tierry", True),
        ("lola", "lila", False),
        ("marion", "manon", False),
    ],
)
def test_sound(a: str, b: str, alike: bool) -> None:
    assert (sound(a) == sound(b)) is alike
