"""Why two records are, or are not, one person."""

from collections.abc import Sequence
from dataclasses import dataclass

from habitue.ground.kernel.types import Actor
from habitue.know.identity import queries
from habitue.know.identity.model_store import active_model
from habitue.know.identity.resolving.comparing import Comparer
from habitue.know.identity.rules.model import BIT, NEVER, Part


@dataclass(frozen=True, slots=True)
class Explained:
    """A pair under the version in force.

    `weight`: in thousandths of a bit; `probability` that it is one person, by the pair alone; `other`: what else would
    explain it best (household, namesake, stranger); `start`: where the weight begins before anything is compared; `parts`:
    what each comparison adds; `never`: the house knows no one person with such a contradiction.
    """

    record_a: str
    record_b: str
    weight: int
    probability: float
    other: str
    start: int
    parts: tuple[Part, ...]
    never: bool = False


def explain(*, actor: Actor, pairs: Sequence[tuple[str, str]]) -> list[Explained]:
    """Why each of these pairs of records of the house is, or is not, one person, in the order asked.

    Raises Forbidden without `customers.see`. A pair with a record that the house does not have is left out.
    """
    actor.require("customers.see")
    comparer = Comparer(actor.house, active_model(actor.house).model)
    wanted = sorted({record for pair in pairs for record in pair})
    comparer.know(queries.nodes_of_house(actor.house, wanted))
    return [_explained(comparer, a, b) for a, b in pairs if a in comparer.nodes and b in comparer.nodes]


def probability(weight: int) -> float:
    """The probability that a weight stands for."""
    return float(1 / (1 + 2 ** (-max(-60 * BIT, min(60 * BIT, weight)) / BIT)))


def _explained(comparer: Comparer, a: str, b: str) -> Explained:
    levels = comparer.model.compare(comparer.traits(a), comparer.traits(b))
    weighed = comparer.model.weigh(levels)
    start, parts = comparer.model.parts(levels)
    never = weighed.against <= NEVER
    return Explained(
        a, b, weighed.weight, probability(weighed.weight), weighed.other, start, tuple(parts), never
    )
