"""The French address normaliser (RNVP): any writing of a postal address -> the lines of NF Z 10-011, a grade, reasons.

The road of an address: ``pieces`` (what was typed, cut at commas and markers) -> ``towns`` (postcode and town against
the list of France), ``query`` (the same out of one text) and ``streets`` (type and name) -> ``compose`` (six lines of
38 characters) -> ``grades``. ``normalise`` holds the whole.
"""

from habitue.know.identity.rules.address.normalise import (
    format_lines,
    normalise_address,
    parts_for_json,
    with_recipient,
)

__all__ = ["format_lines", "normalise_address", "parts_for_json", "with_recipient"]
