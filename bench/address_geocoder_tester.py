"""Measure the address normaliser on the French CSV cases of geocoder-tester (https://github.com/geocoders/geocoder-tester).

Usage: ``python bench/address_geocoder_tester.py FOLDER [--wrong N]``. Nothing of the cases is stored here.

How it counts. A row counts for each part that its query itself contains:
- number: the expected number stands in the query; right when number and repetition are equal, case and spaces aside;
- street: the expected street stands in the query; both are folded (case, accents, hyphens) and their abbreviations
  opened by the small table below, which is not the normaliser's; right when equal;
- postcode: five digits stand in the query; right when equal;
- town: what stands in the query after number, street and postcode; right when equal, folded and opened, or when the
  official name begins with what was typed (Levallois for Levallois-Perret).
A row is right when all its parts are. In the fuzzy file each query has one typing error somewhere, so there a street,
number, postcode or town is right when it is at most one error from the expected one (the town: from what was typed,
or when the town has the expected postcode), and the strict count is printed too.
"""

from __future__ import annotations

# ruff: noqa: T201, SIM905
import argparse
import csv
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from habitue.know.identity.rules.address import normalise_address
from habitue.know.identity.rules.address.data import gazetteer
from habitue.know.identity.rules.folding import edits
from habitue.know.identity.types.address import Address, RawAddress

OPENED = dict(
    pair.split(":")
    for pair in (
        "av:avenue bd:boulevard bld:boulevard pl:place imp:impasse psg:passage sq:square zi:zone+industrielle "
        "za:zone+artisanale lot:lotissement prom:promenade pte:porte st:saint ste:sainte dr:docteur doct:docteur "
        "gal:general mgr:monseigneur mlle:mademoiselle rgt:regiment mal:marechal all:allee chem:chemin rte:route "
        "res:residence cdt:commandant ss:sous cc:centre+commercial r:rue nd:notre+dame gd:grand pt:petit "
        "lt:lieutenant col:colonel cap:capitaine pres:president gen:general prof:professeur"
    ).split()
)
HEAD = re.compile(r"^(\d+)\s*(bis|ter|quater|[A-Za-z])?\s+(.*)$", re.IGNORECASE)
PARTS = ("number", "street", "postcode", "town")


class Case(NamedTuple):
    """One query and the parts that it contains."""

    query: str
    number: str
    street: str
    postcode: str
    town: str
    town_codes: str  # the expected postcode, where the town is what the query contains


