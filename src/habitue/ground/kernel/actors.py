"""Who asks: every command takes an actor, checks what it may do, and leaves its name in the audit trail."""

from dataclasses import dataclass, field
from uuid import UUID

from habitue.ground.kernel.errors import Forbidden
from habitue.ground.kernel.ids import HouseId, StaffId


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or a process acting in one house.

    `staff` is None for the house's own processes. `permissions` holds names such as `feeds.import`; the hooks for scopes
    by store and by field are added to this class, so that every door gets them at once.
    """

    house: HouseId
    label: str
    staff: StaffId | None = None
    role: str = "system"
    permissions: frozenset[str] = field(default_factory=frozenset)

    def may(self, permission: str) -> bool:
        """Whether this actor holds the permission. The house's own processes hold all."""
        return self.role == "system" or permission in self.permissions

    def require(self, permission: str) -> None:
        """Raise Forbidden unless the actor holds the permission."""
        if not self.may(permission):
            raise Forbidden(permission=permission)


def system_actor(house: UUID, label: str = "habitue") -> Actor:
    """The actor of jobs, consumers and the command line, for one house."""
    return Actor(house=HouseId(house), label=label)
