"""How far an associate has come with a new customer's form when the hint is asked for.

The order at a counter is surname, first name, mobile or e-mail, postcode; what somebody does not have is passed over.
"""

import unicodedata
from collections.abc import Callable, Mapping

from habitue.know.identity.api.hints import Draft
from habitue.show.cli.bench.hints_left_out import Cells, LeftOut

BEGINNING = 3
"""Letters of the surname with which it is begun."""
_FIGURES, _MORE_FIGURES, _LOCAL = 6, 8, 4


def begun(cells: Cells) -> Draft:
    """Three letters of the surname, the first name; six figures of the mobile, or half of the e-mail's first part, or else
    the postcode.
    """
    mobile = figures(cells["mobile"], _FIGURES)
    email = "" if mobile else _half(cells["email"])
    return Draft(
        first=cells["first"].strip(),
        last=cells["last"].strip()[:BEGINNING],
        mobile=mobile,
        email=email,
        postcode="" if mobile or email else cells["postcode"],
    )


def half(cells: Cells) -> Draft:
    """Surname, first name; eight figures of the mobile, or the e-mail up to its @; the postcode."""
    mobile = figures(cells["mobile"], _MORE_FIGURES)
    email = "" if mobile else cells["email"].partition("@")[0]
    return Draft(cells["first"], cells["last"], mobile=mobile, email=email, postcode=cells["postcode"])


def nearly(cells: Cells) -> Draft:
    """Surname, first name, mobile, e-mail, postcode: all but the rest of the form."""
    return Draft(
        cells["first"],
        cells["last"],
        mobile=cells["mobile"],
        email=cells["email"],
        postcode=cells["postcode"],
    )


LEVELS: Mapping[str, Callable[[Cells], Draft]] = {"begun": begun, "half": half, "nearly whole": nearly}


def figures(phone: str, count: int) -> str:
    """The first figures of a telephone as one types it nationally, separators left out; '' without one."""
    text = "".join(char for char in phone if char.isdecimal() or char == "+").replace("+33", "0", 1)
    if text.startswith("33") and len(text) == len("33612345678"):
        text = f"0{text[2:]}"
    if text[:1] in "67" and len(text) == len("612345678"):
        text = f"0{text}"
    return text[:count]


def _half(email: str) -> str:
    local = email.partition("@")[0]
    return local[: max(_LOCAL, (len(local) + 1) // 2)]


def shares(draft: Draft, left_out: LeftOut) -> bool:
    """Whether another record of the person says something that is typed, letter by letter: the beginning of a mobile or an
    e-mail, or the first name with the whole surname or with the beginning of the surname and the postcode.
    """
    return any(_says(draft, cells, left_out.cells["last"]) for cells in left_out.others.values())


def _says(draft: Draft, cells: Cells, surname: str) -> bool:
    mobile, email = figures(draft.mobile, 10), draft.email.lower()
    if mobile and mobile in (figures(cells["mobile"], len(mobile)), figures(cells["landline"], len(mobile))):
        return True
    if email and cells["email"].lower().startswith(email):
        return True
    if not draft.first or _plain(draft.first) != _plain(cells["first"]):
        return False
    last, whole = _plain(draft.last), _plain(draft.last) == _plain(surname)
    if whole and last and _plain(cells["last"]) == last:
        return True
    return bool(last and draft.postcode == cells["postcode"] != "" and _plain(cells["last"]).startswith(last))


def _plain(text: str) -> str:
    """Letters alone, without case or accents."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in bare if char.isalpha())
