"""The door of identity."""

from habitue.know.identity.api.customers import (
    Link,
    crosswalk,
    current_id,
    customer_of_record,
    links,
    records_of,
    verdicts_on,
)
from habitue.know.identity.api.gestures import merge, unmerge, withdraw
from habitue.know.identity.api.normalise import normalise_parts, normalise_text
from habitue.know.identity.api.quality import (
    PlaceholderView,
    QualityPoint,
    SourceQuality,
    placeholders,
    quality,
    quality_trend,
    rows_behind,
)
from habitue.know.identity.columns import STATE_OF_LETTER, StoredRecord
from habitue.know.identity.reactions import CONSUMER
from habitue.know.identity.rules.survivorship import golden

__all__ = [
    "CONSUMER",
    "STATE_OF_LETTER",
    "Link",
    "PlaceholderView",
    "QualityPoint",
    "SourceQuality",
    "StoredRecord",
    "crosswalk",
    "current_id",
    "customer_of_record",
    "golden",
    "links",
    "merge",
    "normalise_parts",
    "normalise_text",
    "placeholders",
    "quality",
    "quality_trend",
    "records_of",
    "rows_behind",
    "unmerge",
    "verdicts_on",
    "withdraw",
]
