"""E-mail addresses: syntax, a matching key, and proposals for slips of the finger.

Syntax is the `email-validator` package's (RFC 5321, 6531), without a look at the network. Domains repeat, so each is
checked once; a plain local part needs one regular expression, which agrees with the package by a property test.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from email_validator import EmailNotValidError, validate_email

from habitue.know.identity.rules.email_domains import (
    DISPOSABLE,
    GOOGLE,
    ROLES,
    suggest_domain,
)
from habitue.know.identity.rules.folding import clean, fold
from habitue.know.identity.rules.placeholders import placeholder_email
from habitue.know.identity.types.values import EmailValue, State

LIMIT = 400
_PLAIN = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)
_VALID, _DOUBTFUL, _INVALID, _PLACEHOLDER = State.VALID, State.DOUBTFUL, State.INVALID, State.PLACEHOLDER
_NOTHING = EmailValue("", "", State.EMPTY)
_NONE_WRITTEN = re.compile(
    r"n\W?a|nc|nr|none|null|neant|aucun\w*|non|no|sans|pas d\W?\w+|inconnue?|refus\w*|x+|[0-]+", re.I
)
_WRAPPED = re.compile(r"^(?:mailto:|.*<)|>.*$", re.I)
_EDGES = " \t;,.:'\"<>()[]"
_SEVERAL = re.compile(r"[;,/|\s]+(?:et|ou|and|or)?[;,/|\s]*")
_SLIPS = (
    (re.compile(r"\s*[\[({]?\s*(?:arobase|\bat\b|chez)\s*[\])}]?\s*|[@＠﹫]+", re.I), "@"),
    (re.compile(r"\s*[\[({]\s*(?:dot|point)\s*[\])}]\s*", re.I), "."),
    (re.compile(r"\s+"), ""),
    (re.compile(r"[,;]"), "."),
    (re.compile(r"\.{2,}"), "."),
    (re.compile(r"\.?@\.?"), "@"),
)
_NO_AT = re.compile(
    r"(.{2,}?)((?:gmail|hotmail|outlook|yahoo|orange|wanadoo|laposte|free|sfr|live|icloud)\.\w+)", re.I
)


class Domain(NamedTuple):
    """One domain, checked: the name to keep ('' when it is not valid), and what is to be told about it."""

    name: str
    google: bool
    reasons: tuple[str, ...]
    suggestion: str


@lru_cache(maxsize=1 << 16)
def _domain(text: str) -> Domain:
    """What there is to know about a domain as written."""
    try:
        name = validate_email("a@" + text, check_deliverability=False).domain
    except EmailNotValidError:
        return Domain("", False, ("email.domain_invalid",), suggest_domain(text.lower()))
    suggestion = suggest_domain(name)
    reasons = ("email.domain_typo",) if suggestion else ("email.disposable",) if name in DISPOSABLE else ()
    return Domain(name, name in GOOGLE, reasons, suggestion)


def normalise_email(text: str) -> EmailValue:
    """The address to write to, and the key by which two addresses are one mailbox. Never raises.

    `value` has its domain in lower case, and its local part as written (in lower case when typed in capitals).
    `key` is all lower case, without "+tag", and without dots at Google. A misspelt domain is proposed in
    `suggestion`, never applied.
    """
    if not text:
        return _NOTHING
    local, at, domain = text.partition("@")
    if at and len(local) <= 64 and _PLAIN.fullmatch(local):
        known = _domain(domain) if len(domain) < 254 else None
        if known and known.name and len(local) + len(known.name) <= 253:
            return _known(local, known)
    return _careful(text)


def _known(local: str, domain: Domain, reasons: tuple[str, ...] = ()) -> EmailValue:
    """The value for a valid local part at a valid domain."""
    lower = local.lower()
    role = lower in ROLES
    if role or local.isupper():
        local = lower
    value = local + "@" + domain.name
    if placeholder_email(lower, domain.name):
        return EmailValue(value, "", _PLACEHOLDER, (*reasons, "email.placeholder"))
    key = _key(lower, domain) if domain.google or "+" in lower else lower + "@" + domain.name
    if not (role or reasons or domain.reasons):
        return EmailValue(value, key, _VALID)
    reasons = (*reasons, *domain.reasons, "email.role") if role else (*reasons, *domain.reasons)
    return EmailValue(
        value, key, _DOUBTFUL, reasons, f"{local}@{domain.suggestion}" if domain.suggestion else ""
    )


def _key(lower: str, domain: Domain) -> str:
    """The mailbox: what follows "+" is a label of its owner; Google ignores dots and has two names."""
    bare = lower.partition("+")[0] or lower
    if domain.google:
        return (bare.replace(".", "") or bare) + "@gmail.com"
    return bare + "@" + domain.name


def _careful(text: str) -> EmailValue:
    """Anything that is not plainly an address: wrappers, several addresses, accents, slips, nonsense."""
    if len(text) > LIMIT:
        return EmailValue("", "", _INVALID, ("email.too_long",))
    text = clean(text, LIMIT)
    bare = _WRAPPED.sub("", text).strip(_EDGES)
    if not bare.strip("-_?*/ "):
        return _NOTHING
    if "@" not in bare and _NONE_WRITTEN.fullmatch(fold(bare)):
        return EmailValue("", "", _PLACEHOLDER, ("email.none_written",))
    if bare.count("@") > 1 and (found := _first_of(bare)):
        return found
    return _valid(bare, ()) or _broken(bare)


def _first_of(text: str) -> EmailValue | None:
    """The first readable address of a cell that holds several."""
    for piece in _SEVERAL.split(text):
        if "@" in piece and (found := _valid(piece.strip(_EDGES), ("email.several",))):
            return found
    return None


def _valid(text: str, reasons: tuple[str, ...]) -> EmailValue | None:
    """The value when the package accepts the address, else None."""
    try:
        found = validate_email(text, check_deliverability=False, strict=True)
    except EmailNotValidError:
        return None
    if not found.local_part.isascii():
        suggestion = f"{fold(found.local_part)}@{found.domain}"
        value, key = f"{found.local_part}@{found.domain}", f"{found.local_part.lower()}@{found.domain}"
        return EmailValue(value, key, _DOUBTFUL, (*reasons, "email.accent"), suggestion)
    return _known(found.local_part, _domain(found.domain), reasons)


def _broken(text: str) -> EmailValue:
    """Not an address: why, and what it may have been."""
    local, at, domain = text.rpartition("@")
    reason = "email.no_at" if not at else "email.no_local" if not local else "email.syntax"
    if at and local and (" " in text or "," in text or ".." in text):
        reason = "email.slip"
    elif at and local and domain and not _domain(domain[:253]).name:
        reason = "email.domain_invalid"
    return EmailValue("", "", _INVALID, (reason,), _mend(text))


def _mend(text: str) -> str:
    """A valid address that the slips of the finger would explain, or ''."""
    guess = fold(text)
    for slip, right in _SLIPS:
        guess = slip.sub(right, guess)
    guess = guess.strip(_EDGES)
    if "@" not in guess and (match := _NO_AT.fullmatch(guess)):
        guess = "@".join(match.groups())
    local, _, domain = guess.partition("@")
    better = _domain(domain[:253]).suggestion
    found = _valid(f"{local}@{better}" if better else guess, ())
    return found.value if found and found.state is not _PLACEHOLDER else ""
