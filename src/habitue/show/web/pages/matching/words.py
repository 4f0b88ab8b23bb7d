"""Words that the matching pages say: thresholds, kinds of keys, works, versions."""

from math import ceil, log10

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from habitue.know.identity.api.matching import probability
from habitue.know.identity.types.matching import ModelView, WorkView
from habitue.show.web.ui import formats

KEYS: dict[str, str | Promise] = {
    "e": gettext_lazy("e-mail"),
    "m": gettext_lazy("mobile"),
    "c": gettext_lazy("card"),
    "l": gettext_lazy("landline"),
    "h": gettext_lazy("first name and surname, by sound"),
    "d": gettext_lazy("first name and surname, by sound, and département"),
    "b": gettext_lazy("first name and birth date"),
    "n": gettext_lazy("surname, by sound, and birth date"),
    "p": gettext_lazy("surname, by sound, and postcode"),
    "f": gettext_lazy("first name, house number and street"),
    "a": gettext_lazy("street, house number and postcode"),
    "u": gettext_lazy("name of the mailbox"),
    "i": gettext_lazy("birth date"),
    "t": gettext_lazy("birth date and town"),
    "q": gettext_lazy("house number and postcode"),
    "o": gettext_lazy("first name and postcode"),
    "r": gettext_lazy("house number and town"),
    "s": gettext_lazy("street"),
    "v": gettext_lazy("surname, by sound, and house number"),
    "w": gettext_lazy("surname, by sound, and initial"),
    "x": gettext_lazy("place or building"),
}
"""What two records must share to be compared, by the letter of the key."""
TITLES: dict[str, str | Promise] = {
    "preview": gettext_lazy("Working out what would change"),
    "learn": gettext_lazy("Learning from the house as it is"),
    "activate": gettext_lazy("Putting in force and matching everything"),
    "replay": gettext_lazy("Matching everything again"),
}
FAILURES: dict[str, str | Promise] = {
    "preview": gettext_lazy("What would change could not be worked out"),
    "learn": gettext_lazy("The learning stopped"),
    "activate": gettext_lazy("The change could not be put in force"),
    "replay": gettext_lazy("The matching stopped"),
}


def language() -> str:
    """The reader's language."""
    return get_language() or "en"


def number(value: int) -> str:
    """A number in the reader's language."""
    return formats.number(value, language())


def bits(weight: int) -> str:
    """A weight or threshold as a figure with one decimal and its sign: `+8.5`."""
    text = formats.number(abs(weight) / 1_000, language(), 1)
    return f"{'−' if weight <= -50 else '+'}{text}"


def chance(weight: int) -> str:
    """The probability that a weight stands for; with more decimals near 0 and 1, where they matter."""
    share = probability(weight)
    decimals = min(4, max(0, ceil(-log10(min(share, 1 - share))) - 2))
    return formats.percent(share, language(), decimals)


def key_label(letter: str) -> str:
    """What two records must share to have this key."""
    return str(KEYS.get(letter, letter))


def version(model: ModelView) -> str:
    """What a version is called."""
    return _("Version %(n)s") % {"n": model.number} if model.number else _("Packaged beliefs")


def title(work: WorkView) -> str:
    """What a work is doing."""
    return str(TITLES[work.kind])


def failure(work: WorkView) -> str:
    """What did not come about."""
    return str(FAILURES[work.kind])
