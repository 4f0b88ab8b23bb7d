"""The words of states, grades and verdicts: one place, so that every screen says the same thing."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, slots=True)
class Word:
    """How a code is shown: its word, its tone, its icon, and a sentence for who wants to know."""

    label: Promise | str
    tone: str
    icon: str = ""
    help: Promise | str = ""


STATES = {
    "valid": Word(pgettext_lazy("state", "valid"), "good", "circle-check"),
    "doubtful": Word(pgettext_lazy("state", "doubtful"), "warn", "circle-question-mark"),
    "invalid": Word(pgettext_lazy("state", "invalid"), "bad", "circle-x"),
    "placeholder": Word(pgettext_lazy("state", "placeholder"), "info", "circle-slash"),
    "empty": Word(pgettext_lazy("state", "empty"), "", "circle-dashed"),
}

GRADES = {
    "A": Word(_("valid"), "good", "", _("Found as written, at most re-typed to the postal norm.")),
    "B": Word(
        _("corrected"),
        "good",
        "",
        _("Found after a safe correction, which is shown beside what was written."),
    ),
    "C": Word(_("to confirm"), "warn", "", _("Usable, but a part of it could not be confirmed.")),
    "D": Word(
        _("incomplete"), "bad", "", _("Something is missing or contradicts itself: post would not arrive.")
    ),
    "R": Word(
        pgettext_lazy("grade", "not read"),
        "bad",
        "",
        _("Not safely readable as a postal address. Kept as it was written."),
    ),
}

VERDICTS = {
    "new": Word(_("new"), "", "plus", _("Not in this source yet: will be added.")),
    "updated": Word(_("updated"), "", "pencil", _("Known, with something that changed.")),
    "unchanged": Word(_("unchanged"), "", "equal", _("Known, exactly the same: nothing to do.")),
    "suspicious": Word(_("suspicious"), "", "triangle-alert", _("Will be kept, but something looks odd.")),
    "rejected": Word(_("rejected"), "", "circle-x", _("Could not be read. Kept aside to be mended.")),
}


def confidence(value: float) -> Word:
    """How sure a proposal between 0 and 1 is: sure from 0.9, likely from 0.6, else to be checked."""
    if value >= 0.9:
        return Word(_("sure"), "good")
    if value >= 0.6:
        return Word(_("likely"), "info")
    return Word(_("check it"), "warn")
