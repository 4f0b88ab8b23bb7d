"""The tills: typed in capitals by associates, with somebody standing in front of them."""

from habitue.show.demo import misspelling
from habitue.show.demo import typing_habits as slip
from habitue.show.demo.chance import Rnd, pick
from habitue.show.demo.data import capitals
from habitue.show.demo.people import Person
from habitue.show.demo.places import Address
from habitue.show.demo.sources.base import (
    PLACEHOLDER_DAYS,
    PLACEHOLDER_EMAILS,
    PLACEHOLDER_PHONES,
    Source,
    Visit,
    civility,
    columns,
    moments,
)
from habitue.show.demo.typing_habits import Cells, instead, join, on, swap
from habitue.show.demo.writing import french_day, stores_near, till_moment, till_phone, till_street, till_town

HEADER = columns(
    "N° client;Civilité;NOM;Prénom;Tél portable;Tél fixe;E-mail;Adresse;Complément;CP;Ville;"
    "Date naissance;Carte fidélité;Magasin;Date création;Date modif"
)


def fill_till(visit: Visit, rnd: Rnd) -> Cells:
    """Fill in a till record: fields are often left out."""
    person, address, filled, shared = visit.person, visit.address, visit.noise.filled, visit.noise.shared
    first = person.first.replace("-", " ") if rnd() < 0.5 else person.first
    chance = rnd()
    where = [""] * 4
    if chance < filled(0.6):
        where = [till_street(address, rnd), capitals(address.complement), *town_cells(address, rnd)]
    elif chance < filled(0.75):
        where = ["", "", *town_cells(address, rnd)]
    return [
        "",
        civility(person, ("MME", "M"), rnd),
        capitals(visit.last) if rnd() < 0.9 else visit.last.upper(),
        capitals(first) if rnd() < 0.8 else first,
        till_phone(visit.given_mobile(rnd), rnd) if rnd() < filled(0.72) else "",
        till_phone(visit.landline, rnd) if rnd() < filled(0.4) else "",
        visit.given_email(rnd) if rnd() < filled(0.5) else "",
        *where,
        french_day(person.born) if rnd() < filled(0.42) else "",
        card_held_out(person, shared, rnd) if rnd() < filled(0.4) else "",
        pick(stores_near(address.postcode), rnd),
        *moments(till_moment, visit, rnd),
    ]


def card_held_out(person: Person, shared: float, rnd: Rnd) -> str:
    """Return the card that the till reads: one's own, at times that of the household's first member."""
    return person.household.card if rnd() < 0.14 * shared else person.card


def town_cells(address: Address, rnd: Rnd) -> list[str]:
    """Return postcode and town as a till holds them."""
    return [address.postcode, till_town(address.town, address.postcode, rnd)]


CAISSE = Source(
    name="caisse",
    header=HEADER,
    separator=";",
    encoding="cp1252",
    end="\r\n",
    fill=fill_till,
    habits=(
        (
            ("typing", 80, on(2, misspelling.mistyped)),
            ("nickname", 200, on(2, misspelling.half)),
            ("form", 12, on(2, slip.trailing_space)),
        ),
        (
            ("nickname", 220, on(3, misspelling.cut_compound)),
            ("nickname", 70, on(3, misspelling.nickname)),
            ("nickname", 14, on(3, misspelling.initial)),
        ),
        (("typing", 80, on(3, misspelling.mistyped)),),
        (
            ("swapped", 24, swap(2, 3)),
            ("swapped", 6, join(2, 3)),
            ("form", 4, instead(1, ("M", "MME", "MLLE"))),
            ("form", 8, on(7, slip.double_space)),
        ),
        (
            ("placeholder", 18, instead(4, PLACEHOLDER_PHONES)),
            ("placeholder", 16, instead(6, PLACEHOLDER_EMAILS)),
            ("placeholder", 24, instead(11, PLACEHOLDER_DAYS)),
            ("form", 60, on(9, slip.eat_zero)),
            ("typing", 6, on(9, slip.wrong_digit)),
            ("typing", 10, on(10, misspelling.transpose)),
            ("typing", 14, on(4, slip.wrong_digit)),
            ("typing", 8, on(4, misspelling.transpose)),
            ("typing", 8, on(6, slip.domain_slip)),
            ("form", 60, on(6, slip.upper)),
            ("typing", 8, on(6, misspelling.transpose)),
            ("typing", 6, on(11, slip.exchange_day_and_month)),
            ("typing", 8, on(11, slip.wrong_digit)),
            ("typing", 4, on(12, slip.wrong_digit)),
            ("form", 10, join(7, 8)),
        ),
    ),
    key=lambda n: str(100_200_000_000 + n),
    stamp=till_moment,
    phone=till_phone,
    changed=15,
    mobile=4,
    mail=6,
    text=7,
    names=(2, 3),
    twice=0.05,
)
