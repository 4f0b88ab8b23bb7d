"""How hard a made house is: rates measured on its files, beside the people that they were made from.

`python -m habitue.show.demo.tests.hardness 6000 usual` prints them. A rate is counted on what stands in the cells, not on
what the generator meant to do; the people are made again from the seed, to know what each cell should have said.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from habitue.show.demo.data import mail_part, table
from habitue.show.demo.generate import DemoFiles, generate
from habitue.show.demo.households import Households
from habitue.show.demo.noise import PRESETS, Noise
from habitue.show.demo.people import Person
from habitue.show.demo.places import Address
from habitue.show.demo.sources import ALL
from habitue.show.demo.sources.base import PLACEHOLDER_DAYS, PLACEHOLDER_EMAILS, PLACEHOLDER_PHONES
from habitue.show.demo.tests.reading import records, truth
from habitue.show.demo.writing import french_day

FIELDS = ("last", "first", "email", "mobile", "landline", "born", "card", "street", "postcode")
COLUMNS = {
    "caisse": "NOM;Prénom;E-mail;Tél portable;Tél fixe;Date naissance;Carte fidélité;Adresse;CP",
    "boutique_en_ligne": "Last Name;First Name;Email;Phone;;;;Default Address Address1;Default Address Zip",
    "fidelite": "Nom;Prénom;Courriel;Portable;Téléphone;Date de naissance;N° carte;N° et voie;Code postal",
    "newsletter": "NOM;PRENOM;EMAIL;SMS;;;;;",
}
"""The column of each field in each source; the newsletter's days are written another way, and left out."""
NICKNAMES = {
    mail_part(row[0]): {mail_part(name) for name in row[1].split(",")} for row in table("nicknames.tsv")
}


@dataclass(frozen=True, slots=True)
class Line:
    """One record: whose it is, where it stands, and its cells by field."""

    person: Person
    source: str
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Measured:
    """A house read back: its people, its records, those of its tills."""

    people: list[Person]
    lines: list[Line]
    tills: list[Line] = field(default_factory=list)


def made(folder: Path, *, people: int, seed: int, today: date, noise: Noise) -> Measured:
    """Generate a house and read it back."""
    files = generate(folder, people=people, seed=seed, today=today, noise=noise)
    maker, everybody = Households(seed, today, noise), list[Person]()
    while len(everybody) < people:
        everybody += maker.next()
    lines = list(_lines(files, everybody))
    return Measured(everybody[:people], lines, [line for line in lines if line.source == "caisse"])


def _lines(files: DemoFiles, everybody: list[Person]) -> Iterator[Line]:
    known = truth(files)
    for source in ALL:
        columns = COLUMNS[source.name].split(";")
        for row in records(files, source):
            person = everybody[known[source.name, row[source.header[0]]][0] - 1]
            cells = {name: row.get(column, "").strip() for name, column in zip(FIELDS, columns, strict=True)}
            yield Line(person, source.name, cells)


def rates(house: Measured) -> dict[str, float]:
    """Every rate of the house, a share of what its name says (or a number per 1,000 people)."""
    return {name: measure(house) for name, measure in MEASURES.items()}


def share(found: Iterable[bool]) -> float:
    """The share of those that are true."""
    counted = Counter(found)
    return counted[True] / max(1, counted.total())


# Names


@cache
def surnames(*names: str) -> frozenset[str]:
    """Surnames folded, and the halves of double ones."""
    return frozenset(mail_part(part) for name in names for part in (name, *name.split("-")))


@cache
def shortened(first: str) -> frozenset[str]:
    """What is left of a first name that was cut: halves, initials."""
    one, _, two = first.partition("-")
    kept = {one[0], first[0]} | ({one, two, one[0] + two, one[0] + two[0]} if two else set())
    return frozenset(map(mail_part, kept)) - {mail_part(first)}


def is_surname(cell: str, person: Person) -> bool:
    return mail_part(cell) in surnames(person.last, person.birth_name, person.past_last)


def first_kind(cell: str, person: Person) -> str:
    """How a cell tells a first name: in full, short, by a nickname, or wrong."""
    told, first = mail_part(cell), mail_part(person.first)
    if told == first:
        return "full"
    if told in NICKNAMES.get(first, ()):
        return "nickname"
    return "short" if told in shortened(person.first) else "wrong"


