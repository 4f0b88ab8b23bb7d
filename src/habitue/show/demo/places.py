"""Where the demonstration's people live: towns by population, a fixed set of streets in each, flats and hamlets."""

from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

from habitue.show.demo.chance import Rnd, number, pick, spread, stream
from habitue.show.demo.data import capitals, lines, table

ABROAD = 0.006
"""Share of households that live outside France."""
POOL = 16_384
"""Slots of the pool of streets that all towns draw from; a usual street holds several."""
TOWN_SLOTS = 1 << 16

AREAS = {
    "01": ("42", "43", "45", "46", "47", "48", "39", "30", "60", "64", "69"),
    "02": ("31", "32", "33", "35", "37", "38", "40", "41", "43", "47", "48", "51", "96", "97", "98", "99"),
    "03": (
        "20",
        "21",
        "22",
        "23",
        "24",
        "25",
        "26",
        "27",
        "28",
        "29",
        "44",
        "80",
        "81",
        "83",
        "85",
        "87",
        "88",
    ),
    "04": (
        "42",
        "50",
        "66",
        "67",
        "68",
        "70",
        "71",
        "72",
        "73",
        "74",
        "75",
        "76",
        "77",
        "78",
        "79",
        "90",
        "91",
    ),
    "05": ("34", "45", "46", "49", "53", "55", "56", "57", "58", "59", "61", "62", "63", "65"),
}
"""Second pair of digits of landlines in each of the five zones of the French numbering plan."""
ZONES = {
    "01": "75 77 78 91 92 93 94 95",
    "02": "14 18 22 27 28 29 35 36 37 41 44 45 49 50 53 56 61 72 76 85",
    "03": "02 08 10 21 25 39 51 52 54 55 57 58 59 60 62 67 68 70 71 80 88 89 90",
    "05": "09 12 16 17 19 23 24 31 32 33 40 46 47 64 65 79 81 82 86 87",
}
"""Departments of each zone; all others are in 04."""
OVERSEAS = {
    "971": ("0690", "05905"),
    "972": ("0696", "05963"),
    "973": ("06940", "05942"),
    "974": ("0692", "0262"),
    "976": ("06396", "02696"),
}
"""Beginnings of mobile and landline numbers in the overseas departments."""
SHORT_WORDS = {
    "GENERAL": "GAL",
    "MARECHAL": "MAL",
    "DOCTEUR": "DR",
    "PRESIDENT": "PDT",
    "CAPITAINE": "CPT",
    "COMMANDANT": "CDT",
    "COLONEL": "COL",
    "SAINT": "ST",
    "SAINTE": "STE",
}
ONLY_RUE = ("Principale", "Haute", "Basse", "Neuve")


@dataclass(slots=True, frozen=True)
class Street:
    """A street label as written with care, as a till shows it, and as an associate in a hurry types it."""

    label: str
    plain: str
    short: str
    rank: int


