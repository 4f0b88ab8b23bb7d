"""What passes through the log."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from habitue.ground.kernel.ids import HouseId


@dataclass(frozen=True, slots=True)
class Announcement:
    """A fact about to be written: past tense type (`collect.records.received`), the subject it is ordered by, a payload."""

    house: UUID
    type: str
    subject: str
    payload: Mapping[str, Any]
    version: int = 1


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact read from the log. `position` is its place: (transaction, id)."""

    position: tuple[int, int]
    house: HouseId
    type: str
    version: int
    subject: str
    recorded_at: datetime
    payload: Mapping[str, Any]


Handler = Callable[[Sequence[Fact]], None]


@dataclass(frozen=True, slots=True)
class Consumer:
    """A room reading the log: which types it hears, what it does with a batch, how many facts a transaction may take.

    `reset` brings the room's derived state back to nothing before a replay.
    """

    name: str
    types: frozenset[str]
    handle: Handler
    reset: Callable[[], None]
    batch: int = 100
