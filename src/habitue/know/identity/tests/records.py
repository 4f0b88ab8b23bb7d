"""Records to match: as the demonstration's files have them, as a hand writes them, and as no hand should.

A record is one row of `bulk.statements.NORMAL`, all text but its rank; `seen` is what Python's matching sees of it.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

from hypothesis import strategies as st

from habitue.know.collect.api import ReceivedRow, tables
from habitue.know.collect.rules.checks import RowChecks
from habitue.know.collect.rules.mapping import propose
from habitue.know.identity.bulk import matching
from habitue.know.identity.bulk import statements as sql
from habitue.know.identity.bulk.engine import Engine
from habitue.know.identity.columns import Node, node_of
from habitue.know.identity.normalising import Normaliser
from habitue.know.identity.rules.folding import clean, key
from habitue.know.identity.rules.model import Parameters
from habitue.know.identity.rules.traits import Traits, traits
from habitue.know.identity.tests.strategies import names
from habitue.show.demo.generate import generate

TODAY = date(2026, 11, 1)


class Row(NamedTuple):
    """A row of `normal`."""

    record: int
    source: str = "a"
    first: str = ""
    last: str = ""
    birth_name: str = ""
    civility: str = ""
    born: str = ""
    email: str = ""
    mobile: str = ""
    landline: str = ""
    card: str = ""
    number: str = ""
    street: str = ""
    place: str = ""
    postcode: str = ""
    town: str = ""


assert Row._fields == sql.NORMAL


def seen(row: Row) -> Traits:
    """The traits of a row, as Python derives them."""
    values = row._asdict()
    return traits(str(values.pop("record")), values.pop("source"), **values)


def person(first: str = "", last: str = "", **values: str) -> Traits:
    """A record as a hand writes it."""
    return seen(Row(0, first=key(first), last=key(last), **values))


def fill(engine: Engine, rows: Sequence[Row], parameters: Parameters) -> None:
    """Leave what a house of these rows leaves on the engine: `shared`, `traits`, `comparable`, `compared`."""
    engine.fill("normal", sql.NORMAL, rows, numbers=("record",))
    matching.prepare(engine)
    matching.compare_house(engine, parameters)


def all_pairs(engine: Engine, rows: Sequence[Row]) -> None:
    """Leave every pair of the rows in `every`."""
    found = combinations(sorted(row.record for row in rows), 2)
    engine.fill("every", ("a", "b"), found, numbers=("a", "b"))


@lru_cache(maxsize=4)
def demonstration(people: int, seed: int) -> tuple[Row, ...]:
    """The records of the demonstration's four files for so many people, normalised, in order of source and key."""
    with TemporaryDirectory() as folder:
        files = generate(Path(folder), people=people, seed=seed, today=TODAY)
        nodes = {(n.source_id, n.key): n for name, path in files.sources.items() for n in _nodes(name, path)}
    return tuple(_row(at, nodes[label]) for at, label in enumerate(sorted(nodes)))


def _nodes(source: str, path: Path) -> Iterator[Node]:
    (table,) = tables(path)
    mapping = propose(table.columns, next(iter(table.batches(size=300))).rows)
    layout, keys = mapping.layout(table.columns), mapping.key_indices(table.columns)
    checks = RowChecks(layout, mapping.date_order, TODAY, columns=table.columns, key=keys)
    read = Normaliser(layout, mapping.date_order, TODAY).read
    for batch in table.batches():
        for cells in batch.rows:
            if not any(problem.severity == "reject" for problem in checks.check(cells)):
                yield node_of(read(ReceivedRow("", cells[keys[0]].strip(), "", cells)), source)


def _row(at: int, node: Node) -> Row:
    born = f"{node.birth_date:%Y%m%d}" if node.birth_date else ""
    return Row(
        at, node.source_id, node.first_key, node.last_key, node.birth, node.civility, born, node.email_key,
        node.mobile, node.landline, node.card, node.number, node.street, node.place, node.postcode, node.town,
    )  # fmt: skip


