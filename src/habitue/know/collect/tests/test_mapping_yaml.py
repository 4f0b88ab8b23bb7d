"""A mapping survives its YAML, and a wrong line is named."""

from __future__ import annotations

import pytest

from habitue.know.collect.mapping_yaml import dump_mapping, load_mapping
from habitue.know.collect.types import ColumnMapping, Field, Mapping, MappingProblem

MAPPING = Mapping(
    (
        ColumnMapping("N° client", Field.KEY),
        ColumnMapping('Nom: "usage" # 1', Field.LAST_NAME),
        ColumnMapping("oui", Field.OPTIN_EMAIL),
        ColumnMapping("  2024 ", Field.EXTRA),
        ColumnMapping("Très long " * 20, Field.IGNORE),
    ),
    ("N° client",),
    "mdy",
    3,
    "shopify",
)


def test_round_trip() -> None:
    assert load_mapping(dump_mapping(MAPPING)) == MAPPING


def test_samples_stay_out_of_the_text() -> None:
    mapping = Mapping((ColumnMapping("Nom", Field.LAST_NAME, 0.9, "why.header", ("DUPONT",)),), ("Nom",))
    text = dump_mapping(mapping)
    assert "DUPONT" not in text
    assert '  "Nom": last_name  # 90 %' in text.splitlines()


def test_the_key_is_found_when_not_written() -> None:
    mapping = load_mapping("columns:\n  Nom: last_name\n  Mail: email\n  Carte: card\n")
    assert mapping.key == ("Carte",)
    assert (mapping.version, mapping.date_order, mapping.platform) == (1, "dmy", None)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("columns:\n  Nom: last_nam\n", "mapping.unknown_field", 2),
        ("columns:\n  id: key\n  Nom: last_name\n  Nom2: last_name\n", "mapping.field_twice", 4),
        ("columns:\n  id: key\n  id: email\n", "mapping.twice", 3),
        ("key: [code]\ncolumns:\n  id: key\n", "mapping.unknown_key", 1),
        ("columns:\n  id: key\ndate_order: ymd\n", "mapping.date_order", 3),
        ("columns:\n  id: key\nfoo: 1\n", "mapping.unknown_entry", 3),
        ("version: x\ncolumns:\n  id: key\n", "mapping.version", 1),
        ("columns:\n  Nom: last_name\n", "mapping.no_key", 1),
        ("columns: []\n", "mapping.no_columns", 1),
        ("- a\n- b\n", "mapping.no_columns", 1),
        ("", "mapping.no_columns", 1),
        ("version: 1\ncolumns:\n  id: [key\n", "mapping.not_yaml", 4),
        ("columns:\n  id: !!python/name:os.system x\n", "mapping.unknown_field", 2),
        ("columns:\n  \x07: key\n", "mapping.not_yaml", 1),
    ],
)
def test_a_wrong_text_names_its_line(text: str, code: str, line: int) -> None:
    with pytest.raises(MappingProblem) as caught:
        load_mapping(text)
    assert (caught.value.code, caught.value.params["line"]) == (code, line)
