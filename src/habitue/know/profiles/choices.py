"""Values that people chose: they win until withdrawn."""

from collections.abc import Sequence

from habitue.know.identity.types import Manual
from habitue.know.profiles.models import ManualChoice


def manual_choices(customers: Sequence[str]) -> dict[str, dict[str, Manual]]:
    """The choices in force for these customers, by field group."""
    if not ManualChoice.objects.filter(withdrawn_at=None).exists():
        return {}
    found: dict[str, dict[str, Manual]] = {}
    for row in ManualChoice.objects.filter(customer_id__in=customers, withdrawn_at=None).order_by(
        "chosen_at"
    ):
        value = tuple(row.value) if isinstance(row.value, list) else row.value
        found.setdefault(str(row.customer_id), {})[row.group] = Manual(
            value, row.chosen_by, row.chosen_at.isoformat(" ")
        )
    return found
