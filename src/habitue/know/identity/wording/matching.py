"""Why two records are, or are not, one person: the comparisons, their levels, and a sentence of the strongest."""

from collections.abc import Sequence
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from habitue.know.identity.rules.model import BIT, HOUSEHOLD, NAMESAKE, STRANGER, Part

Text = str | Promise

COMPARISONS: dict[str, Text] = {
    "first": _("First name"),
    "last": _("Surname"),
    "born": _("Birth date"),
    "email": _("E-mail"),
    "mail_name": _("Name in the e-mail"),
    "mobile": _("Mobile"),
    "landline": _("Landline"),
    "card": _("Card"),
    "address": _("Address"),
    "place": _("Building"),
    "sex": _("Civility"),
    "source": _("Source"),
}

# Said of two records: "same mobile, first name one letter apart".
LEVELS: dict[str, Text] = {
    "first.same": _("same first name"),
    "first.swapped": _("first name and surname swapped"),
    "first.form": _("two forms of one first name"),
    "first.initial": _("same initial"),
    "first.compound": _("first name cut short"),
    "first.typo": _("first name one letter apart"),
    "first.sounds": _("first names that sound alike"),
    "first.cut": _("first name shortened"),
    "first.near": _("first names one letter apart, both borne"),
    "first.resembles": _("first names that resemble each other"),
    "first.other": _("different first names"),
    "last.same": _("same surname"),
    "last.birth": _("name at birth of the other"),
    "last.part": _("part of the surname"),
    "last.typo": _("surname one letter apart"),
    "last.sounds": _("surnames that sound alike"),
    "last.resembles": _("surnames that resemble each other"),
    "last.married": _("different surnames, of a woman"),
    "last.other": _("different surnames"),
    "born.same": _("same birth date"),
    "born.slip": _("birth date one slip apart"),
    "born.resembles": _("birth dates two figures apart"),
    "born.year": _("same year of birth, another day"),
    "born.other": _("different birth dates"),
    "email.same": _("same e-mail"),
    "email.typo": _("e-mail one slip apart"),
    "email.local": _("same mailbox name at another provider"),
    "email.other": _("different e-mails"),
    "mail_name.full": _("both names stand in the e-mail"),
    "mail_name.first": _("the first name stands in the e-mail"),
    "mail_name.initial": _("initial and surname stand in the e-mail"),
    "mail_name.begins": _("the beginning of the first name stands in the e-mail"),
    "mail_name.starts": _("initial in front and the surname in the e-mail"),
    "mail_name.last": _("only the surname stands in the e-mail"),
    "mail_name.other": _("the e-mail bears another name"),
    "mobile.same": _("same mobile"),
    "mobile.typo": _("mobile one slip apart"),
    "mobile.other": _("different mobiles"),
    "landline.same": _("same landline"),
    "landline.typo": _("landline one figure apart"),
    "landline.other": _("different landlines"),
    "card.same": _("same card"),
    "card.typo": _("card one slip apart"),
    "card.other": _("different cards"),
    "address.same": _("same address"),
    "address.typo": _("address one slip apart"),
    "address.street": _("same street"),
    "address.number": _("same number in one town"),
    "address.town": _("same town"),
    "address.near": _("same town, another street"),
    "address.area": _("same department"),
    "address.elsewhere": _("same street and number, in another region"),
    "address.other": _("far apart"),
    "place.same": _("same building"),
    "place.typo": _("building alike"),
    "place.other": _("different buildings"),
    "sex.same": _("same civility"),
    "sex.other": _("different civilities"),
    "source.same": _("twice in one source"),
    "source.other": _("from two sources"),
}
RARE: tuple[Text, ...] = (
    *(_("very common"),) * 2, *(_("common"),) * 2, "", "", *(_("rare"),) * 2, *(_("very rare"),) * 2,
)  # fmt: skip
OTHERS: dict[str, Text] = {
    HOUSEHOLD: _("two people of one household"),
    NAMESAKE: _("two namesakes"),
    STRANGER: _("two strangers"),
}
_TELLING = BIT
_MOST = 4


def comparison_label(comparison: str) -> str:
    """What is compared."""
    return str(COMPARISONS[comparison])


def level_label(comparison: str, level: str) -> str:
    """How two records agree on it; with how common the name is when that counts."""
    name, _dot, band = level.partition(".")
    said = LEVELS[f"{comparison}.{name}"]
    how = RARE[int(band)] if band else ""
    return f"{said} ({how})" if how else str(said)


def other_label(other: str) -> str:
    """What would explain the pair best if it were not one person."""
    return str(OTHERS[other])


def strength_label(weight: int) -> str:
    """A weight in a word."""
    if abs(weight) < BIT:
        return str(_("hardly counts"))
    if abs(weight) < 4 * BIT:
        return str(_("speaks for it") if weight > 0 else _("speaks against it"))
    return str(_("speaks strongly for it") if weight > 0 else _("speaks strongly against it"))


class Explanation(Protocol):
    """A pair whose weight is taken apart."""

    @property
    def parts(self) -> Sequence[Part]:
        """What each comparison adds."""
        ...


def sentence(explained: Explanation) -> str:
    """The few things that count most, strongest first: "same mobile, first name one letter apart, same street"."""
    said = [part for part in explained.parts if part.comparison != "source" and abs(part.weight) >= _TELLING]
    strongest = sorted(said, key=lambda part: -abs(part.weight))[:_MOST] or explained.parts[:1]
    return ", ".join(str(LEVELS[f"{part.comparison}.{part.level.partition('.')[0]}"]) for part in strongest)
