"""A small server that speaks the BAN contract on the loopback address, with two addresses in its memory."""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

KNOWN = (
    ("12bis", "Rue Voltaire", "75011", "Paris", "75111", 2.3857, 48.8563),
    ("3", "Rue Voltaire", "44000", "Nantes", "44109", -1.5606, 47.2133),
)


def feature(number, street, postcode, town, insee, longitude, latitude, score):
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
        "properties": {
            "label": f"{number} {street} {postcode} {town}", "score": score, "housenumber": number, "street": street,
            "name": f"{number} {street}", "id": f"{insee}_1_{number}", "postcode": postcode, "citycode": insee,
            "city": town, "type": "housenumber", "context": "", "importance": 0.5,
        },
    }  # fmt: skip


def find(query, postcode="", insee=""):
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
    return [feature(*known, score) for score, known in sorted(hits, reverse=True) if score > 0.3]


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
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
            return self.answer({"type": "FeatureCollection", "features": [feature(*near[0], 0.99)]})
        if url.path == "/geo-broken/search/":
            return self.answer({"features": [{"geometry": None}]})
        return self.refuse(404, None)

    def do_POST(self):
        self.server.asked.append(self.path)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        form = BytesParser().parsebytes(
            b"Content-Type: " + self.headers["Content-Type"].encode() + b"\r\n\r\n" + body
        )
        fields, data = [], ""
        for part in form.get_payload():
            name = part.get_param("name", header="content-disposition")
            text = part.get_payload(decode=True).decode()
            data = text if name == "data" else data
            fields += [(name, text)] if name != "data" else []
        out = io.StringIO()
        rows = list(csv.DictReader(io.StringIO(data)))[self.server.lost :]
        writer = csv.DictWriter(out, [*rows[0], "result_label", "result_score", "result_citycode"])
        writer.writeheader()
        filters = dict(pair for pair in fields if pair[0] != "columns")
        for row in rows:
            query = " ".join(row[column] for name, column in fields if name == "columns")
            hits = find(
                query, row.get(filters.get("postcode", ""), ""), row.get(filters.get("citycode", ""), "")
            )
            best = hits[0]["properties"] if hits else {"label": "", "score": "", "citycode": ""}
            writer.writerow(
                row
                | {
                    "result_label": best["label"],
                    "result_score": best["score"],
                    "result_citycode": best["citycode"],
                }
            )
        self.send(200, "text/csv; charset=utf-8", out.getvalue().encode())

    def refuse(self, status, retry_after):
        self.send_response(status)
        if retry_after:
            self.send_header("Retry-After", retry_after)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def answer(self, value):
        self.send(200, "application/json", json.dumps(value).encode())

    def send(self, status, kind, body):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@contextmanager
def ban_server() -> Iterator[ThreadingHTTPServer]:
    """Serve on a free port; ``refusals`` are answered first, ``lost`` rows are missing from CSV answers."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked, server.refusals, server.lost = [], [], 0
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
