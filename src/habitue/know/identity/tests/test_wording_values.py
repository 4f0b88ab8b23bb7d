"""Every reason that the rules give has its words."""

import re
from pathlib import Path

from babel.messages.pofile import read_po
from django.utils import translation

from habitue.know.identity.rules import survivorship
from habitue.know.identity.types.values import State
from habitue.know.identity.wording.values import KINDS, REASONS, RULES, STATES, explain

ROOM = Path(__file__).parent.parent
CODE = re.compile(r'"((?:name|email|phone|date|card|first|last|birth)\.[a-z_]+)"')


def codes() -> set[str]:
    """Every reason code that the rules of values write."""
    files = [*(ROOM / "rules").glob("*.py"), *(ROOM / "rules" / "names").glob("*.py")]
    return {code for file in files for code in CODE.findall(file.read_text(encoding="utf-8"))}


def test_every_code_has_a_sentence_and_no_sentence_is_idle() -> None:
    assert codes() == set(REASONS)
    assert len(REASONS) > 70


def test_states_rules_and_kinds_have_words() -> None:
    assert set(STATES) == set(State)
    assert set(RULES) == {"manual", "only", "stable", *survivorship.CRITERIA}
    assert set(KINDS) == {"mobile", "landline", "other"}


def test_an_unknown_code_is_shown_as_it_is() -> None:
    assert explain("address.unheard_of") == "address.unheard_of"
    with translation.override("en"):
        assert explain("name.last_missing") == "The surname is missing."


def test_french_is_complete() -> None:
    with (ROOM / "locale/fr/LC_MESSAGES/django.po").open("rb") as file:
        french = {message.id: message.string for message in read_po(file, locale="fr")}
    for words in (REASONS, RULES, KINDS, STATES):
        for lazy in words.values():
            with translation.override("en"):
                english = str(lazy)
            sentence = french.get(english)
            assert sentence, english
            assert not re.search(r"(?<!\u202f)[;:?!]", str(sentence))
