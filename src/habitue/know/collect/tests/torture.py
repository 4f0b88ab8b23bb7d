"""Builds the torture folder: files broken in the ways that files break, and what must come of each."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import openpyxl

from habitue.know.collect.types import FileOptions

HEADER = "N° client;Nom;Prénom;E-mail;Code postal;Ville"
TEXT = str | bytes


@dataclass(frozen=True, slots=True)
class Case:
    """A file and what must come of it: a `problem` that refuses it, or `rows` and `bad` lines (by code, in order)."""

    name: str
    write: Callable[[Path], None]
    problem: str = ""
    rows: int = 0
    bad: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    declared: FileOptions | None = None


def people(count: int, start: int = 1) -> list[str]:
    """Lines of people who are easy to read."""
    names = ("DUPONT;Élodie", "MARTIN;Jean", "LE GALL;Anaïs", "PETIT;Zoé", "DURAND;Marc")
    return [
        f"C{number:05d};{names[number % 5]};client{number}@exemple.fr;{75001 + number % 20};PARIS"
        for number in range(start, start + count)
    ]


def text(*lines: str, header: str = HEADER, ending: str = "\n") -> str:
    """A file of these lines under the header."""
    return ending.join((header, *lines)) + ending


def as_file(content: TEXT, encoding: str = "utf-8") -> Callable[[Path], None]:
    """A writer of this content."""
    data = content.encode(encoding) if isinstance(content, str) else content

    def write(path: Path) -> None:
        path.write_bytes(data)

    return write


def unclosed_quote() -> str:
    """Ten lines; the second opens a quote that it never closes."""
    lines = people(10)
    lines[1] = lines[1].replace("PARIS", '"PARIS')
    return text(*lines)


def big_cell() -> str:
    """Ten lines; the fourth has a cell of 10 MB."""
    lines = people(10)
    lines[3] = lines[3].replace("PARIS", "X" * 10_000_000)
    return text(*lines)


def wide() -> str:
    """10,000 columns."""
    row = ";".join(str(number) for number in range(10_000))
    return text(row, header=";".join(f"champ {number}" for number in range(10_000)))


def zipped(members: dict[str, TEXT]) -> bytes:
    """A ZIP of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def locked_zip() -> bytes:
    """A ZIP whose member says that it is encrypted, in both of its headers."""
    data = bytearray(zipped({"clients.csv": text(*people(50))}))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def rotten_zip() -> bytes:
    """A ZIP whose directory is whole and whose member is not: some of its packed bytes were overwritten."""
    data = bytearray(zipped({"clients.csv": text(*people(20_000))}))
    data[2000:2200] = bytes(200)
    return bytes(data)


def bomb() -> bytes:
    """A ZIP of 100 kB that unpacks to 100 MB."""
    return zipped({"clients.csv": HEADER + "\n" + "a" * 100_000_000})


def workbook(rows: Sequence[Sequence[object]], formats: dict[str, str] | None = None) -> bytes:
    """An XLSX workbook of one sheet. `formats`: number formats by cell address."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Clients"
    for row in rows:
        sheet.append(list(row))
    for address, number_format in (formats or {}).items():
        sheet[address].number_format = number_format
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def sheet_of_people() -> bytes:
    """A workbook of ten people."""
    return workbook([HEADER.split(";"), *(line.split(";") for line in people(10))])


def locked_workbook() -> bytes:
    """The beginning of what Excel writes when a workbook has a password: an OLE file with an encrypted package."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le") + bytes(512)
    )


