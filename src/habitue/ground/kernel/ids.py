"""Identifiers: UUID version 7 (RFC 9562), typed so that a customer's id is never taken for a record's."""

import os
import time
from typing import NewType
from uuid import UUID

HouseId = NewType("HouseId", UUID)
StaffId = NewType("StaffId", UUID)
BrandId = NewType("BrandId", UUID)
RegionId = NewType("RegionId", UUID)
StoreId = NewType("StoreId", UUID)
SourceId = NewType("SourceId", UUID)
ImportId = NewType("ImportId", UUID)
RecordId = NewType("RecordId", UUID)
RejectId = NewType("RejectId", UUID)
CustomerId = NewType("CustomerId", UUID)

_VERSION = 0x7 << 76
_VARIANT = 0b10 << 62
_RANDOM_A = 0xFFF << 64
_RANDOM_B = (1 << 62) - 1
_RANDOM = _RANDOM_A | _RANDOM_B


def new_id() -> UUID:
    """A fresh UUIDv7: 48 bits of milliseconds since 1970, then 74 random bits."""
    return UUID(int=_compose(time.time_ns() // 1_000_000, int.from_bytes(os.urandom(10), "big")))


def new_ids(count: int) -> list[UUID]:
    """`count` fresh UUIDv7 in ascending order, so that a bulk load appends to its index instead of scattering over it."""
    return [UUID(int=value) for value in _ascending(count)]


def new_id_bytes(count: int) -> list[bytes]:
    """As `new_ids`, each as its 16 bytes: what binary COPY takes, at a third of the price of UUID objects."""
    return [value.to_bytes(16, "big") for value in _ascending(count)]


def _ascending(count: int) -> list[int]:
    noise, read = os.urandom(10 * count), int.from_bytes
    same = _compose(time.time_ns() // 1_000_000, 0)
    return sorted([same | (read(noise[i : i + 10], "big") & _RANDOM) for i in range(0, 10 * count, 10)])


def _compose(milliseconds: int, random: int) -> int:
    """Lay the fields out as RFC 9562 section 5.7 orders them."""
    return milliseconds << 80 | _VERSION | (random & _RANDOM_A) | _VARIANT | (random & _RANDOM_B)
