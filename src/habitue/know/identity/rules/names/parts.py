"""One name cell at a time: what is the name in it, and what else was typed there."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from habitue.know.identity.rules.folding import clean, key
from habitue.know.identity.rules.names import casing
from habitue.know.identity.rules.names.data import first_name, first_names, last_names
from habitue.know.identity.rules.names.words import (
    ALONE,
    CIVILITIES,
    CIVILITY_AFTER,
    CIVILITY_BEFORE,
    COMPANY,
    JUNK,
    KEYBOARD,
)

LIMIT = 120
_PASSES = 6
_PLAIN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_APOSTROPHE = re.compile("['’‘ʼ´`′]")
_NOT_A_NAME = re.compile(r"[^\w\s'.-]|_")
_DIGITS = re.compile(r"\d+")
_HYPHENS = re.compile(r"\s*-[\s-]*")
_LONELY = re.compile(r"\s'|'(?:\s|$)")
_NOTE = re.compile(r"\([^)]*\)?|\[[^\]]*\]?")
_BORN = re.compile(
    r"^(.*?)[\s(,]*\b(?:née?|nee|born|nom de naissance|nom de jeune fille|n\.?j\.?f\.?|naiss\.?)\b[:.\s]*(.+?)\)?$",
    re.I,
)
_MARRIED = re.compile(
    r"^(.+?)[\s(,]+(?:[ée]p(?:ouse|se|ou?x)?|vve|veuve|mariée?|mariee|nom d'usage|usage|nom marital)\b[:.\s]*(.+?)\)?$",
    re.I,
)
_MOJIBAKE = re.compile("[ÃÂ][\x80-\xbf‚-™ŒœŠšŽžŸƒˆ˜]|�")
_SEVERAL = re.compile(r"\s(?:et|and|ou)\s|\s*[&+/]\s*", re.I)
_REPEATED = re.compile(r"(.)\1{2,}")


class Part(NamedTuple):
    """One cell read: display text, key, what else it held, and how common it is as first name and as surname."""

    text: str = ""
    key: str = ""
    civility: str = ""
    birth: str = ""
    reasons: tuple[str, ...] = ()
    junk: bool = False
    as_first: int = 0
    as_last: int = 0
    quiet: bool = False  # a whole name, and nothing to tell about it
    single: bool = True  # one word


NOTHING = Part()


@lru_cache(maxsize=1 << 16)
def civility(text: str) -> str:
    """The written form of a civility, or '' when it is not one ("Mrs." -> "Mme")."""
    return CIVILITIES.get(key(clean(text, 60).replace(".", " ")), "")


@lru_cache(maxsize=1 << 16)
def first(text: str) -> Part:
    """The first-name cell."""
    return _settled(text, _first_display, several=True)


@lru_cache(maxsize=1 << 17)
def last(text: str) -> Part:
    """The surname cell; it may also hold a name at birth ("DUPONT née MARTIN", "MARTIN ép. DUPONT")."""
    return _settled(text, casing.last_name, several=False)


def _first_display(text: str) -> str:
    """Casing, with the hyphen of a known compound ("jean pierre" -> "Jean-Pierre")."""
    name = first_names().get(key(text)) if " " in text else None
    if name and name.hyphen and "." not in text:
        text = text.replace(" ", "-")
    return casing.first_name(text)


def _settled(raw: str, display: Callable[[str], str], *, several: bool) -> Part:
    """What was taken out of a cell may uncover more to take out: read the result again until it stays."""
    part = _part(raw, display, several=several)
    if part.quiet and _is_plain(part.text):
        return part
    for _ in range(_PASSES):
        if part.text == raw:
            break
        again = _part(part.text, display, several=several)
        if again.text == part.text:
            break
        part = again._replace(
            civility=part.civility or again.civility,
            birth=part.birth or again.birth,
            reasons=(*part.reasons, *(reason for reason in again.reasons if reason not in part.reasons)),
            quiet=False,
        )
    return part


def _is_plain(text: str) -> bool:
    """One word of letters that is no civility: nothing to take out."""
    return len(text) <= LIMIT and _PLAIN.fullmatch(text) is not None and text.lower() not in ALONE


def _part(raw: str, display: Callable[[str], str], *, several: bool) -> Part:
    if _is_plain(raw):
        return _named(raw, display, "", "", [])
    reasons: list[str] = ["name.too_long"] if len(raw) > LIMIT else []
    text = _APOSTROPHE.sub("'", _unspoil(clean(raw, LIMIT), reasons))
    if "@" in text:
        return Part(reasons=("name.email_inside",))
    text, title = take_civility(text)
    text, birth = ("", "") if not text else _take_birth(text)
    if several and _SEVERAL.search(text):
        reasons.append("name.several_people")
    return _named(_only_name(text, reasons), display, title, last(birth).text if birth else "", reasons)


def _named(text: str, display: Callable[[str], str], title: str, birth: str, reasons: list[str]) -> Part:
    """The part for a text that holds nothing but a name any more."""
    name = _composed(display(text))
    folded = key(name)
    if not COMPANY.isdisjoint(folded.split()):
        reasons.append("name.company")
    junk = is_junk(folded)
    return Part(
        text=name,
        key=folded,
        civility=title,
        birth=birth,
        reasons=tuple(reasons),
        junk=junk,
        as_first=first_name(folded).score,
        as_last=last_names().get(folded, 0),
        quiet=len(folded) > 1 and not (junk or reasons or title or birth or initials(folded)),
        single=" " not in folded,
    )


def _composed(text: str) -> str:
    """Changing case may leave a letter and its accent apart; put them together again."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _unspoil(text: str, reasons: list[str]) -> str:
    """Mend UTF-8 that was read as cp1252 ("FranÃ§ois"); tell it either way."""
    if text.isascii() or not _MOJIBAKE.search(text):
        return text
    reasons.append("name.mojibake")
    try:
        return clean(text.encode("cp1252").decode("utf-8"), LIMIT)
    except UnicodeError:
        return text.replace("�", "")


