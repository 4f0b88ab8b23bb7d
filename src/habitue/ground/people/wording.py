"""The words of people: what each role is called."""

from django.utils.translation import gettext_lazy as _

from habitue.ground.people.rules.roles import Role

ROLES = {
    Role.ASSOCIATE: _("Associate"),
    Role.STORE_MANAGER: _("Store manager"),
    Role.MARKETER: _("Marketer"),
    Role.SUPPORT: _("Support agent"),
    Role.STEWARD: _("Data steward"),
    Role.DPO: _("DPO"),
    Role.ANALYST: _("HQ analyst"),
    Role.IT: _("IT"),
}


def role_label(role: str) -> str:
    """A role as people say it."""
    return str(ROLES[Role(role)]) if role in set(Role) else role
