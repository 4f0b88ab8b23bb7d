"""Which role may do what: the whole table, cell by cell, written down a second time on purpose."""

import pytest

from habitue.ground.people.rules import roles
from habitue.ground.people.rules.roles import PERMISSIONS, Role, permissions_of

# x: may. Columns in the order of ROLES.
ROLES = ["associate", "store_manager", "marketer", "support", "steward", "dpo", "analyst", "it"]
MATRIX = {
    "customers.see": "xxxxxxxx",
    "customers.export": "..x.xx.x",
    "customers.merge": "....x...",
    "feeds.see": "..x.xxxx",
    "feeds.import": "..x.x..x",
    "feeds.edit": "....x..x",
    "rejects.mend": "....x..x",
    "quality.see": ".xx.xxxx",
    "places.see": "xxxxxxxx",
    "places.edit": ".......x",
    "staff.see": ".x...x.x",
    "staff.edit": ".......x",
    "audit.see": ".....x.x",
    "system.see": ".......x",
}
CELLS = [
    (role, permission, marks[column] == "x")
    for permission, marks in MATRIX.items()
    for column, role in enumerate(ROLES)
]


@pytest.mark.parametrize(("role", "permission", "may"), CELLS)
def test_each_role_may_exactly_this(role: str, permission: str, may: bool) -> None:
    assert (permission in permissions_of(role)) is may


def test_the_table_has_every_role_and_every_permission() -> None:
    named = {value for name, value in vars(roles).items() if name.isupper() and isinstance(value, str)}
    assert named == set(MATRIX)
    assert [*Role] == ROLES
    assert set(PERMISSIONS) == set(Role)
    assert frozenset().union(*PERMISSIONS.values()) == set(MATRIX)


@pytest.mark.parametrize("role", ["", "system", "admin", "ASSOCIATE", "associate "])
def test_a_role_that_does_not_exist_may_nothing(role: str) -> None:
    assert permissions_of(role) == frozenset()
