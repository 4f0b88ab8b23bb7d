"""Which id each group of records bears: ids last, come back, and are the same whichever way the groups came about.

An id is one record's own: the oldest of the records that it was given to. It is that record's for ever, whether it is borne
now or lives on in another. A group bears the oldest of its records' own ids, and a new one only when none of them has any.
So who bears which id depends on who is with whom and on nothing that happened between: what is undone is as it was.
"""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from habitue.ground.kernel.api import new_ids
from habitue.know.identity import queries
from habitue.know.identity.rules.assignment import Assignment, assign

Groups = Sequence[Sequence[str]]


def give_ids(house: UUID, groups: Groups, before: Mapping[str, str]) -> Assignment:
    """Give each group its customer. `before`: the announced customers of records, each with all of its records."""
    former = queries.former_customers(list(before)) if before else {}
    bearers = _bearers(before, former)
    own = {record: min(ids) for record, ids in former.items()} | bearers
    ordered = sorted(groups, key=min)
    names = iter(new_ids(len(groups)))
    result = assign(ordered, own, lambda: str(next(names)))
    _tell_former(result, before, former)
    result.parts = _parts(ordered, before, result)
    _keep_own(house, ordered, own, result)
    return result


def _bearers(before: Mapping[str, str], former: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """By record: the customer whose id is its own, for all customers; records older than that have ids of their own."""
    found: dict[str, str] = {}
    for record, customer in sorted(before.items()):
        if record not in former:
            found.setdefault(customer, record)
    for record, customer in sorted(before.items()):
        found.setdefault(customer, record)
    return {record: customer for customer, record in found.items()}


def _tell_former(result: Assignment, before: Mapping[str, str], former: Mapping[str, Sequence[str]]) -> None:
    """Sort out who merges now, who has merged before and leads elsewhere, and who lives again."""
    borne, alive = set(before.values()), set(result.customer_of.values())
    once = {each: record for record, ids in former.items() for each in ids}
    result.led = {each: result.customer_of[record] for each, record in once.items() if each not in alive}
    result.merged = {each: into for each, into in result.merged.items() if each in borne}
    result.revived = once.keys() & alive


def _parts(groups: Groups, before: Mapping[str, str], result: Assignment) -> dict[str, list[str]]:
    """By customer: the others to whom it loses records."""
    found: dict[str, list[str]] = {}
    for group in groups:
        now = result.customer_of[group[0]]
        for customer in sorted({before[record] for record in group if record in before}):
            if result.customer_of[result.anchor[customer]] != now:
                found.setdefault(customer, []).append(now)
    return found


def _keep_own(house: UUID, groups: Groups, own: Mapping[str, str], result: Assignment) -> None:
    """Give ids of their own to records that come under the id of a younger one: it would be taken for theirs."""
    nameless = [(record, group) for group in groups for record in _older(group, own)]
    ids = [str(each) for each in new_ids(len(nameless))]
    into = {id_: result.customer_of[record] for id_, (record, _) in zip(ids, nameless, strict=True)}
    anchors = {id_: record for id_, (record, _) in zip(ids, nameless, strict=True)}
    queries.keep_merged(house, into, anchors, [])


def _older(group: Sequence[str], own: Mapping[str, str]) -> Iterator[str]:
    """The records without an own id that are older than the one whose id the group bears."""
    named = [(own[record], record) for record in group if record in own]
    if named:
        yield from (record for record in group if record not in own and record < min(named)[1])
