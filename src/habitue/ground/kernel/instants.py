"""Time: aware UTC everywhere. The clock is read here, at the edge, and passed inwards as `now`."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """The present instant, aware, in UTC. Rules never call this: they are given `now`."""
    return datetime.now(UTC)
