"""A whole house matched at once: out of PostgreSQL, through the engine, and back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction

from habitue.ground.kernel.api import new_id, utc_now
from habitue.know.collect.api import source_names
from habitue.know.identity import edges, queries
from habitue.know.identity.announcing import announce_assignment
from habitue.know.identity.bulk import matching, transfer
from habitue.know.identity.bulk.engine import Engine
from habitue.know.identity.model_store import (
    ACTIVE,
    CANDIDATE,
    RETIRED,
    HouseModel,
    active_model,
    model_of,
    pack,
)
from habitue.know.identity.models import MatchingModel
from habitue.know.identity.resolving.naming import give_ids
from habitue.know.identity.rules.assignment import Assignment
from habitue.know.identity.rules.learning import Evidence
from habitue.know.identity.rules.model import Model, Parameters

GROWN = 1.5
"""A house that has grown by so much since its matching was learned learns anew by itself, with its next large import."""
EXAMPLES = 20


@dataclass(frozen=True, slots=True)
class Preview:
    """What another model or other thresholds would change.

    `merged`: customers that would go into another; `split`: that would part; `doubts`: pairs that people would be asked
    about, and `doubts_now`. `kept_share`: customers that keep their id. Examples: `merges`, customers that would be one;
    `splits`, a customer with its records by group.
    """

    merged: int
    split: int
    doubts: int
    doubts_now: int
    kept_share: float
    merges: list[list[str]]
    splits: list[tuple[str, list[list[str]]]]


@dataclass(frozen=True, slots=True)
class House:
    """A house on the engine: its records by rank, with their customers; what people said, by rank."""

    records: list[str]
    customers: list[str]
    arriving: frozenset[int]
    same: list[tuple[int, int]]
    apart: list[tuple[int, int]]


@transaction.atomic
def match_house(house: UUID, by: str = "rule") -> Assignment:
    """Match every record of the house, and write what has changed. Learns first when there is reason to."""
    queries.one_at_a_time(house)
    model = active_model(house)
    with Engine() as engine:
        taken = _take(engine, house)
        count = matching.prepare(engine)
        if count > model.records * GROWN:
            model = _learn(engine, house, taken, count, model, by)
        else:
            matching.compare_house(engine, model.model.parameters)
        return _put(engine, house, taken, model, by)


@transaction.atomic
def learn_candidate(house: UUID, by: str) -> UUID:
    """Learn a version anew and keep it beside the one in force, to be previewed; returns its id."""
    queries.one_at_a_time(house)
    now = active_model(house)
    with Engine() as engine:
        taken = _take(engine, house)
        count = matching.prepare(engine)
        parameters, evidence = matching.learn_house(engine, count, _told(taken))
        return _keep(house, parameters, evidence, count, len(_told(taken)), now, by, CANDIDATE)


def preview(house: UUID, *, link: int, review: int, model_id: UUID | None = None) -> Preview:
    """What these thresholds, under a version or the one in force, would change. Changes nothing."""
    model = _version(house, model_id)
    with Engine() as engine:
        taken = _take(engine, house)
        matching.prepare(engine)
        matching.compare_house(engine, model.model.parameters)
        matching.weigh_house(engine, model.model)
        groups = matching.group_house(engine, model.model, link, taken.same, taken.apart)
        doubts = matching.count_doubts(engine, groups, review, taken.apart)
    return _difference(taken, groups, doubts, edges.count_doubts(house, active_model(house).review))


@transaction.atomic
def activate(house: UUID, *, link: int, review: int, by: str, model_id: UUID | None = None) -> Assignment:
    """Put a version, or other thresholds, in force, and match everything by it."""
    queries.one_at_a_time(house)
    model = _version(house, model_id)
    if model.number == 0:
        parameters = pack(model.model.parameters)
        row = _row(house, 1, parameters, b"", 0, 0, replace(model, link=link, review=review), by, CANDIDATE)
        model = replace(model, id=row.id)
    MatchingModel.objects.filter(house_id=house, status=ACTIVE).exclude(id=model.id).update(status=RETIRED)
    MatchingModel.objects.filter(id=model.id).update(
        status=ACTIVE, link=link, review=review, activated_at=utc_now(), preview=""
    )
    with Engine() as engine:
        taken = _take(engine, house)
        matching.prepare(engine)
        matching.compare_house(engine, model.model.parameters)
        return _put(engine, house, taken, replace(model, link=link, review=review), by)


def _version(house: UUID, model_id: UUID | None) -> HouseModel:
    found = model_of(house, model_id) if model_id else None
    return found or active_model(house)


def _take(engine: Engine, house: UUID) -> House:
    """The house's records on the engine, ranked by source name and key, as labels are; and what people said of them."""
    names = {str(id_): name for id_, name in source_names(house_id=house).items()}
    transfer.take_records(engine, house, names)
    rows = engine.ask("select record_id, customer_id from ranked order by record")
    records, customers = [row[0] for row in rows], [row[1] for row in rows]
    waiting = edges.waiting(house)
    rank = {record: at for at, record in enumerate(records)} if waiting or queries.any_verdict(house) else {}
    said = queries.all_verdicts(house)
    pairs = [(kind, rank[a], rank[b]) for a, b, kind in said if a in rank and b in rank]
    return House(
        records,
        customers,
        frozenset(rank[record] for record, arriving in waiting.items() if arriving and record in rank),
        [(min(a, b), max(a, b)) for kind, a, b in pairs if kind == "same"],
        [(min(a, b), max(a, b)) for kind, a, b in pairs if kind == "apart"],
    )


