"""Who somebody is whose form is half filled in: what is typed, where to look for it, and what it weighs.

Nothing says of a text whether it is finished. So each is read twice, as whole and as a beginning, and a beginning that
agrees counts like a value that nearly agrees: as a first name cut short, a surname that sounds alike, a number or an e-mail
one slip apart. The model of the house thus judges drafts as it judges records, households and namesakes included.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp2
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from habitue.know.identity.rules.address import normalise_address
from habitue.know.identity.rules.card import normalise_card
from habitue.know.identity.rules.comparing.comparisons import COMPARISONS, MISSING, OTHER
from habitue.know.identity.rules.dates import normalise_date
from habitue.know.identity.rules.email import normalise_email
from habitue.know.identity.rules.email_domains import GOOGLE
from habitue.know.identity.rules.folding import clean, fold
from habitue.know.identity.rules.model import BIT, MATCH, STRANGER, Levels, Model, Part
from habitue.know.identity.rules.names import normalise_name
from habitue.know.identity.rules.phone import normalise_phone
from habitue.know.identity.rules.traits import Traits, mail_letters, traits
from habitue.know.identity.types.address import Address, RawAddress
from habitue.know.identity.types.values import State

LIMIT = 200
"""Letters of a field that are read."""
BEGUN = "begun"
SURE = 6 * BIT
"""One in sixty-five is somebody else: beyond, weights of one draft's candidates say less than what they agree in."""
_USABLE = (State.VALID, State.DOUBTFUL)
_PHONE, _MAIL, _CARD = 8, 4, 6
"""The fewest letters of a beginning that is looked up: "+33" and five more figures of a telephone."""
_SURNAME, _FIRST = 3, 3
"""The letters of a name that are enough with a postcode, and those from which on a beginning says something."""
_TELLING = 5
"""Letters of a surname that are no chance when they stand in a mailbox."""
_LONGEST_PHONE = 16
_NO_LETTERS = re.compile(r"[^a-z]+")


@dataclass(frozen=True, slots=True)
class Draft:
    """A form as it stands: any field may be empty, unfinished, or wrong."""

    first: str = ""
    last: str = ""
    civility: str = ""
    email: str = ""
    mobile: str = ""
    landline: str = ""
    birth_date: str = ""
    card: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """A draft as matching compares it. `traits`: its values as far as they are usable; the others are the beginnings that
    an e-mail's key (several: who knows whether dots count there), a mobile, a landline or a card may have.
    """

    traits: Traits
    emails: tuple[str, ...]
    mobile: str
    landline: str
    card: str

    def beginnings(self) -> list[str]:
        """The beginnings of identifiers, as blocking keys have them, that are long enough to be looked up."""
        found = [f"e:{each}" for each in self.emails if len(each) >= _MAIL]
        found += [
            f"{letter}:{each}"
            for letter, each in (("m", self.mobile), ("l", self.landline))
            if len(each) >= _PHONE
        ]
        return [*found, f"c:{self.card}"] if len(self.card) >= _CARD else found

    def names_mailbox(self) -> bool:
        """Whether the e-mail as far as it is typed is the name as far as it is typed, or the beginning of it."""
        first, last = self.traits.first.replace(" ", ""), self.traits.last_large
        begun = self.emails[-1].partition("@")[0]
        letters = mail_letters(begun)
        plain = letters == begun.replace(".", "").replace("-", "").replace("_", "")
        return plain and any(
            each.startswith(letters) for each in (first + last, last + first, first[:1] + last)
        )

    def mailboxes(self) -> list[str]:
        """The beginnings, as blocking keys have them, of the mailboxes that bear the name."""
        first, last = self.traits.first.replace(" ", ""), self.traits.last_large
        if not first or len(last) < 2:
            return []
        named = [f"{first}{last}", f"{last}{first}"] + ([f"{first[0]}{last}"] if len(last) > _FIRST else [])
        return [f"u:{each}" for each in named]

    def names(self) -> list["Named"]:
        """The beginnings of surname and first name to look for: as typed, exchanged, and with room for slips; without a name
        typed, those that the e-mail spells ("marie.dup").
        """
        first, last, postcode = self.traits.first, self.traits.last, self.traits.postcode
        if not (first or last) and self.emails:
            first, last = _spelt(self.emails[0])
        found = []
        if len(last) > 1 and first:
            found += [Named(last, first), Named(first, last), Named(last[:_SURNAME], first[:_FIRST])]
        if postcode and len(last) > 1:
            found.append(Named(last[:_SURNAME], "", postcode))
        if postcode and len(first) >= _FIRST:
            found.append(Named("", first[:_FIRST], postcode))
        return list(dict.fromkeys(found))


