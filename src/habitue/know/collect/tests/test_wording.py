"""Every code has its words, in English and in French."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from habitue.know.collect import wording
from habitue.know.collect.types import ColumnChange, Field

ROOM = Path(wording.__file__).parent
CODE = re.compile(
    r'"(import\.unexpected|(?:file|zip|row|cell|key|card|phone|postcode|date|changed_at|mapping|why)\.[a-z_]+)"'
)


def codes() -> set[str]:
    sources = [path for path in ROOM.rglob("*.py") if "tests" not in path.parts and path.name != "wording.py"]
    return {code for path in sources for code in CODE.findall(path.read_text(encoding="utf-8"))}


def test_every_code_has_words_and_every_word_its_code() -> None:
    unsaid = codes() - set(wording.WORDS)
    assert unsaid == set()
    assert set(wording.WORDS) - codes() - {"why.person"} == set()


def test_words_hold_their_parameters() -> None:
    words = wording.explain("file.half_size", {"rows": 400, "usual": 1000})
    assert "400" in words.sentence
    assert "1000" in words.sentence
    assert "%(" not in words.sentence + words.mend


@pytest.mark.parametrize("code", sorted(wording.WORDS))
def test_missing_parameters_never_fail(code: str) -> None:
    words = wording.explain(code)
    assert words.sentence
    assert "%(" not in words.sentence + words.mend


def test_an_unknown_code_is_shown_as_it_is() -> None:
    assert wording.explain("new.code") == wording.Words("new.code", "")


def test_fields_and_platforms_have_names() -> None:
    assert {field for field in Field if wording.field_label(field)} == set(Field)
    assert "Shopify" in wording.looks_like("shopify")
    assert wording.looks_like(None) == ""


def test_changed_columns_are_described() -> None:
    said = wording.describe_change(ColumnChange(("Ville",), ("Points", "Tags"), (("Nom", "NOM"),)))
    assert len(said) == 3
    assert "Ville" in said[1]
    assert "Points, Tags" in said[2]
