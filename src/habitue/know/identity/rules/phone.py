"""Telephone numbers to E.164: French forms by a short road, everything else by the `phonenumbers` package.

Patterns of the short road are taken from the package's own French plan, so both always agree.
"""

import re
from functools import lru_cache
from typing import Any, NamedTuple

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumberType

from habitue.know.identity.rules.folding import clean
from habitue.know.identity.rules.placeholders import placeholder_phone
from habitue.know.identity.types.values import PhoneValue, State

LIMIT = 80
_VALID, _DOUBTFUL, _INVALID, _PLACEHOLDER = State.VALID, State.DOUBTFUL, State.INVALID, State.PLACEHOLDER
_NOTHING = PhoneValue("", "", State.EMPTY)
_TOO_LONG = PhoneValue("", "", _INVALID, ("phone.too_long",))

_SEPARATORS = str.maketrans("", "", " .-/()  _\t'")
_FRENCH = re.compile(r"(0|(?:\+|00)?330?)([1-9][0-9]{8})", re.ASCII)


class Plan(NamedTuple):
    """The numbers of a region: its country code, and the package's own patterns of nine national digits."""

    code: str
    mobile: re.Pattern[str]
    landline: re.Pattern[str]

    def kind(self, number: str) -> str:
        """'mobile', 'landline', or '' when the number is neither here."""
        return (
            "mobile"
            if self.mobile.fullmatch(number)
            else "landline"
            if self.landline.fullmatch(number)
            else ""
        )


def _plan(region: str) -> Plan:
    found: Any = PhoneMetadata.metadata_for_region(region)
    landline = [kind.national_number_pattern for kind in (found.fixed_line, found.voip) if kind]
    mobile = re.compile(found.mobile.national_number_pattern, re.ASCII)
    return Plan(f"+{found.country_code}", mobile, re.compile("|".join(landline), re.ASCII))


_FRANCE = _plan("FR")
# First national digits of the overseas departments -> region of the package. They are dialled like
# mainland numbers at home (0692...), but live under country codes of their own.
_OVERSEAS = {
    "262": "RE", "263": "RE", "692": "RE", "693": "RE", "269": "YT", "639": "YT",
    "590": "GP", "690": "GP", "691": "GP", "594": "GF", "694": "GF", "596": "MQ", "696": "MQ", "697": "MQ",
    "7090": "GP", "7091": "MQ", "7092": "RE", **{f"7093{d}": "GF" if d < 4 else "YT" for d in range(8)},
}  # fmt: skip
_PLANS = {start: _plan(region) for start, region in _OVERSEAS.items() if len(start) == 3}
_HOME = frozenset({"FR", "RE", "YT", "GP", "GF", "MQ", "BL", "MF", "MC", "PM"})

_SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d+)?\s*e\s*\+?\s*\d+", re.I)
_FLOAT = re.compile(r"(\d{6,})[.,]0+")
_SPLIT = re.compile(r"\s*(?:[;|/,\n]|\bou\b|\bet\b|\bor\b|\s-\s)\s*", re.I)
_LETTER_O = re.compile(r"(?<=[\d\s.+])[oO](?=[\d\s.])|^[oO](?=\s?[1-9])")
_EXTENSION = re.compile(r"(?:\b(?:poste|ext|extension)\b|#|x)\W*\d{1,5}\s*$", re.I)
_PLUS = re.compile(r"[^\d+]*\+")
_WORDS = re.compile(r"[^\W\d_]+")
_KINDS = {
    PhoneNumberType.MOBILE: "mobile",
    PhoneNumberType.FIXED_LINE: "landline",
    PhoneNumberType.VOIP: "landline",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "mobile",
    PhoneNumberType.PERSONAL_NUMBER: "mobile",
}


def normalise_phone(text: str, country: str = "FR", kind_hint: str = "") -> PhoneValue:
    """The number in E.164. Never raises.

    `country` (ISO 3166 alpha-2) reads numbers without a country code: that of the feed or of the address.
    `kind_hint` ('mobile', 'landline' or '') is what the column claims; a difference is told, not judged.
    """
    if not text:
        return _NOTHING
    if len(text) > LIMIT:
        return _TOO_LONG
    if country in _HOME and (match := _FRENCH.fullmatch(text.translate(_SEPARATORS))):
        head, number = match.groups()
        plan = _PLANS.get(number[:3], _FRANCE)
        kind = plan.kind(number)
        if kind and not placeholder_phone(number):
            if plan is _FRANCE and head[0] != "3" and (not kind_hint or kind_hint == kind):
                return PhoneValue("+33" + number, kind, _VALID)
            return PhoneValue(plan.code + number, kind, _VALID, _remarks(plan, head, kind_hint, kind))
    return _careful(text, country, kind_hint)


def _remarks(plan: Plan, head: str, kind_hint: str, kind: str) -> tuple[str, ...]:
    """What is to be told of a French number that is right."""
    told = (
        ("phone.plus_restored", head[0] == "3"),
        ("phone.overseas", plan is not _FRANCE),
        ("phone.other_kind", kind_hint not in ("", kind)),
    )
    return tuple(reason for reason, true in told if true)