class Named(NamedTuple):
    """Records whose names begin so, and who live in that postcode if it is given."""

    last: str
    first: str
    postcode: str = ""


def read(draft: Draft, today: date) -> Typed:
    """A draft in normal form. Never raises for what a field holds."""
    text = {name: clean(getattr(draft, name), LIMIT) for name in Draft.__slots__}
    name = normalise_name(text["first"], text["last"], text["civility"])
    born = normalise_date(text["birth_date"], "dmy", today)
    email, card = normalise_email(text["email"]), normalise_card(text["card"])
    phones = [_phone(text["mobile"], "mobile"), _phone(text["landline"], "landline")]
    mobile, landline = _of_kind(phones, "mobile"), _of_kind(phones, "landline")
    place = normalise_address(RawAddress(line1=text["street"], postcode=text["postcode"], town=text["town"]))
    return Typed(
        traits(
            "",
            "",
            first=name.first_key,
            last=name.last_key,
            birth_name="",
            civility=name.civility,
            born=f"{born.value:%Y%m%d}" if born.value and born.state in _USABLE else "",
            email=email.key if email.state in _USABLE else "",
            mobile=mobile.value if mobile.whole else "",
            landline=landline.value if landline.whole else "",
            card=card.value if card.state in _USABLE else "",
            number=_number(place),
            street=place.street,
            place="",
            postcode=place.postcode,
            town=place.town,
        ),
        _mailboxes(text["email"]) if email.state is not State.PLACEHOLDER else (),
        mobile.value,
        landline.value,
        "" if card.state is State.PLACEHOLDER else _letters(text["card"]).upper(),
    )


class _Phone(NamedTuple):
    """A telephone or its beginning in E.164. `kind`: mobile, landline, or '' when that cannot be known yet."""

    value: str = ""
    kind: str = ""
    whole: bool = False


def _phone(text: str, hint: str) -> _Phone:
    found = normalise_phone(text, kind_hint=hint)
    if found.state in _USABLE:
        return _Phone(found.value, found.kind, whole=True)
    digits = _letters(text).replace("(0)", "")
    if found.state is State.PLACEHOLDER or len(digits) > _LONGEST_PHONE:
        return _Phone()
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    return _begun_phone(f"0{digits[3:]}" if digits.startswith("+33") else digits)


def _begun_phone(digits: str) -> _Phone:
    """A beginning in E.164: filled up with any figures, the rules for whole numbers say what it will be."""
    if digits[:1] == "+" and digits[1:].isdecimal():
        return _Phone(digits)
    if not (digits[:1] == "0" and digits.isdecimal() and 3 <= len(digits) < 10):
        return _Phone()
    missing = 10 - len(digits)
    filled = normalise_phone(digits + "192837465"[:missing])
    return _Phone(filled.value[:-missing], filled.kind) if filled.state in _USABLE else _Phone()


def _of_kind(phones: Sequence[_Phone], kind: str) -> _Phone:
    return next((each for each in phones if each.value and each.kind in (kind, "")), _Phone())


def _letters(text: str) -> str:
    return "".join(char for char in text if char not in " .-_/\t")


def _mailboxes(text: str) -> tuple[str, ...]:
    """The beginnings that the key of this e-mail may have."""
    local, at, domain = fold(text).replace(" ", "").partition("@")
    local = local.partition("+")[0]
    dotless = local.replace(".", "")
    if not at:
        return tuple(dict.fromkeys((local, dotless))) if local else ()
    found = [f"{local}@{domain}"] if not domain or domain not in GOOGLE else []
    if domain in GOOGLE or any(name.startswith(domain) for name in GOOGLE):
        found.append(f"{dotless}@{'gmail.com'[: len(domain)] if domain[:2] != 'go' else ''}")
    return tuple(dict.fromkeys(found)) if local else ()


def _spelt(email: str) -> tuple[str, str]:
    """The two words of a mailbox's name, '' when it is not made of two."""
    found = [word for word in _NO_LETTERS.split(email.partition("@")[0]) if len(word) > 1]
    return (found[0], found[1]) if len(found) == 2 else ("", "")


def _number(place: Address) -> str:
    return f"{place.number} {place.repetition}".strip()


