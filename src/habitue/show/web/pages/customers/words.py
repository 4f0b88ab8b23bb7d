"""Words that the customers pages say: fields, rules, reasons, telephone numbers."""

from collections.abc import Iterable
from typing import Protocol

from django.utils.timezone import localdate, localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from habitue.know.identity.wording import address, values
from habitue.know.profiles.types import ChoiceView
from habitue.show.web.ui import formats

_FAMILY = {"mobile": "phone", "landline": "phone", "birth_date": "date"}
FRENCH_PREFIXES = ("+33", "+262", "+590", "+594", "+596")
"""Those within which people write ten digits beginning with 0: the mainland and the overseas departments."""
ADDRESS_FAMILIES = frozenset(
    {"postcode", "town", "street", "place", "cedex", "text", "complement", "country", "line"}
)


def field_labels() -> dict[str, str]:
    """The name of each group of the golden record."""
    return {
        "name": _("Name"),
        "birth_date": _("Born"),
        "email": _("E-mail"),
        "mobile": _("Mobile"),
        "landline": _("Landline"),
        "card": _("Card"),
        "address": _("Address"),
        "store": _("Store"),
        "language": _("Language"),
    }


def field_names() -> dict[str, str]:
    """The same where the word stands alone, without a value beside it."""
    return field_labels() | {"birth_date": _("Birth date")}


def chosen_by(choice: ChoiceView) -> str:
    """Who chose a value, and on which day."""
    day = formats.short_date(localtime(choice.at).date(), get_language() or "en", localdate())
    return _("%(by)s, %(day)s") % {"by": choice.by, "day": day}


def rule(code: str) -> str:
    """Why a value was chosen, in words."""
    return str(values.RULES.get(code, code))


def reason(code: str) -> str:
    """Why a value is in the state it is in, in words."""
    return str(address.REASONS.get(code) or values.explain(code))


def reasons_of(field: str, codes: Iterable[str]) -> list[str]:
    """Those of a record's reasons that are about this field, in words, each once."""
    return list(dict.fromkeys(reason(code) for code in codes if _about(field, code.partition(".")[0])))


def _about(field: str, family: str) -> bool:
    if field == "address":
        return family in ADDRESS_FAMILIES or family == "address"
    return family == _FAMILY.get(field, field)


def phone(number: str) -> str:
    """A telephone number as people read it: `+33612345678` is `06 12 34 56 78`; a foreign one keeps its prefix."""
    prefix = next((each for each in FRENCH_PREFIXES if number.startswith(each)), "")
    digits = "0" + number.removeprefix(prefix)
    if not prefix or len(digits) != 10:
        return number
    return "\u00a0".join(digits[at : at + 2] for at in range(0, 10, 2))


class Reachable(Protocol):
    """Whoever has a name, or at least an e-mail or a telephone: a customer of a list, a golden record."""

    @property
    def name(self) -> str:
        """First and last name; empty when unknown."""
        ...

    @property
    def email(self) -> str:
        """An e-mail, or empty."""
        ...

    @property
    def mobile(self) -> str:
        """A mobile, or empty."""
        ...


def called(person: Reachable) -> str:
    """What to call a customer by: the name, and for want of one the e-mail or the mobile."""
    return person.name or person.email or phone(person.mobile) or _("No name")


def language(code: str) -> str:
    """A language in words; an unknown code as it is."""
    return {
        "fr": _("French"),
        "en": _("English"),
        "de": _("German"),
        "es": _("Spanish"),
        "it": _("Italian"),
    }.get(code, code)
