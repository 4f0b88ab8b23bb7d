"""What a gesture would make of customers, seen before it is made: done, looked at, and not kept.

The preview is the deed itself in a transaction that is rolled back: it cannot promise anything else than what happens.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from habitue.ground.kernel.types import Actor
from habitue.know.identity import api as identity
from habitue.know.profiles import api as profiles
from habitue.know.profiles.types import Profile


def merged(actor: Actor, customers: Sequence[UUID]) -> Profile:
    """The customer that these would be as one. Raises as `identity.merge` does."""
    with transaction.atomic():
        survivor, _gesture = identity.merge(actor=actor, customers=customers)
        profiles.refresh(actor=actor, customers=[*customers, survivor])
        found = profiles.profile(actor=actor, customer_id=survivor)
        transaction.set_rollback(True)
    return found


def parted(actor: Actor, customer_id: UUID, records: Sequence[UUID]) -> tuple[Profile, Profile]:
    """(who stays, who leaves) if these records were somebody else. Raises as `identity.unmerge` does."""
    with transaction.atomic():
        other, _gesture = identity.unmerge(actor=actor, customer_id=customer_id, records=records)
        profiles.refresh(actor=actor, customers=[customer_id, other])
        stays = profiles.profile(actor=actor, customer_id=customer_id)
        leaves = profiles.profile(actor=actor, customer_id=other)
        transaction.set_rollback(True)
    return stays, leaves
