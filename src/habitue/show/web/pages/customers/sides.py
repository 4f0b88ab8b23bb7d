"""Customers side by side, before a gesture: what each has, and what would become of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from habitue.ground.kernel.types import Actor
from habitue.ground.places.api import stores
from habitue.know.profiles.types import Profile
from habitue.show.web.pages.customers import words
from habitue.show.web.pages.customers.card import long_date

Column = tuple[str, str, Profile]


@dataclass(frozen=True, slots=True)
class Cell:
    """A value; `new` where the first column has it and this one has another."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A field of every customer shown."""

    label: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Sides:
    """(title, subtitle) of each column, and the fields of which any has a value."""

    heads: list[tuple[str, str]]
    rows: list[Row]


def side_by_side(actor: Actor, columns: Sequence[Column]) -> Sides:
    """Customers in columns; cells that say something else than the first column are marked."""
    shops = (
        {store.code: store.name for store in stores(actor=actor)} if any(c[2].store for c in columns) else {}
    )
    values = [_values(profile, shops) for _title, _subtitle, profile in columns]
    rows = [
        Row(
            label,
            [Cell(each[label], bool(each[label]) and each[label] != values[0][label]) for each in values],
        )
        for label in values[0]
        if any(each[label] for each in values)
    ]
    return Sides([(title, subtitle) for title, subtitle, _profile in columns], rows)


def _values(profile: Profile, shops: dict[str, str]) -> dict[str, str]:
    """By label, in the order of the identity card."""
    p, label = profile, words.field_names()
    place = ", ".join(p.lines) or " ".join(filter(None, (p.postcode, p.town)))
    return {
        label["name"]: " ".join(filter(None, (p.civility, p.name))),
        label["birth_date"]: long_date(p.birth_date) if p.birth_date else "",
        label["mobile"]: _with_others(p, "mobile"),
        label["landline"]: _with_others(p, "landline"),
        label["email"]: _with_others(p, "email"),
        label["card"]: _with_others(p, "card"),
        label["address"]: place,
        label["store"]: shops.get(p.store, p.store),
    }


def _with_others(profile: Profile, kind: str) -> str:
    """The surviving value and, after it, the others that are known."""
    found = [getattr(profile, kind), *profile.others.get(kind, ())]
    return ", ".join(words.phone(each) if kind in ("mobile", "landline") else each for each in found if each)