def take_civility(text: str) -> tuple[str, str]:
    """The text without a civility at its start or end, and that civility; a lone civility is one too."""
    title = ""
    while match := CIVILITY_BEFORE.match(text):
        title = title or civility(match.group(1))
        text = text[match.end() :]
    if match := CIVILITY_AFTER.search(text):
        title = title or civility(match.group(1))
        text = text[: match.start()]
    return text, title


def _take_birth(text: str) -> tuple[str, str]:
    """The name in use and the name at birth."""
    if match := _BORN.match(text):
        used, birth = match.groups()
        return used.strip(" (,") or birth, birth
    if match := _MARRIED.match(text):
        birth, used = match.groups()
        return used, birth
    return text, ""


def _only_name(text: str, reasons: list[str]) -> str:
    """Letters, spaces, hyphens and apostrophes in their places; tell what was taken out."""
    if "(" in text or "[" in text:
        reasons.append("name.note_removed")
        text = _NOTE.sub(" ", text)
    if _DIGITS.search(text):
        reasons.append("name.digits")
        text = _DIGITS.sub("", text)
    text = _HYPHENS.sub("-", _NOT_A_NAME.sub(" ", text))
    text = " ".join(_LONELY.sub(" ", " ".join(text.split())).split())
    return text.strip("-' ").lstrip(". ") if any(map(str.isalpha, text)) else ""


def initials(folded: str) -> bool:
    """Whether a key is made of single letters ("j", "j p")."""
    return len(folded) == 1 or (len(folded) == 3 and folded[1] == " ")


def is_junk(folded: str) -> bool:
    """Whether a folded name was typed to fill the box: "xxx", "test", "azerty", "client inconnu"."""
    if folded in JUNK or _REPEATED.fullmatch(folded):
        return True
    if " " in folded:
        return all(word in JUNK for word in folded.split())
    return folded in KEYBOARD
