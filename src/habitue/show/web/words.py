"""Words of the console that more than one page says."""

from django.utils.translation import gettext_lazy as _

ROLES = {
    "associate": _("Associate"),
    "store_manager": _("Store manager"),
    "marketer": _("Marketer"),
    "support": _("Support agent"),
    "steward": _("Data steward"),
    "dpo": _("DPO"),
    "analyst": _("HQ analyst"),
    "it": _("IT"),
}


def role_label(role: str) -> str:
    """A role as people say it."""
    return str(ROLES.get(role, role))
