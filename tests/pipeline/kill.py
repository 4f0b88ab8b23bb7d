"""kill -9 at random points of an import: resumed, nothing lost, nothing doubled, the same customers as without.

    python tests/pipeline/kill.py --kills 200 --customers 2000

The demonstration's four files, and their second wave, go through `habitue import` in homes of their own. One run is left
alone. In the others the command is killed with SIGKILL, all its processes at once, after a random while, in a share of
the kills the embedded PostgreSQL with it, in another PostgreSQL alone; then the same command is given again. What a run
leaves at the end is compared with what the undisturbed one left.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import psycopg

from habitue.ground.kernel.postgres import postmaster
from habitue.ground.kernel.postgres.where import Place
from habitue.show.demo.generate import generate
from habitue.show.demo.update import write_update

TODAY = date(2026, 11, 1)
DATABASE_TOO, DATABASE_ALONE = 0.25, 0.15
AT_WORK = 0.8
OPENING, LEAST_WORK = 1.2, 0.2
"""Seconds that a command takes before and after its work, about; and that the work takes at least."""
LINES = 100
"""Lines of a chunk in these runs, so that small files are cut off between chunks as large ones are."""
LARGE = 90
"""Records of a chunk from which on they wait for the end of their import: most do, as in large files."""
TRIES = 400
Step = tuple[str, Path]
Left = dict[str, object]


@dataclass(slots=True)
class Deeds:
    """What a run did: kills by what was hit, by what the command was doing."""

    kills: int = 0
    hit: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    during: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def steps(folder: Path, customers: int, seed: int) -> list[Step]:
    """The files in the order in which they are imported: (source, file)."""
    first = generate(folder / "first", people=customers, seed=seed, today=TODAY)
    second = write_update(folder / "second", people=customers, seed=seed, today=TODAY, share=0.3)
    return [*first.sources.items(), *second.sources.items()]


def undisturbed(home: Path, todo: list[Step]) -> tuple[Left, list[float]]:
    """Import all files in peace; returns what is left and how many seconds each took."""
    seconds = []
    for source, path in todo:
        began = time.monotonic()
        _finish(_command(home, source, path))
        seconds.append(time.monotonic() - began)
    return left(home), seconds


def disturbed(
    home: Path, todo: list[Step], seconds: list[float], rnd: random.Random, wanted: int, deeds: Deeds
) -> Left:
    """Import all files, killed again and again, until `wanted` kills are done; returns what is left."""
    for at, (source, path) in enumerate(todo):
        own = -(
            -(wanted - deeds.kills) // (len(todo) - at)
        )  # what is left of the kills, shared by what is left to do
        for _ in range(TRIES):
            process = _command(home, source, path)
            if own <= 0:
                _finish(process)
                break
            if _kill_after(process, home, seconds[at], rnd, deeds):
                own -= 1
            elif process.returncode == 0:
                break
        else:
            raise SystemExit(f"{source} did not end in {TRIES} tries")
    return left(home)


def _kill_after(
    process: "subprocess.Popen[bytes]", home: Path, seconds: float, rnd: random.Random, deeds: Deeds
) -> bool:
    """Wait, then kill; False when the command ended before.

    In most kills the waiting begins when the database shows that work has begun: opening takes longer than the work.
    """
    if rnd.random() < AT_WORK:
        seconds = rnd.uniform(0, max(LEAST_WORK, seconds - OPENING))
        while process.poll() is None and _doing(home) in {"opening", "ending"}:
            time.sleep(0.01)
    else:
        seconds = rnd.uniform(0.2, seconds * 1.05)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        pass
    else:
        _check(process)
        return False
    doing, chance = _doing(home), rnd.random()
    hit = (
        "database"
        if chance < DATABASE_ALONE
        else "both"
        if chance < DATABASE_ALONE + DATABASE_TOO
        else "command"
    )
    if hit != "command":
        _kill_database(home)
    if hit == "database":
        process.wait(120)
        _check(process)
    else:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    deeds.kills += 1
    deeds.hit[hit] += 1
    deeds.during[doing] += 1
    return True


def _kill_database(home: Path) -> None:
    """SIGKILL to the postmaster and to all its children, as when the power goes."""
    noted = postmaster.find(Place(home).data)
    if noted is None:
        return
    children = Path(f"/proc/{noted.pid}/task/{noted.pid}/children")
    pids = [noted.pid, *(int(pid) for pid in (children.read_text().split() if children.exists() else ()))]
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    postmaster.wait_until_gone(Place(home).data, 30)


_DOING = """
select case when i.state <> 'done' then 'import ' || i.state
            when exists (select 1 from kernel_log l where (l.tx, l.id) > (
                select c.tx, c.last_id from kernel_consumer c where c.name = 'identity')) then 'finding who is who'
            when exists (select 1 from kernel_log l where (l.tx, l.id) > (
                select c.tx, c.last_id from kernel_consumer c where c.name = 'profiles')) then 'writing pages'
            else 'ending' end
