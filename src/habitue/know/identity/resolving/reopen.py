"""Values that were shared by unrelated people and, after a correction, are not: they may link again."""

from collections.abc import Sequence
from uuid import UUID

from habitue.know.identity import queries
from habitue.know.identity.columns import Node
from habitue.know.identity.resolving.reach import person, too_many

ENOUGH = 2_000
"""Holders looked at first: among so many, a value that is still shared shows itself."""


def reopen(house: UUID, old: Sequence[Node], incoming: Sequence[Node]) -> set[str]:
    """Take placeholders back that the change from `old` versions to `incoming` ones (none of them stored) leaves with
    few people; returns the customers of their other holders, who must be decided anew.

    What is a placeholder must depend on what the records say now, not on what they once said.
    """
    now = {node.record_id: node for node in incoming}
    lost = {value for node in old for value in _lost(node, now.get(node.record_id))}
    open_again = [value for value in queries.placeholders(house, lost) if not _shared(house, value, incoming)]
    queries.unflag(house, open_again)
    return {node.customer_id for _, node in queries.sharing(house, open_again) if node.customer_id}


def _lost(old: Node, new: Node | None) -> set[str]:
    """The values for which this record does not count as the same person any more."""
    if new is None or person(old) != person(new):
        return set(old.identifiers())
    return set(old.identifiers()) - set(new.identifiers())


def _shared(house: UUID, value: str, incoming: Sequence[Node]) -> bool:
    people = {person(node) for node in incoming if value in node.identifiers()}
    some = people | queries.people_sharing(house, value, ENOUGH)
    return too_many(value, len(some)) or too_many(
        value, len(people | queries.people_sharing(house, value, None))
    )
