"""Cells of any content: every line still ends as a record with a customer and a page, or as a reject."""

import csv
import io
import random
import string
import unicodedata

import pytest

from habitue.ground.kernel.types import Actor
from habitue.know.collect import api as collect
from habitue.know.collect.types import FileOptions
from tests.pipeline.way import FIELDS, HEADER, mapping, one, resolve, run, source

pytestmark = pytest.mark.django_db(transaction=True)

COLUMNS = HEADER.split(";")
SHAPE = FileOptions(encoding="utf-8", separator=";", quote='"', header=True, header_line=1)
ODD = (
    "".join(
        chr(code)
        for code in (
            *range(1, 0x2FF),
            *range(0x300, 0x36F),
            *range(0x600, 0x6FF),
            *range(0x2000, 0x2070),
            *range(0xFB00, 0xFB10),
        )
        if unicodedata.category(chr(code)) != "Cs"
    )
    + "𝄞🙂👩‍👩‍👧‍👦\ufeff\ufffd\u202e"
)
PIECES = (
    "'", '"', "\\", "\\N", "\t", "\n", "\r\n", "{", "}", ",", "::", "%s", "=1+1", "NULL", "--", "''", "\\'", ":*", "&",
    "@", "a@b", "@b.fr", "+33", "06", "(0)", "2026-02-30", "31/12/1899", "12 bis rue de la Paix", "CEDEX", "75002", "ß",
)  # fmt: skip


def cell(rnd: random.Random) -> str:
    """Anything that a cell of a file may hold, short or up to its limit."""
    kind = rnd.random()
    if kind < 0.3:
        return "".join(rnd.choices(PIECES, k=rnd.randrange(6)))
    if kind < 0.6:
        return "".join(rnd.choices(ODD, k=rnd.randrange(40)))
    if kind < 0.9:
        return "".join(rnd.choices(string.printable, k=rnd.randrange(30)))
    return "".join(
        rnd.choices(string.ascii_letters + string.digits, k=rnd.choice((300, 2_100, 3_000, 9_000, 60_000)))
    )


def written(lines: list[list[str]]) -> str:
    """Lines as a file that can hold any cell."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(lines)
    return out.getvalue()


def way_of(actor: Actor, lines: list[list[str]]) -> int:
    """Send lines all the way; returns how many records there are, each with a customer and a page."""
    (view,) = collect.receive_file(
        actor=actor, name="x.csv", blocks=[written(lines).encode()], source_id=source(actor), options=SHAPE
    )
    done = run(actor, view, mapping())
    assert (done.state, done.error) == ("done", None)
    resolve()
    records = one("select count(*) from collect_record")
    assert one("select count(*) from identity_record") == records
    assert one("select sum(records) from profiles_customer") == (records or None)
    return int(records)


@pytest.mark.parametrize("seed", range(4))
def test_any_cells_go_all_the_way(system: Actor, seed: int) -> None:
    rnd = random.Random(seed)
    lines = [[f"k{seed}.{n}", *(cell(rnd) for _ in COLUMNS[1:-1]), "2026-01-01"] for n in range(400)]
    rejected = sum(not any(text and not text.isspace() for text in each[1:7]) for each in lines)
    assert way_of(system, lines) >= 400 - rejected - 5


@pytest.mark.parametrize("column", COLUMNS[1:-1])
@pytest.mark.parametrize("size", [2_600, 60_000])
def test_a_very_long_cell_goes_all_the_way(system: Actor, column: str, size: int) -> None:
    rnd = random.Random(size)
    text = "".join(rnd.choices(string.ascii_lowercase, k=size))
    texts = {"email": f"{text}@orange.fr", "carte": text.upper(), "mobile": "06" + "1" * size}
    values = {"id": "1", "nom": "DUPONT", "maj": "2026-01-01", column: texts.get(column, text)}
    assert way_of(system, [[values.get(name, "") for name in COLUMNS]]) == 1


@pytest.mark.parametrize("column", COLUMNS)
def test_any_single_odd_character_goes_all_the_way(system: Actor, column: str) -> None:
    lines = []
    for number, character in enumerate(ODD):
        values = {"id": f"{number}", "nom": "DUPONT", "maj": "2026-01-01"}
        values[column] = {"id": f"{number}{character}", "maj": "2026-01-01 "}.get(column, f"a{character}b")
        lines.append([values.get(name, "") for name in COLUMNS])
    assert way_of(system, lines) >= len(lines) - 3
    assert len(FIELDS) == len(COLUMNS)
