"""The door of collect."""

from habitue.know.collect.api.exports import export_rejects
from habitue.know.collect.api.files import blocks_of, receive_file, tables
from habitue.know.collect.api.imports import (
    cancel,
    choose_source,
    forget,
    import_view,
    imports,
    resume,
    save_import_mapping,
    start,
    try_dry,
)
from habitue.know.collect.api.records import raw_records, received, source_names, source_trust
from habitue.know.collect.api.rejects import (
    apply_suggestions,
    dismiss,
    mend,
    open_reject_count,
    reject_view,
    rejects,
    reopen,
)
from habitue.know.collect.api.sources import create_source, edit_source, source_by_name, source_view, sources
from habitue.know.collect.intake.run import perform
from habitue.know.collect.mapping_yaml import dump_mapping, load_mapping
from habitue.know.collect.rules.export import csv_safe
from habitue.know.collect.views import (
    ImportView,
    Progressing,
    RawRecord,
    Received,
    ReceivedRow,
    RejectView,
    SourceView,
)

__all__ = [
    "ImportView",
    "Progressing",
    "RawRecord",
    "Received",
    "ReceivedRow",
    "RejectView",
    "SourceView",
    "apply_suggestions",
    "blocks_of",
    "cancel",
    "choose_source",
    "create_source",
    "csv_safe",
    "dismiss",
    "dump_mapping",
    "edit_source",
    "export_rejects",
    "forget",
    "import_view",
    "imports",
    "load_mapping",
    "mend",
    "open_reject_count",
    "perform",
    "raw_records",
    "receive_file",
    "received",
    "reject_view",
    "rejects",
    "reopen",
    "resume",
    "save_import_mapping",
    "source_by_name",
    "source_names",
    "source_trust",
    "source_view",
    "sources",
    "start",
    "tables",
    "try_dry",
]
