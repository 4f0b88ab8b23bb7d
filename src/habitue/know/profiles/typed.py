"""What a person typed, read by the same rules as what the sources bring; or refused, and why."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from habitue.ground.kernel.types import InvalidInput
from habitue.know.identity.api import normalise_parts, normalise_text
from habitue.know.identity.wording import address as address_words
from habitue.know.identity.wording import values as value_words

Typed = str | Sequence[str]
LONGEST_STORE = 80


def read_typed(group: str, value: Typed, *, today: date, stores: Iterable[str]) -> Any:
    """A typed value of a group as a choice keeps it.

    A name may come as (civility, first name, last name, name at birth); all else is one text. `stores`: the codes that a
    store may have, any when there are none. Raises InvalidInput, with the reason in words, when nobody could use it.
    """
    if group == "name":
        return _name(value, today)
    text = (value if isinstance(value, str) else " ".join(value)).strip()
    if not text:
        raise InvalidInput(_("Write something, or choose one of the values known."))
    return _store(text, set(stores)) if group == "store" else _READERS[group](text, today)


def _name(value: Typed, today: date) -> list[str]:
    if isinstance(value, str):
        found = normalise_text(kind="name", text=value, today=today)
    else:
        civility, first, last, birth = value
        found = normalise_parts(civility=civility, first=first, last=last, birth=birth)
    _usable(found)
    return [found["civility"], found["first"], found["last"], found["birth"]]


def _plain(kind: str) -> Callable[[str, date], Any]:
    def read(text: str, today: date) -> Any:
        found = normalise_text(kind=kind, text=text, today=today)
        _usable(found)
        return found["value"]

    return read


def _phone(group: str, other: str) -> Callable[[str, date], Any]:
    def read(text: str, today: date) -> Any:
        found = normalise_text(kind="phone", text=text, today=today)
        _usable(found)
        if found["kind"] == other:
            mobile = other == "mobile"
            raise InvalidInput(_("This is a mobile number.") if mobile else _("This is a landline number."))
        return found["value"]

    return read


def _address(text: str, today: date) -> Any:
    found = normalise_text(kind="address", text=text, today=today)
    if found["grade"] == "R" or not found["lines"]:
        raise InvalidInput(_because([address_words.REASONS.get(code, code) for code in found["reasons"]]))
    inside = (found["complement_inside"], found["complement_outside"], found["place"])
    town = f"{found['town']} {found['cedex']}".strip()
    parts = [found["number"], found["street"], ", ".join(filter(None, inside)), found["postcode"], town]
    return [[*parts, found["country"], "\n".join(found["lines"])], found["grade"]]


def _language(text: str, _today: date) -> str:
    code = text.lower()
    if len(code) != 2 or not code.isascii() or not code.isalpha():
        raise InvalidInput(_("A language is two letters, as in fr or en."))
    return code


def _store(text: str, known: set[str]) -> str:
    if known and text not in known:
        raise InvalidInput(_("No store has this code."))
    if len(text) > LONGEST_STORE or not text.isprintable():
        raise InvalidInput(_("This cannot be read."))
    return text


def _usable(found: dict[str, Any]) -> None:
    """Raise InvalidInput for a value that is unreadable or fills a box. What is merely odd, a person may well mean."""
    if found["state"] not in ("valid", "doubtful"):
        raise InvalidInput(_because([value_words.REASONS.get(code, code) for code in found["reasons"]]))


def _because(reasons: Iterable[object]) -> str:
    return " ".join(str(reason) for reason in reasons) or _("This cannot be read.")


_READERS: dict[str, Callable[[str, date], Any]] = {
    "birth_date": _plain("date"),
    "email": _plain("email"),
    "card": _plain("card"),
    "mobile": _phone("mobile", "landline"),
    "landline": _phone("landline", "mobile"),
    "address": _address,
    "language": _language,
}
