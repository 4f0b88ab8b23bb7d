"""The kernel's tables. The log and its offsets use PostgreSQL's `xid8`, which Django has no field for: see the migration."""

from typing import ClassVar

from django.db import models


class LogRow(models.Model):
    """A fact in the log. Read and written by `log/` alone."""

    id = models.BigAutoField(primary_key=True)
    house_id = models.UUIDField()
    type = models.TextField()
    version = models.SmallIntegerField(default=1)
    subject = models.TextField()
    recorded_at = models.DateTimeField()
    payload = models.JSONField()

    class Meta:
        managed = False
        db_table = "kernel_log"


class ConsumerRow(models.Model):
    """A consumer's offset in the log."""

    name = models.TextField(primary_key=True)
    last_id = models.BigIntegerField(default=0)
    updated_at = models.DateTimeField(null=True)

    class Meta:
        managed = False
        db_table = "kernel_consumer"


class DeadLetter(models.Model):
    """A fact that a consumer could not handle, set aside so that its neighbours pass."""

    id = models.BigAutoField(primary_key=True)
    consumer = models.TextField()
    tx = models.BigIntegerField()
    log_id = models.BigIntegerField()
    error = models.TextField()
    set_aside_at = models.DateTimeField()

    class Meta:
        db_table = "kernel_dead_letter"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consumer", "log_id"], name="dead_letter_once")
        ]


class AuditEntry(models.Model):
    """One deed: who, when, what, to what."""

    id = models.UUIDField(primary_key=True)
    house_id = models.UUIDField()
    at = models.DateTimeField()
    staff_id = models.UUIDField(null=True)
    label = models.TextField()
    action = models.TextField()
    subject = models.TextField()
    detail = models.JSONField(default=dict)

    class Meta:
        db_table = "kernel_audit"
        indexes: ClassVar = [
            models.Index(fields=["house_id", "-at"], name="audit_recent"),
            models.Index(fields=["house_id", "subject", "-at"], name="audit_subject"),
        ]