def fold(text: str) -> str:
    """Fold a text and open its abbreviations, independently of the normaliser."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe").replace("æ", "ae"))
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    return " ".join(OPENED.get(word, word).replace("+", " ") for word in words)


def packed(text: str) -> str:
    """Fold a text and remove its spaces."""
    return fold(text).replace(" ", "")


def read_cases(file: Path, *, fuzzy: bool) -> Iterator[Case]:
    """Yield the cases of a file that have a number or a street to find."""
    text = file.read_text("utf-8")
    for row in csv.DictReader(text.splitlines(), delimiter=";" if text.startswith("query;") else ","):
        case = read_case({name: (value or "").strip() for name, value in row.items() if name}, fuzzy=fuzzy)
        if case and any(case[1:5]):
            yield case


def read_case(row: dict[str, str], *, fuzzy: bool) -> Case | None:
    """Return the case of a row, or nothing where no address is expected."""
    number, street = row.get("expected_housenumber", ""), row.get("expected_street", "")
    named = HEAD.match(row.get("expected_name", "")) if fuzzy else None
    if named:
        number, street = named[1] + (named[2] or ""), named[3]
    if not street and not number:
        return None
    query = row["query"]
    digits = re.findall(r"(?<!\d)\d{5}(?!\d)", query)
    if fuzzy:
        return Case(
            query, number, street, digits[-1] if digits else "", "", row.get("expected_postcode", "").zfill(5)
        )
    return contained(query, number, street, digits[-1] if digits else "", row)


def contained(query: str, number: str, street: str, postcode: str, row: dict[str, str]) -> Case:
    """Keep only the parts that stand in the query; the town is what is left at its end."""
    folded = f" {fold(query)} "
    at = folded.find(f" {fold(street)} ") if street else -1
    after = folded[at + len(fold(street)) + 2 :].strip() if at >= 0 else ""
    city = fold(row.get("expected_city", ""))
    town = after if after and not re.search(r"\d", after) else city if city and city in folded else ""
    has_number = bool(number) and packed(number) in folded.replace(" ", "")
    return Case(query, number if has_number else "", street if at >= 0 else "", postcode,
                re.sub("(?<! en) france$", "", town.removeprefix("a ")), row.get("expected_postcode", ""))  # fmt: skip


def right(case: Case, address: Address, *, slack: int) -> dict[str, bool]:
    """Tell for each part that the query contains whether it was found."""
    found = {"number": address.number + address.repetition, "street": address.street}
    marks = {name: near(found[name], getattr(case, name), slack) for name in found if getattr(case, name)}
    if case.postcode:
        marks["postcode"] = address.postcode == case.postcode or (
            bool(slack) and address.postcode == case.town_codes
        )
    if case.town:
        town = fold(address.town)
        marks["town"] = f"{town} ".startswith(f"{case.town} ") or fold(address.place) == case.town
    return marks


def near(found: str, expected: str, slack: int) -> bool:
    """Compare two texts, folded; with slack, up to so many typing errors apart, spaces aside."""
    return fold(found) == fold(expected) or (
        slack > 0 and edits(packed(found), packed(expected), slack) <= slack
    )


def measure(file: Path, wrong: int) -> tuple[Counter[str], float]:
    """Return the counts of one file and the CPU seconds spent."""
    fuzzy = "fuzzy" in file.name
    counts: Counter[str] = Counter()
    spent = 0.0
    for case in read_cases(file, fuzzy=fuzzy):
        start = time.process_time()
        address = normalise_address(RawAddress(full=case.query))
        spent += time.process_time() - start
        case = with_fuzzy_town(case, address) if fuzzy else case
        marks = right(case, address, slack=1 if fuzzy else 0)
        counts.update(rows=1, right=all(marks.values()), strict=all(right(case, address, slack=0).values()))
        counts.update({f"{name} of": 1 for name in marks})
        counts.update(marks)
        if not all(marks.values()) and counts["rows"] - counts["right"] <= wrong:
            print(f"    {case.query!r}: {marks} -> {address.number}{address.repetition} | {address.street} | "
                  f"{address.postcode} {address.town} | {address.place}")  # fmt: skip
    return counts, spent


def with_fuzzy_town(case: Case, address: Address) -> Case:
    """In the fuzzy file, count the town where the query ends with one: what is left after the expected street."""
    typed = packed(case.query)
    rest = typed[len(packed(case.number + case.street)) - 1 :]
    if case.postcode or len(rest) < 4 or rest.isdigit():
        return case
    places = gazetteer().by_postcode.get(case.town_codes, [])
    town = next((p.key for p in places if edits(packed(p.name), rest[-len(packed(p.name)) :], 2) <= 2), "")
    near_enough = town and edits(packed(address.town), packed(town), 1) <= 1
    return case._replace(town=fold(address.town) if near_enough else town)


def main() -> None:
    """Print the figures of each file and of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--wrong", type=int, default=0, help="print so many wrong rows of each file")
    options = parser.parse_args()
    gazetteer()
    plain, fuzzy, seconds = Counter[str](), Counter[str](), 0.0
    for file in sorted(options.folder.glob("*.csv")):
        counts, spent = measure(file, options.wrong)
        print(line(file.name, counts))
        seconds += spent
        (fuzzy if "fuzzy" in file.name else plain).update(counts)
    print(line("ALL BUT FUZZY", plain))
    print(line("FUZZY", fuzzy))
    rows = plain["rows"] + fuzzy["rows"]
    print(f"{rows} queries, {seconds / max(rows, 1) * 1e6:.0f} microseconds of CPU each, caches cold")


def line(name: str, counts: Counter[str]) -> str:
    """Return one line of figures."""
    shown = " ".join(
        f"{part} {counts[part]}/{counts[part + ' of']}" for part in PARTS if counts[part + " of"]
    )
    share = 100 * counts["right"] / max(counts["rows"], 1)
    return f"{name:44} right {counts['right']:5}/{counts['rows']:5} = {share:5.1f} % (strict {counts['strict']})  {shown}"


if __name__ == "__main__":
    main()
