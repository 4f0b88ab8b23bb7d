"""Figures for Prometheus: requests, imported rows, and gauges that rooms read at the moment of asking.

Several processes serve one house. Counters and histograms of all of them are summed through memory-mapped files in the
folder `PROMETHEUS_MULTIPROC_DIR`, which the supervisor sets for its children (`shared_between_processes`). A process that
runs alone, such as one command, counts for itself. Gauges are not stored at all: they are read when asked for.
No label ever holds a personal datum, nor a value of unbounded variety: routes are named, never spelt out.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import structlog
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from habitue.ground.kernel.private_files import private_folder

MULTIPROCESS = "PROMETHEUS_MULTIPROC_DIR"
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10)

log = structlog.get_logger(__name__)

_requests = Histogram(
    "habitue_request_seconds", "Time to answer a request", ("method", "route", "status"), buckets=SECONDS
)
_rows = Counter("habitue_import_rows", "Rows read from feeds, by what became of them", ("outcome",))

Reading = tuple[Sequence[str], float]


@dataclass(frozen=True, slots=True)
class _Gauge:
    """A figure that is read when asked for: `read` gives label values and value, one pair for each line."""

    name: str
    description: str
    labels: Sequence[str]
    read: Callable[[], Iterable[Reading]]


_gauges: dict[str, _Gauge] = {}


def request_answered(*, method: str, route: str, status: int, seconds: float) -> None:
    """Count one answered request; `route` is the route's name or pattern, without any value of it."""
    _requests.labels(method, route, str(status)).observe(seconds)


def rows_imported(outcome: str, count: int) -> None:
    """Count `count` rows of a feed that ended as `outcome` (new, updated, unchanged, rejected)."""
    _rows.labels(outcome).inc(count)


def register_gauge(
    name: str, description: str, labels: Sequence[str], read: Callable[[], Iterable[Reading]]
) -> None:
    """Have `read` called at each `/metrics`, for example for the lag of each consumer; the same name replaces."""
    _gauges[name] = _Gauge(name, description, tuple(labels), read)


def exposition() -> tuple[bytes, str]:
    """All figures in Prometheus' text format, and its content type."""
    kept = CollectorRegistry() if MULTIPROCESS in os.environ else REGISTRY
    if kept is not REGISTRY:
        MultiProcessCollector(kept)  # type: ignore[no-untyped-call]
    live = CollectorRegistry()
    live.register(_GaugeCollector())
    return generate_latest(kept) + generate_latest(live), CONTENT_TYPE_LATEST


def shared_between_processes(home: Path) -> dict[str, str]:
    """The environment that makes children sum their figures, in a folder emptied here: a run begins at nought."""
    folder = home / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    private_folder(home)
    return {MULTIPROCESS: str(private_folder(folder))}


class _GaugeCollector(Collector):
    """Reads every registered gauge; one that cannot be read is left out and told in the log, the others are shown."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The registered gauges' families."""
        for gauge in _gauges.values():
            try:
                yield _family(gauge)
            except Exception as error:
                log.warning("gauge unreadable", gauge=gauge.name, error=type(error).__name__)


def _family(gauge: _Gauge) -> GaugeMetricFamily:
    family = GaugeMetricFamily(gauge.name, gauge.description, labels=gauge.labels)
    for labels, value in gauge.read():
        family.add_metric(labels, value)
    return family
