"""The audit trail: who did what to what, written in the transaction of the deed."""

from collections.abc import Mapping
from typing import Any

from habitue.ground.kernel.actors import Actor
from habitue.ground.kernel.ids import new_id
from habitue.ground.kernel.instants import utc_now
from habitue.ground.kernel.models import AuditEntry


def audit(actor: Actor, action: str, subject: str, detail: Mapping[str, Any] | None = None) -> None:
    """Record that `actor` did `action` (`feeds.mapping_saved`) to `subject`.

    `detail` holds ids and counts, no personal data.
    """
    AuditEntry.objects.create(
        id=new_id(),
        house_id=actor.house,
        at=utc_now(),
        staff_id=actor.staff,
        label=actor.label,
        action=action,
        subject=subject,
        detail=dict(detail or {}),
    )
