"""Lists of rejects: narrowed, counted by reason and by state, paged."""

from collections.abc import Mapping as Dict
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.db.models import Count, QuerySet

from habitue.ground.kernel.types import Actor
from habitue.know.collect.models import Reject

OPEN = "open"


@dataclass(frozen=True, slots=True)
class RejectFilters:
    """What a list of rejects is narrowed to; empty: not narrowed. `state`: open, mended, dismissed, or empty for all."""

    state: str = OPEN
    source_id: UUID | None = None
    import_id: UUID | None = None
    code: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class RejectFigures:
    """How many rejects pass the filters: in all, by state (whatever state is asked for), by reason."""

    total: int
    states: Dict[str, int] = field(default_factory=dict)
    codes: Dict[str, int] = field(default_factory=dict)


def filtered(actor: Actor, filters: RejectFilters) -> QuerySet[Reject]:
    """The house's rejects that pass the filters, in no order."""
    wanted = {
        "state": filters.state,
        "source_id": filters.source_id,
        "imported_id": filters.import_id,
        "code": filters.code,
        "raw__icontains": filters.text,
    }
    passed = {name: value for name, value in wanted.items() if value}
    return Reject.objects.filter(house_id=actor.house, **passed)


def reject_figures(*, actor: Actor, filters: RejectFilters) -> RejectFigures:
    """Figures of the filtered set; reasons are counted as if none was chosen, so that another can be.

    Raises Forbidden without `feeds.see`.
    """
    actor.require("feeds.see")
    states = _counted(filtered(actor, replace(filters, state="")), "state")
    codes = _counted(filtered(actor, replace(filters, code="")), "code")
    total = states.get(filters.state, 0) if filters.state else sum(states.values())
    return RejectFigures(total, states, codes)


def _counted(rows: QuerySet[Reject], name: str) -> dict[str, int]:
    return dict(rows.values_list(name).annotate(count=Count("id")).order_by("-count"))
