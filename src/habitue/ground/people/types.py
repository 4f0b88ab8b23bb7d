"""What passes through the door of people."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from habitue.ground.kernel.types import HouseId, StaffId
from habitue.ground.people.rules.roles import Role, permissions_of

__all__ = ["Role", "SessionView", "StaffView", "permissions_of"]


@dataclass(frozen=True, slots=True)
class StaffView:
    """A person of the house as screens show them."""

    id: StaffId
    house: HouseId
    email: str
    name: str
    role: str
    language: str
    theme: str
    active: bool


@dataclass(frozen=True, slots=True)
class SessionView:
    """A browser in which a person is signed in. `current`: the one that asks."""

    id: UUID
    browser: str
    address: str
    started_at: datetime
    seen_at: datetime
    current: bool
