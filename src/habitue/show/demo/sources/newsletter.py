"""The newsletter: an e-mail, and whatever the form managed to get besides; exported the way Brevo does."""

from habitue.show.demo import misspelling
from habitue.show.demo import typing_habits as slip
from habitue.show.demo.chance import Rnd
from habitue.show.demo.sources.base import Source, Visit, columns, moments
from habitue.show.demo.typing_habits import Cells, on, on_each, swap
from habitue.show.demo.writing import international, iso_day, newsletter_moment

HEADER = columns(
    "EMAIL;PRENOM;NOM;DATE_NAISSANCE;SMS;CODE_POSTAL;OPT_IN;DATE_INSCRIPTION;DATE_MODIFICATION;LANGUE"
)


def fill_newsletter(visit: Visit, rnd: Rnd) -> Cells:
    """Fill in a subscription; the e-mail is its key."""
    person, filled = visit.person, visit.noise.filled
    named = rnd() < filled(0.62)
    return [
        visit.own_email,
        person.first if named else "",
        visit.last if named and rnd() < filled(0.9) else "",
        iso_day(person.born) if rnd() < filled(0.22) else "",
        bare_phone(visit.mobile, rnd) if rnd() < filled(0.2) else "",
        visit.address.postcode if rnd() < filled(0.15) else "",
        "1" if rnd() < 0.9 else "0",
        *moments(newsletter_moment, visit, rnd),
        "fr" if rnd() < 0.97 else "en",
    ]


def bare_phone(phone: str, _rnd: Rnd) -> str:
    """Return a telephone as the mailing tool keeps it: international, without the plus."""
    return international(phone)[1:] if phone else ""


NEWSLETTER = Source(
    name="newsletter",
    header=HEADER,
    separator=";",
    encoding="utf-8",
    end="\n",
    fill=fill_newsletter,
    habits=(
        (
            ("nickname", 80, on(1, misspelling.cut_compound)),
            ("nickname", 60, on(1, misspelling.nickname)),
            ("swapped", 10, swap(1, 2)),
            ("typing", 12, on(2, misspelling.mistyped)),
            ("typing", 12, on(1, misspelling.mistyped)),
        ),
        (
            ("form", 90, on_each((1, 2), slip.lower)),
            ("form", 40, on_each((1, 2), slip.upper)),
            ("typing", 14, on(0, slip.domain_slip)),
        ),
    ),
    key=None,
    stamp=newsletter_moment,
    phone=bare_phone,
    changed=8,
    mobile=4,
    mail=0,
    text=2,
    names=(2, 1),
    twice=0.02,
)
