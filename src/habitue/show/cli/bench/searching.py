"""`habitue bench search`: the console's search and customer page, 8 at a time, against the house as it stands."""

import json
import random
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from statistics import quantiles
from urllib.parse import quote, urlencode

from rich.console import Console
from rich.table import Table

from habitue.ground.kernel.api import fetch_all
from habitue.ground.kernel.types import InvalidInput
from habitue.ground.places.api import houses
from habitue.show.cli.bench.serving import PORT, served, signed_in
from habitue.show.cli.opened import opened, screen
from habitue.show.demo.api import NAME

AT_ONCE = 8
REQUESTS = 100  # of each kind and client
WARM = 10
_SAMPLE = """
select customer_id::text, first_name, last_name, town, mobile, card, email from profiles_customer
tablesample system (%s) where last_name <> '' and first_name <> '' limit 2000
"""
Person = tuple[str, str, str, str, str, str, str]


def bench_search(*, as_json: bool) -> None:
    """Serve the house and ask as eight people would. Raises InvalidInput unless it is a demonstration house."""
    with opened():
        if not any(house.name == NAME for house in houses()):
            raise InvalidInput(
                "This measures a demonstration house: make one with `habitue demo --customers N`."
            )
        customers = int(fetch_all("select count(*) from profiles_customer")[0][0])
        people = _people(customers)
        with served():
            results = {name: _measure(paths) for name, paths in _questions(people).items()}
    _print(customers, results, as_json)


def _people(customers: int) -> list[Person]:
    share = min(100.0, max(0.05, 100 * 20_000 / max(customers, 1)))
    found = fetch_all(_SAMPLE, [share])
    random.Random(7).shuffle(found)  # noqa: S311
    return found


def _questions(people: Sequence[Person]) -> dict[str, list[str]]:
    """What is asked of each kind: paths made from real customers of the house."""
    rnd = random.Random(11)  # noqa: S311 (the same questions at every run)
    kinds: dict[str, Callable[[Person], str]] = {
        "search: first and last name": lambda p: f"{p[1]} {p[2]}",
        "search: misspelt name": lambda p: f"{p[1]} {_misspelt(p[2], rnd)}",
        "search: name and town": lambda p: f"{p[2]} {p[3]}",
        "search: one name": lambda p: p[2],
        "search: telephone begun": lambda p: p[4].replace("+33", "0")[:6],
        "search: card's last four": lambda p: p[5][-4:],
        "search: e-mail begun": lambda p: f"{p[6].partition('@')[0]}@",
    }
    asked = {
        name: [
            f"/search/palette?{urlencode({'q': make(p)}, quote_via=quote)}"
            for p in people
            if make(p).strip("@ ")
        ]
        for name, make in kinds.items()
    }
    return asked | {"customer page": [f"/customers/{p[0]}/" for p in people]}


def _misspelt(word: str, rnd: random.Random) -> str:
    """A word with one letter dropped, doubled or exchanged."""
    if len(word) < 4:
        return word
    at = rnd.randrange(1, len(word) - 1)
    return rnd.choice(
        (word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], word[:at] + "z" + word[at + 1 :])
    )


def _measure(paths: Sequence[str]) -> list[float]:
    """Milliseconds of each answer, asked by eight people at a time. Raises InvalidInput for an answer that is not 200."""
    screen.print(f"  {paths[0] if paths else ''}", style="dim")
    cookie = signed_in().cookie
    parts = [
        [paths[(client + AT_ONCE * i) % len(paths)] for i in range(WARM + REQUESTS)]
        for client in range(AT_ONCE)
    ]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return [ms for found in pool.map(lambda part: _ask(part, cookie), parts) for ms in found]


def _ask(paths: Sequence[str], cookie: str) -> list[float]:
    connection = HTTPConnection("127.0.0.1", PORT, timeout=60)
    took = []
    for path in paths:
        began = time.perf_counter()
        connection.request(
            "GET", path, headers={"Cookie": cookie, "HX-Request": "true" if "palette" in path else ""}
        )
        answer = connection.getresponse()
        answer.read()
        took.append((time.perf_counter() - began) * 1000)
        if answer.status != 200:
            raise InvalidInput(f"{path} was answered {answer.status}.")
    return took[WARM:]


def _print(customers: int, results: dict[str, list[float]], as_json: bool) -> None:
    figures = {name: _figures(times) for name, times in results.items()}
    searches = [ms for name, times in results.items() if name.startswith("search") for ms in times]
    figures["all searches"] = _figures(searches)
    if as_json:
        sys.stdout.write(json.dumps({"customers": customers, "at_once": AT_ONCE, "ms": figures}) + "\n")
        return
    table = Table(
        title=f"{customers:,} customers, {AT_ONCE} people at a time, milliseconds", title_justify="left"
    )
    for heading in ("Asked", "p50", "p95", "p99", "max", "answers"):
        table.add_column(heading, justify="left" if heading == "Asked" else "right")
    for name, each in figures.items():
        table.add_row(name, *(f"{each[key]:,.0f}" for key in ("p50", "p95", "p99", "max", "answers")))
    Console().print(table)


def _figures(times: Sequence[float]) -> dict[str, float]:
    cuts = quantiles(times, n=100)
    found = {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98], "max": max(times), "answers": len(times)}
    return {name: round(value, 1) for name, value in found.items()}
