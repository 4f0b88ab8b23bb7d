"""Which customer id each cluster bears: ids last, whatever comes, splits or joins."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Assignment:
    """The customer of each record; customers gone `into` another; customers that lost records to other `parts`."""

    customer_of: dict[str, str] = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)
    parts: dict[str, list[str]] = field(default_factory=dict)


def assign(
    clusters: Sequence[Sequence[str]], before: Mapping[str, str], new_customer: Callable[[], str]
) -> Assignment:
    """Give each cluster of records a customer id.

    `before`: the customer of each record that had one. A customer follows its oldest record (ids are UUIDv7, so the
    oldest is the smallest). Of the customers that come to one cluster, the oldest gives its id; the others live on in
    it. A cluster to which no customer comes gets a new id.
    """
    anchor = _anchors(before)
    result = Assignment()
    for cluster in clusters:
        came = {before[record] for record in cluster if record in before}
        claims = sorted(customer for customer in came if anchor[customer] in set(cluster))
        customer = claims[0] if claims else new_customer()
        result.customer_of.update(dict.fromkeys(cluster, customer))
        result.merged.update(dict.fromkeys(claims[1:], customer))
        for other in came - set(claims):
            result.parts.setdefault(other, []).append(customer)
    return result


def _anchors(before: Mapping[str, str]) -> dict[str, str]:
    """The oldest record of each customer."""
    oldest: dict[str, str] = {}
    for record, customer in before.items():
        if customer not in oldest or record < oldest[customer]:
            oldest[customer] = record
    return oldest
