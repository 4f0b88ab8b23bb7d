"""Why a half-typed customer may be one that the house knows, in a sentence."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from habitue.know.identity.rules.hints import BEGUN
from habitue.know.identity.rules.model import BIT, Part
from habitue.know.identity.wording.matching import LEVELS, Text

# Said of what is typed and a customer: "surname begins so, mobile begins so, same town".
BEGINNINGS: dict[str, Text] = {
    "first": _("first name begins so"),
    "last": _("surname begins so"),
    "email": _("e-mail begins so"),
    "mobile": _("mobile begins so"),
    "landline": _("landline begins so"),
    "card": _("card begins so"),
}
_MOST = 4


def hint_sentence(parts: Sequence[Part]) -> str:
    """The few things that count most, strongest first."""
    said = [part for part in parts if abs(part.weight) >= BIT]
    strongest = sorted(said, key=lambda part: -abs(part.weight))[:_MOST] or parts[:1]
    return ", ".join(str(_text(part)) for part in strongest)


def _text(part: Part) -> Text:
    if part.level == BEGUN:
        return BEGINNINGS[part.comparison]
    return LEVELS[f"{part.comparison}.{part.level.partition('.')[0]}"]
