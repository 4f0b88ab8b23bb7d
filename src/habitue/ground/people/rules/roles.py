"""Which role may do what: the one table that every door's check comes from."""

from enum import StrEnum


class Role(StrEnum):
    """What a person is in the house."""

    ASSOCIATE = "associate"
    STORE_MANAGER = "store_manager"
    MARKETER = "marketer"
    SUPPORT = "support"
    STEWARD = "steward"
    DPO = "dpo"
    ANALYST = "analyst"
    IT = "it"


CUSTOMERS_SEE = "customers.see"
CUSTOMERS_EXPORT = "customers.export"
CUSTOMERS_MERGE = "customers.merge"
FEEDS_SEE = "feeds.see"
FEEDS_IMPORT = "feeds.import"
FEEDS_EDIT = "feeds.edit"
REJECTS_MEND = "rejects.mend"
QUALITY_SEE = "quality.see"
PLACES_SEE = "places.see"
PLACES_EDIT = "places.edit"
STAFF_SEE = "staff.see"
STAFF_EDIT = "staff.edit"
AUDIT_SEE = "audit.see"
SYSTEM_SEE = "system.see"

_COUNTER = frozenset({CUSTOMERS_SEE, PLACES_SEE})
_DATA = frozenset({FEEDS_SEE, QUALITY_SEE})
_FEEDS = _DATA | {FEEDS_IMPORT, FEEDS_EDIT, REJECTS_MEND}

PERMISSIONS: dict[Role, frozenset[str]] = {
    Role.ASSOCIATE: _COUNTER,
    Role.STORE_MANAGER: _COUNTER | {STAFF_SEE, QUALITY_SEE},
    Role.MARKETER: _COUNTER | _DATA | {CUSTOMERS_EXPORT, FEEDS_IMPORT},
    Role.SUPPORT: _COUNTER,
    Role.STEWARD: _COUNTER | _FEEDS | {CUSTOMERS_MERGE, CUSTOMERS_EXPORT},
    Role.DPO: _COUNTER | _DATA | {CUSTOMERS_EXPORT, AUDIT_SEE, STAFF_SEE},
    Role.ANALYST: _DATA | {PLACES_SEE, CUSTOMERS_SEE},
    Role.IT: _FEEDS
    | {
        PLACES_SEE,
        PLACES_EDIT,
        STAFF_SEE,
        STAFF_EDIT,
        AUDIT_SEE,
        SYSTEM_SEE,
        CUSTOMERS_SEE,
        CUSTOMERS_EXPORT,
    },
}


def permissions_of(role: str) -> frozenset[str]:
    """What a role may do; nothing for a role that does not exist."""
    return PERMISSIONS[Role(role)] if role in set(Role) else frozenset()