def old_workbook() -> bytes:
    """The beginning of an XLS of before 2007."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "Workbook".encode("utf-16-le") + bytes(512)


def parquet(path: Path, rows: int = 10) -> None:
    """A Parquet file of people."""
    query = (
        "COPY (SELECT 'C' || i AS \"N° client\", 'DUPONT' AS Nom, i::DOUBLE AS Points,"
        f" TIMESTAMP '2024-05-06 07:08:09' AS Maj FROM range({rows}) t(i)) TO '{path}' (FORMAT parquet)"
    )
    with duckdb.connect() as connection:
        connection.execute(query)


def cut_parquet(path: Path) -> None:
    """A Parquet file that lacks its end."""
    parquet(path, 1000)
    path.write_bytes(path.read_bytes()[:-500])


def mixed_encoding() -> bytes:
    """UTF-8, but two lines that were pasted from a cp1252 file."""
    lines = [line.encode("utf-8") for line in people(10)]
    lines[4] = people(10)[4].replace("PARIS", "ORLÉANS").encode("cp1252")
    lines[9] = "C00099;BŒUF;Zoé;z@exemple.fr;75001;PARIS".encode("cp1252")
    return b"\n".join([HEADER.encode(), *lines]) + b"\n"


def objects() -> str:
    """JSON Lines: a nested object, a broken line, a list, an empty line, a key that comes late."""
    good = [{"id": f"C{n}", "nom": "DUPONT", "adresse": {"cp": "75001", "ville": "PARIS"}} for n in range(5)]
    lines = [json.dumps(each) for each in good]
    lines[2:2] = ['{"id": "C9", "nom": ', "[1, 2]", ""]
    return "\n".join([*lines, json.dumps({"id": "C10", "vip": True, "points": 12.0})]) + "\n"


def noise(size: int = 50_000) -> bytes:
    """Bytes without meaning, always the same."""
    return random.Random(7).randbytes(size)


LINES = people(10)
UNEVEN = text(*LINES[:3], "C1;X;Y", *LINES[3:6], LINES[6] + ";trop;loin", LINES[7] + ";;;", *LINES[8:])
QUOTED = text(*(";".join(f'"{cell}"' for cell in line.split(";")) for line in LINES))
NEWLINES = text('C1;"DUPONT\nDE L\'ISLE";Jean;a@b.fr;75001;"PARIS\n\n12"', *LINES[:2])
TITLES = "Export des clients\nÉdité le 3 mars 2026\n\n" + text(*LINES)
FORMULAS = text('C1;=CMD("calc");+33612345678;-12;@SUM(A1);\tPARIS')

CASES: tuple[Case, ...] = (
    # Refused as a whole
    Case("empty.csv", as_file(b""), "file.empty"),
    Case("only_blanks.csv", as_file("\n\n  \r\n"), "file.empty"),
    Case("only_nul.csv", as_file(bytes(4096)), "file.empty"),
    Case("binary.csv", as_file(noise()), "file.binary"),
    Case("picture.csv", as_file(b"\x89PNG\r\n\x1a\n" + noise(2000)), "file.binary"),
    Case("letter.csv", as_file(b"%PDF-1.7\n" + noise(2000)), "file.binary"),
    Case("page.csv", as_file("<html><table><tr><td>Nom</td></tr></table></html>"), "file.markup"),
    Case("list.json", as_file('[{"id": 1}, {"id": 2}]'), "file.json_array"),
    Case("packed.csv.gz", as_file(b"\x1f\x8b\x08" + noise(200)), "file.packed"),
    Case("wide.csv", as_file(wide()), "file.too_many_columns"),
    Case(
        "wrong_encoding.csv",
        as_file(text(*LINES), "cp1252"),
        "file.wrong_encoding",
        declared=FileOptions(encoding="utf-8"),
    ),
    Case(
        "wrong_encoding_2.csv",
        as_file(text(*LINES), "utf-8"),
        "file.wrong_encoding",
        declared=FileOptions(encoding="latin-1"),
    ),
    Case(
        "unknown_encoding.csv",
        as_file(text(*LINES)),
        "file.unknown_encoding",
        declared=FileOptions(encoding="klingon"),
    ),
    Case("truncated.zip", as_file(zipped({"clients.csv": text(*people(500))})[:-400]), "zip.damaged"),
    Case("locked.zip", as_file(locked_zip()), "file.password"),
    Case("nested.zip", as_file(zipped({"more.zip": zipped({"clients.csv": text(*LINES)})})), "zip.nested"),
    Case(
        "disguised.zip",
        as_file(zipped({"clients.csv": zipped({"clients.csv": text(*LINES)})})),
        "zip.nested",
    ),
    Case("bomb.zip", as_file(bomb()), "zip.bomb"),
    Case("nothing.zip", as_file(zipped({"photo.png": b"x", "__MACOSX/._a.csv": b"x"})), "zip.nothing"),
    Case("rotten.zip", as_file(rotten_zip()), "file.damaged"),
    Case("truncated.xlsx", as_file(sheet_of_people()[:-400]), "zip.damaged"),
    Case("locked.xlsx", as_file(locked_workbook()), "file.password"),
    Case("old.xls", as_file(old_workbook()), "file.old_excel"),
    Case("empty.xlsx", as_file(workbook([])), "file.empty"),
    Case("truncated.parquet", cut_parquet, "file.damaged"),
    Case("no_object.jsonl", as_file('{"id": \n{"id": \n'), "file.not_json_lines"),
    # Read, each line a row or a bad line
    Case("plain.csv", as_file(text(*LINES)), rows=10),
    Case("quoted.csv", as_file(QUOTED), rows=10),
    Case("bom.csv", as_file(text(*LINES), "utf-8-sig"), rows=10),
    Case("latin1.csv", as_file(text(*LINES), "cp1252"), rows=10),
    Case("utf16.csv", as_file(text(*LINES), "utf-16"), rows=10),
    Case("utf16_bare.csv", as_file(text(*LINES), "utf-16-le"), rows=10),
    Case("mac.csv", as_file(text(*LINES, ending="\r")), rows=10),
    Case("windows.csv", as_file(text(*LINES, ending="\r\n")), rows=10),
    Case(
        "mixed_endings.csv",
        as_file(text(*LINES[:4]) + "\r\n".join(LINES[4:8]) + "\r" + "\r".join(LINES[8:])),
        rows=10,
    ),
    Case("mixed_encoding.csv", as_file(mixed_encoding()), rows=10, notices=("file.mixed_encoding",)),
    Case("commas.csv", as_file(text(*LINES).replace(";", ",")), rows=10),
    Case("tabs.csv", as_file(text(*LINES).replace(";", "\t")), rows=10),
    Case("pipes.csv", as_file(text(*LINES).replace(";", "|")), rows=10),
    Case("single_quotes.csv", as_file(QUOTED.replace('"', "'")), rows=10),
    Case("excel_hint.csv", as_file("sep=;\n" + text(*LINES)), rows=10),
    Case("titles.csv", as_file(TITLES), rows=10, notices=("file.title_lines",)),
    Case("no_header.csv", as_file("\n".join(LINES) + "\n"), rows=10, notices=("file.no_header",)),
    Case(
        "duplicate_headers.csv",
        as_file(text(*LINES, header="N° client;Nom;Nom;E-mail;Code postal;Nom")),
        rows=10,
        notices=("file.duplicate_headers",),
    ),
    Case("header_only.csv", as_file(HEADER + "\n"), rows=0),
    Case(
        "nul.csv",
        as_file(text(*LINES).replace("DUPONT", "DU\0PONT")),
        rows=10,
        notices=("file.nul_characters",),
    ),
    Case("big_cell.csv", as_file(big_cell()), rows=9, bad=("cell.too_long",)),
    Case("unclosed_quote.csv", as_file(unclosed_quote()), rows=9, bad=("row.unclosed_quote",)),
    Case("uneven.csv", as_file(UNEVEN), rows=9, bad=("row.too_few_cells", "row.too_many_cells")),
    Case("newlines.csv", as_file(NEWLINES), rows=3),
    Case("blank_lines.csv", as_file(text(*LINES[:5], "", ";;;;;", *LINES[5:], "")), rows=10),
    Case("stray_quotes.csv", as_file(text('C1;"Le "Grand" Café";5" x;a@b.fr;75001;PARIS', *LINES)), rows=11),
    Case("formulas.csv", as_file(FORMULAS), rows=1),
    Case("people.jsonl", as_file(objects()), rows=6, bad=("row.bad_json", "row.bad_json")),
    Case("people.parquet", parquet, rows=10),
    Case("people.xlsx", as_file(sheet_of_people()), rows=10),
    Case("lying_name.csv", as_file(sheet_of_people()), rows=10),
    Case(
        "several.zip",
        as_file(zipped({"a/clients.csv": text(*LINES), "b.jsonl": '{"id": 1}\n', "lisezmoi.pdf": b"%PDF"})),
        rows=11,
        notices=("zip.passed_over",),
    ),
)


def build(folder: Path) -> list[tuple[Case, Path]]:
    """Write every file of the torture folder; returns each case with its path."""
    written = []
    for case in CASES:
        path = folder / case.name
        case.write(path)
        written.append((case, path))
    return written
