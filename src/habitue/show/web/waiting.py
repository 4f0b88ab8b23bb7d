"""How many doubts wait, for the rail of every page: counted anew twice a minute, and after a decision."""

from uuid import UUID

from django.core.cache import cache

from habitue.ground.kernel.types import Actor
from habitue.know.identity.api.review import count_doubts

KEPT = 30
"""Seconds. Counting a large house's doubts takes longer than the rest of most pages."""


def waiting(actor: Actor) -> int:
    """How many doubts wait for this person. Raises Forbidden without `customers.merge` and `customers.see`."""
    return int(cache.get_or_set(_key(actor), lambda: count_doubts(actor=actor).doubts, KEPT) or 0)


def counted_anew(actor: Actor) -> None:
    """Something was decided: the next page counts."""
    cache.delete(_key(actor))


def _key(actor: Actor) -> str:
    return f"doubts-{actor.house}-{actor.staff or UUID(int=0)}"
