"""The review queue: doubts as cards, each with the customers that hang together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from habitue.know.identity.reviewing import doubts
from habitue.know.identity.reviewing.doubts import Asked, DoubtRow
from habitue.know.identity.reviewing.weighing import weigh
from habitue.know.identity.rules.review import Pair, hanging, worth

Place = tuple[int, str, str]
COLUMNS = 5
"""Customers shown side by side: more would not be read."""
READ = 30
"""Doubts read at a time."""
LOOKED_AT = 1_500
"""A filter that little fits looks at so many doubts before it answers with what it has."""
COUNTED_FROM = 500
"""Doubts of a kind are counted from so many, when there are more."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A doubt to settle and what hangs on it: `customers`, the two of the doubt first; other `doubts` among them; how
    many customers `more` hang on it than are shown.
    """

    doubt: DoubtRow
    customers: Sequence[str]
    doubts: Sequence[DoubtRow] = ()
    more: int = 0


@dataclass(slots=True)
class Found:
    """Clusters in the order of the queue, and where it goes on; None at its end."""

    clusters: list[Cluster] = field(default_factory=list)
    after: Place | None = None


def take(asked: Asked, kind: str, least_records: int, after: Place | None, limit: int) -> Found:
    """So many clusters of a kind (see `weighing`; '' for any) about at least so many records."""
    found, seen, looked = Found(after=after), set[str](), 0
    while len(found.clusters) < limit and looked < LOOKED_AT:
        rows = doubts.top(asked, found.after, READ)
        looked += len(rows)
        for cluster, row in _fitting(asked, rows, kind, least_records):
            if not set(cluster.customers[:2]) <= seen:
                found.clusters.append(cluster)
                seen.update(cluster.customers)
            if len(found.clusters) == limit:
                return Found(_ranked(found.clusters), row.place())
        if len(rows) < READ:
            return Found(_ranked(found.clusters))
        found.after = rows[-1].place()
    return Found(_ranked(found.clusters), found.after)


def of(asked: Asked, customers: Sequence[str]) -> list[Cluster]:
    """The cluster of what is left in doubt among these customers, the likeliest doubt first; none when nothing is."""
    near = _Near(asked, customers)
    left = [row for row in near.rows if set(row.pair()) <= set(customers)]
    return [near.cluster(left[0])] if left else []


def count_fitting(asked: Asked, kind: str, least_records: int) -> tuple[int, bool]:
    """How many pairs of customers are in doubt and of a kind, and whether that is exact; estimated from the doubts that are
    worth most where there are very many.
    """
    rows = doubts.top(asked, None, COUNTED_FROM)
    fitting = sum(1 for _ in _fitting(asked, rows, kind, least_records))
    if len(rows) < COUNTED_FROM:
        return fitting, True
    firsts = len({row.pair() for row in rows})
    return fitting * doubts.count(asked)[0] // firsts, False


def _fitting(
    asked: Asked, rows: Sequence[DoubtRow], kind: str, least_records: int
) -> Iterator[tuple[Cluster, DoubtRow]]:
    """The clusters of these rows, with the row that each was found by."""
    near = _Near(asked, [customer for row in rows for customer in row.pair()])
    firsts = [row for row in rows if near.is_first(row)]
    if kind:
        best = {near.best(row): row for row in firsts}
        fitting = {best[each.row] for each in weigh(asked.house, best) if each.is_of(kind)}
        firsts = [row for row in firsts if row in fitting]
    for row in firsts:
        if near.records(row) >= least_records:
            yield near.cluster(near.best(row)), row


def _ranked(clusters: Sequence[Cluster]) -> list[Cluster]:
    """Those at hand by what a decision is worth, given how many records it is about."""
    sizes = doubts.sizes(customer for each in clusters for customer in each.doubt.pair())

    def value(each: Cluster) -> int:
        one, other = each.doubt.pair()
        return -worth(each.doubt.weight, sizes.get(one, 1), sizes.get(other, 1))

    return sorted(clusters, key=value)


def _likeliest(row: DoubtRow) -> tuple[int, str, str]:
    return -row.weight, row.record_a, row.record_b


class _Near:
    """What is in doubt around some customers, two steps far."""

    def __init__(self, asked: Asked, customers: Iterable[str]) -> None:
        seeds = set(customers)
        rows = doubts.of_customers(asked, seeds)
        further = {customer for row in rows for customer in row.pair()} - seeds
        self.rows = sorted({*rows, *doubts.of_customers(asked, further)}, key=_likeliest)
        self._sizes = doubts.sizes(seeds)
        self._of: dict[Pair, list[DoubtRow]] = {}
        self._beside: dict[str, dict[str, None]] = {}
        for row in self.rows:
            self._of.setdefault(row.pair(), []).append(row)
            self._beside.setdefault(row.customer_a, {})[row.customer_b] = None
            self._beside.setdefault(row.customer_b, {})[row.customer_a] = None

    def is_first(self, row: DoubtRow) -> bool:
        """Whether no other doubt between the same two customers comes before it: they are asked about once."""
        return row.place() == min(
            (each.place() for each in self._of.get(row.pair(), ())), default=row.place()
        )

    def best(self, row: DoubtRow) -> DoubtRow:
        """The likeliest doubt between the same two customers."""
        return next(iter(self._of.get(row.pair(), ())), row)

    def records(self, row: DoubtRow) -> int:
        """The records of both customers."""
        return sum(self._sizes.get(customer, 1) for customer in row.pair())

    def cluster(self, row: DoubtRow) -> Cluster:
        """A doubt with what hangs on it."""
        every = hanging(row.pair(), self._around, most=1_000)
        shown = every[:COLUMNS]
        among = [rows[0] for pair, rows in self._of.items() if pair != row.pair() and set(pair) <= set(shown)]
        return Cluster(row, shown, among, len(every) - len(shown))

    def _around(self, customer: str) -> Mapping[str, None]:
        return self._beside.get(customer, {})
