"""Ten thousand merges, unmerges, words that set apart, choices and imports; then all that people did is taken back.

    make undo                                  (STEPS=10000 PERSONS=6000 SEED=1)

Two houses are told the same imports. In the one people act, in the other nobody does. What people did is taken back in any
order. Then both hold the same, by `source/key`: who is with whom, what every pair weighs and whether it is a doubt, the
identifiers that say nothing, the keys, the pages, the counts, and whose id each customer bears. And when nothing was
imported since people began, the house is what it was to the byte: ids too, and which former id leads where. What remains is
history: the words themselves, and ids that gestures made, which lead to living customers.
"""

import os
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import UUID

import pytest

from habitue.ground.kernel.api import execute, new_id, utc_now
from habitue.ground.kernel.types import Actor, InvalidInput, system_actor
from habitue.ground.places import api as places
from habitue.know.identity import api as identity
from habitue.know.identity.bulk.house import match_house
from habitue.know.identity.model_store import LINK, REVIEW, pack
from habitue.know.identity.models import MatchingModel
from habitue.know.identity.rules.learning import unlearned
from habitue.know.identity.tests.houses import contradictions, standing, strays
from habitue.know.profiles import api as profiles
from habitue.show.demo.data import name_ranks
from tests.pipeline.way import bring, line, one, resolve, rows, source

LASTS = name_ranks("dist.all.txt")[1][:9_000]
FIRSTS = (
    "Jean", "Marie", "Zoé", "Luc", "Eva", "Paul", "Inès", "Marc", "Julie", "Karim",
    "Hugo", "Chantal", "Léo", "Guy", "Anne", "Théo", "Lise", "Rémi", "Nora", "Yves",
)  # fmt: skip
SOURCES = ("a", "b", "c")
EVERY = 250
BLOCK = 6
"""Persons among whom people confuse and tell apart: two households."""
State = dict[str, list[str]]
Step = Callable[["World", random.Random], None]