def _told(taken: House) -> list[tuple[int, int, bool]]:
    return [(*pair, True) for pair in taken.same] + [(*pair, False) for pair in taken.apart]


def _learn(engine: Engine, house: UUID, taken: House, count: int, before: HouseModel, by: str) -> HouseModel:
    """Learn the house's own model and put it in force, with the thresholds that stand."""
    parameters, evidence = matching.learn_house(engine, count, _told(taken))
    MatchingModel.objects.filter(house_id=house, status=ACTIVE).update(status=RETIRED)
    id_ = _keep(house, parameters, evidence, count, len(_told(taken)), before, by, ACTIVE)
    return replace(before, id=id_, number=before.number + 1, model=Model(parameters), records=count)


def _keep(
    house: UUID,
    parameters: Parameters,
    evidence: Evidence,
    records: int,
    decisions: int,
    before: HouseModel,
    by: str,
    status: str,
) -> UUID:
    last = (
        MatchingModel.objects.filter(house_id=house)
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )
    number = (last or 0) + 1
    return _row(house, number, pack(parameters), pack(evidence), records, decisions, before, by, status).id


def _row(
    house: UUID,
    number: int,
    parameters: bytes,
    evidence: bytes,
    records: int,
    decisions: int,
    thresholds: HouseModel,
    by: str,
    status: str,
) -> MatchingModel:
    now = utc_now()
    return MatchingModel.objects.create(
        id=new_id(),
        house_id=house,
        number=number,
        status=status,
        parameters=parameters,
        evidence=evidence,
        link=thresholds.link,
        review=thresholds.review,
        records=records,
        decisions=decisions,
        learned_at=now,
        learned_by=by,
        activated_at=now if status == ACTIVE else None,
    )


