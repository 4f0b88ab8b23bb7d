"""Where an import stands."""

from enum import StrEnum


class State(StrEnum):
    """`MAPPING` waits for a person, `TRIED` has its dry-run verdict; the last three are ends (CANCELLED can go on)."""

    MAPPING = "mapping"
    TRYING = "trying"
    TRIED = "tried"
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


AT_WORK = frozenset({State.TRYING, State.QUEUED, State.RUNNING})
ENDED = frozenset({State.DONE, State.CANCELLED, State.FAILED})