@dataclass(slots=True)
class World:
    """Two houses: `actor`'s, in which people act, and `twin`'s, which is told the imports alone."""

    actor: Actor
    twin: Actor
    persons: int
    day: int = 0
    gestures: list[UUID] = field(default_factory=list)
    choices: list[UUID] = field(default_factory=list)
    told: dict[tuple[str, str], str] = field(default_factory=dict)
    imports: bool = True
    """Whether anything is imported once people have begun."""
    since: State | None = None
    """The house as it was when nobody had done anything, until the next import."""

    def bring(self, rnd: random.Random, lines: int) -> None:
        """Import lines of one source into both houses: new ones, changed ones, the same again."""
        name = rnd.choice(SOURCES)
        keys = {str(rnd.randrange(self.persons)) for _ in range(lines)}
        self.day += 1
        told = [self._line(rnd, name, key) for key in sorted(keys)]
        for actor in (self.actor, self.twin):
            bring(actor, source(actor, name), *told)
        resolve()
        self.since = None

    def bring_some(self, rnd: random.Random) -> None:
        """Import some lines."""
        self.bring(rnd, rnd.randrange(1, 20))

    def _line(self, rnd: random.Random, name: str, key: str) -> str:
        """A line of this key: a tenth as it was, the others about the person that it means, or their neighbour."""
        known = self.told.get((name, key))
        if known and rnd.random() < 0.1:
            return known
        at = (int(key) + (rnd.random() < 0.15)) % self.persons
        self.told[name, key] = line(
            key,
            maj=f"2026-01-01T{self.day // 3600:02d}:{self.day // 60 % 60:02d}:{self.day % 60:02d}Z",
            **_cells(rnd, at),
        )
        return self.told[name, key]

    def merge(self, rnd: random.Random) -> None:
        """Say that two customers or three are one."""
        if len(chosen := self._near(rnd)) > 1:
            self.gestures.append(identity.merge(actor=self.actor, customers=chosen)[1])

    def keep_apart(self, rnd: random.Random) -> None:
        """Say that no two of some customers are one."""
        if len(chosen := self._near(rnd)) > 1:
            self.gestures.append(identity.keep_apart(actor=self.actor, customers=chosen))

    def unmerge(self, rnd: random.Random) -> None:
        """Say that some of a customer's records are somebody else's."""
        many = [each for each in self._block(rnd) if len(each[1]) > 1]
        if many:
            customer, records = rnd.choice(many)
            leaving = rnd.sample(records, rnd.randrange(1, len(records)))
            said = identity.unmerge(actor=self.actor, customer_id=customer, records=leaving)
            self.gestures.append(said[1])

    def choose(self, rnd: random.Random) -> None:
        """Choose a value for a customer: one of a record, or one typed."""
        customer, records = rnd.choice(self._block(rnd) or self._block(rnd, whole=True))
        group = rnd.choice(("email", "mobile"))
        typed = (
            f"choisi.{rnd.randrange(99)}@orange.fr" if group == "email" else f"06{rnd.randrange(10**8):08d}"
        )
        what = {"value": typed} if rnd.random() < 0.5 else {"record_id": rnd.choice(records)}
        with suppress(InvalidInput):
            chosen = profiles.choose_value(actor=self.actor, customer_id=customer, group=group, **what)
            self.choices.append(chosen)

    def take_back(self, rnd: random.Random) -> None:
        """Take back something that people did, whenever they did it."""
        kept = self.choices if self.choices and rnd.random() < 0.2 else self.gestures
        if kept:
            self._take_back(kept.pop(rnd.randrange(len(kept))), chosen=kept is self.choices)

    def take_all_back(self, rnd: random.Random) -> None:
        """Take back everything that people did, in any order."""
        left = [(id_, True) for id_ in self.choices] + [(id_, False) for id_ in self.gestures]
        rnd.shuffle(left)
        for id_, chosen in left:
            self._take_back(id_, chosen=chosen)
        self.choices, self.gestures = [], []
        resolve()

    def _take_back(self, id_: UUID, *, chosen: bool) -> None:
        if chosen:
            profiles.withdraw_choice(actor=self.actor, choice_id=id_)
        else:
            identity.withdraw(actor=self.actor, gesture=id_)

    def match_again(self) -> None:
        """Match the house at once, which changes nothing, whatever people said."""
        before = exact(self.actor)
        match_house(self.actor.house)
        assert exact(self.actor) == before

    def check(self) -> None:
        """After all was taken back: the house is as it was, and as its twin is; note how it is."""
        assert not self.gestures
        assert not self.choices
        assert contradictions(self.actor.house) == []
        assert strays(self.actor.house) == []
        now = exact(self.actor)
        if self.since:
            before = self.since | {"former": []}
            assert now | {"former": []} == before
            assert set(now["former"]) >= set(self.since["former"])
        assert portable(self.actor) == portable(self.twin)
        self.since = now

    def _near(self, rnd: random.Random) -> list[UUID]:
        """Two customers or three of a block, mostly some between whom there is a doubt."""
        alive = [customer for customer, _ in self._block(rnd)]
        doubts = rows(_DOUBTS, alive, alive) if rnd.random() < 0.6 else []
        if doubts:
            return list(rnd.choice(doubts))
        return rnd.sample(alive, min(len(alive), rnd.choice((2, 2, 3))))

    def _block(self, rnd: random.Random, *, whole: bool = False) -> list[tuple[UUID, list[UUID]]]:
        """(customer, records) of those who have a record of a few persons who follow each other, or of all."""
        first = rnd.randrange(self.persons) // BLOCK * BLOCK
        keys = range(self.persons) if whole else range(first, first + BLOCK)
        return rows(_BLOCK, self.actor.house, [str(key) for key in keys])


_BLOCK = """
select customer_id, array_agg(record_id order by key, source_id) from identity_record where customer_id in (
    select customer_id from identity_record where house_id = %s and key = any(%s)) group by 1 order by min(key || source_id)
"""
_DOUBTS = """
select distinct a.customer_id, b.customer_id from identity_record a
join identity_edge e on e.record_a = a.record_id join identity_record b on b.record_id = e.record_b
where a.customer_id = any(%s) and b.customer_id = any(%s) and a.customer_id <> b.customer_id order by 1, 2
"""


def _cells(rnd: random.Random, at: int) -> dict[str, str]:
    """What a source writes down of a person: households share a surname, an address, and often a mailbox."""
    home, first = at // 3, FIRSTS[at * 7 % len(FIRSTS)]
    last = LASTS[home * 7_919 % len(LASTS)]
    mail = f"{first}.{last}{home}@orange.fr" if rnd.random() < 0.7 else f"famille.{last}{home}@orange.fr"
    cells = {
        "naissance": f"{1940 + at * 13 % 65}-0{1 + at * 5 % 9}-{10 + at * 11 % 19}",
        "email": rnd.choice(("boutique@maison.fr", mail, mail, mail)) if rnd.random() < 0.1 else mail,
        "mobile": f"06{at * 7_654_321 % 10**8:08d}",
        "carte": f"29{at:011d}",
        "adresse": f"{1 + home % 90} rue {LASTS[home % 11]}",
        "cp": f"{1 + home * 31 % 95:02d}{100 + home * 7 % 900}",
        "ville": "Lyon",
    }
    kept = {name: cell for name, cell in cells.items() if rnd.random() < 0.5}
    if "adresse" not in kept:
        kept = {name: cell for name, cell in kept.items() if name not in {"cp", "ville"}}
    written = rnd.choice((first, first, first, first[:-1], first[0]))
    return {"nom": last if rnd.random() < 0.9 else last[:-1], "prenom": written, **kept}


