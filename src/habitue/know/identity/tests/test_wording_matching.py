"""Every level has its words, in English and in French."""

from dataclasses import dataclass, field

import pytest
from django.utils import translation

from habitue.know.identity.rules.comparing.comparisons import BANDS, COMPARISONS
from habitue.know.identity.rules.model import OTHERS, Part
from habitue.know.identity.wording.matching import (
    LEVELS,
    RARE,
    comparison_label,
    level_label,
    other_label,
    sentence,
    strength_label,
)

SAID = [(each.name, code) for each in COMPARISONS for code in each.codes()[1:]]


@dataclass
class Why:
    parts: list[Part] = field(default_factory=list)


def test_there_are_words_for_every_level_and_for_nothing_else() -> None:
    assert set(LEVELS) == {f"{name}.{code.partition('.')[0]}" for name, code in SAID}
    assert len(RARE) == BANDS


@pytest.mark.parametrize("language", ["en", "fr"])
def test_levels_are_told_apart_in_words(language: str) -> None:
    with translation.override(language):
        for each in COMPARISONS:
            words = [level_label(each.name, code) for code in each.codes()[1:] if "." not in code]
            assert all(words)
            assert len(words) == len(set(words))
            assert comparison_label(each.name)


def test_french_is_french() -> None:
    with translation.override("en"):
        english = {key: str(text) for key, text in LEVELS.items()}
        others = [other_label(other) for other in OTHERS]
    with translation.override("fr"):
        assert [key for key, text in LEVELS.items() if str(text) == english[key]] == []
        assert set(others).isdisjoint(map(other_label, OTHERS))
        assert level_label("mobile", "same") == "même mobile"


def test_how_common_a_name_is_is_said() -> None:
    with translation.override("en"):
        assert level_label("last", "same.0") == "same surname (very common)"
        assert level_label("last", f"same.{BANDS - 1}") == "same surname (very rare)"
        assert level_label("last", f"same.{BANDS // 2}") == "same surname"


def test_the_strongest_things_are_said_first_and_no_more_than_four() -> None:
    parts = [
        Part("source", "other", 9_000), Part("address", "street", 2_000), Part("mobile", "same", 8_000),
        Part("first", "typo", -3_000), Part("sex", "same", 200), Part("born", "same", 5_000), Part("last", "same.2", 4_000),
    ]  # fmt: skip
    with translation.override("en"):
        assert (
            sentence(Why(parts)) == "same mobile, same birth date, same surname, first name one letter apart"
        )
        assert sentence(Why([Part("sex", "same", 200), Part("place", "other", -100)])) == "same civility"
        assert sentence(Why()) == ""


@pytest.mark.parametrize(
    ("weight", "words"),
    [
        (0, "hardly counts"), (-999, "hardly counts"), (1_000, "speaks for it"), (-3_999, "speaks against it"),
        (4_000, "speaks strongly for it"), (-4_000, "speaks strongly against it"),
    ],
)  # fmt: skip
def test_weights_in_words(weight: int, words: str) -> None:
    with translation.override("en"):
        assert strength_label(weight) == words
