"""The customers that a person opened last. Kept in their session on the server: a till's browser is shared."""

from uuid import UUID

from django.http import HttpRequest

_KEY = "recent_customers"
KEPT = 8


def remember(request: HttpRequest, customer_id: UUID) -> None:
    """Put a customer first."""
    before = ids(request)
    if before[:1] != [str(customer_id)]:
        request.session[_KEY] = [str(customer_id), *(id_ for id_ in before if id_ != str(customer_id))][:KEPT]


def ids(request: HttpRequest) -> list[str]:
    """Their ids, latest first."""
    kept: list[str] = request.session.get(_KEY, [])
    return kept
