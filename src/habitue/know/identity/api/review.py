"""The stewards' review: doubts one after the other, and how far the day has come. Answers are in `deciding`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from habitue.ground.kernel.api import utc_now
from habitue.ground.kernel.types import Actor, InvalidInput
from habitue.know.identity import queries
from habitue.know.identity.api.customers import current_id
from habitue.know.identity.api.deciding import (
    MAY,
    decide,
    decide_all,
    later,
    now_after_all,
    take_back,
)
from habitue.know.identity.api.explain import Explained, explain
from habitue.know.identity.columns import StoredRecord
from habitue.know.identity.model_store import active_model
from habitue.know.identity.models import Decision
from habitue.know.identity.reviewing import doubts
from habitue.know.identity.reviewing import queue as queueing
from habitue.know.identity.reviewing.doubts import Asked, DoubtRow
from habitue.know.identity.reviewing.queue import Cluster
from habitue.know.identity.reviewing.weighing import HOUSEHOLD, IDENTIFIER, NAMESAKE
from habitue.know.identity.rules.review import ends_at, pace, probability

KINDS = (IDENTIFIER, HOUSEHOLD, NAMESAKE)
MOST_ASKED = 50

__all__ = [
    "KINDS",
    "MAY",
    "Card",
    "Count",
    "Doubt",
    "DoubtPage",
    "Filters",
    "Progress",
    "cards_of",
    "count_doubts",
    "decide",
    "decide_all",
    "later",
    "left_of",
    "now_after_all",
    "progress",
    "queue",
    "take_back",
]


@dataclass(frozen=True, slots=True)
class Filters:
    """Which doubts. `sources`: none, one (on either side) or two (one on each); `kind`: '' or one of KINDS; `records`: at
    least so many of both customers together; `aside`: those that the actor put aside instead of the others.
    """

    sources: tuple[UUID, ...] = ()
    kind: str = ""
    records: int = 2
    aside: bool = False


ANY = Filters()


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two customers who may be one, by their likeliest pair of records. Ids are text."""

    customer_a: str
    customer_b: str
    record_a: str
    record_b: str
    weight: int
    probability: float


@dataclass(frozen=True, slots=True)
class Card:
    """A doubt to settle, why it is one, and the customers to look at side by side.

    `customers`: the two of the doubt, whose `survivor` comes first and would keep its id, then those who hang together
    with them; `records` of each; `doubts` among them besides; `more` who hang together and are not shown.
    """

    doubt: Doubt
    explained: Explained
    customers: Sequence[str]
    survivor: str
    records: Mapping[str, Sequence[StoredRecord]]
    doubts: Sequence[Doubt] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class DoubtPage:
    """Cards in the order in which they are worth deciding; `cursor` asks for the next ones, '' at the end."""

    cards: Sequence[Card]
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """How many doubts; `exact` unless there are very many, or a kind of them is counted from a part."""

    doubts: int
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Progress:
    """The day so far: decided by the actor, by all people by hand, by rules; put aside by the actor; how many are left; the
    actor's decisions a minute (None before there is a pace), and when none would be left at that pace.
    """

    mine: int
    all: int
    by_rule: int
    aside: int
    left: Count
    pace: float | None
    ends_at: datetime | None


def queue(*, actor: Actor, filters: Filters = ANY, cursor: str = "", limit: int = 10) -> DoubtPage:
    """The next doubts to settle, those whose decision is worth most first.

    Raises Forbidden without `customers.merge` and `customers.see`, InvalidInput for a cursor that is none. A filter that few
    doubts fit may give fewer than `limit` with a cursor to go on from.
    """
    asked = _asked(actor, filters)
    after = _read_cursor(cursor) if cursor else None
    found = queueing.take(asked, filters.kind, filters.records, after, min(limit, MOST_ASKED))
    return DoubtPage(cards_of(actor, found.clusters), _cursor(found.after) if found.after else "")


def left_of(*, actor: Actor, customers: Sequence[UUID]) -> list[Card]:
    """What is still in doubt among customers that hung together: one card, or none. Ids that were merged lead on."""
    asked = _asked(actor, ANY)
    now = sorted({str(current_id(house_id=actor.house, customer_id=each)) for each in customers})
    return cards_of(actor, queueing.of(asked, now))


def count_doubts(*, actor: Actor, filters: Filters = ANY) -> Count:
    """How many pairs of customers are in doubt. Raises as `queue` does."""
    asked = _asked(actor, filters)
    if filters.kind or filters.records > 2:
        return Count(*queueing.count_fitting(asked, filters.kind, filters.records))
    return Count(*doubts.count(asked))


def progress(*, actor: Actor, now: datetime) -> Progress:
    """How far the day has come, in the time zone that is current. Raises Forbidden without `customers.merge`."""
    actor.require(MAY)
    dawn = localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    today = Decision.objects.filter(house_id=actor.house, at__gte=dawn, at__lte=now, taken_back_at=None)
    by_hand = today.exclude(origin="rule")
    moments = sorted(set(by_hand.filter(staff_id=actor.staff).values_list("at", flat=True)))
    left = count_doubts(actor=actor)
    speed = pace(moments, now)
    return Progress(
        by_hand.filter(staff_id=actor.staff).count(),
        by_hand.count(),
        today.filter(origin="rule").count(),
        count_doubts(actor=actor, filters=Filters(aside=True)).doubts,
        left,
        speed,
        ends_at(left.doubts, speed, now),
    )


def _asked(actor: Actor, filters: Filters) -> Asked:
    actor.require(MAY)
    actor.require("customers.see")
    review = active_model(actor.house).review
    return Asked(actor.house, review, utc_now(), filters.sources, actor.staff, filters.aside)


def cards_of(actor: Actor, clusters: Sequence[Cluster]) -> list[Card]:
    """Clusters with all that a person looks at."""
    wanted = {customer for each in clusters for customer in each.customers}
    records: dict[str, list[StoredRecord]] = {}
    for record in queries.records_of_customers(sorted(wanted)) if wanted else ():
        records.setdefault(record.customer_id, []).append(record)
    why = explain(actor=actor, pairs=[each.doubt[:2] for each in clusters])
    known = {(each.record_a, each.record_b): each for each in why}
    return [_card(each, known[each.doubt[:2]], records) for each in clusters if each.doubt[:2] in known]


def _card(cluster: Cluster, why: Explained, records: Mapping[str, Sequence[StoredRecord]]) -> Card:
    shown = [customer for customer in cluster.customers if customer in records]
    return Card(
        _doubt(cluster.doubt),
        why,
        shown,
        min(cluster.doubt.pair()),
        {customer: records[customer] for customer in shown},
        [_doubt(row) for row in cluster.doubts],
        cluster.more,
    )


def _doubt(row: DoubtRow) -> Doubt:
    one, other = row.pair()
    return Doubt(one, other, row.record_a, row.record_b, row.weight, probability(row.weight))


def _cursor(place: tuple[int, str, str]) -> str:
    return f"{-place[0]}.{place[1]}.{place[2]}"


def _read_cursor(text: str) -> tuple[int, str, str]:
    try:
        worth, a, b = text.split(".")
        return -int(worth), str(UUID(a)), str(UUID(b))
    except ValueError as error:
        raise InvalidInput(_("This place in the queue cannot be read.")) from error
