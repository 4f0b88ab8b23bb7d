"""A small server that speaks the BAN contract on the loopback address, with three addresses in its memory."""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

KNOWN: tuple[tuple[str, str, str, str, str, float, float], ...] = (
    ("12bis", "Rue Voltaire", "75011", "Paris", "75111", 2.3857, 48.8563),
    ("3", "Rue Voltaire", "44000", "Nantes", "44109", -1.5606, 47.2133),
    ("12", "Le Bourg", "24510", "Paunat", "24318", 0.8664, 44.9019),
)


Known = tuple[str, str, str, str, str, float, float]


def feature(known: Known, score: float) -> dict[str, Any]:
    number, street, postcode, town, insee, longitude, latitude = known
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
        "properties": {
            "label": f"{number} {street} {postcode} {town}", "score": score, "housenumber": number, "street": street,
            "name": f"{number} {street}", "id": f"{insee}_1_{number}", "postcode": postcode, "citycode": insee,
            "city": town, "type": "housenumber", "context": "", "importance": 0.5,
        },
    }  # fmt: skip


def find(query: str, postcode: str = "", insee: str = "") -> list[dict[str, Any]]:
    words = set(query.lower().split())
    hits = [
        (
            len(words & set(f"{known[0]} {known[1]} {known[2]} {known[3]}".lower().split()))
            / max(len(words), 1),
            known,
        )
        for known in KNOWN
        if (not postcode or known[2] == postcode) and (not insee or known[4] == insee)
    ]
    return [feature(known, score) for score, known in sorted(hits, reverse=True) if score > 0.3]


def read_form(kind: str, body: bytes) -> tuple[list[tuple[str, str]], str]:
    form = BytesParser().parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
    fields: list[tuple[str, str]] = []
    for part in form.walk():
        name, content = part.get_param("name", header="content-disposition"), part.get_payload(decode=True)
        if isinstance(content, bytes):
            fields.append((str(name), content.decode()))
    return [field for field in fields if field[0] != "data"], dict(fields)["data"]


RESULTS = ("label", "score", "type", "housenumber", "street", "postcode", "city", "citycode")


class BanServer(ThreadingHTTPServer):
    """``refusals`` are answered first (status, Retry-After; a table is answered for 200).

    ``lost`` rows are missing from CSV answers. ``asked`` and ``rows`` are what it was asked, in order:
    paths, and the rows of tables.
    """

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str] = []
        self.rows: list[dict[str, str]] = []
        self.refusals: list[tuple[int, str | None]] = []
        self.lost = 0


class Handler(BaseHTTPRequestHandler):
    server: BanServer

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        if self.server.refusals:
            return self.refuse(*self.server.refusals.pop(0))
        url = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(url.query).items()}
        if url.path == "/geo/search/":
            found = find(asked["q"], asked.get("postcode", ""), asked.get("citycode", ""))
            return self.answer(
                {
                    "type": "FeatureCollection",
                    "features": found[: int(asked.get("limit", 5))],
                    "query": asked["q"],
                }
            )
        if url.path == "/geo/reverse/":
            lon, lat = float(asked["lon"]), float(asked["lat"])
            near = sorted(KNOWN, key=lambda known: (known[5] - lon) ** 2 + (known[6] - lat) ** 2)
            return self.answer({"type": "FeatureCollection", "features": [feature(near[0], 0.99)]})
        if url.path == "/geo-broken/search/":
            return self.answer({"features": [{"geometry": None}]})
        return self.refuse(404, None)

    def do_POST(self) -> None:
        self.server.asked.append(self.path)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status, retry_after = self.server.refusals.pop(0) if self.server.refusals else (200, None)
        if status != 200:
            return self.refuse(status, retry_after)
        fields, data = read_form(self.headers["Content-Type"], body)
        rows = list(csv.DictReader(io.StringIO(data)))[self.server.lost :]
        self.server.rows += rows
        out = io.StringIO()
        writer = csv.DictWriter(out, [*rows[0], *(f"result_{name}" for name in RESULTS)])
        writer.writeheader()
        filters = dict(pair for pair in fields if pair[0] != "columns")
        for row in rows:
            query = " ".join(row[column] for name, column in fields if name == "columns")
            hits = find(
                query, row.get(filters.get("postcode", ""), ""), row.get(filters.get("citycode", ""), "")
            )
            best = hits[0]["properties"] if hits else {}
            writer.writerow(row | {f"result_{name}": best.get(name, "") for name in RESULTS})
        self.send(200, "text/csv; charset=utf-8", out.getvalue().encode())

    def refuse(self, status: int, retry_after: str | None) -> None:
        self.send_response(status)
        if retry_after:
            self.send_header("Retry-After", retry_after)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def answer(self, value: dict[str, Any]) -> None:
        self.send(200, "application/json", json.dumps(value).encode())

    def send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def ban_server() -> Iterator[BanServer]:
    """Serve on a free port."""
    server = BanServer()
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