_PLACE = {each.name: at for at, each in enumerate(COMPARISONS)}
_CODE = {each.name: {code: level for level, code in enumerate(each.codes())} for each in COMPARISONS}
_GIVES_WAY: Mapping[str, frozenset[str]] = {
    "first": frozenset({MISSING, "typo", "near", "resembles", OTHER}),
    "last": frozenset({MISSING, "typo", "resembles", "married", OTHER}),
    **dict.fromkeys(("email", "mobile", "landline", "card"), frozenset({MISSING, OTHER})),
}
"""The levels in whose place a beginning that agrees is taken: all who share it must weigh alike, Mary as Martinez."""


class Judged(NamedTuple):
    """What a record weighs against a draft, and why; `parts` that rest on a beginning have the level `begun`."""

    weight: int
    other: str
    parts: tuple[Part, ...]


def weigh(model: Model, typed: Typed, record: Traits) -> tuple[Levels, frozenset[str]]:
    """The levels of a record against a draft, and the comparisons of which a beginning decided."""
    levels = list(model.compare(typed.traits, record))
    begun = set()
    for name, level in _begun(typed, record).items():
        at = _PLACE[name]
        if _named(at, levels[at]) in _GIVES_WAY[name]:
            levels[at] = _CODE[name][level]
            begun.add(name)
    at = _PLACE["mail_name"]
    if _named(at, levels[at]) == "full" and len(typed.traits.last_large) < _TELLING:
        levels[at] = _CODE["mail_name"]["first"]
    return tuple(levels), frozenset(begun)


def _named(comparison: int, level: int) -> str:
    """A level's name without its band."""
    return COMPARISONS[comparison].codes()[level].partition(".")[0]


def agreement(model: Model, levels: Levels) -> int:
    """How much likelier these levels are of one person than of two strangers, in thousandths of a bit."""
    match, stranger = model.parameters.levels[MATCH], model.parameters.levels[STRANGER]
    pairs = zip(COMPARISONS, levels, strict=True)
    return sum(match[each.name][level] - stranger[each.name][level] for each, level in pairs)


def judge(model: Model, levels: Levels, begun: frozenset[str]) -> Judged:
    """What these levels weigh, taken apart."""
    weighed = model.weigh(levels)
    _start, parts = model.parts(levels)
    told = (
        Part(name, BEGUN if name in begun and level != OTHER else level, weight)
        for name, level, weight in parts
        if name != "source"
    )
    return Judged(weighed.weight, weighed.other, tuple(told))


def shares(found: Sequence[tuple[int, int]]) -> list[float]:
    """The probability of each candidate, given as (weight, agreement), when at most one of them is the person.

    A strong one leaves little to the others. Those that are as good as sure by themselves cannot all be right: what one of
    them would leave to the house is parted by what they agree in, since a weight, which sets a person against their
    household, tells little between people of two homes.
    """
    top = max((weight for weight, _ in found), default=0)
    most = max((agreeing for weight, agreeing in found if weight >= SURE), default=0)
    parted = sum(_odds(agreeing - most) for weight, agreeing in found if weight >= SURE)
    odds = [
        _odds(top) * _odds(agreeing - most) / parted if weight >= SURE else _odds(weight)
        for weight, agreeing in found
    ]
    whole = 1.0 + sum(odds)
    return [each / whole for each in odds]


def _odds(weight: int) -> float:
    return exp2(max(-60.0, min(60.0, weight / BIT)))


def _begun(typed: Typed, record: Traits) -> dict[str, str]:
    """By comparison, the level that the beginnings stand for."""
    said = typed.traits
    found = {
        "first": _name_begun(said.first, record.first, "initial", "cut"),
        "last": _name_begun(said.last_large, record.last_large, "resembles", "sounds"),
        "email": _email_begun(typed, record.email),
        "mobile": _number_begun(typed.mobile, record.mobile),
        "landline": _number_begun(typed.landline, record.landline),
        "card": _number_begun(typed.card, record.card),
    }
    return {name: level for name, level in found.items() if level}


def _name_begun(typed: str, name: str, short: str, long: str) -> str:
    if len(typed) < 2 or not name.startswith(typed):
        return ""
    return long if len(typed) >= _FIRST else short


def _email_begun(typed: Typed, email: str) -> str:
    """A beginning that is but the name says no more than the name has said."""
    if not (typed.emails and email) or len(typed.emails[0]) < _MAIL:
        return ""
    if not any(email.startswith(each) for each in typed.emails):
        return OTHER
    return MISSING if typed.names_mailbox() else "typo"


def _number_begun(typed: str, number: str) -> str:
    """A figure wrong says nothing either way: it may be a slip."""
    if len(typed) < _CARD or not number or typed == number:
        return ""
    if number.startswith(typed):
        return "typo"
    return "" if Levenshtein.distance(typed, number[: len(typed)], score_cutoff=1) <= 1 else OTHER
