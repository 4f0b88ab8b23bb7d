"""The adapter for geocoding services that speak the BAN contract: ``/search/``, ``/reverse/`` and ``/search/csv/``.

Answers are GeocodeJSON (https://github.com/geocoders/geocodejson-spec). addok, the former api-adresse and IGN's
Géoplateforme (base ``https://data.geopf.fr/geocodage``) speak it; none is contacted unless configured.
"""

from __future__ import annotations

import csv
import io
import json
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from habitue.know.identity.ports import GeocodedAddress, GeocoderUnavailable

_MOST = 50_000_000  # bytes of an answer


class BanGeocoder:
    """A geocoder over HTTP. A refusal for haste (429) or a passing fault (502 to 504) is tried again after a pause."""

    def __init__(
        self,
        base: str,
        *,
        timeout: float = 5.0,
        tries: int = 3,
        longest_pause: float = 30.0,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        """``base`` is an http or https address; ``timeout`` and ``longest_pause`` are in seconds. Raises ValueError."""
        if urllib.parse.urlsplit(base).scheme not in ("http", "https"):
            raise ValueError(f"not an http address: {base}")
        self._base, self._timeout, self._tries = base.rstrip("/"), timeout, tries
        self._longest_pause, self._pause = longest_pause, pause

    def search(
        self, query: str, *, postcode: str = "", insee: str = "", limit: int = 5
    ) -> tuple[GeocodedAddress, ...]:
        """Return the addresses that a text may mean, best first."""
        asked = {
            "q": query[:200],
            "limit": str(limit),
            "postcode": postcode,
            "citycode": insee,
            "autocomplete": "0",
        }
        return self._features("/search/", asked) if query.strip() else ()

    def reverse(self, longitude: float, latitude: float, *, limit: int = 1) -> tuple[GeocodedAddress, ...]:
        """Return the addresses nearest to a point (WGS 84 degrees), nearest first."""
        return self._features("/reverse/", {"lon": f"{longitude}", "lat": f"{latitude}", "limit": str(limit)})

    def csv(
        self, rows: Iterable[Sequence[str]], columns: Sequence[str], *, postcode: str = "", insee: str = ""
    ) -> list[dict[str, str]]:
        """Geocode many rows at once; see ``Geocoder.csv``."""
        table = [list(row) for row in rows]
        if not table:
            return []
        fields = [("columns", column) for column in columns if column not in (postcode, insee)]
        fields += [(name, column) for name, column in (("postcode", postcode), ("citycode", insee)) if column]
        kind, body = _multipart(fields, _written([list(columns), *table]))
        answer = self._ask("/search/csv/", body, {"Content-Type": kind})
        return _csv_rows(answer, len(table))

    def _features(self, path: str, asked: Mapping[str, str]) -> tuple[GeocodedAddress, ...]:
        query = urllib.parse.urlencode({name: value for name, value in asked.items() if value})
        answer = self._ask(f"{path}?{query}", None, {"Accept": "application/json"})
        try:
            return tuple(_address(feature) for feature in json.loads(answer)["features"])
        except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
            raise GeocoderUnavailable("the geocoder's answer is not GeocodeJSON") from error

    def _ask(self, path: str, body: bytes | None, headers: Mapping[str, str]) -> bytes:
        """Ask, again after a pause where the service says so, and return the answer's bytes."""
        request = urllib.request.Request(self._base + path, data=body, headers=dict(headers))  # noqa: S310
        for attempt in range(1, self._tries + 1):
            try:
                with urllib.request.urlopen(request, timeout=self._timeout) as answer:  # noqa: S310
                    return bytes(answer.read(_MOST))
            except urllib.error.HTTPError as error:
                self._wait(error, last=attempt == self._tries)
            except (OSError, urllib.error.URLError) as error:
                raise GeocoderUnavailable(f"the geocoder does not answer: {error}") from error
        raise GeocoderUnavailable("the geocoder was asked zero times")

    def _wait(self, error: urllib.error.HTTPError, *, last: bool) -> None:
        """Pause as long as the service asks, or give up."""
        with error:
            pause = _retry_after(error.headers.get("Retry-After"))
        if last or error.code not in (429, 502, 503, 504) or pause > self._longest_pause:
            raise GeocoderUnavailable(f"the geocoder refuses: HTTP {error.code}", pause) from error
        self._pause(pause)


def _retry_after(header: str | None) -> float:
    """Return the pause that a service asks for, in seconds; 1 where it names none in seconds."""
    return float(header) if header and header.strip().isdecimal() else 1.0


def _address(feature: Mapping[str, Any]) -> GeocodedAddress:
    found = feature["properties"]
    longitude, latitude = feature["geometry"]["coordinates"][:2]
    kind = str(found.get("type", ""))
    return GeocodedAddress(
        label=str(found["label"]),
        score=float(found.get("score", 0.0)),
        kind=kind,
        number=str(found.get("housenumber", "")),
        street=str(found.get("street") or (found.get("name", "") if kind == "street" else "")),
        postcode=str(found.get("postcode", "")),
        town=str(found.get("city", "")),
        insee=str(found.get("citycode", "")),
        longitude=float(longitude),
        latitude=float(latitude),
        key=str(found.get("id", "")),
    )


def _written(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def _multipart(fields: list[tuple[str, str]], data: bytes) -> tuple[str, bytes]:
    """Return the content type and body of a form with text fields and one CSV file named ``data``."""
    mark = uuid.uuid4().hex
    head = "".join(
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields
    )
    head += f'--{mark}\r\nContent-Disposition: form-data; name="data"; filename="addresses.csv"\r\n'
    head += "Content-Type: text/csv; charset=utf-8\r\n\r\n"
    return f"multipart/form-data; boundary={mark}", head.encode() + data + f"\r\n--{mark}--\r\n".encode()


def _csv_rows(answer: bytes, count: int) -> list[dict[str, str]]:
    """Read the answered table, which must have as many rows as were sent. Raises GeocoderUnavailable."""
    try:
        rows = list(csv.DictReader(io.StringIO(answer.decode("utf-8-sig"))))
    except (UnicodeDecodeError, csv.Error) as error:
        raise GeocoderUnavailable("the geocoder's answer is not a CSV table") from error
    if len(rows) != count:
        raise GeocoderUnavailable(f"the geocoder answered {len(rows)} rows for {count}")
    return [{name: value or "" for name, value in row.items() if name is not None} for row in rows]
