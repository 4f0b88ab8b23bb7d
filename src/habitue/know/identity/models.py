"""The tables of identity."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class NormalRecord(models.Model):
    """A source record in normal form, and the customer it belongs to.

    `states`: one letter per value in the order of `columns.STATED` (e empty, v valid, d doubtful, i invalid,
    p placeholder). `issues`: `field=state` for each value that is neither valid nor empty, `address=grade` under A;
    what the data quality page opens rows by. `reasons`: why, as codes.
    """

    record_id = models.UUIDField(primary_key=True)
    house_id = models.UUIDField()
    source_id = models.UUIDField()
    key = models.TextField()
    customer_id = models.UUIDField()
    changed_at = models.DateTimeField()
    civility = models.TextField()
    first_name = models.TextField()
    last_name = models.TextField()
    birth_name = models.TextField()
    first_key = models.TextField()
    last_key = models.TextField()
    birth_date = models.DateField(null=True)
    email = models.TextField()
    email_key = models.TextField()
    mobile = models.TextField()
    landline = models.TextField()
    card = models.TextField()
    number = models.TextField()
    street = models.TextField()
    complement = models.TextField()
    postcode = models.TextField()
    town = models.TextField()
    country = models.TextField()
    insee = models.TextField()
    lines = models.TextField()
    grade = models.TextField()
    proposal = models.TextField()
    language = models.TextField()
    store = models.TextField()
    states = models.TextField()
    issues = ArrayField(models.TextField())
    reasons = ArrayField(models.TextField())

    class Meta:
        db_table = "identity_record"
        indexes: ClassVar = [
            models.Index(fields=["customer_id"], name="identity_customer"),
            GinIndex(fields=["issues"], name="identity_issues", condition=~models.Q(issues=[])),
        ]


class Identifier(models.Model):
    """A value that can link: `e:` e-mail key, `m:` mobile, `c:` card. Looked up by value, never by record."""

    value = models.TextField()
    record_id = models.UUIDField()
    house_id = models.UUIDField()
    pk = models.CompositePrimaryKey("value", "record_id")

    class Meta:
        db_table = "identity_identifier"


class Placeholder(models.Model):
    """A value found to be shared by unrelated people: it links nobody any more."""

    id = models.BigAutoField(primary_key=True)
    house_id = models.UUIDField()
    value = models.TextField()
    people = models.IntegerField()
    records = models.IntegerField()
    found_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["house_id", "value"], name="placeholder_once")
        ]


class Verdict(models.Model):
    """A person's word on two records: `same` for ever, or `apart` for ever; withdrawn by setting `withdrawn_at`.

    `overruled_by`: a later gesture that says the contrary, as long as that one is not withdrawn.
    """

    id = models.UUIDField(primary_key=True)
    house_id = models.UUIDField()
    record_a = models.UUIDField()
    record_b = models.UUIDField()
    kind = models.TextField()
    gesture = models.UUIDField()
    given_at = models.DateTimeField()
    given_by = models.TextField()
    withdrawn_at = models.DateTimeField(null=True)
    overruled_by = models.UUIDField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["record_a"], name="verdict_a"),
            models.Index(fields=["record_b"], name="verdict_b"),
            models.Index(fields=["gesture"], name="verdict_gesture"),
        ]


class MergedCustomer(models.Model):
    """A customer id that lives on in another: links to the old one still lead somewhere.

    `anchor`: the record that it followed. When that record leaves the other customer again, it takes this id with it.
    """

    customer_id = models.UUIDField(primary_key=True)
    house_id = models.UUIDField()
    into_id = models.UUIDField()
    anchor = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["anchor"], name="merged_anchor")]


class QualityNow(models.Model):
    """How many of a source's records have a value in this state, now."""

    id = models.BigAutoField(primary_key=True)
    source_id = models.UUIDField()
    field = models.TextField()
    state = models.TextField()
    records = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source_id", "field", "state"], name="quality_now_once")
        ]


class QualityOfImport(models.Model):
    """How many of an import's accepted records had a value in this state: the trend. `last_seq`: counted up to there."""

    id = models.BigAutoField(primary_key=True)
    import_id = models.UUIDField()
    source_id = models.UUIDField()
    field = models.TextField()
    state = models.TextField()
    last_seq = models.BigIntegerField(default=0)
    records = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["import_id", "field", "state"], name="quality_import_once")
        ]


class DuplicateRate(models.Model):
    """Records and customers of a source when an import ended."""

    import_id = models.UUIDField(primary_key=True)
    source_id = models.UUIDField()
    at = models.DateTimeField()
    records = models.BigIntegerField()
    customers = models.BigIntegerField()
