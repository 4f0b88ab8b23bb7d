"""The web shop: typed by the customers themselves, exported the way Shopify does."""

from habitue.show.demo import misspelling
from habitue.show.demo import typing_habits as slip
from habitue.show.demo.chance import Rnd
from habitue.show.demo.places import Address
from habitue.show.demo.sources.base import Source, Visit, columns, moments
from habitue.show.demo.typing_habits import Cells, join, on, on_each, swap
from habitue.show.demo.writing import web_moment, web_phone, web_street, web_town

HEADER = columns(
    "Customer ID;First Name;Last Name;Email;Accepts Email Marketing;Default Address Address1;"
    "Default Address Address2;Default Address City;Default Address Zip;Default Address Country Code;"
    "Phone;Accepts SMS Marketing;Total Orders;Total Spent;Note;Created At;Updated At"
)


def fill_web(visit: Visit, rnd: Rnd) -> Cells:
    """Fill in a web account: always an e-mail, an address once something was ordered."""
    person, address = visit.person, visit.address
    phone = web_phone(visit.mobile, rnd) if rnd() < visit.noise.filled(0.62) else ""
    orders = int(0.8 / (rnd() + 0.08))
    accepts = "yes" if rnd() < 0.46 else "no"
    return [
        "",
        person.first,
        visit.last,
        visit.own_email,
        accepts,
        *(web_address(address, rnd) if orders else [""] * 5),
        phone,
        accepts if phone else "no",
        str(orders),
        f"{orders * (24 + int(rnd() * 90))}.{int(rnd() * 100):02d}" if orders else "0.00",
        'Retour "taille", rappeler avant livraison' if rnd() < 0.004 else "",
        *moments(web_moment, visit, rnd),
    ]


def web_address(address: Address, rnd: Rnd) -> list[str]:
    """Return both lines, town, postcode and country of a delivery address."""
    return [
        web_street(address, rnd),
        address.complement or (address.hamlet if address.street else ""),
        web_town(address.town, address.postcode, rnd),
        address.postcode,
        address.town.country,
    ]


BOUTIQUE = Source(
    name="boutique_en_ligne",
    header=HEADER,
    separator=",",
    encoding="utf-8",
    end="\n",
    fill=fill_web,
    habits=(
        (
            ("typing", 12, on(2, misspelling.mistyped)),
            ("typing", 12, on(1, misspelling.mistyped)),
            ("nickname", 60, on(1, misspelling.cut_compound)),
            ("nickname", 60, on(2, misspelling.half)),
            ("nickname", 36, on(1, misspelling.nickname)),
            ("nickname", 10, on(1, misspelling.initial)),
            ("swapped", 9, swap(1, 2)),
        ),
        (
            ("form", 50, on_each((1, 2), slip.lower)),
            ("form", 35, on_each((1, 2), slip.upper)),
            ("form", 8, on_each((1, 2, 5, 7), slip.mojibake)),
            ("form", 10, on(1, slip.trailing_space)),
            ("typing", 8, on(3, slip.domain_slip)),
            ("typing", 8, on(10, slip.wrong_digit)),
            ("form", 12, join(5, 6, "{}, {}")),
            ("typing", 5, on(8, slip.wrong_digit)),
            ("typing", 6, on(7, misspelling.drop_letter)),
        ),
    ),
    key=lambda n: str(7_041_200_000_000 + n * 32_768),
    stamp=web_moment,
    phone=web_phone,
    changed=16,
    mobile=10,
    mail=3,
    text=5,
    names=(2, 1),
    twice=0.025,
)