def a_world(name: str, persons: int) -> World:
    """Two empty houses that match by the packaged beliefs, for good."""
    actors = [system_actor(places.open_house(name=f"{name} {part}").id) for part in ("lived", "told")]
    for actor in actors:
        for each in SOURCES:
            source(actor, each)
        MatchingModel.objects.create(
            id=new_id(), house_id=actor.house, number=1, status="active", parameters=pack(unlearned()), link=LINK,
            review=REVIEW, records=10**9, decisions=0, learned_at=utc_now(), learned_by="",
        )  # fmt: skip
    return World(actors[0], actors[1], persons)


_EXACT = {
    "records": "select r::text from identity_record r where house_id = %s",
    "keys": "select i::text from identity_identifier i where house_id = %s",
    "edges": "select e::text from identity_edge e where house_id = %s",
    "placeholders": "select value from identity_placeholder where house_id = %s",
    "former": "select (customer_id, into_id, anchor)::text from identity_mergedcustomer where house_id = %s",
    "waiting": "select w::text from identity_waiting w where house_id = %s",
    "pages": "select c::text from profiles_customer c where house_id = %s",
    "quality": """select (q.source_id, q.field, q.state, q.records)::text from identity_qualitynow q
                  join collect_source s on s.id = q.source_id where s.house_id = %s""",
}


def exact(actor: Actor) -> State:
    """Everything that a house holds of its customers, row by row; of former ids, whom they lead to."""
    return {name: sorted(row[0] for row in rows(sql, actor.house)) for name, sql in _EXACT.items()}


_PAGES = """
select c.customer_id::text, (c.civility, c.first_name, c.last_name, c.birth_name, c.birth_date, c.email, c.mobile,
    c.landline, c.card, c.number, c.street, c.postcode, c.town, c.lines, c.grade, c.store, c.records, c.changed_at,
    c.others)::text
from profiles_customer c where c.house_id = %s
"""
_LABELS = """
select r.customer_id::text, s.name || '/' || r.key, exists (
    select 1 from identity_mergedcustomer m where m.anchor = r.record_id)
from identity_record r join collect_source s on s.id = r.source_id where r.house_id = %s order by r.record_id
"""
_COUNTS = """
select s.name, q.field, q.state, q.records from identity_qualitynow q join collect_source s on s.id = q.source_id
where s.house_id = %s and q.records <> 0 order by 1, 2, 3
"""


def portable(actor: Actor) -> dict[str, object]:
    """What a house holds, in a form that does not depend on the ids that it gave."""
    groups: dict[str, list[str]] = defaultdict(list)
    for customer, label, _ in rows(_LABELS, actor.house):
        groups[customer].append(label)
    found = standing(actor.house)
    return {
        **{name: sorted(map(str, map(_plain, getattr(found, name)))) for name in type(found).__slots__},
        "pages": sorted((sorted(groups[customer]), page) for customer, page in rows(_PAGES, actor.house)),
        "quality": rows(_COUNTS, actor.house),
    }


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else value


PACE: Sequence[tuple[Step, int]] = (
    (World.merge, 30), (World.unmerge, 20), (World.keep_apart, 15), (World.choose, 20), (World.take_back, 13),
    (World.bring_some, 2),
)  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_all_that_people_did_is_taken_back() -> None:
    steps, persons, seed = (int(os.environ.get(*each)) for each in _TOLD)
    world, rnd, began = a_world("soak", persons), random.Random(seed), time.monotonic()
    for _ in SOURCES * 2:
        world.bring(rnd, persons)
    execute("analyze")  # what autovacuum does elsewhere
    world.check()
    done: Counter[str] = Counter()
    for number in range(1, steps + 1):
        (step,) = rnd.choices([each for each, _ in PACE], [weight for _, weight in PACE])
        step(world, rnd)
        done[step.__name__] += 1
        if number % EVERY == 0:
            execute("analyze")
            _say(
                began,
                f"{number} steps, {len(world.gestures)} gestures and {len(world.choices)} choices stand",
            )
    resolve()
    world.match_again()
    world.take_all_back(rnd)
    world.check()
    _say(
        began,
        f"all taken back, nothing differs: {dict(done)}, {one('select count(*) from identity_verdict')} words",
    )


_TOLD = (("STEPS", "10000"), ("PERSONS", "6000"), ("SEED", "1"))


def _say(began: float, what: str) -> None:
    print(f"{time.monotonic() - began:7.0f} s  {what}", file=sys.stderr, flush=True)
