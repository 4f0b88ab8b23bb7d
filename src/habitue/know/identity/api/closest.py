"""Why groups of records would be one customer or several, under any version."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from uuid import UUID

from habitue.ground.kernel.api import fetch_all
from habitue.ground.kernel.types import Actor
from habitue.know.identity import queries
from habitue.know.identity.api.explain import Explained, probability
from habitue.know.identity.columns import STORED_COLUMNS, StoredRecord, stored
from habitue.know.identity.model_store import active_model, model_of
from habitue.know.identity.resolving.comparing import Comparer
from habitue.know.identity.rules.model import NEVER

_LOOKED_AT = 6
"""Records of each group that are compared: the strongest pair of an example need not be the strongest of thousands."""


@dataclass(frozen=True, slots=True)
class Closest:
    """The `best` pair between two groups of records, and of the others the one with the worst contradiction, if any."""

    best: Explained
    worst: Explained | None


def records_by_id(*, actor: Actor, records: Sequence[UUID]) -> list[StoredRecord]:
    """These records of the house, as they are stored. Raises Forbidden without `customers.see`."""
    actor.require("customers.see")
    sql = f"select {STORED_COLUMNS} from identity_record where house_id = %s and record_id = any(%s)"
    return list(stored(fetch_all(sql, [actor.house, list(records)])))


def closest(*, actor: Actor, groups: Sequence[Sequence[str]], model_id: UUID | None = None) -> Closest | None:
    """What holds these groups of records together, weighed by a version or the one in force, and what keeps them apart.

    None when fewer than two groups have records left. Raises Forbidden without `customers.see`.
    """
    actor.require("customers.see")
    model = (model_of(actor.house, model_id) if model_id else None) or active_model(actor.house)
    comparer = Comparer(actor.house, model.model)
    comparer.know(
        queries.nodes_of_house(actor.house, [record for each in groups for record in each[:_LOOKED_AT]])
    )
    known = [[record for record in each[:_LOOKED_AT] if record in comparer.nodes] for each in groups]
    pairs = [(a, b) for one, other in combinations(known, 2) for a in one for b in other]
    if not pairs:
        return None
    best = max(pairs, key=lambda pair: comparer.says(*pair).weight)
    others = [pair for pair in pairs if pair != best and comparer.says(*pair).against < 0]
    worst = min(others, key=lambda pair: comparer.says(*pair).against, default=None)
    return Closest(_explained(comparer, best), _explained(comparer, worst) if worst else None)


def _explained(comparer: Comparer, pair: tuple[str, str]) -> Explained:
    a, b = sorted(pair)
    levels = comparer.model.compare(comparer.traits(a), comparer.traits(b))
    weighed = comparer.model.weigh(levels)
    start, parts = comparer.model.parts(levels)
    chance, never = probability(weighed.weight), weighed.against <= NEVER
    return Explained(a, b, weighed.weight, chance, weighed.other, start, tuple(parts), never)
