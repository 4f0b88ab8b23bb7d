"""`habitue bench hints`: whether a half-typed new customer finds the right existing one, and how soon.

The demonstration is loaded without one record of some people; each of these records is then typed, as far as an associate
has come, and asked over HTTP.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection
from statistics import quantiles

from django.conf import settings
from rich.console import Console
from rich.table import Table

from habitue.ground.kernel.api import execute, fetch_all
from habitue.ground.kernel.types import InvalidInput
from habitue.know.identity.api.hints import Draft
from habitue.show.cli.bench.hints_left_out import LeftOut, Record, leave_out
from habitue.show.cli.bench.hints_typing import LEVELS, shares
from habitue.show.cli.bench.serving import PORT, Session, served, signed_in
from habitue.show.cli.following import follow_import, progress, resolve_all
from habitue.show.cli.opened import opened, screen
from habitue.show.demo.api import SOURCES, load_files, make_files, open_demonstration

INSIDE = "BENCH_HOME"
AT_ONCE = 8
PEOPLE = 1_500
ADDRESS = "/api/customers/hints"
FIRST = 3
"""How many hints are asked for."""
_FIELD = {"first": "first_name", "last": "last_name"}
_OF_RECORDS = """
select s.name, r.key, r.customer_id::text from identity_record r join collect_source s on s.id = r.source_id
join unnest(%s::text[], %s::text[]) w(source, key) on w.source = s.name and w.key = r.key
"""


@dataclass(frozen=True, slots=True)
class Question:
    """A draft, the customers that are right, and whether these share anything that is typed."""

    body: str
    right: frozenset[str]
    shared: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """The place of a right customer among the hints (None when there is none) and what the answer took."""

    place: int | None
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Recall in shares of all questions and of those that share something; milliseconds, one at a time and AT_ONCE."""

    questions: int
    first: float
    among_three: float
    sharing: float
    sharing_among_three: float
    alone: Sequence[float]
    together: Sequence[float]


def bench_hints(*, customers: int, seed: int, as_json: bool) -> None:
    """Measure in a home of its own, thrown away after: this program runs itself anew there."""
    if os.environ.get(INSIDE) == str(settings.HABITUE.home):
        _measure(customers, seed, as_json)
        return
    if settings.HABITUE.external_database:
        raise InvalidInput("This measures the embedded database: unset DATABASE_URL.")
    with tempfile.TemporaryDirectory(prefix="habitue-bench-") as folder:
        environment = os.environ | {"HABITUE_HOME": folder, INSIDE: folder}
        command = [sys.executable, "-m", "habitue", "bench", "hints", "--customers", str(customers)]
        command += ["--seed", str(seed), *(["--json"] if as_json else [])]
        subprocess.run(command, env=environment, check=False)


def _measure(customers: int, seed: int, as_json: bool) -> None:
    with opened():
        left_out = _load(customers, seed)
        execute("analyze")  # what autovacuum does within a minute
        right = _customers({record for each in left_out for record in each.others})
        size = int(fetch_all("select count(distinct customer_id) from identity_record")[0][0])
        with served():
            session = signed_in()
            found = {
                name: _figures(_asked(left_out, right, draft), session) for name, draft in LEVELS.items()
            }
    _print(size, found, as_json)


def _load(customers: int, seed: int) -> list[LeftOut]:
    """The demonstration without the records left out; returns these."""
    screen.print("Making the files…", style="dim")
    today, folder = datetime.now(UTC).date(), settings.HABITUE.home / "demo"
    files = make_files(folder, people=customers, seed=seed, today=today, progress=lambda _done: None)
    left_out = leave_out(files, PEOPLE, seed)
    with progress() as shown:
        load_files(open_demonstration(), files, lambda import_id, name: follow_import(shown, import_id, name))
        resolve_all(shown)
    return left_out


