"""The door of identity."""

from habitue.know.identity.api.customers import (
    Link,
    MatchingVersion,
    Possible,
    VerdictView,
    crosswalk,
    current_id,
    customer_of_record,
    links,
    matching_version,
    possible_duplicates,
    records_of,
    verdicts_on,
)
from habitue.know.identity.api.explain import Explained, explain
from habitue.know.identity.api.gestures import keep_apart, merge, unmerge, withdraw
from habitue.know.identity.api.history import Deed, history
from habitue.know.identity.api.households import Household, Member, household_of
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
    "Deed",
    "Explained",
    "Household",
    "Link",
    "MatchingVersion",
    "Member",
    "PlaceholderView",
    "Possible",
    "QualityPoint",
    "SourceQuality",
    "StoredRecord",
    "VerdictView",
    "crosswalk",
    "current_id",
    "customer_of_record",
    "explain",
    "golden",
    "history",
    "household_of",
    "keep_apart",
    "links",
    "matching_version",
    "merge",
    "normalise_parts",
    "normalise_text",
    "placeholders",
    "possible_duplicates",
    "quality",
    "quality_trend",
    "records_of",
    "rows_behind",
    "unmerge",
    "verdicts_on",
    "withdraw",
]
