"""The figures read at each `/metrics`: how far each consumer of the log is behind."""

from collections.abc import Iterator

from habitue.ground.kernel.api import lags, utc_now
from habitue.ground.kernel.metrics import Reading, register_gauge


def register() -> None:
    """Have the gauges read at each `/metrics`."""
    register_gauge(
        "habitue_consumer_lag_facts", "Facts of the log that a consumer has not read", ["consumer"], facts
    )
    register_gauge("habitue_consumer_lag_seconds", "Age of the oldest fact not read", ["consumer"], seconds)


def facts() -> Iterator[Reading]:
    """The number of facts that wait, by consumer."""
    for lag in lags():
        yield [lag.consumer], lag.facts


def seconds() -> Iterator[Reading]:
    """The age in seconds of the oldest fact that waits, by consumer; 0 when none does."""
    now = utc_now()
    for lag in lags():
        yield [lag.consumer], (now - lag.oldest).total_seconds() if lag.oldest else 0.0
