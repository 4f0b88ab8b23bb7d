"""Who a half-typed customer may already be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from habitue.ground.kernel.api import fetch_all, utc_now
from habitue.ground.kernel.types import Actor
from habitue.know.identity import queries
from habitue.know.identity.columns import NODE_COLUMNS, Node, StoredRecord
from habitue.know.identity.model_store import active_model
from habitue.know.identity.resolving.comparing import Comparer
from habitue.know.identity.rules.comparing.keys import keys_of
from habitue.know.identity.rules.hints import Draft, Named, Typed, agreement, judge, read, shares, weigh
from habitue.know.identity.rules.model import Levels, Model, Part

__all__ = ["Draft", "Hint", "hint"]

MOST = 20
_SEEN, _EACH, _CUSTOMERS = 600, 60, 80
"""How many records each lookup reads, and of those most alike takes; how many customers are compared. They bound the price
of an answer, whatever the size of the house.
"""
_HIGHEST = "\U0010ffff"
_ALIKE = "order by similarity(r.last_key || ' ' || r.first_key, v.name) desc limit %s"
_BEGINS = """
    r.house_id = %s and r.last_key ~>=~ v.last and r.last_key ~<~ v.last_to
    and r.first_key ~>=~ v.first and r.first_key ~<~ v.first_to
