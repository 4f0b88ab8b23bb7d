"""The facts that collect announces."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

RECORDS_RECEIVED = "collect.records.received"
IMPORT_FINISHED = "collect.import.finished"


@dataclass(frozen=True, slots=True)
class RecordsReceived:
    """Version 1. Records `first_seq` to `last_seq` of a source are new or changed (`fresh`: none was known before)."""

    source_id: UUID
    import_id: UUID
    first_seq: int
    last_seq: int
    fresh: bool

    def payload(self) -> dict[str, Any]:
        """As the log stores it."""
        return {
            "source": str(self.source_id),
            "import": str(self.import_id),
            "first": self.first_seq,
            "last": self.last_seq,
            "fresh": self.fresh,
        }


@dataclass(frozen=True, slots=True)
class ImportFinished:
    """Version 1. An import has read its last line."""

    source_id: UUID
    import_id: UUID

    def payload(self) -> dict[str, Any]:
        """As the log stores it."""
        return {"source": str(self.source_id), "import": str(self.import_id)}