@lru_cache(maxsize=1 << 14)
def _careful(text: str, country: str, kind_hint: str) -> PhoneValue:
    """Every other form; the reasons say what was mended."""
    text = clean(text, LIMIT)
    digits = sum(map(str.isdecimal, text))
    if not digits:
        return (
            _NOTHING if not text.strip(" -_./?*+()") else PhoneValue("", "", _INVALID, ("phone.no_digits",))
        )
    if _SCIENTIFIC.fullmatch(text):
        return PhoneValue("", "", _INVALID, ("phone.scientific",))
    if digits > 15 and (found := _first_of(text, country, kind_hint)):
        return found
    reasons: list[str] = []
    number = _dialled(text, reasons)
    value = _placeholder(number) or _french(number, country, reasons) or _abroad(number, country, reasons)
    if not value:
        return PhoneValue("", "", _INVALID, (_why_not(number),))
    if kind_hint and value.kind != kind_hint and value.state is not _PLACEHOLDER:
        return PhoneValue(value.value, value.kind, value.state, (*value.reasons, "phone.other_kind"))
    return value


def _first_of(text: str, country: str, kind_hint: str) -> PhoneValue | None:
    """The first usable number of a cell that holds several."""
    for piece in _SPLIT.split(text):
        found = normalise_phone(piece, country, kind_hint) if piece and piece != text else _NOTHING
        if found.state in (_VALID, _DOUBTFUL):
            return PhoneValue(found.value, found.kind, _DOUBTFUL, (*found.reasons, "phone.several"))
    return None


def _dialled(text: str, reasons: list[str]) -> str:
    """Digits with a leading "+" where there is one; extension, notes and the letter O are dealt with."""
    text = "".join(str(int(char)) if char.isdecimal() else char for char in text.replace("＋", "+"))
    if match := _FLOAT.fullmatch(text):
        text = match[1]
    if (mended := _LETTER_O.sub("0", text)) != text:
        reasons.append("phone.letter_o")
        text = mended
    if _EXTENSION.search(text):
        reasons.append("phone.extension")
        text = _EXTENSION.sub("", text)
    if _WORDS.search(text.casefold().removeprefix("tel")):
        reasons.append("phone.note")
    plus = _PLUS.match(text) is not None
    number = "".join(char for char in text if char.isdigit() and char.isascii())
    if not plus and number.startswith("00") and len(number) > 11:
        return "+" + number[2:]
    return "+" + number if plus else number


def _placeholder(number: str) -> PhoneValue | None:
    """A filler, whatever its form: 0600000000, 0102030405, 0000000000, 1234567890, 9999."""
    digits = number.lstrip("+")
    abroad = number[:1] == "+" and digits[:2] != "33"
    national = digits.removeprefix("33" if number[:1] == "+" else "").lstrip("0")
    if not abroad and len(national) in (9, 10) and placeholder_phone(national[:9]):
        kind = _FRANCE.kind(national[:9])
        return PhoneValue("+33" + national[:9] if kind else "", kind, _PLACEHOLDER, ("phone.placeholder",))
    if len(digits) >= 4 and (len(set(digits)) == 1 or (abroad and len(set(digits[-8:])) == 1)):
        return PhoneValue("", "", _PLACEHOLDER, ("phone.placeholder",))
    return None


def _french(number: str, country: str, reasons: list[str]) -> PhoneValue | None:
    """French national forms, overseas departments, and what spreadsheets do to them."""
    national, mended = _national(number)
    if len(national) != 9 or not (country in _HOME or number[:1] == "+"):
        return None
    region = next((_OVERSEAS[national[:size]] for size in (3, 4, 5) if national[:size] in _OVERSEAS), "")
    if region and (value := _parsed(national, region, [*reasons, *mended, "phone.overseas"])):
        return value
    return _parsed(national, "FR", [*reasons, *mended])


def _national(number: str) -> tuple[str, list[str]]:
    """The nine significant digits when the number may be French, and what had to be assumed."""
    if number.startswith("+33"):
        return number[3:].removeprefix("0"), []
    if number.startswith("+"):
        return "", []
    if len(number) == 10 and number[0] == "0":
        return number[1:], []
    if len(number) == 9 and number[0] != "0":
        return number, ["phone.zero_restored"]
    if len(number) in (11, 12) and number[:2] == "33":
        return number[2:].removeprefix("0"), ["phone.plus_restored"]
    return "", []


def _abroad(number: str, country: str, reasons: list[str]) -> PhoneValue | None:
    """Any country: by its code, by the country given, and last as a French number in a foreign column."""
    if found := _parsed(number, country.upper(), reasons):
        return found
    if country not in _HOME and number[:1] != "+":
        national, mended = _national(number)
        if len(national) == 9 and not mended:
            return _parsed(national, "FR", [*reasons, "phone.french_number"])
    return None


_HARMLESS = frozenset({"phone.overseas", "phone.other_kind", "phone.plus_restored"})


def _parsed(number: str, region: str, reasons: list[str]) -> PhoneValue | None:
    """The package's reading, or None when it is not a valid number there."""
    try:
        parsed = phonenumbers.parse(number, region if region in phonenumbers.SUPPORTED_REGIONS else "FR")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(parsed):
        return None
    kind = _KINDS.get(phonenumbers.number_type(parsed), "other")
    told = [*reasons, "phone.special_rate"] if kind == "other" else reasons
    state = _VALID if _HARMLESS.issuperset(told) else _DOUBTFUL
    return PhoneValue(phonenumbers.format_number(parsed, 0), kind, state, tuple(told))


def _why_not(number: str) -> str:
    """The reason why a string of digits is no number."""
    digits = len(number.lstrip("+"))
    if 2 <= digits <= 6:
        return "phone.short_code"
    usual = (9, 15) if number[:1] != "0" else (10, 10)
    return (
        "phone.too_short"
        if digits < usual[0]
        else "phone.too_long"
        if digits > usual[1]
        else "phone.not_a_number"
    )
