"""From the columns of a source to fields: proposed from headers and values, kept, compared with the next file."""

from habitue.know.collect.rules.mapping.changes import compare, follow
from habitue.know.collect.rules.mapping.proposal import propose

__all__ = ["compare", "follow", "propose"]
