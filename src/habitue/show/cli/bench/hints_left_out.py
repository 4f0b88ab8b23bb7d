"""One record of some people is left out of the demonstration's files: what an associate will type is known, and whom it is
of.
"""

import csv
import io
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from habitue.show.demo.api import DemoFiles


@dataclass(frozen=True, slots=True)
class Form:
    """How a source writes its lines, and which columns hold what is typed at a counter."""

    separator: str
    encoding: str
    columns: Mapping[str, str]


FORMS = {
    "caisse": Form(
        ";",
        "cp1252",
        {
            "first": "Prénom", "last": "NOM", "mobile": "Tél portable", "email": "E-mail", "landline": "Tél fixe",
            "postcode": "CP", "birth_date": "Date naissance", "card": "Carte fidélité",
        },
    ),
    "boutique_en_ligne": Form(
        ",",
        "utf-8",
        {
            "first": "First Name", "last": "Last Name", "mobile": "Phone", "email": "Email",
            "postcode": "Default Address Zip",
        },
    ),
    "fidelite": Form(
        "|",
        "utf-8-sig",
        {
            "first": "Prénom", "last": "Nom", "mobile": "Portable", "email": "Courriel", "landline": "Téléphone",
            "postcode": "Code postal", "birth_date": "Date de naissance", "card": "N° carte",
        },
    ),
    "newsletter": Form(
        ";",
        "utf-8",
        {
            "first": "PRENOM", "last": "NOM", "mobile": "SMS", "email": "EMAIL", "postcode": "CODE_POSTAL",
            "birth_date": "DATE_NAISSANCE",
        },
    ),
}  # fmt: skip
FIELDS = ("first", "last", "mobile", "email", "landline", "postcode", "birth_date", "card")
Record = tuple[str, str]
"""A record by its source and its key there."""


Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A record that the house has not seen: its cells as they were written, and the same person's records that it has."""

    cells: Cells
    others: Mapping[Record, Cells]


def leave_out(files: DemoFiles, people: int, seed: int) -> list[LeftOut]:
    """Take one record of so many people who have several out of the files; returns these records."""
    of_person: dict[str, list[Record]] = {}
    with files.truth.open(encoding="utf-8", newline="") as truth:
        for line in csv.DictReader(truth):
            of_person.setdefault(line["person_id"], []).append((line["source"], line["source_id"]))
    several = [records for records in of_person.values() if len(records) > 1]
    rnd = random.Random(seed)  # noqa: S311 (the same people at every run)
    chosen = {rnd.choice(records): records for records in rnd.sample(several, min(people, len(several)))}
    read = {record: cells for path in files.sources.items() for record, cells in _read(*path, chosen)}
    return [
        LeftOut(read[record], {each: read[each] for each in records if each != record})
        for record, records in chosen.items()
    ]


def _read(
    source: str, path: Path, chosen: Mapping[Record, Sequence[Record]]
) -> Iterator[tuple[Record, Cells]]:
    """Write a file anew without the lines chosen; these, and the other lines of the same people, are given as cells."""
    form, whole = FORMS[source], path.with_suffix(".whole")
    wanted = {record for records in chosen.values() for record in records}
    path.rename(whole)
    with whole.open("rb") as read, path.open("wb") as written:
        header = next(read)
        written.write(header)
        for line in read:
            record = source, line.split(form.separator.encode(), 1)[0].decode(form.encoding)
            if record in wanted:
                yield record, _cells(form, header, line)
            if record not in chosen:
                written.write(line)
    whole.unlink()


def _cells(form: Form, header: bytes, line: bytes) -> Cells:
    (row,) = csv.DictReader(io.StringIO((header + line).decode(form.encoding)), delimiter=form.separator)
    return {field: (row.get(form.columns.get(field, "")) or "").strip() for field in FIELDS}
