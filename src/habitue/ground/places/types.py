"""What passes through the door of places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from habitue.ground.kernel.types import HouseId, StoreId

Hours = Mapping[str, Sequence[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class HouseView:
    """A house."""

    id: HouseId
    name: str


@dataclass(frozen=True, slots=True)
class StoreDraft:
    """A store to open: its code is what tills write in their files. `hours`: see `models.Store`."""

    code: str
    name: str
    brand: str
    region: str
    street: str
    postcode: str
    town: str
    zone: str = "Europe/Paris"
    hours: Hours = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoreView:
    """A store as screens show it."""

    id: StoreId
    code: str
    name: str
    brand: str
    region: str
    street: str
    postcode: str
    town: str
    zone: str
    hours: Hours
