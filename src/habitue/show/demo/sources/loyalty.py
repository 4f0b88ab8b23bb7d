"""The loyalty scheme: a form filled in at the store, keyed in with care."""

from habitue.show.demo import misspelling
from habitue.show.demo import typing_habits as slip
from habitue.show.demo.chance import Rnd, pick
from habitue.show.demo.households import second_card
from habitue.show.demo.places import Address
from habitue.show.demo.sources.base import (
    PLACEHOLDER_DAYS,
    PLACEHOLDER_EMAILS,
    PLACEHOLDER_PHONES,
    Source,
    Visit,
    civility,
    columns,
)
from habitue.show.demo.typing_habits import Cells, instead, on, on_each, swap
from habitue.show.demo.writing import french_day, loyalty_moment, plain_street, stores_near, till_phone

HEADER = columns(
    "Code adhérent;N° carte;Civilité;Nom;Nom de naissance;Prénom;Date de naissance;Courriel;Portable;"
    "Téléphone;Bâtiment, résidence;N° et voie;Lieu-dit;Code postal;Commune;Pays;Niveau;Points;"
    "Magasin d'adhésion;Date d'adhésion;Dernière mise à jour;Accord e-mail;Accord SMS;Accord courrier"
)
LEVELS = ("Lin", "Lin", "Lin", "Soie", "Soie", "Cachemire")


def fill_loyalty(visit: Visit, rnd: Rnd) -> Cells:
    """Fill in a membership: most fields are asked, the birth name too."""
    person, address, last, filled = visit.person, visit.address, visit.last, visit.noise.filled
    where = [""] * 6
    if rnd() < filled(0.8):
        where = loyalty_address(address)
    points = int(40 / (rnd() + 0.02))
    return [
        "",
        second_card(person) if visit.turn == 2 else person.card,
        civility(person, ("Mme", "M."), rnd),
        last if rnd() < 0.7 else last.upper(),
        person.birth_name if last != person.birth_name and rnd() < filled(0.4) else "",
        person.first,
        french_day(person.born) if rnd() < filled(0.86) else "",
        visit.given_email(rnd) if rnd() < filled(0.74) else "",
        spaced_or_plain(visit.given_mobile(rnd), rnd) if rnd() < filled(0.7) else "",
        visit.landline if rnd() < filled(0.35) else "",
        *where,
        LEVELS[min(points // 200, 5)],
        str(points),
        pick(stores_near(address.postcode), rnd),
        french_day(visit.created),
        loyalty_moment(visit.changed, rnd),
        "Oui" if rnd() < 0.55 else "Non",
        "Oui" if rnd() < 0.34 else "Non",
        "Oui" if rnd() < 0.6 else "Non",
    ]


def loyalty_address(address: Address) -> list[str]:
    """Return complement, street, hamlet, postcode, town and country."""
    town = address.town
    return [
        address.complement,
        plain_street(address),
        address.hamlet,
        address.postcode,
        town.name,
        town.country_name,
    ]


def spaced_or_plain(phone: str, rnd: Rnd) -> str:
    """Return a telephone as the form's mask leaves it."""
    return till_phone(phone, rnd) if rnd() < 0.5 else phone


FIDELITE = Source(
    name="fidelite",
    header=HEADER,
    separator="|",
    encoding="utf-8",
    end="\n",
    fill=fill_loyalty,
    habits=(
        (
            ("typing", 24, on(3, misspelling.mistyped)),
            ("typing", 24, on(5, misspelling.mistyped)),
            ("nickname", 60, on(5, misspelling.cut_compound)),
            ("nickname", 100, on(3, misspelling.half)),
            ("nickname", 12, on(5, misspelling.nickname)),
            ("swapped", 8, swap(3, 5)),
        ),
        (
            ("placeholder", 10, instead(6, PLACEHOLDER_DAYS)),
            ("typing", 5, on(6, slip.exchange_day_and_month)),
            ("typing", 7, on(6, slip.wrong_digit)),
            ("placeholder", 12, instead(7, PLACEHOLDER_EMAILS)),
            ("placeholder", 12, instead(8, PLACEHOLDER_PHONES)),
            ("typing", 8, on(7, slip.domain_slip)),
            ("form", 20, on(7, slip.upper)),
            ("typing", 6, on(8, slip.wrong_digit)),
            ("typing", 5, on(1, slip.wrong_digit)),
            ("form", 1, on(1, slip.scientific)),
            ("typing", 6, on(13, slip.wrong_digit)),
            ("form", 12, on_each((11, 14), slip.upper)),
        ),
    ),
    key=lambda n: str(10_000_000 + n),
    stamp=loyalty_moment,
    phone=spaced_or_plain,
    changed=20,
    mobile=8,
    mail=7,
    text=11,
    names=(3, 5),
    twice=0.03,
    bom=True,
)
