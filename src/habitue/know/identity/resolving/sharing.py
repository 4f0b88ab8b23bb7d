"""Identifiers of too many people: found when records come, taken back when records leave them.

What is shared must depend on what the records say now, not on what they once said, and on the people alone, not on how many
records each has: then the order in which records come makes no difference.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from habitue.know.identity import queries
from habitue.know.identity.columns import Node
from habitue.know.identity.models import Placeholder
from habitue.know.identity.rules.placeholders import is_shared

KINDS = {"e": "email", "m": "mobile", "l": "landline", "c": "card"}
ENOUGH = 2_000
"""Holders looked at first: among so many, a value that is still shared shows itself."""


def newly_shared(house: UUID, now: Sequence[Node]) -> set[str]:
    """Flag the identifiers of these stored records that too many people hold by now; returns those that were not before."""
    values = {value for node in now for value in node.identifiers().values()}
    values -= queries.placeholders(house, values)
    crowded = queries.people_by_value(house, sorted(values))
    found = [(value, people, records) for value, people, records in crowded if too_many(value, people)]
    queries.flag_placeholders(house, found)
    return {value for value, _, _ in found}


def reopened(house: UUID, before: Sequence[Node], now: Sequence[Node]) -> set[str]:
    """Take placeholders back that the change from `before` to `now` (stored) leaves with few people; returns them."""
    after = {node.record_id: node for node in now}
    lost = {value for node in before for value in _lost(node, after.get(node.record_id))}
    return _reopen(house, queries.placeholders(house, lost))


def reopened_of_all(house: UUID) -> set[str]:
    """Take every placeholder back that has few people by now; returns them."""
    return _reopen(house, Placeholder.objects.filter(house_id=house).values_list("value", flat=True))


def _reopen(house: UUID, values: Iterable[str]) -> set[str]:
    opened = {value for value in values if not _still(house, value)}
    queries.unflag(house, sorted(opened))
    return opened


def _lost(old: Node, new: Node | None) -> set[str]:
    """The values for which this record does not count as the same person any more."""
    values = set(old.identifiers().values())
    return values - set(new.identifiers().values()) if new and old.person() == new.person() else values


def _still(house: UUID, value: str) -> bool:
    some = queries.people_sharing(house, value, ENOUGH)
    return too_many(value, len(some)) or too_many(value, len(queries.people_sharing(house, value, None)))


def too_many(value: str, people: int) -> bool:
    """Whether this many people are too many for an identifier to link."""
    return is_shared(KINDS[value[0]], value[2:], people, people)
