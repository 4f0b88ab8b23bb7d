"""Values that identify nobody: typed to fill a box (known by their form), or shared by too many people (counted)."""

from datetime import date
from itertools import product

from habitue.know.identity.rules.folding import words

# People who may honestly share one value before it stops linking anybody. A family shares an e-mail or a
# mobile (parents, children, a surname at birth), a couple shares a card, a firm or a home shares a landline.
SHARED_ABOVE = {"email": 5, "mobile": 5, "phone": 5, "landline": 8, "card": 4}
# Below this share of distinct people among its records, a value belongs to a few regulars whose names were
# typed in several ways.
_LEAST_VARIETY = 0.25
# Birth dates are shared by chance: about 25,000 days are in use, so `records / 25,000` people a day.
_DAYS_IN_USE, _DATE_FLOOR, _DATE_TIMES = 25_000, 30, 8


def is_shared(kind: str, value: str, people: int, records: int, total: int = 0) -> bool:
    """Whether a value is used by too many distinct people to link them (the shop's own mobile, a filler).

    `kind` is email, mobile, phone, landline, card or birth_date; `people` counts the distinct surnames (or
    names) among the `records` that hold the value. For a birth date, `total` is the number of records that
    hold any birth date: a day is suspect at eight times its fair share.
    """
    if not value:
        return False
    if kind == "birth_date":
        return people > max(_DATE_FLOOR, _DATE_TIMES * total / _DAYS_IN_USE)
    return people > SHARED_ABOVE[kind] and people > records * _LEAST_VARIETY


def _fillers() -> frozenset[str]:
    """Nine national digits of French numbers that nobody was given.

    Runs (01 23 45 67 89), pairs that count (01 02 03 04 05), pairs that repeat (06 06 06 06 06).
    """
    pairs = {"".join(f"{n:02}" for n in range(at, at + 5))[1:] for at in range(1, 10)}
    again = {f"{digit}" + f"0{digit}" * 4 for digit in "123456789"}
    return frozenset(pairs | again | {"123456789", "987654321", "601020304", "701020304", "605040302"})


PHONE_FILLERS = _fillers()
PHONE_TAILS = frozenset(digit * 8 for digit in "0123456789")


def placeholder_phone(national: str) -> bool:
    """Whether the significant digits of a number ("612345678" for 06 12 34 56 78) are a filler."""
    return national[-8:] in PHONE_TAILS or national in PHONE_FILLERS


# Local parts that say that there is no address, whatever the digits after them; their first two letters.
EMAIL_FILLERS = words(
    "noemail nomail nonemail noadresse noaddress nomel pasdemail pasdemel pasemail pasmail pasdadresse sansemail sansmail "
    "sansadresse aucun aucune aucunmail aucunemail neant inconnu inconnue unknown anonyme anonymous test tests testtest "
    "noreply donotreply nepasrepondre nonrenseigne clientinconnu clientsansmail clienttest"
)
EMAIL_STARTS = frozenset(filler[:2] for filler in EMAIL_FILLERS)
# The same, only when nothing follows: "toto59" and "azerty31" are mailboxes of real people.
EMAIL_EXACT = words(
    "null none nil nan na nc nr no teste essai toto tata titi azerty qwerty qsdf asdf abc xyz x xx xxx xxxx aaa aaaa "
    "client clients nospam fake faux bidon email adresse nomprenom prenomnom prenom.nom nom.prenom exemple example username "
    "votremail monemail monmail vide dummy sans"
)
EMAIL_DOMAINS = words(
    "example.com example.org example.net example.fr exemple.com exemple.fr test.com test.fr test.net test.org email.fr "
    "mail.fr noemail.com noemail.fr nomail.com nomail.fr aucun.fr aucun.com pasdemail.fr pasdemail.com inconnu.fr "
    "inconnu.com sansmail.fr sansemail.fr xxx.fr xxx.com xx.fr xx.xx aaa.fr aaa.com aa.fr aa.aa a.fr a.com abc.fr "
    "abc.com azerty.fr azerty.com none.com null.com nospam.com fake.com domain.com domaine.fr"
)


def placeholder_email(local: str, domain: str) -> bool:
    """Whether a lower-cased address was typed to fill the box: "noemail@...", "test@test.fr", "x@example.com"."""
    if domain in EMAIL_DOMAINS or local in EMAIL_EXACT:
        return True
    if local[:2] in EMAIL_STARTS and local.rstrip("0123456789._-").translate(_PUNCTUATION) in EMAIL_FILLERS:
        return True
    return domain.startswith(local + ".") and len(set(local)) <= 2


_PUNCTUATION = str.maketrans("", "", ".-_")

# The first of January of the epochs of software, and days that the finger types by itself.
DATES = frozenset(
    date(year, month, day)
    for year, month, day in (
        *product((1, 1000, 1753, 1800, 1899, 1900, 1901, 1970, 9999), (1,), (1,)),
        (1899, 12, 30), (1899, 12, 31), (9999, 12, 31), (2099, 12, 31), (1111, 11, 11), (1911, 11, 11),
        (2222, 2, 22), (1969, 12, 31), (1904, 1, 1), (1904, 1, 2),
    )
)  # fmt: skip


def placeholder_card(value: str) -> bool:
    """Whether a card number is one character repeated, or a run of the keyboard ("123456", "0123456789")."""
    return value == value[:1] * len(value) or value in _RUNS


_RUNS = frozenset(
    row[at : at + size]
    for row in ("01234567890123", "98765432109876")
    for at in (0, 1)
    for size in range(4, 14)
) | {"NULL", "NONE", "AUCUNE", "INCONNU", "ANONYMOUS", "ANONYME", "TEST", "NEANT", "CARTE", "SANS", "NC"}
