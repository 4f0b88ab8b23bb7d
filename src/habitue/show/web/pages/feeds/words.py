"""Words of the feeds pages that come as codes."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "file": _("Files"),
    "till": _("Till"),
    "web": _("Web shop"),
    "loyalty": _("Loyalty scheme"),
    "newsletter": _("Newsletter"),
    "other": _("Other"),
}


def kind_label(kind: str) -> str:
    """What a source is, as people say it; an unknown kind as it is written."""
    return str(KINDS.get(kind, kind))
