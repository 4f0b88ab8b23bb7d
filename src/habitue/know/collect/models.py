"""The tables of collect."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper


class Source(models.Model):
    """Where records come from. `trust`: 0 to 100, by field with `default` for the others."""

    id = models.UUIDField(primary_key=True)
    house_id = models.UUIDField()
    name = models.TextField()
    kind = models.TextField()
    owner = models.TextField(default="")
    trust = models.JSONField(default=dict)
    watch_folder = models.TextField(default="")
    mapping_version = models.IntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["house_id", "name"], name="source_once")]


class SourceMapping(models.Model):
    """One version of a source's mapping; the latest is used, the others stay for the records made with them."""

    id = models.UUIDField(primary_key=True)
    source = models.ForeignKey(Source, models.CASCADE, related_name="mappings")
    version = models.IntegerField()
    mapping = models.JSONField()
    saved_at = models.DateTimeField()
    saved_by = models.TextField(default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "version"], name="mapping_version_once")
        ]


class Import(models.Model):
    """One table of one file on its way in: where it stands, what it has done so far."""

    id = models.UUIDField(primary_key=True)
    house_id = models.UUIDField()
    source = models.ForeignKey(Source, models.PROTECT, related_name="imports", null=True)
    mapping = models.ForeignKey(SourceMapping, models.PROTECT, related_name="+", null=True)
    draft = models.JSONField(null=True)
    file_name = models.TextField()
    file_path = models.TextField()
    file_bytes = models.BigIntegerField(default=0)
    digest = models.TextField(default="")
    table = models.TextField(default="")
    shape = models.JSONField(default=dict)
    columns = models.JSONField(default=list)
    state = models.TextField()
    error = models.JSONField(null=True)
    cancel_asked = models.BooleanField(default=False)
    effective_at = models.DateTimeField()
    created_at = models.DateTimeField()
    created_by = models.TextField(default="")
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    rows_done = models.BigIntegerField(default=0)
    bytes_done = models.BigIntegerField(default=0)
    bytes_total = models.BigIntegerField(default=0)
    counts = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    verdict = models.JSONField(null=True)
    same_as = models.UUIDField(null=True)
    first_seq = models.BigIntegerField(null=True)
    last_seq = models.BigIntegerField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["house_id", "-created_at"], name="import_recent"),
            models.Index(fields=["state"], name="import_state"),
        ]


class Record(models.Model):
    """What a source says of one person: the newest accepted version, with its raw cells.

    `seq` grows with every accepted version, in commit order: it is the feed that the log's announcements point into.
    `raw`: the cells as they came, a JSON list in the order of the import's columns. `seen_at`: a later file without change
    times of its own that said the same, if any; what a file of the time between says is then out of date.
    """

    id = models.UUIDField(primary_key=True)
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="records", db_index=False, db_constraint=False
    )
    key = models.TextField()
    changed_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    hash = models.BigIntegerField()
    imported = models.ForeignKey(
        Import, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    seq = models.BigIntegerField(unique=True)
    raw = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "key"], name="record_once")]


class FeedCounter(models.Model):
    """The last `seq` given out. One row: taking from it orders the commits of all imports."""

    id = models.IntegerField(primary_key=True)
    last = models.BigIntegerField()


class Reject(models.Model):
    """A line that could not become a record, with the reason and a suggested mend.

    `cells`: the line's cells when it could be split, else null and `raw` holds the text. `fingerprint` keeps the same
    bad line of the same file from being listed twice.
    """

    id = models.UUIDField(primary_key=True)
    house_id = models.UUIDField()
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    imported = models.ForeignKey(Import, models.PROTECT, related_name="rejects")
    line = models.BigIntegerField()
    row = models.BigIntegerField()
    column = models.TextField(default="")
    value = models.TextField(default="")
    code = models.TextField()
    params = models.JSONField(default=dict)
    suggestion = models.TextField(default="")
    cells = models.JSONField(null=True)
    raw = models.TextField(default="")
    fingerprint = models.BigIntegerField()
    state = models.TextField(default="open")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.TextField(default="")
    mended = models.JSONField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "fingerprint"], name="reject_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["house_id", "state", "id"], name="reject_state"),
            models.Index(fields=["imported", "line"], name="reject_line"),
            GinIndex(OpClass(Upper("raw"), name="gin_trgm_ops"), name="reject_text"),
        ]
