"""The door of collect."""

from habitue.know.collect.api.exports import export_rejects
from habitue.know.collect.api.files import blocks_of, receive_file, tables, unfinished
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
from habitue.know.collect.api.look import (
    FirstRows,
    VerdictLine,
    column_change,
    first_rows,
    likely_source,
    read_again,
    same_file,
    verdict_lines,
)
from habitue.know.collect.api.records import raw_records, received, source_names, source_trust
from habitue.know.collect.api.reject_lists import RejectFigures, RejectFilters, reject_figures
from habitue.know.collect.api.rejects import (
    apply_suggestions,
    dismiss,
    likely_cells,
    mend,
    open_reject_count,
    reject_view,
    rejects,
    reopen,
)
from habitue.know.collect.api.sources import (
    MappingVersion,
    create_source,
    edit_source,
    mapping_versions,
    source_by_name,
    source_view,
    sources,
)
from habitue.know.collect.intake.run import perform
from habitue.know.collect.jobs import take_up_unfinished
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
    "FirstRows",
    "ImportView",
    "MappingVersion",
    "Progressing",
    "RawRecord",
    "Received",
    "ReceivedRow",
    "RejectFigures",
    "RejectFilters",
    "RejectView",
    "SourceView",
    "VerdictLine",
    "apply_suggestions",
    "blocks_of",
    "cancel",
    "choose_source",
    "column_change",
    "create_source",
    "csv_safe",
    "dismiss",
    "dump_mapping",
    "edit_source",
    "export_rejects",
    "first_rows",
    "forget",
    "import_view",
    "imports",
    "likely_cells",
    "likely_source",
    "load_mapping",
    "mapping_versions",
    "mend",
    "open_reject_count",
    "perform",
    "raw_records",
    "read_again",
    "receive_file",
    "received",
    "reject_figures",
    "reject_view",
    "rejects",
    "reopen",
    "resume",
    "same_file",
    "save_import_mapping",
    "source_by_name",
    "source_names",
    "source_trust",
    "source_view",
    "sources",
    "start",
    "tables",
    "take_up_unfinished",
    "try_dry",
    "unfinished",
    "verdict_lines",
]
