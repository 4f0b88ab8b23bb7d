"""What the identity room asks of the outside: a geocoding service that speaks the contract of the French BAN."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol


class GeocodedAddress(NamedTuple):
    """One answer of a geocoder. ``score`` orders the answers to one question; it is no probability."""

    label: str
    score: float
    kind: str  # "housenumber", "street", "locality" or "municipality"
    number: str  # with its repetition, "12bis"
    street: str
    postcode: str
    town: str
    insee: str
    longitude: float
    latitude: float
    key: str  # the service's own identifier of the address


class GeocoderUnavailable(Exception):
    """The service does not answer, refuses, or answers something else than its contract. ``retry_after`` in seconds."""

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Geocoder(Protocol):
    """An address service. Every method raises ``GeocoderUnavailable`` when it cannot answer."""

    def search(
        self, query: str, *, postcode: str = "", insee: str = "", limit: int = 5
    ) -> tuple[GeocodedAddress, ...]:
        """Return the addresses that a text may mean, best first."""

    def reverse(self, longitude: float, latitude: float, *, limit: int = 1) -> tuple[GeocodedAddress, ...]:
        """Return the addresses nearest to a point (WGS 84 degrees), nearest first."""

    def csv(
        self, rows: Iterable[Sequence[str]], columns: Sequence[str], *, postcode: str = "", insee: str = ""
    ) -> list[dict[str, str]]:
        """Geocode many rows at once: ``columns`` names their cells; all but the filters make the query.

        ``postcode`` and ``insee`` name the columns that only filter. Returns one dictionary a row, in order: the cells
        and the service's ``result_*`` columns.
        """