def _put(engine: Engine, house: UUID, taken: House, model: HouseModel, by: str) -> Assignment:
    """Weigh, group, and write what has changed: customers, keys, edges, placeholders."""
    matching.weigh_house(engine, model.model)
    groups = matching.group_house(engine, model.model, model.link, taken.same, taken.apart)
    result, moved, touched = _assign(house, taken, groups)
    before = {taken.records[at]: taken.customers[at] for at in touched if at not in taken.arriving}
    transfer.move(moved)
    transfer.put_placeholders(engine, house)
    transfer.put_keys(engine, house, model.model.parameters)
    customer_of = {at: moved.get(taken.records[at], taken.customers[at]) for at in range(len(taken.records))}
    transfer.put_edges(engine, house, customer_of, taken.apart)
    changed = {taken.records[at] for at in taken.arriving} | edges.waiting(house).keys()
    result.customer_of.update(
        (taken.records[at], customer_of[at]) for at in taken.arriving if at not in touched
    )
    edges.no_longer_waiting(house)
    announce_assignment(house, result, before, moved, changed, by)
    return result


def _assign(
    house: UUID, taken: House, groups: Sequence[Sequence[int]]
) -> tuple[Assignment, dict[str, str], set[int]]:
    """Give each group that is not yet a customer its customer; returns that, what moves, and what was looked at."""
    of_customer: dict[str, list[int]] = {}
    for at, customer in enumerate(taken.customers):
        if at not in taken.arriving:
            of_customer.setdefault(customer, []).append(at)
    moved: dict[str, str] = {}
    unsettled: set[int] = set()
    placed: set[int] = set()
    for each in groups:
        placed.update(each)
        if taken.arriving.issuperset(each):
            first = min(each, key=lambda at: taken.records[at])
            moved |= {taken.records[at]: taken.customers[first] for at in each if at != first}
        elif sorted(each) != of_customer.get(taken.customers[each[0]], []) or not taken.arriving.isdisjoint(
            each
        ):
            unsettled.update(each)
    for members in of_customer.values():
        if len(members) > 1 and not placed.issuperset(members):
            unsettled.update(members)
    return _settle(house, taken, groups, of_customer, unsettled, moved)


def _settle(
    house: UUID,
    taken: House,
    groups: Sequence[Sequence[int]],
    of_customer: Mapping[str, Sequence[int]],
    unsettled: set[int],
    moved: dict[str, str],
) -> tuple[Assignment, dict[str, str], set[int]]:
    """Ids for the groups that touch customers which existed before, and for what those leave behind."""
    whole = set(unsettled)
    for at in unsettled - taken.arriving:
        whole.update(of_customer[taken.customers[at]])
    parts = [[taken.records[at] for at in each] for each in groups if not whole.isdisjoint(each)]
    together = {record for each in parts for record in each}
    parts += [[taken.records[at]] for at in sorted(whole) if taken.records[at] not in together]
    whole |= {at for each in groups if not whole.isdisjoint(each) for at in each}
    before = {taken.records[at]: taken.customers[at] for at in whole if at not in taken.arriving}
    result = give_ids(house, parts, before)
    now = {taken.records[at]: taken.customers[at] for at in whole}
    moved |= {record: customer for record, customer in result.customer_of.items() if now[record] != customer}
    for record, customer in moved.items():
        result.customer_of.setdefault(record, customer)
    return result, moved, whole


def _difference(taken: House, groups: Iterable[Sequence[int]], doubts: int, doubts_now: int) -> Preview:
    group_of: dict[int, int] = {}
    for number, each in enumerate(groups):
        group_of.update(dict.fromkeys(each, number))
    customers_in: dict[int, set[str]] = {}
    groups_in: dict[str, dict[int, list[str]]] = {}
    for at, customer in enumerate(taken.customers):
        place = group_of.get(at, -1 - at)
        customers_in.setdefault(place, set()).add(customer)
        groups_in.setdefault(customer, {}).setdefault(place, []).append(taken.records[at])
    merges = [sorted(each) for each in customers_in.values() if len(each) > 1]
    splits = [(customer, list(parts.values())) for customer, parts in groups_in.items() if len(parts) > 1]
    lost = sum(len(each) - 1 for each in merges)
    share = 1 - lost / len(groups_in) if groups_in else 1.0
    return Preview(lost, len(splits), doubts, doubts_now, share, merges[:EXAMPLES], splits[:EXAMPLES])