from collect_import i order by i.created_at desc limit 1
"""


def _doing(home: Path) -> str:
    """What the command is at, by what the database shows."""
    try:
        with _connected(home) as connection:
            row = connection.execute(_DOING).fetchone()
    except psycopg.Error:
        return "opening"
    return str(row[0]) if row else "receiving"


_SMALL_CHUNKS = f"""
from habitue.__main__ import main
from habitue.know.collect.intake import run
from habitue.know.identity.resolving import resolve
run.BATCH_ROWS = {LINES}
resolve.LARGE = {LARGE}
main()
"""


def _command(home: Path, source: str, path: Path) -> "subprocess.Popen[bytes]":
    own = {name: value for name, value in os.environ.items() if not name.startswith("HABITUE_")}
    own |= {"HABITUE_HOME": str(home), "HABITUE_POSTGRES_SHARED_BUFFERS": "64MB", "LC_ALL": "C.UTF-8"}
    own.pop("DATABASE_URL", None)
    own.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-c", _SMALL_CHUNKS, "import", str(path), "--source", source, "--yes"]
    said = home.parent / f"{home.name}.said"
    with said.open("ab") as out:
        return subprocess.Popen(command, env=own, stdout=out, stderr=out, start_new_session=True)


def _finish(process: "subprocess.Popen[bytes]") -> None:
    if process.wait(600) != 0:
        raise SystemExit(f"{process.args!r} ended with {process.returncode}")


def _check(process: "subprocess.Popen[bytes]") -> None:
    """A command that is not killed ends well, or says in a sentence why it stopped: status 1."""
    if process.returncode not in {0, 1}:
        raise SystemExit(f"{process.args!r} ended with {process.returncode}")


def _connected(home: Path) -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(Place(home).dsn(), autocommit=True, connect_timeout=5)


_RECORDS = """
select s.name || '/' || r.key, n.customer_id::text, r.changed_at::text, r.raw from collect_record r
join collect_source s on s.id = r.source_id left join identity_record n on n.record_id = r.id order by 1
"""
_EDGES = """
select s.name || '/' || x.key, t.name || '/' || y.key, e.weight, e.against, e.kind, e.worth from identity_edge e
join identity_record x on x.record_id = e.record_a join collect_source s on s.id = x.source_id
join identity_record y on y.record_id = e.record_b join collect_source t on t.id = y.source_id
"""
_REJECTS = """
select s.name, j.line, j.row, j.code, j.value, j.raw, j.state from collect_reject j
join collect_source s on s.id = j.source_id order by 1, 2, 5, 6
"""
_GOLDEN = """
select c.customer_id::text, c.first_name, c.last_name, c.birth_name, c.birth_date::text, c.email, c.mobile, c.landline,
       c.card, c.lines, c.grade, c.language, c.store, c.records, c.changed_at::text, c.others from profiles_customer c
