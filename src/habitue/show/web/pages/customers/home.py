"""The household of a customer: the other people of one home, and what they share with this one."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from habitue.ground.kernel.types import Actor, NotFound
from habitue.know.identity import api as identity
from habitue.know.identity.api import Member
from habitue.know.profiles import api as profiles
from habitue.show.web.pages.customers import words


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the household as shown: who, and what is shared."""

    name: str
    url: str
    shared: str


@dataclass(frozen=True, slots=True)
class Home:
    """The members, who shares most first; `more`: how many are not shown."""

    people: list[Person]
    more: int


def home(actor: Actor, customer_id: UUID) -> Home | None:
    """The household; None for who has none that is known."""
    found = identity.household_of(actor=actor, customer_id=customer_id)
    people = [_person(actor, member) for member in found.members]
    return Home(people, found.more) if people else None


def shared_words() -> dict[str, str]:
    """What members of a household share, in words."""
    return {
        "address": _("same address"),
        "landline": _("same landline"),
        "surname": _("same surname"),
        "email": _("same e-mail"),
        "mobile": _("same mobile"),
        "card": _("same card"),
    }


def _person(actor: Actor, member: Member) -> Person:
    said = shared_words()
    shared = ", ".join(said[code] for code in member.shared)
    return Person(
        _name(actor, member), reverse("customer", args=[member.customer_id]), shared[:1].upper() + shared[1:]
    )


def _name(actor: Actor, member: Member) -> str:
    """The name that the member's own page has; that of a record until the page is written."""
    try:
        return words.called(profiles.profile(actor=actor, customer_id=member.customer_id))
    except NotFound:
        return member.name or _("No name")
