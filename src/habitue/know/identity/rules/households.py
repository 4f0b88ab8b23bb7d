"""Who is of one household: different people who share a home, a landline, or what only one home shares.

Two customers are of one household when, over all their records,

* they have one address (street, number, town) and one surname or one landline, or
* they have one landline and one surname, or
* they have one mailbox, mobile or card, and the model says that sharing a household explains it best, or
* they have one address and a person said that they are not the same.

Whoever is more likely the same person than another one is a duplicate to be settled, not a member of the household.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from habitue.know.identity.rules.comparing.comparisons import COMPARISONS
from habitue.know.identity.rules.model import HOUSEHOLD, Model
from habitue.know.identity.rules.traits import Traits

ADDRESS, LANDLINE, SURNAME, EMAIL, MOBILE, CARD = "address", "landline", "surname", "email", "mobile", "card"
SHARED = (ADDRESS, LANDLINE, SURNAME, EMAIL, MOBILE, CARD)
"""What a household can share, in the order in which it is told."""
EVEN = 0
"""The weight at which one person and two are equally likely."""

_LEVELS: Mapping[str, tuple[str, frozenset[str]]] = {
    ADDRESS: ("address", frozenset({"same"})),
    LANDLINE: ("landline", frozenset({"same"})),
    SURNAME: ("last", frozenset({"same", "birth", "part", "typo", "sounds"})),
    EMAIL: ("email", frozenset({"same"})),
    MOBILE: ("mobile", frozenset({"same"})),
    CARD: ("card", frozenset({"same"})),
}
_AT = {comparison.name: at for at, comparison in enumerate(COMPARISONS)}
_CODES = {comparison.name: comparison.codes() for comparison in COMPARISONS}


class Bond(NamedTuple):
    """What two records share, their weight under the model, and the best explanation of it but that they are one."""

    shared: frozenset[str]
    weight: int
    other: str


def bond(a: Traits, b: Traits, model: Model) -> Bond:
    """How two records of different customers stand to each other."""
    levels = model.compare(a, b)
    said = {name: _CODES[name][levels[at]].partition(".")[0] for name, at in _AT.items()}
    shared = frozenset(code for code, (name, enough) in _LEVELS.items() if said[name] in enough)
    weighed = model.weigh(levels)
    return Bond(shared, weighed.weight, weighed.other)


def household(
    own: Sequence[Traits],
    others: Iterable[tuple[str, Traits]],
    model: Model,
    told: Collection[str] = frozenset(),
) -> dict[str, tuple[str, ...]]:
    """By customer of the household: what they share with this one, in the order of SHARED.

    `own`: the customer's records; `others`: (customer, record) of those who share a key with them; `told`: those of whom a
    person said that they are not the same as this one. Who shares most comes first, then by id.
    """
    bonds: dict[str, list[Bond]] = {}
    for customer, record in others:
        bonds.setdefault(customer, []).extend(bond(mine, record, model) for mine in own)
    found = {
        customer: tuple(code for code in SHARED if any(code in each.shared for each in many))
        for customer, many in bonds.items()
        if lives_together(many, told=customer in told)
    }
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))


def lives_together(bonds: Sequence[Bond], *, told: bool) -> bool:
    """Whether two customers are of one household, by all pairs of their records. `told`: people set them apart."""
    shared = frozenset[str]().union(*(each.shared for each in bonds))
    if not told and any(each.weight >= EVEN for each in bonds):
        return False
    if ADDRESS in shared and (told or shared & {SURNAME, LANDLINE}):
        return True
    if shared >= {LANDLINE, SURNAME}:
        return True
    reached = {EMAIL, MOBILE, CARD}
    return any(each.other == HOUSEHOLD and each.shared & reached for each in bonds)
