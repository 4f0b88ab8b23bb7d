"""The kernel's types that pass through its door."""

from habitue.ground.kernel.actors import Actor, system_actor
from habitue.ground.kernel.errors import (
    Conflict,
    Forbidden,
    HabitueError,
    InvalidInput,
    NotFound,
    Unavailable,
)
from habitue.ground.kernel.ids import (
    BrandId,
    CustomerId,
    HouseId,
    ImportId,
    RecordId,
    RegionId,
    RejectId,
    SourceId,
    StaffId,
    StoreId,
)
from habitue.ground.kernel.log.types import Announcement, Consumer, Fact
from habitue.ground.kernel.money import Money
from habitue.ground.kernel.privacy_registry import Policy

__all__ = [
    "Actor",
    "Announcement",
    "BrandId",
    "Conflict",
    "Consumer",
    "CustomerId",
    "Fact",
    "Forbidden",
    "HabitueError",
    "HouseId",
    "ImportId",
    "InvalidInput",
    "Money",
    "NotFound",
    "Policy",
    "RecordId",
    "RegionId",
    "RejectId",
    "SourceId",
    "StaffId",
    "StoreId",
    "Unavailable",
    "system_actor",
]
