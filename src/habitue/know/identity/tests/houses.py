"""Houses that are told the same records in different ways, and what each makes of them, free of the ids that it gave."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations
from uuid import UUID

from django.db import transaction

from habitue.ground.kernel.api import new_id
from habitue.ground.kernel.types import Actor, system_actor
from habitue.ground.places import api as places
from habitue.know.collect import api as collect
from habitue.know.collect.api import Received, ReceivedRow
from habitue.know.identity import queries
from habitue.know.identity.model_store import active_model
from habitue.know.identity.models import MatchingModel
from habitue.know.identity.resolving.comparing import Comparer
from habitue.know.identity.resolving.resolve import resolve_received
from habitue.know.identity.rules.model import NEVER
from tests.pipeline.way import rows

TODAY = date(2026, 11, 1)
LABEL = "s.name || '/' || r.key"
Edge = tuple[str, str, int, int, str, int]


@dataclass(frozen=True, slots=True)
class Line:
    """A record as it came: of a source by name, with what is needed to read it."""

    source: str
    part: Received
    row: ReceivedRow


@dataclass(frozen=True, slots=True)
class Standing:
    """What a house holds, by `source/key`: who is with whom, what pairs say, what says nothing, what finds records."""

    people: frozenset[frozenset[str]]
    edges: frozenset[Edge]
    placeholders: frozenset[str]
    keys: frozenset[tuple[str, str]]


@dataclass(slots=True)
class House:
    """A house to which lines are told straight, as the reaction to collect's announcements would."""

    actor: Actor
    sources: dict[str, UUID] = field(default_factory=dict)
    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    changed: dict[tuple[str, str], str] = field(default_factory=dict)

    def tell(self, lines: Sequence[Line], size: int = 1) -> None:
        """Tell lines in this order, so many of one source at once. One that comes after a later version of it is passed
        over, as collect does.
        """
        of_source: dict[str, list[Line]] = defaultdict(list)
        for line in lines:
            of_source[line.source].append(line)
            if len(of_source[line.source]) == size:
                self._announce(of_source.pop(line.source))
        for rest in of_source.values():
            self._announce(rest)

    def _announce(self, lines: Sequence[Line]) -> None:
        latest: dict[tuple[str, str], Line] = {}
        for line in lines:
            key = (line.source, line.row.key)
            if self.changed.get(key, "") < line.row.changed_at:
                self.changed[key] = line.row.changed_at
                latest[key] = line
        fresh = not latest.keys() & self.ids.keys()
        told = [replace(line.row, id=self.ids.setdefault(k, str(new_id()))) for k, line in latest.items()]
        if told:
            part = replace(
                lines[0].part, source_id=self._source(lines[0].source), import_id=new_id(), rows=told
            )
            with transaction.atomic():
                resolve_received(self.actor.house, part, last_seq=1, fresh=fresh, today=TODAY)

    def _source(self, name: str) -> UUID:
        if name not in self.sources:
            self.sources[name] = collect.create_source(actor=self.actor, name=name).id
        return self.sources[name]


def a_house(name: str, like: UUID | None = None) -> House:
    """An empty house; with the matching of the house `like`, when there is one."""
    house = House(system_actor(places.open_house(name=name).id))
    for row in MatchingModel.objects.filter(house_id=like, status="active") if like else ():
        row.pk, row.house_id = new_id(), house.actor.house
        row.save(force_insert=True)
    return house


def lines_of(house: UUID, known: Iterable[Line] = ()) -> list[Line]:
    """Every record as collect holds it now, but for versions that are `known`."""
    before = {(line.source, line.row.key, line.row.changed_at) for line in known}
    return [
        Line(name, part, row)
        for id_, name in sorted(collect.source_names(house_id=house).items(), key=lambda each: each[1])
        for part in collect.received(source_id=id_, first_seq=0, last_seq=1 << 60)
        for row in part.rows
        if (name, row.key, row.changed_at) not in before
    ]


def standing(house: UUID) -> Standing:
    """What the house holds now."""
    people: dict[str, set[str]] = defaultdict(set)
    label: dict[str, str] = {}
    for record, name, customer in rows(_RECORDS, house):
        people[customer].add(name)
        label[record] = name
    edges = [(*sorted((label[a], label[b])), *rest) for a, b, *rest in rows(_EDGES, house)]
    held = rows("select value, record_id::text from identity_identifier where house_id = %s", house)
    shared = rows("select value from identity_placeholder where house_id = %s", house)
    return Standing(
        frozenset(map(frozenset, people.values())),
        frozenset(edges),
        frozenset(value for (value,) in shared),
        frozenset((value, label[record]) for value, record in held),
    )


_RECORDS = f"""
select r.record_id::text, {LABEL}, r.customer_id::text from identity_record r join collect_source s on s.id = r.source_id
where r.house_id = %s
"""
_EDGES = """
select record_a::text, record_b::text, weight, against, kind, worth from identity_edge where house_id = %s
"""
_MANY = """
select customer_id::text from identity_record r where house_id = %s and not exists (
    select 1 from identity_verdict v where v.kind = 'same' and v.withdrawn_at is null and v.overruled_by is null
    and (v.record_a = r.record_id or v.record_b = r.record_id))
group by 1 having count(*) > 1
"""


def contradictions(house: UUID) -> list[tuple[str, str]]:
    """Pairs of records of one customer that the house's matching says cannot be one person, and that no person joined."""
    comparer = Comparer(house, active_model(house).model)
    nodes = queries.nodes_of_customers([customer for (customer,) in rows(_MANY, house)])
    comparer.know(nodes)
    of_customer: dict[str | None, list[str]] = defaultdict(list)
    for node in nodes:
        of_customer[node.customer_id].append(node.record_id)
    pairs = [pair for records in of_customer.values() for pair in combinations(sorted(records), 2)]
    joined = {frozenset(each[:2]) for each in queries.all_verdicts(house) if each[2] == "same"}
    together = {record for pair in joined for record in pair}
    return [pair for pair in pairs if comparer.says(*pair).against <= NEVER and not {*pair} & together]


def strays(house: UUID) -> list[str]:
    """Former customer ids that lead to no living customer."""
    return [row[0] for row in rows(_STRAYS, house, house)]


_STRAYS = """
with recursive way(id, into_id) as (
    select customer_id, into_id from identity_mergedcustomer where house_id = %s
    union select w.id, m.into_id from way w join identity_mergedcustomer m on m.customer_id = w.into_id)
select customer_id::text from identity_mergedcustomer where house_id = %s and customer_id not in (
    select w.id from way w join identity_record r on r.customer_id = w.into_id)
"""