def is_swapped(line: Line) -> bool:
    first, last = line.cells["first"], line.cells["last"]
    if not first or not last or is_surname(last, line.person):
        return False
    return is_surname(first, line.person) or first_kind(last, line.person) == "full"


def named(lines: list[Line]) -> list[Line]:
    """The lines with both names in their places, and no letter that the file could not hold."""
    return [
        line
        for line in lines
        if line.cells["first"]
        and line.cells["last"]
        and "?" not in line.cells["first"] + line.cells["last"]
        and not is_swapped(line)
    ]


def firsts(kind: str, source: str) -> Callable[[Measured], float]:
    """The share of a source's records whose first name is told that way."""

    def measure(house: Measured) -> float:
        lines = named([line for line in house.lines if line.source == source])
        return share(first_kind(line.cells["first"], line.person) == kind for line in lines)

    return measure


def surnames_wrong(house: Measured) -> float:
    return share(not is_surname(line.cells["last"], line.person) for line in named(house.tills))


def compounds_cut(house: Measured) -> float:
    lines = [line for line in named(house.tills) if "-" in line.person.first]
    return share(first_kind(line.cells["first"], line.person) == "short" for line in lines)


def two_surnames(house: Measured) -> float:
    """Of those named twice or more, who stand under the birth name and under another."""
    told: dict[int, list[str]] = defaultdict(list)
    for line in named(house.lines):
        told[line.person.number].append(mail_part(line.cells["last"]))
    of = {person.number: mail_part(person.birth_name) for person in house.people}
    married = {p.number: {mail_part(p.last), mail_part(p.past_last)} - {of[p.number]} for p in house.people}
    return share(
        of[number] in names and bool(married[number] & set(names))
        for number, names in told.items()
        if len(names) > 1
    )


def unisex(house: Measured) -> float:
    given = {woman: {p.first for p in house.people if p.woman == woman} for woman in (True, False)}
    return share(person.first in given[not person.woman] for person in house.people)


# What is shared


def digits(phone: str) -> str:
    """The last nine digits: the same for every way to write a French number."""
    return "".join(filter(str.isdigit, phone))[-9:]


def holders(lines: list[Line], cell: Callable[[Line], str]) -> dict[str, set[int]]:
    """Who is found under each value."""
    found: dict[str, set[int]] = defaultdict(set)
    for line in lines:
        if value := cell(line):
            found[value].add(line.person.number)
    return found


def landlines(line: Line) -> str:
    return digits(line.cells["landline"])


def mailboxes(line: Line) -> str:
    email = line.cells["email"].casefold()
    return "" if email in PLACEHOLDER_EMAILS else email


def mobiles(line: Line) -> str:
    number = digits(line.cells["mobile"])
    return "" if number in PLACEHOLDER_DIGITS else number


def shared(cell: Callable[[Line], str], *, at_tills: bool = False) -> Callable[[Measured], float]:
    """The share of values under which two or more people of one household are found."""

    def measure(house: Measured) -> float:
        home = {person.number: person.household.number for person in house.people}
        found = holders(house.tills if at_tills else house.lines, cell).values()
        return share(len(people) > len({home[number] for number in people}) for people in found)

    return measure


PLACEHOLDER_DIGITS = {digits(phone) for phone in PLACEHOLDER_PHONES}


# What changed


def both(house: Measured, cell: Callable[[Line], str]) -> float:
    """Of those whose records hold a known value twice or more ("old", "new"), who have an old one and a new one."""
    found: dict[int, list[str]] = defaultdict(list)
    for line in house.lines:
        if value := cell(line):
            found[line.person.number].append(value)
    return share(len(set(values)) > 1 for values in found.values() if len(values) > 1)


def address_age(line: Line) -> str:
    home = line.person.household
    place = (line.cells["postcode"].zfill(5), number(line.cells["street"]))
    if not all(place):
        return ""
    if place == dwelling(home.address):
        return "new"
    return "old" if place == dwelling(home.past) else ""


def dwelling(address: Address) -> tuple[str, str]:
    return address.postcode.zfill(5), number(address.number)


def number(street: str) -> str:
    return "".join(filter(str.isdigit, street.replace(",", " ").split(" ")[0]))


def mobile_age(line: Line) -> str:
    told = digits(line.cells["mobile"])
    if told and told == digits(line.person.mobile):
        return "new"
    return "old" if told and told == digits(line.person.past_mobile) else ""


