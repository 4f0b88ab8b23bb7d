"""The kernel's door."""

from habitue.ground.kernel.audit import AuditView, audit, audit_trail
from habitue.ground.kernel.bulk import relax_collector
from habitue.ground.kernel.ids import new_id, new_id_bytes, new_ids
from habitue.ground.kernel.instants import utc_now
from habitue.ground.kernel.log.announce import CHANNEL, announce
from habitue.ground.kernel.log.consume import comes_again, consume_batch, consume_until_idle, lags, rewind
from habitue.ground.kernel.postgres import database
from habitue.ground.kernel.privacy_registry import policies, undeclared
from habitue.ground.kernel.sql import (
    copy_binary,
    copy_field,
    copy_fields,
    copy_rows,
    execute,
    fetch_all,
    fetch_one,
    holding_lock,
    microseconds,
)
from habitue.ground.kernel.twin import twin_of

__all__ = [
    "CHANNEL",
    "AuditView",
    "announce",
    "audit",
    "audit_trail",
    "comes_again",
    "consume_batch",
    "consume_until_idle",
    "copy_binary",
    "copy_field",
    "copy_fields",
    "copy_rows",
    "database",
    "execute",
    "fetch_all",
    "fetch_one",
    "holding_lock",
    "lags",
    "microseconds",
    "new_id",
    "new_id_bytes",
    "new_ids",
    "policies",
    "relax_collector",
    "rewind",
    "twin_of",
    "undeclared",
    "utc_now",
]
