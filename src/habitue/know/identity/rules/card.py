"""Loyalty card numbers: separators, check digits, and what spreadsheets do to long numbers."""

import re

from habitue.know.identity.rules.folding import clean
from habitue.know.identity.rules.placeholders import placeholder_card
from habitue.know.identity.types.values import CardValue, State

SHORTEST, LONGEST = 4, 32
_NOTHING = CardValue("", State.EMPTY)
_INVALID, _DOUBTFUL = State.INVALID, State.DOUBTFUL
_SEPARATORS = str.maketrans("", "", " -._/'\t")
_SCIENTIFIC = re.compile(r"\d+(?:[.,]\d+)?\s*e\s*\+?\s*\d+", re.I)
_FLOAT = re.compile(r"([0-9]{4,})[.,]0+", re.ASCII)
# "5" -> 1 (twice five is ten, one and nought): bytes in, values out.
_DOUBLED = bytes(sum(divmod(2 * (byte - 48), 10)) if 48 <= byte <= 57 else 0 for byte in range(256))
# Bar codes of GS1: EAN-8 and EAN-13 are what cards of that length bear; UPC-A, GTIN-14 and SSCC may be.
_GS1_ONLY = frozenset({8, 13})
_GS1_TOO = frozenset({12, 14, 18})


def gs1_valid(digits: str) -> bool:
    """Whether the last digit checks the others as GS1 bar codes do (weights 1, 3, 1, 3... from the right)."""
    codes = digits.encode()
    odd, even = codes[::-2], codes[-2::-2]
    return (sum(odd) + 3 * sum(even) - 48 * (len(odd) + 3 * len(even))) % 10 == 0


def luhn_valid(digits: str) -> bool:
    """Whether the last digit checks the others by ISO/IEC 7812 (Luhn)."""
    codes = digits.encode()
    odd = codes[::-2]
    return (sum(odd) - 48 * len(odd) + sum(codes[-2::-2].translate(_DOUBLED))) % 10 == 0


def normalise_card(text: str) -> CardValue:
    """The number without separators, in capitals. Never raises.

    Valid: its check digit is right, or it holds letters (a scheme of the house, which has no known check).
    Doubtful: a number whose check digit says nothing. Numbers are never mended.
    """
    if not text:
        return _NOTHING
    if (
        SHORTEST <= len(text) <= LONGEST
        and text.isdecimal()
        and text.isascii()
        and not placeholder_card(text)
    ):
        return _numbered(text)
    return _careful(text)


def _careful(text: str) -> CardValue:
    """Separators, letters, placeholders, marks of a spreadsheet."""
    if len(text) > 2 * LONGEST:
        return CardValue("", _INVALID, ("card.too_long",))
    text = clean(text, 2 * LONGEST)
    if _SCIENTIFIC.fullmatch(text):
        return CardValue("", _INVALID, ("card.scientific",))
    if match := _FLOAT.fullmatch(text):
        text = match[1]
    value = text.translate(_SEPARATORS).upper()
    if not value:
        return _NOTHING
    if placeholder_card(value):
        return CardValue(value if value.isascii() else "", State.PLACEHOLDER, ("card.placeholder",))
    if not (value.isascii() and value.isalnum()):
        return CardValue("", _INVALID, ("card.characters",))
    if not SHORTEST <= len(value) <= LONGEST:
        return CardValue("", _INVALID, ("card.too_short" if len(value) < SHORTEST else "card.too_long",))
    return _numbered(value) if value.isdecimal() else _lettered(value)


def _lettered(value: str) -> CardValue:
    """A number with letters; without any digit it is a word, not a number."""
    if value.isalpha():
        return CardValue(value, _DOUBTFUL, ("card.no_digits",))
    return CardValue(value, State.VALID)


def _numbered(value: str) -> CardValue:
    """Digits alone: the check digit, and the marks of a spreadsheet."""
    size = len(value)
    if size >= 16 and value[-3:] == "000":
        return CardValue(value, _DOUBTFUL, ("card.rounded",))
    if size in (11, 12) and gs1_valid(value) and not luhn_valid(value):
        return CardValue(value, _DOUBTFUL, ("card.zero_lost",))
    if (size in _GS1_ONLY or size in _GS1_TOO) and gs1_valid(value):
        return CardValue(value, State.VALID)
    if size not in _GS1_ONLY and luhn_valid(value):
        return CardValue(value, State.VALID)
    return CardValue(value, _DOUBTFUL, ("card.no_check",))