# Who lives together


def in_company(house: Measured) -> float:
    sizes = Counter(person.household.number for person in house.people)
    return share(sizes[person.household.number] > 1 for person in house.people)


def pairs(alike: Callable[[Person, Person], bool]) -> Callable[[Measured], float]:
    """Pairs of one household that are alike in that way, per 1,000 people."""

    def measure(house: Measured) -> float:
        homes: dict[int, list[Person]] = defaultdict(list)
        for person in house.people:
            homes[person.household.number].append(person)
        found = [
            (a, b) for home in homes.values() for i, a in enumerate(home) for b in home[:i] if alike(a, b)
        ]
        return 1_000 * len(found) / len(house.people)

    return measure


def twins(a: Person, b: Person) -> bool:
    return a.born == b.born and a.birth_name == b.birth_name and a.first != b.first


def namesakes(a: Person, b: Person) -> bool:
    return a.first == b.first and a.last == b.last


# What stands in the cells of a till


def till(cell: str, judged: Callable[[Line, str], bool]) -> Callable[[Measured], float]:
    """The share of till records whose cell is judged so."""
    return lambda house: share(judged(line, line.cells[cell]) for line in house.tills)


def is_empty(_line: Line, cell: str) -> bool:
    return not cell


def is_borrowed_card(line: Line, cell: str) -> bool:
    return cell == line.person.household.card != line.person.card


def is_wrong_day(line: Line, cell: str) -> bool:
    return cell not in (french_day(line.person.born), *PLACEHOLDER_DAYS)


def is_placeholder_day(line: Line, cell: str) -> bool:
    """Some people were born on the first of January 1970."""
    return cell in PLACEHOLDER_DAYS and cell != french_day(line.person.born)


def of_filled(cell: str, judged: Callable[[Line, str], bool]) -> Callable[[Measured], float]:
    """The share of till records with that cell filled whose cell is judged so."""
    return lambda house: share(judged(line, line.cells[cell]) for line in house.tills if line.cells[cell])


MEASURES: dict[str, Callable[[Measured], float]] = {
    "people in households of two or more": in_company,
    "landlines with two holders": shared(landlines),
    "mailboxes with two holders": shared(mailboxes),
    "mailboxes typed at the till by two": shared(mailboxes, at_tills=True),
    "mobiles with two holders": shared(mobiles),
    "cards of somebody else at the till": of_filled("card", is_borrowed_card),
    "people who moved": lambda house: share(p.household.moved_on > 0 for p in house.people),
    "old and new address in the records": lambda house: both(house, address_age),
    "people who changed mobile": lambda house: share(p.mobile != p.past_mobile for p in house.people),
    "old and new mobile in the records": lambda house: both(house, mobile_age),
    "till: no e-mail": till("email", is_empty),
    "till: no mobile": till("mobile", is_empty),
    "till: no birth date": till("born", is_empty),
    "till: placeholder birth date": till("born", is_placeholder_day),
    "till: placeholder phone": till("mobile", lambda _, cell: cell in PLACEHOLDER_PHONES),
    "till: placeholder e-mail": till("email", lambda _, cell: cell in PLACEHOLDER_EMAILS),
    "till: surname mistyped": surnames_wrong,
    "till: first name mistyped": firsts("wrong", "caisse"),
    "till: names swapped": lambda house: share(is_swapped(line) for line in house.tills),
    "till: nickname": firsts("nickname", "caisse"),
    "web: nickname": firsts("nickname", "boutique_en_ligne"),
    "newsletter: nickname": firsts("nickname", "newsletter"),
    "till: compound first names cut": compounds_cut,
    "till: wrong birth date": of_filled("born", is_wrong_day),
    "birth name and another in the records": two_surnames,
    "people of a first name given to both sexes": unisex,
    "twins in 1,000 people": pairs(twins),
    "namesakes under one roof in 1,000 people": pairs(namesakes),
}  # fmt: skip


if __name__ == "__main__":
    with TemporaryDirectory() as out:
        asked = int(sys.argv[1]), PRESETS[sys.argv[2]]
        found = made(Path(out), people=asked[0], seed=1, today=date(2026, 11, 21), noise=asked[1])
    for name, rate in rates(found).items():
        sys.stdout.write(f"{name:<46} {rate:8.4f}\n")
