"""The household of a customer: found when it is asked for, by keys, among a bounded number of candidates."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from habitue.ground.kernel.api import fetch_all
from habitue.ground.kernel.types import Actor
from habitue.know.identity import queries
from habitue.know.identity.columns import NODE_COLUMNS, Node, StoredRecord
from habitue.know.identity.model_store import active_model
from habitue.know.identity.rules.comparing.keys import keys_of
from habitue.know.identity.rules.households import household

LETTERS = frozenset("aelmc")
"""Keys that bring a household together: address, e-mail, landline, mobile, card (`rules.comparing.keys`)."""
OWN, HOLDERS, CANDIDATES, MEMBERS = 20, 200, 50, 12
"""At most so many of the customer's records, records of a key, customers compared, members told: a page stays quick for a
home of four hundred flats.
"""
_SHARING = f"""
select n.*, count(*) from unnest(%s::text[]) v(value)
cross join lateral (
    select i.record_id from identity_identifier i where i.value = v.value and i.house_id = %s limit {HOLDERS}
) i
cross join lateral (
    select {NODE_COLUMNS} from identity_record r where r.record_id = i.record_id and r.customer_id <> %s offset 0
) n
group by {{columns}}
"""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the household, by the name that their latest record has; `shared`: codes of `rules.households.SHARED`."""

    customer_id: UUID
    first_name: str
    last_name: str
    shared: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name as people say it; empty when unknown."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class Household:
    """The other members, who shares most first; `more`: how many are not told."""

    members: list[Member]
    more: int = 0


def household_of(*, actor: Actor, customer_id: UUID) -> Household:
    """Who shares a home with a customer and is another person. Nobody, for a customer of another house.

    Raises Forbidden without `customers.see`.
    """
    actor.require("customers.see")
    own = queries.nodes_in_house(actor.house, customer_id)[:OWN]
    if not own:
        return Household([])
    others = _candidates(actor.house, customer_id, own)
    shared = _placeholders(actor.house, [*own, *others])
    found = household(
        [node.traits(shared) for node in own],
        [(node.customer_id or "", node.traits(shared)) for node in others],
        active_model(actor.house).model,
        _told(own, others),
    )
    return Household(_members(dict(list(found.items())[:MEMBERS])), max(0, len(found) - MEMBERS))


def _candidates(house: UUID, customer_id: UUID, own: Sequence[Node]) -> list[Node]:
    """Records of other customers that share a key that may mean a household: those of the likeliest customers.

    Who has the surname comes first, then who shares most: among the hundreds of one tower, a family is not left out.
    """
    shared = _placeholders(house, own)
    keys = {key for node in own for key in keys_of(node.traits(shared)) if key[0] in LETTERS}
    if not keys:
        return []
    rows = fetch_all(_SHARING.format(columns=_positions()), [sorted(keys), house, customer_id])
    surnames = {node.last_key for node in own} - {""}
    found = sorted(
        ((Node(*row[:-1]), row[-1]) for row in rows),
        key=lambda each: (each[0].last_key not in surnames, -each[1], each[0].record_id),
    )
    kept = list(dict.fromkeys(node.customer_id for node, _ in found))[:CANDIDATES]
    return [node for node, _ in found if node.customer_id in set(kept)]


def _positions() -> str:
    """All columns of a node, to group by."""
    return ", ".join(str(at + 1) for at in range(len(Node._fields)))


def _placeholders(house: UUID, nodes: Iterable[Node]) -> set[str]:
    return queries.placeholders(house, {value for node in nodes for value in node.identifiers().values()})


def _told(own: Sequence[Node], others: Sequence[Node]) -> set[str]:
    """The customers of whom a person said that they are not this one."""
    mine = {node.record_id for node in own}
    customer_of = {node.record_id: node.customer_id or "" for node in others}
    apart = [(a, b) for a, b, kind in queries.verdicts(sorted(mine)) if kind == "apart"]
    return {customer_of[other] for a, b in apart if (other := b if a in mine else a) in customer_of}


def _members(shared: Mapping[str, tuple[str, ...]]) -> list[Member]:
    latest: dict[str, StoredRecord] = {}
    for record in queries.records_of_customers(list(shared)):
        if _rank(record) > _rank(latest.get(record.customer_id)):
            latest[record.customer_id] = record
    return [
        Member(UUID(customer), found.first_name, found.last_name, shared[customer])
        for customer in shared
        if (found := latest.get(customer))
    ]


def _rank(record: StoredRecord | None) -> tuple[bool, str, str]:
    """Whose name is told: a record that has a whole one, the latest."""
    if record is None:
        return (False, "", "")
    return (bool(record.first_name and record.last_name), record.changed_at, record.record_id)
