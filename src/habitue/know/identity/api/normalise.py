"""Normalising one text, for people who want to try and measure it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec

from habitue.know.identity.rules.address import normalise_address, parts_for_json
from habitue.know.identity.rules.card import normalise_card
from habitue.know.identity.rules.dates import normalise_date
from habitue.know.identity.rules.email import normalise_email
from habitue.know.identity.rules.names import normalise_name
from habitue.know.identity.rules.phone import normalise_phone
from habitue.know.identity.types import RawAddress

_READERS: dict[str, Callable[[str, date], Any]] = {
    "name": lambda text, _: normalise_name("", "", "", "", text),
    "phone": lambda text, _: normalise_phone(text),
    "email": lambda text, _: normalise_email(text),
    "date": lambda text, today: normalise_date(text, "dmy", today),
    "card": lambda text, _: normalise_card(text),
}


def normalise_text(*, kind: str, text: str, today: date) -> dict[str, Any]:
    """The normal form of a text as plain data, with `input` as it was written.

    `kind`: address, name, phone, email, date or card. Addresses have `number`, `street`, `postcode`, `town`, `lines`,
    `grade` and `reasons` among their keys; the others `state` and `reasons`. `today` bounds what a date can be.
    """
    if kind == "address":
        return {"input": text, **parts_for_json(normalise_address(RawAddress(full=text)))}
    return {"input": text, **msgspec.to_builtins(_READERS[kind](text, today))}


def normalise_parts(*, civility: str, first: str, last: str, birth: str) -> dict[str, Any]:
    """The normal form of a name whose parts are known, as plain data like that of `normalise_text`."""
    found: dict[str, Any] = msgspec.to_builtins(normalise_name(first, last, civility, birth))
    return found
