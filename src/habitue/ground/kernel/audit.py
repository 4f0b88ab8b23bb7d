"""The audit trail: who did what to what, written in the transaction of the deed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

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


@dataclass(frozen=True, slots=True)
class AuditView:
    """One deed as it is told: who (`staff` is None for the house's own processes), when, what, to what."""

    id: UUID
    at: datetime
    staff: UUID | None
    label: str
    action: str
    subject: str
    detail: Mapping[str, Any]


def audit_trail(
    *,
    actor: Actor,
    area: str = "",
    staff: UUID | None = None,
    subject: str = "",
    before: UUID | None = None,
    limit: int = 50,
) -> list[AuditView]:
    """The deeds of the actor's house, latest first. Raises Forbidden without `audit.see`.

    `area`: the part of an action before its point (`customers`); `before` goes on from the last one seen.
    """
    actor.require("audit.see")
    rows = AuditEntry.objects.filter(house_id=actor.house)
    if area:
        rows = rows.filter(action__startswith=f"{area}.")
    wanted = {"staff_id": staff, "subject": subject}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    if last := AuditEntry.objects.filter(house_id=actor.house, id=before).first() if before else None:
        rows = rows.filter(Q(at__lt=last.at) | Q(at=last.at, id__lt=last.id))
    return [_view(row) for row in rows.order_by("-at", "-id")[:limit]]


def _view(row: AuditEntry) -> AuditView:
    return AuditView(row.id, row.at, row.staff_id, row.label, row.action, row.subject, row.detail)