def _customers(records: Collection[Record]) -> dict[Record, str]:
    """The customer of each of these records."""
    keys = {SOURCES[source]: source for source, _ in records}
    names, of_source = [SOURCES[source] for source, _ in records], [key for _, key in records]
    return {(keys[name], key): customer for name, key, customer in fetch_all(_OF_RECORDS, [names, of_source])}


def _asked(
    left_out: Sequence[LeftOut], right: dict[Record, str], draft_of: Callable[..., Draft]
) -> list[Question]:
    asked = []
    for each in left_out:
        draft = draft_of(each.cells)
        body = {_FIELD.get(name, name): text for name, text in asdict(draft).items() if text}
        known = frozenset(right[record] for record in each.others if record in right)
        asked.append(Question(json.dumps({"customer": body, "limit": FIRST}), known, shares(draft, each)))
    return asked


def _figures(asked: Sequence[Question], session: Session) -> Figures:
    _ask(
        asked[: len(asked) // 10], session
    )  # what is measured is a house at work, not one that has just been started
    alone = _ask(asked, session)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        parts = [asked[client::AT_ONCE] for client in range(AT_ONCE)]
        together = [answer for part in pool.map(lambda part: _ask(part, session), parts) for answer in part]
    sharing = [answer for question, answer in zip(asked, alone, strict=True) if question.shared]
    return Figures(
        questions=len(asked),
        first=_share(alone, 1),
        among_three=_share(alone, FIRST),
        sharing=round(len(sharing) / len(asked), 4),
        sharing_among_three=_share(sharing, FIRST),
        alone=_cuts(alone),
        together=_cuts(together),
    )


def _ask(asked: Sequence[Question], session: Session) -> list[Answer]:
    connection = HTTPConnection("127.0.0.1", PORT, timeout=60)
    headers = {"Cookie": session.cookie, "X-CSRFToken": session.token, "Content-Type": "application/json"}
    answers = []
    for question in asked:
        began = time.perf_counter()
        connection.request("POST", ADDRESS, question.body, headers)
        response = connection.getresponse()
        body = response.read()
        took = (time.perf_counter() - began) * 1000
        if response.status != 200:
            raise InvalidInput(f"A hint was answered {response.status}.")
        found = [hint["customer_id"] for hint in json.loads(body)["hints"]]
        answers.append(
            Answer(next((at for at, id_ in enumerate(found) if id_ in question.right), None), took)
        )
    return answers


def _share(answers: Sequence[Answer], places: int) -> float:
    return round(sum(each.place is not None and each.place < places for each in answers) / len(answers), 4)


def _cuts(answers: Sequence[Answer]) -> list[float]:
    """p50, p95 and p99 of the milliseconds."""
    cuts = quantiles([each.milliseconds for each in answers], n=100)
    return [round(cuts[at], 1) for at in (49, 94, 98)]


def _print(customers: int, found: dict[str, Figures], as_json: bool) -> None:
    load = round(os.getloadavg()[0], 1)
    if as_json:
        levels = {name: asdict(each) for name, each in found.items()}
        sys.stdout.write(
            json.dumps({"customers": customers, "at_once": AT_ONCE, "load": load, "levels": levels}) + "\n"
        )
        return
    title = f"{customers:,} customers; milliseconds one at a time and {AT_ONCE} at a time; load {load}"
    table = Table(title=title, title_justify="left")
    headings = ("Typed", "questions", "first", "among 3", "sharing", "of these among 3")
    for heading in (*headings, "p50 / p95 / p99", f"× {AT_ONCE}"):
        table.add_column(heading, justify="left" if heading == "Typed" else "right")
    for name, each in found.items():
        shares_ = (each.first, each.among_three, each.sharing, each.sharing_among_three)
        times = (" / ".join(f"{ms:.0f}" for ms in cuts) for cuts in (each.alone, each.together))
        table.add_row(name, f"{each.questions:,}", *(f"{share:.1%}" for share in shares_), *times)
    Console().print(table)