HOSTILE = (
    "", "a", "e", "jean", "jean pierre", "marie", "marie sophie", "jp", "martin", "martin durand", "de la tour", "l", "de",
    "дмитрий", "дмитри", "محمد", "ngọc", "école", "ecole", "e\u0301cole", "🙂", "🙂🙂", "straße", "i\u0307", "ı", "ﬁ",
    '"', '""', ",", "a,b", "'", "o'brien", "\\", "\\n", "a\nb", "\n", "\t", "%", "_", " ", "  ", "null", "NULL", "0", "12",
    "12 bis", "x" * 300, "é" * 300, "{", "}", "$1", "--", "/*", "\u00a0", "\u200b", "\ufeff",
)  # fmt: skip
LATIN = tuple(text for text in HOSTILE if key(text).isascii())
"""Those of them that folding leaves in the 26 letters."""
_days = st.dates(date(1979, 12, 1), date(1981, 2, 1)).map(lambda day: f"{day:%Y%m%d}")
_numbers = st.text("0612", min_size=2, max_size=4).map("+336".__add__)
_locals = st.sampled_from(
    ("jean", "jean.martin", "martin59", "m.martin1980", "marie-s", "o'brien", '"a b"', "x" * 64)
)
_domains = st.sampled_from(("free.fr", "sfr.fr", "gmail.com", "mail.sub.example.com"))
_lines = st.sampled_from(
    ("rue des lilas", "rue du lilas", "Rue de l'Église", "LES LILAS", "12", "12 BIS", "Lille")
)
_civilities = st.sampled_from(("", "M.", "Mme", "Mlle", "Dr", "M. et Mme"))
_codes = st.sampled_from(("", "59000", "59800", "59001", "75001"))
_cards = st.sampled_from(("", "2900000000018", "2900000000081", "A12", "a'b", 'c"d', "e,f"))


def rows(least: int = 1, most: int = 10, *, scripts: bool = False) -> st.SearchStrategy[list[Row]]:
    """Houses of nasty records: few values, so that much is shared, and texts of all kinds.

    `scripts`: with letters of other scripts, and with accents where none are folded.
    """
    anything = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), max_size=12)
    strange = anything | st.sampled_from(HOSTILE) if scripts else st.sampled_from(LATIN)
    named = (st.just("") | names.map(clean) | strange).map(key).filter(lambda text: scripts or text.isascii())
    lines = st.just("") | _lines | _lines | strange
    local = _locals | strange.filter(lambda text: scripts or text.isascii())
    mails = st.tuples(local.filter(lambda text: "@" not in text), _domains).map("@".join)
    few = st.just("") | mails
    numbers = st.just("") | _numbers
    row = st.builds(
        Row,
        st.just(0),
        st.sampled_from(("a", "b")),
        *(named, named, lines, _civilities, st.just("") | _days, few, numbers, numbers, _cards),
        *(lines, lines, lines, _codes, lines),
    )
    return st.lists(row, min_size=least, max_size=most).map(
        lambda found: [each._replace(record=at) for at, each in enumerate(found)]
    )


SLIPS = ("drop", "double", "swap", "replace", "cut", "empty", "strange")
WRITTEN = tuple(name for name in Row._fields[2:] if name not in ("civility", "born", "email"))


def spoilt(house: Sequence[Row], random: Random) -> list[Row]:
    """The rows with one to three of their values badly written each."""
    found = []
    for at, row in enumerate(house):
        changed = {
            name: _slip(getattr(row, name), random) for name in random.sample(WRITTEN, random.randint(1, 3))
        }
        changed |= {name: key(changed[name]) for name in ("first", "last") if name in changed}
        local, at_sign, domain = row.email.partition("@")
        found.append(
            row._replace(record=at, email=local[random.randint(0, 1) :] + at_sign + domain, **changed)
        )
    return found


def _slip(text: str, random: Random) -> str:
    at, kind = random.randrange(len(text) + 1), random.choice(SLIPS)
    before, letter, after = text[:at], text[at : at + 1], text[at + 1 :]
    written = {
        "drop": before + after,
        "double": before + letter * 2 + after,
        "swap": before + after[:1] + letter + after[1:],
        "replace": before + random.choice("aeiou0123 -'\",") + after,
        "cut": before,
        "empty": "",
        "strange": random.choice([text for text in LATIN if text.isascii()]),
    }
    return written[kind]