"""
_IMPORTS = """
select s.name, i.digest, i.state, i.rows_done, i.counts, i.findings from collect_import i
join collect_source s on s.id = i.source_id where i.same_as is null order by 1, i.digest
"""
_QUALITY = """
select s.name, q.field, q.state, q.records from identity_qualitynow q
join collect_source s on s.id = q.source_id where q.records <> 0 order by 1, 2, 3
"""
_OF_IMPORT = """
select i.digest, q.field, q.state, q.records from identity_qualityofimport q
join collect_import i on i.id = q.import_id order by 1, 2, 3
"""
_RATES = (
    "select i.digest, d.records, d.customers from identity_duplicaterate d join collect_import i on i.id = d.import_id "
    "where i.same_as is null order by 1"
)


def _pairs_by_name(rows: Iterable[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return [(*sorted(map(str, row[:2])), *row[2:]) for row in rows]


def left(home: Path) -> Left:
    """What a run leaves, in a form that does not depend on the ids that it gave."""
    with _running(home), _connected(home) as connection:
        ask: Callable[[str], list[tuple[object, ...]]] = lambda sql: connection.execute(sql).fetchall()  # noqa: E731
        records, of_customer = ask(_RECORDS), defaultdict(list)
        for record, customer, *_rest in records:
            of_customer[customer].append(record)
        partition = {customer: "|".join(sorted(map(str, group))) for customer, group in of_customer.items()}
        return {
            "records": [(record, partition[customer], *rest) for record, customer, *rest in records],
            "rejects": ask(_REJECTS),
            "golden": sorted((partition.get(row[0], "nobody"), *row[1:]) for row in ask(_GOLDEN)),
            "imports": ask(_IMPORTS),
            "quality": ask(_QUALITY),
            "quality of imports": ask(_OF_IMPORT),
            "duplicates": ask(_RATES),
            "placeholders": ask("select value, people, records from identity_placeholder order by 1"),
            "pairs": _pairs_by_name(ask(_EDGES)),
            "waiting": ask("select count(*) from identity_waiting"),
            "set aside": ask("select consumer, error from kernel_dead_letter"),
        }


class _running:  # noqa: N801
    """The embedded database of a home, for the length of a block."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def __enter__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", _SERVE], env=os.environ | {"HABITUE_HOME": str(self.home)},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        assert self.process.stdout is not None
        assert self.process.stdout.readline()

    def __exit__(self, *_: object) -> None:
        self.process.communicate()


_SERVE = """
import sys
from habitue.ground.kernel.config import settings
from habitue.ground.kernel.postgres import database
with database(settings()):
    print("ready", flush=True)
    sys.stdin.read()
"""


def differences(one: Left, other: Left) -> Iterator[str]:
    """What is not the same, in words."""
    for name, rows in one.items():
        mine, theirs = _counted(rows), _counted(other[name])
        if mine != theirs:
            yield f"{name}: {len(mine - theirs)} missing, {len(theirs - mine)} too many"
            yield from (f"    missing  {row}" for row in sorted(mine - theirs)[:3])
            yield from (f"    too many {row}" for row in sorted(theirs - mine)[:3])


def _counted(rows: object) -> set[str]:
    """Rows as texts, numbered when they are repeated."""
    seen: dict[str, int] = defaultdict(int)
    texts = set()
    for row in rows:  # type: ignore[attr-defined]
        text = json.dumps(row, default=str, ensure_ascii=False)
        seen[text] += 1
        texts.add(f"{text} #{seen[text]}")
    return texts


def run(folder: Path, *, kills: int, customers: int, seed: int, of_a_run: int) -> tuple[Deeds, list[str]]:
    """The whole comparison: (what was done, what differed). `of_a_run`: kills after which a new home is begun."""
    todo = steps(folder, customers, seed)
    peaceful, seconds = undisturbed(folder / "peaceful", todo)
    deeds, found = Deeds(), []
    rnd = random.Random(seed)
    number = 0
    while deeds.kills < kills:
        number += 1
        home, wanted = folder / f"killed-{number}", min(kills, deeds.kills + of_a_run)
        found += [
            f"run {number}: {each}"
            for each in differences(peaceful, disturbed(home, todo, seconds, rnd, wanted, deeds))
        ]
        shutil.rmtree(home, ignore_errors=True)
        print(f"{deeds.kills} kills, {len(found)} differences", flush=True)
    return deeds, found


def main() -> int:
    """Run it and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--customers", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--of-a-run", type=int, default=50, help="kills after which a new home is begun")
    parser.add_argument("--keep", type=Path, help="a folder to work in that is kept")
    own = parser.parse_args()
    folder = own.keep or Path(tempfile.mkdtemp(prefix="habitue-kill-"))
    began = time.monotonic()
    deeds, found = run(folder, kills=own.kills, customers=own.customers, seed=own.seed, of_a_run=own.of_a_run)
    print(
        f"{deeds.kills} kills in {time.monotonic() - began:.0f} s: {dict(deeds.hit)}; during: {dict(deeds.during)}"
    )
    print(
        "\n".join(found)
        or "Nothing lost, nothing doubled: records, rejects, customers, golden values, counts are the same."
    )
    if not own.keep:
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