"""
_CANDIDATES = f"""
with found(record_id, worth) as materialized (
    select i.record_id, 3 from unnest(%s::text[]) v(value)
    cross join lateral (
        select record_id from identity_identifier i where i.value = v.value and i.house_id = %s limit %s) i
    union all
    select i.record_id, 4 from unnest(%s::text[], %s::text[]) v(low, high)
    cross join lateral (
        select record_id from identity_identifier i
        where i.value >= v.low and i.value < v.high and i.house_id = %s limit %s) i
    union all
    select r.record_id, 2
    from unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[]) v(last, last_to, first, first_to, name)
    cross join lateral (
        select record_id from (
            select record_id, last_key, first_key from identity_record r where {_BEGINS} limit %s) r
        {_ALIKE}) r
    union all
    select r.record_id, 3
    from unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
        v(last, last_to, first, first_to, name, postcode)
    cross join lateral (
        select record_id from (
            select record_id, last_key, first_key from identity_record r
            where {_BEGINS} and r.postcode = v.postcode and r.postcode <> '' limit %s) r
        {_ALIKE}) r
), best as materialized (
    select r.customer_id from found f join identity_record r on r.record_id = f.record_id
    group by r.customer_id order by sum(f.worth) desc, r.customer_id limit %s
)
select {NODE_COLUMNS} from best b join identity_record r on r.customer_id = b.customer_id and r.house_id = %s
"""


@dataclass(frozen=True, slots=True)
class Hint:
    """A customer who may be the one being typed.

    `probability`: that it is, beside the other candidates; `weight`: of what is typed against the record that agrees best
    (`record_id`), in thousandths of a bit; `parts`: what each comparison adds, in codes (`begun` beside the levels that
    records have). The rest is what a person may be shown to recognise them: `mobile_end` are its last two figures.
    """

    customer_id: str
    record_id: str
    probability: float
    weight: int
    parts: tuple[Part, ...]
    first_name: str
    last_name: str
    postcode: str
    town: str
    mobile_end: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    node: Node
    weight: int
    levels: Levels
    begun: frozenset[str]
    agreeing: int


def hint(*, actor: Actor, draft: Draft, limit: int = 3) -> list[Hint]:
    """The customers of the house that a half-typed one most probably is, most probable first; none when too little is typed.

    Too little is less than: two letters of the surname and the first name's initial; two of the surname, or three of the
    first name, with the postcode; six figures of a telephone or a card; four letters of an e-mail. Nothing typed makes it
    fail. Raises Forbidden without `customers.see`.
    """
    actor.require("customers.see")
    model = active_model(actor.house).model
    typed = read(draft, utc_now().date())
    ranked = _ranked(model, typed, Comparer(actor.house, model))
    kept = ranked[: max(0, min(limit, MOST))]
    records = _by_customer(queries.records_of_customers([str(each.node.customer_id) for _, each in kept]))
    return [
        _hint(model, each, probability, records[str(each.node.customer_id)]) for probability, each in kept
    ]


def _ranked(model: Model, typed: Typed, comparer: Comparer) -> list[tuple[float, _Candidate]]:
    """The best record of each candidate with its probability, most probable first."""
    nodes = _candidates(model, typed, comparer.house)
    comparer.know(nodes)
    best: dict[str | None, _Candidate] = {}
    for node in nodes:
        levels, begun = weigh(model, typed, comparer.traits(node.record_id))
        weight = model.weigh(levels).weight
        found = _Candidate(node, weight, levels, begun, agreement(model, levels))
        if node.customer_id not in best or _order(found) < _order(best[node.customer_id]):
            best[node.customer_id] = found
    candidates = sorted(best.values(), key=_order)
    probable = shares([(each.weight, each.agreeing) for each in candidates])
    return sorted(zip(probable, candidates, strict=True), key=lambda each: -each[0])


def _order(candidate: _Candidate) -> tuple[int, int, str]:
    return -candidate.weight, -candidate.agreeing, candidate.node.record_id


def _candidates(model: Model, typed: Typed, house: UUID) -> list[Node]:
    """Every record of the customers that what is typed may lead to."""
    parameters = model.parameters
    keys = keys_of(typed.traits, parameters.left_out, parameters.stop)
    beginnings, names = [*typed.beginnings(), *typed.mailboxes()], typed.names()
    if not (keys or beginnings or names):
        return []
    free = [each for each in names if not each.postcode]
    placed = [each for each in names if each.postcode]
    name = f"{typed.traits.last} {typed.traits.first}"
    params: list[Any] = [keys, house, _EACH, beginnings, [_after(each) for each in beginnings], house, _EACH]
    params += [*_bounds(free, name), house, _SEEN, _EACH]
    params += [*_bounds(placed, name), [each.postcode for each in placed], house, _SEEN, _EACH]
    return [Node(*row) for row in fetch_all(_CANDIDATES, [*params, _CUSTOMERS, house])]


def _bounds(names: Sequence[Named], name: str) -> list[list[str]]:
    """Where surnames and first names begin and end that have these beginnings, and the name that they are to be like."""
    last, first = [each.last for each in names], [each.first for each in names]
    ends = [_after(each) for each in last], [_after(each) for each in first]
    return [last, ends[0], first, ends[1], [name] * len(names)]


def _after(beginning: str) -> str:
    """Above every text with this beginning, in the order of bytes."""
    return beginning + _HIGHEST


def _by_customer(records: Iterable[StoredRecord]) -> dict[str, list[StoredRecord]]:
    found: dict[str, list[StoredRecord]] = {}
    for record in records:
        found.setdefault(record.customer_id, []).append(record)
    return found


def _hint(model: Model, candidate: _Candidate, probability: float, records: Sequence[StoredRecord]) -> Hint:
    judged = judge(model, candidate.levels, candidate.begun)
    id_ = candidate.node.record_id
    # What the matched record leaves out is taken from the customer's latest others.
    ordered = sorted(records, key=lambda each: each.changed_at, reverse=True)
    ordered.sort(key=lambda each: each.record_id != id_)
    named = next((each for each in ordered if each.last_name), ordered[0])
    placed = next((each for each in ordered if each.postcode), ordered[0])
    mobile = next((each.mobile for each in ordered if each.mobile and each.states[3] in "vd"), "")
    return Hint(
        str(candidate.node.customer_id),
        id_,
        probability,
        judged.weight,
        judged.parts,
        named.first_name,
        named.last_name,
        placed.postcode,
        placed.town,
        mobile[-2:],
    )
