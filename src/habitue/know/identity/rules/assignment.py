"""Which customer id each cluster bears: ids last, whatever comes, splits or joins."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(slots=True)
class Assignment:
    """The customer of each record; customers that go into another (`merged`), with the record that each followed
    (`anchor`); customers that lost records to other `parts`; customers merged before that live again (`revived`) or now
    lead elsewhere (`led`).
    """

    customer_of: dict[str, str] = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)
    anchor: dict[str, str] = field(default_factory=dict)
    parts: dict[str, list[str]] = field(default_factory=dict)
    revived: set[str] = field(default_factory=set)
    led: dict[str, str] = field(default_factory=dict)


def assign(
    clusters: Sequence[Sequence[str]],
    before: Mapping[str, str],
    new_customer: Callable[[], str],
    former: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Assignment:
    """Give each cluster of records a customer id.

    `before`: the customer of each record that had one. A customer follows its oldest record (ids are UUIDv7, so the
    oldest is the smallest). Of the customers that come to one cluster, the oldest gives its id; the others live on in
    it. A cluster to which no customer comes gets the oldest id that once followed one of its records (`former`: by
    record, the merged customers that followed it), so that what was merged and parts again is as it was; else a new id.
    """
    anchor = _anchors(before)
    result = Assignment(anchor=anchor)
    for cluster in clusters:
        came = {before[record] for record in cluster if record in before}
        claims = sorted(customer for customer in came if anchor[customer] in set(cluster))
        once = sorted({customer for record in cluster for customer in former.get(record, ())} - set(claims))
        if not claims and once:
            result.revived.add(once[0])
        customer = (claims or once[:1] or [new_customer()])[0]
        result.led.update(dict.fromkeys((other for other in once if other != customer), customer))
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
