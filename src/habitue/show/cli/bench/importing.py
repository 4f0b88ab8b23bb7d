"""`habitue bench import`: from CSV to resolved customers by stage, beside a bare COPY of the same files."""

import csv
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper
from rich.console import Console
from rich.table import Table

from habitue.ground.kernel.api import consume_until_idle
from habitue.ground.kernel.postgres.postmaster import find
from habitue.ground.kernel.postgres.where import Place
from habitue.ground.kernel.types import InvalidInput
from habitue.know.collect import api as collect
from habitue.know.identity.api import CONSUMER as IDENTITY
from habitue.know.profiles.api import CONSUMER as PROFILES
from habitue.show.cli.bench.meter import PeakMemory, Spent, spending
from habitue.show.cli.opened import opened, screen
from habitue.show.demo.api import DemoFiles, load_files, make_files, open_demonstration

INSIDE = "BENCH_HOME"
BLOCK = 1 << 20


@dataclass(slots=True)
class Stage:
    """One stage's cost."""

    name: str
    spent: Spent


def bench_import(*, rows: int, as_json: bool) -> None:
    """Measure in a home of its own: this program runs itself anew there, so that nothing of yours is touched."""
    if os.environ.get(INSIDE) == str(settings.HABITUE.home):
        _measure(rows, as_json)
        return
    if settings.HABITUE.external_database:
        raise InvalidInput("This measures the embedded database: unset DATABASE_URL.")
    with tempfile.TemporaryDirectory(prefix="habitue-bench-") as folder:
        environment = os.environ | {"HABITUE_HOME": folder, INSIDE: folder}
        command = [sys.executable, "-m", "habitue", "bench", "import", "--rows", str(rows)]
        subprocess.run([*command, *(["--json"] if as_json else [])], env=environment, check=False)


def _measure(rows: int, as_json: bool) -> None:
    with opened():
        postmaster = find(Place(settings.HABITUE.home).data)
        if postmaster is None:
            raise InvalidInput("The embedded database is not running.")
        files = _files(rows)
        memory = PeakMemory(postmaster.pid)
        bare = _bare_copies(postmaster.pid, files)
        stages = _stages(postmaster.pid, files)
        again = _again(postmaster.pid, files)
        _print(files, bare, stages, again, memory.stop(), as_json)


def _files(rows: int) -> DemoFiles:
    screen.print("Making the files…", style="dim")
    folder = settings.HABITUE.home / "demo"
    today = datetime.now(UTC).date()
    return make_files(folder, people=max(1, rows // 2), seed=1, today=today, progress=lambda _done: None)


def _bare_copies(postmaster: int, files: DemoFiles) -> Spent:
    """COPY of the same lines, already clean UTF-8, into tables of text columns: what PostgreSQL itself needs."""
    total = Spent()
    for name, path in files.sources.items():
        clean, columns = _clean(path)
        with connection.cursor() as cursor:
            cursor.execute(f"create table bare_{name} ({', '.join(f'c{i} text' for i in range(columns))})")
            with spending(postmaster) as spent:
                _copy(cursor, f"copy bare_{name} from stdin (format csv)", clean)
            cursor.execute(f"drop table bare_{name}")
        for part in ("program", "database", "wall"):
            setattr(total, part, getattr(total, part) + getattr(spent, part))
    return total


def _copy(cursor: CursorWrapper, statement: str, path: Path) -> None:
    with path.open("rb") as file, cursor.copy(statement) as copy:
        while block := file.read(BLOCK):
            copy.write(block)


def _clean(path: Path) -> tuple[Path, int]:
    """The good lines of a file as plain CSV."""
    out = path.with_suffix(".clean")
    (view,) = collect.tables(path)
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for batch in view.batches():
            writer.writerows(batch.rows)
    return out, len(view.columns)


def _stages(postmaster: int, files: DemoFiles) -> list[Stage]:
    actor = open_demonstration()
    read, identity, profiles = Stage("read, map, store", Spent()), Stage("normalise, resolve", Spent()), None
    with spending(postmaster) as read.spent:
        load_files(actor, files, _perform)
    with spending(postmaster) as identity.spent:
        consume_until_idle([IDENTITY])
    profiles = Stage("golden record, search", Spent())
    with spending(postmaster) as profiles.spent:
        consume_until_idle([PROFILES])
    return [read, identity, profiles]


def _again(postmaster: int, files: DemoFiles) -> Stage:
    """The same files once more."""
    stage = Stage("the same files again", Spent())
    with spending(postmaster) as stage.spent:
        load_files(open_demonstration(), files, _perform)
        consume_until_idle([IDENTITY, PROFILES])
    return stage


def _perform(import_id: object, name: str) -> None:
    collect.perform(import_id=import_id)  # type: ignore[arg-type]


def _print(
    files: DemoFiles, bare: Spent, stages: list[Stage], again: Stage, peak: int, as_json: bool
) -> None:
    rows = sum(files.records.values()) + sum(files.broken.values())
    total = sum(stage.spent.cpu for stage in stages)
    if as_json:
        result = {
            "rows": rows,
            "bare_copy_cpu_s": round(bare.cpu, 3),
            "stages": {stage.name: round(stage.spent.cpu, 3) for stage in stages},
            "total_cpu_s": round(total, 3),
            "ratio_to_bare_copy": round(total / bare.cpu, 2),
            "rows_per_cpu_s": round(rows / total),
            "again_cpu_s": round(again.spent.cpu, 3),
            "again_ratio": round(again.spent.cpu / total, 4),
            "peak_memory_mb": round(peak / 1e6),
        }
        sys.stdout.write(json.dumps(result) + "\n")
        return
    table = Table(title=f"Import of {rows:,} rows", title_justify="left")
    for heading in ("Stage", "CPU s", "of which database", "wall s", "rows per CPU s", "× bare COPY"):
        table.add_column(heading, justify="left" if heading == "Stage" else "right")
    whole = Spent(*(sum(getattr(s.spent, part) for s in stages) for part in ("program", "database", "wall")))
    for stage in (Stage("bare COPY", bare), *stages, Stage("all of it", whole), again):
        s = stage.spent
        cells = (s.cpu, s.database, s.wall)
        table.add_row(
            stage.name, *(f"{cell:.1f}" for cell in cells), f"{rows / s.cpu:,.0f}", f"{s.cpu / bare.cpu:.1f}"
        )
    Console().print(table)
    Console().print(f"Peak memory, program and database together: {peak / 1e6:,.0f} MB")
