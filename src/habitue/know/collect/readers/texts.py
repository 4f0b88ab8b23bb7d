"""Values that are not text in their file (numbers, dates, truths), as plain text."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import msgspec


def as_text(value: Any) -> str:
    """Plain text of a value: whole numbers without `.0`, dates in ISO form, nothing for nothing, nested as JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e16 else repr(value)
    if isinstance(value, datetime):
        midnight = value.time() == time(0) and value.tzinfo is None
        return value.date().isoformat() if midnight else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, dict | list):
        return msgspec.json.encode(value).decode()
    return str(value)
