"""What a house makes of its records depends on what they say alone: not on their order, nor on whether they came one by one,
in slices, or all at once.
"""

import os
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID

import pytest
from django.db import transaction

from habitue.ground.kernel.types import Actor
from habitue.know.identity.bulk.house import activate, match_house
from habitue.know.identity.model_store import LINK, REVIEW
from habitue.know.identity.resolving import resolve
from habitue.know.identity.resolving.resolve import settle_waiting
from habitue.know.identity.rules.model import NEVER
from habitue.know.identity.tests.houses import (
    TODAY,
    House,
    Line,
    Standing,
    a_house,
    contradictions,
    lines_of,
    standing,
    strays,
)
from habitue.show.demo.generate import generate
from habitue.show.demo.update import write_update
from tests.pipeline.way import bring, bring_file, line, source

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = int(os.environ.get("PEOPLE", "250"))
"""People of the demonstration that are told; `make undo` tells more."""
SEED = int(os.environ.get("SEED", "3"))
SHOP, HELP = "boutique.lyon@maison.fr", "accueil.nantes@maison.fr"
CROWD = [
    tuple(name.split())
    for name in (
        "Marc DUPONT", "Julie MARTIN", "Karim PETIT", "Chantal DURAND", "Hugo LEROY", "Inès MOREAU", "Paul GIRARD",
    )
]  # fmt: skip
Tell = Callable[[House, Sequence[Line], pytest.MonkeyPatch], None]


def _crowd(day: str, mails: Sequence[str]) -> list[str]:
    """A person of CROWD for each mailbox."""
    return [
        line(f"{number}", prenom=first, nom=last, email=mail, maj=day)
        for number, ((first, last), mail) in enumerate(zip(CROWD, mails, strict=True))
    ]


@pytest.fixture
def told(system: Actor, tmp_path: Path) -> list[Line]:
    """Two waves of the demonstration. Between them a shop's mailbox, that many were given, is left by most of them; another
    comes to be given to many. Each of both is held twice by one person.
    """
    lines: list[Line] = []
    for wave, (write, mails) in enumerate(
        ((generate, [SHOP] * 6 + [HELP]), (write_update, [HELP] * 6 + [SHOP]))
    ):
        more = {"share": 0.3} if wave else {}
        files = write(tmp_path / str(wave), people=PEOPLE, seed=SEED, today=TODAY, **more)  # type: ignore[operator]
        for name, path in files.sources.items():
            bring_file(system, source(system, name), path)
        bring(system, source(system, "boutiques"), *_crowd(f"2026-0{wave + 1}-01", mails))
        twins = (
            line("x", prenom="Marc", nom="DUPONT", email=SHOP),
            line("y", prenom="Inès", nom="MOREAU", email=HELP),
        )
        bring(system, source(system, "siège"), *twins)
        lines += lines_of(system.house, lines)
    return lines


def _line_by_line(seed: int) -> Tell:
    def tell(house: House, lines: Sequence[Line], _patch: pytest.MonkeyPatch) -> None:
        house.tell(random.Random(seed).sample(lines, len(lines)))

    return tell


def _in_slices(house: House, lines: Sequence[Line], _patch: pytest.MonkeyPatch) -> None:
    house.tell(lines, 37)


def _all_but_few_at_once(house: House, lines: Sequence[Line], patch: pytest.MonkeyPatch) -> None:
    """The last tenth waits for its end too, and is settled slice by slice, as in a large house."""
    most = len(lines) * 9 // 10
    patch.setattr(resolve, "LARGE", 1)
    house.tell(lines[:most], 5_000)
    match_house(house.actor.house)
    patch.setattr(resolve, "LARGE", 50)
    house.tell(lines[most:], 50)
    with transaction.atomic():
        settle_waiting(house.actor.house)
    patch.undo()


def _at_once(house: House, lines: Sequence[Line], patch: pytest.MonkeyPatch) -> None:
    patch.setattr(resolve, "LARGE", 1)
    house.tell(lines, 5_000)
    match_house(house.actor.house)
    patch.undo()


WAYS: dict[str, Tell] = {
    "line by line": _line_by_line(1),
    "line by line, in another order": _line_by_line(2),
    "line by line, in a third order": _line_by_line(3),
    "in slices": _in_slices,
    "all but few at once": _all_but_few_at_once,
    "at once": _at_once,
}


def test_live_is_bulk_whatever_the_order(told: list[Line], monkeypatch: pytest.MonkeyPatch) -> None:
    learned = a_house("learned")
    _at_once(learned, told, monkeypatch)
    wanted = _sound(learned.actor.house)
    assert _is_hard(wanted)
    for name, tell in WAYS.items():
        house = a_house(name, like=learned.actor.house)
        tell(house, told, monkeypatch)
        assert differences(wanted, _sound(house.actor.house)) == {}, name
        match_house(house.actor.house)
        assert differences(wanted, _sound(house.actor.house)) == {}, f"{name}, then at once"


def test_other_thresholds_there_and_back_are_as_if_nothing_had_been(
    told: list[Line], monkeypatch: pytest.MonkeyPatch
) -> None:
    learned = a_house("learned")
    _at_once(learned, told, monkeypatch)
    wanted = _sound(learned.actor.house)
    for link in (6_000, LINK):
        activate(learned.actor.house, link=link, review=REVIEW, by="rule")
        found = _sound(learned.actor.house)
        assert (differences(wanted, found) == {}) == (link == LINK)


def _sound(house: UUID) -> Standing:
    """What the house holds; no customer has two records that cannot be one person, every former id leads to somebody."""
    assert contradictions(house) == []
    assert strays(house) == []
    return standing(house)


def _is_hard(wanted: Standing) -> bool:
    """Whether there is something to get wrong: chains, doubts, contradictions, a mailbox that says nothing and one that
    speaks again.
    """
    kinds = {edge[4] for edge in wanted.edges}
    sizes = {len(each) for each in wanted.people}
    shared = wanted.placeholders & {f"e:{SHOP}", f"e:{HELP}"}
    never = min(edge[3] for edge in wanted.edges) <= NEVER
    return never and kinds == {"link", "doubt"} and max(sizes) > 3 and shared == {f"e:{HELP}"}


def differences(wanted: Standing, found: Standing) -> dict[str, tuple[list[object], list[object]]]:
    """What is missing and what is too much, part by part; nothing when all is the same."""
    parts = {name: (getattr(wanted, name), getattr(found, name)) for name in Standing.__slots__}
    return {
        name: (sorted(one - other, key=str), sorted(other - one, key=str))
        for name, (one, other) in parts.items()
        if one != other
    }