@dataclass(frozen=True)
class Town:
    """A town (or one arrondissement), its postcodes, how many streets it has and how its telephones begin."""

    name: str
    postcodes: tuple[str, ...]
    weight: int
    rural: bool
    landline: tuple[str, int]
    mobile: tuple[str, int] | None = None
    country: str = "FR"
    country_name: str = "France"

    @cached_property
    def streets(self) -> int:
        """Number of streets: one for about 180 inhabitants."""
        return max(8, min(POOL // 2, self.weight // (1_800 if self.rural else 180)))

    @cached_property
    def offset(self) -> int:
        """Where the town's streets begin in the pool."""
        return crc32((self.name + self.postcodes[0]).encode())

    @cached_property
    def plain(self) -> str:
        """The name in capitals, no accents, no hyphens."""
        return capitals(self.name).replace("-", " ").replace("'", " ")

    @cached_property
    def short(self) -> str:
        """The name as typed in a hurry: ST for SAINT, S/ for SUR."""
        return shorten(self.plain).replace(" SUR ", " S/ ").replace(" SOUS ", " S/S ")


@dataclass(slots=True, frozen=True)
class Address:
    """One dwelling. A hamlet without a number has no street (`street` is then None)."""

    number: str
    street: Street | None
    complement: str
    hamlet: str
    postcode: str
    town: Town


def shorten(plain: str) -> str:
    """Return a label in capitals with its usual words abbreviated."""
    return " ".join(SHORT_WORDS.get(word, word) for word in plain.split(" "))


def street_pool() -> list[Street]:
    """Return the streets that all towns draw from, always the same whatever the seed."""
    rnd = stream(0, "streets")
    kinds = spread([((row[0], row[1]), float(row[2])) for row in table("street_types.tsv")], 2_000)
    names = lines("street_names.txt")
    known: dict[str, Street] = {}
    pool = []
    for _ in range(POOL):
        (kind, abbreviation), name = pick(kinds, rnd), pick(names, rnd)
        if name in ONLY_RUE:
            kind, abbreviation = "rue", "R"
        label = f"{kind} {name}"
        plain = capitals(label).replace("-", " ").replace("'", " ")
        short = f"{abbreviation} {shorten(plain[len(kind) + 1 :])}"
        pool.append(known.setdefault(label, Street(label, plain, short, len(known))))
    return pool


def landline_prefix(postcode: str) -> tuple[str, int]:
    """Return how landlines begin around a postcode and how many digits follow."""
    department = postcode[:2]
    if department == "97":
        prefix = OVERSEAS[postcode[:3]][1]
        return prefix, 10 - len(prefix)
    zone = next((z for z, departments in ZONES.items() if department in departments.split()), "04")
    areas = AREAS[zone]
    return zone + areas[int(department) % len(areas)], 6


def mobile_prefix(postcode: str) -> tuple[str, int] | None:
    """Return how mobiles begin in an overseas department, None in mainland France, where they say nothing."""
    prefix = OVERSEAS[postcode[:3]][0] if postcode.startswith("97") else ""
    return (prefix, 10 - len(prefix)) if prefix else None


def french_towns() -> list[Town]:
    """Return the packaged towns of France, overseas departments included."""
    towns = []
    for name, codes, weight, kind in table("towns.tsv"):
        postcodes = tuple(codes.split(","))
        prefixes = landline_prefix(postcodes[0]), mobile_prefix(postcodes[0])
        towns.append(Town(name, postcodes, int(weight), kind == "R", *prefixes))
    return towns


def foreign_towns() -> list[Town]:
    """Return a few towns across the border, where customers live too."""
    towns = []
    for country_name, country, name, codes, mobile, mobile_digits, fixed, fixed_digits, weight in table(
        "abroad.tsv"
    ):
        telephones = (fixed, int(fixed_digits)), (mobile, int(mobile_digits))
        postcodes = tuple(codes.split(","))
        towns.append(Town(name, postcodes, int(weight) * 5_000, False, *telephones, country, country_name))
    return towns


class Places:
    """Draws addresses: a town by its population, then a street, a number and, at times, a flat or a hamlet."""

    def __init__(self, rnd: Rnd) -> None:
        self._rnd = rnd
        self._streets = street_pool()
        self._towns = spread([(town, town.weight) for town in french_towns()], TOWN_SLOTS)
        self._abroad = spread([(town, town.weight) for town in foreign_towns()], 256)
        self._hamlets = lines("hamlets.txt")

    def address(self) -> Address:
        """Return a dwelling anywhere."""
        rnd = self._rnd
        return self.address_in(pick(self._abroad if rnd() < ABROAD else self._towns, rnd))

    def address_in(self, town: Town) -> Address:
        """Return a dwelling in that town; a street always has the same postcode."""
        rnd = self._rnd
        street = self._streets[(town.offset + int(rnd() * town.streets)) % POOL]
        postcode = town.postcodes[street.rank % len(town.postcodes)]
        chance = rnd()
        if not town.rural:
            return Address(self._number(), street, self._flat() if chance < 0.3 else "", "", postcode, town)
        if chance > 0.25:
            return Address(self._number(), street, "", "", postcode, town)
        hamlet = pick(self._hamlets, rnd)
        if chance < 0.12:
            return Address("", None, "", hamlet, postcode, town)
        return Address(self._number(), street, "", hamlet, postcode, town)

    def landline(self, town: Town) -> str:
        """Return a landline of that town, sometimes one of an Internet box (09)."""
        prefix, digits = town.landline
        if town.country == "FR" and self._rnd() < 0.12:
            prefix, digits = "0972", 6
        return prefix + number(self._rnd, digits)

    def _number(self) -> str:
        chance = self._rnd()
        value = 1 + int(140 * self._rnd() ** 2)
        if chance > 0.04:
            return str(value)
        return f"{value} {'bis' if chance > 0.01 else 'ter'}"

    def _flat(self) -> str:
        rnd = self._rnd
        letter, door, floor = "ABCDEFGH"[int(rnd() * 8)], 1 + int(rnd() * 60), 1 + int(rnd() * 9)
        forms = (
            f"Apt {door}",
            f"Appartement {door}",
            f"Bât {letter}",
            f"Bâtiment {letter} appt {door}",
            f"Rés {pick(self._hamlets, rnd)}",
            f"Résidence {pick(self._hamlets, rnd)} Bât {letter}",
            f"{floor}{'er' if floor == 1 else 'ème'} étage",
            f"Escalier {letter} porte {door}",
        )
        return pick(forms, rnd)
