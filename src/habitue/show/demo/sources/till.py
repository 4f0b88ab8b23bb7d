"""The tills: typed in capitals by associates, with somebody standing in front of them."""

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
from habitue.show.demo.typing_habits import Cells, habits, instead, join, on, swap
from habitue.show.demo.writing import french_day, stores_near, till_moment, till_phone, till_street, till_town

HEADER = columns(
    "N° client;Civilité;NOM;Prénom;Tél portable;Tél fixe;E-mail;Adresse;Complément;CP;Ville;"
    "Date naissance;Carte fidélité;Magasin;Date création;Date modif"
)


def fill_till(visit: Visit, rnd: Rnd) -> Cells:
    """Fill in a till record: fields are often left out."""
    person, address = visit.person, visit.address
    first = person.first.replace("-", " ") if rnd() < 0.5 else person.first
    chance = rnd()
    where = [""] * 4
    if chance < 0.6:
        where = [till_street(address, rnd), capitals(address.complement), *town_cells(address, rnd)]
    elif chance < 0.75:
        where = ["", "", *town_cells(address, rnd)]
    return [
        "",
        civility(person, ("MME", "M"), rnd),
        capitals(visit.last) if rnd() < 0.9 else visit.last.upper(),
        capitals(first) if rnd() < 0.8 else first,
        till_phone(visit.mobile, rnd) if rnd() < 0.72 else "",
        till_phone(person.household.landline, rnd) if rnd() < 0.4 else "",
        visit.email if rnd() < 0.5 else "",
        *where,
        french_day(person.born) if rnd() < 0.42 else "",
        card_held_out(person, rnd) if rnd() < 0.4 else "",
        pick(stores_near(address.postcode), rnd),
        *moments(till_moment, visit, rnd),
    ]


def card_held_out(person: Person, rnd: Rnd) -> str:
    """Return the card that the till reads: one's own, at times that of the household's first member."""
    return person.card if rnd() < 0.86 else person.household.card


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
        habits(
            (
                (14, on(2, slip.transpose)),
                (10, on(2, slip.drop_letter)),
                (6, on(2, slip.double_letter)),
                (10, on(2, slip.neighbour_key)),
                (12, on(3, slip.transpose)),
                (8, on(3, slip.drop_letter)),
                (14, on(3, slip.initial)),
                (14, swap(2, 3)),
                (5, join(2, 3)),
                (4, instead(1, ("M", "MME", "MLLE"))),
                (12, on(2, slip.trailing_space)),
                (8, on(7, slip.double_space)),
            )
        ),
        habits(
            (
                (18, instead(4, PLACEHOLDER_PHONES)),
                (12, instead(6, PLACEHOLDER_EMAILS)),
                (22, instead(11, PLACEHOLDER_DAYS)),
                (60, on(9, slip.eat_zero)),
                (6, on(9, slip.wrong_digit)),
                (10, on(10, slip.transpose)),
                (12, on(4, slip.wrong_digit)),
                (8, on(4, slip.transpose)),
                (8, on(6, slip.domain_slip)),
                (60, on(6, slip.upper)),
                (5, on(6, slip.transpose)),
                (6, on(11, slip.exchange_day_and_month)),
                (8, on(11, slip.wrong_digit)),
                (4, on(12, slip.wrong_digit)),
                (10, join(7, 8)),
            )
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
