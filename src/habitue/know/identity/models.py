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
            # A hint looks up the beginnings of what is being typed.
            models.Index(
                fields=["last_key", "first_key"],
                name="record_by_name",
                opclasses=["text_pattern_ops", "text_pattern_ops"],
            ),
            models.Index(
                fields=["postcode", "last_key", "first_key"],
                name="record_by_place",
                opclasses=["text_ops", "text_pattern_ops", "text_pattern_ops"],
                condition=~models.Q(postcode=""),
            ),
        ]


class Identifier(models.Model):
    """A blocking key of a record (`rules.comparing.keys`): only records that share one are compared.

    `e:` e-mail, `m:` mobile, `c:` card and `l:` landline are identifiers; the other letters stand for combinations. Looked
    up by value, never by record.
    """

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


class MatchingModel(models.Model):
    """A version of the matching of a house. `status`: `active` (one at most), `candidate` or `retired`.

    `parameters`: what was learned (`rules.model.Parameters`), `evidence`: from which patterns; both MessagePack and zlib.
    `link`, `review`: thresholds in thousandths of a bit. `records`, `decisions`: what it was learned from. `preview`: what
    it would change, as JSON, while it is a candidate.
    """

    id = models.UUIDField(primary_key=True)
    house_id = models.UUIDField()
    number = models.IntegerField()
    status = models.TextField()
    parameters = models.BinaryField()
    evidence = models.BinaryField(default=b"")
    preview = models.TextField(default="")
    link = models.IntegerField()
    review = models.IntegerField()
    records = models.BigIntegerField()
    decisions = models.IntegerField()
    learned_at = models.DateTimeField()
    learned_by = models.TextField()
    activated_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["house_id", "number"], name="matching_model_number"),
            models.UniqueConstraint(
                fields=["house_id"], condition=models.Q(status="active"), name="matching_model_active"
            ),
        ]


class Edge(models.Model):
    """Two records that may be one person: their `weight` under the active model, and what speaks `against` it, in
    thousandths of a bit. Every pair that shares a blocking key and weighs at least the model's floor is here.

    `kind`: `link` (of one customer), `doubt` (of two, and nobody has said anything), `told` (of two, and a person set them
    apart). `worth`: how much a person's decision is worth, for doubts.
    """

    record_a = models.UUIDField()
    record_b = models.UUIDField()
    house_id = models.UUIDField()
    weight = models.IntegerField()
    against = models.IntegerField()
    kind = models.TextField()
    worth = models.IntegerField()
    pk = models.CompositePrimaryKey("record_a", "record_b")

    class Meta:
        db_table = "identity_edge"
        indexes: ClassVar = [
            models.Index(fields=["record_b"], name="edge_b"),
            models.Index(
                fields=["house_id", "-worth", "record_a", "record_b"],
                name="edge_doubts",
                condition=models.Q(kind="doubt"),
            ),
        ]


class Waiting(models.Model):
    """A record that is stored and not yet matched. `arriving`: the customer it bears was never announced."""

    record_id = models.UUIDField(primary_key=True)
    house_id = models.UUIDField()
    arriving = models.BooleanField(default=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["house_id"], name="waiting_of")]


class Later(models.Model):
    """A doubt that a person put aside: it does not come up again for them before `until`."""

    house_id = models.UUIDField()
    record_a = models.UUIDField()
    record_b = models.UUIDField()
    staff_id = models.UUIDField()
    until = models.DateTimeField()
    pk = models.CompositePrimaryKey("record_a", "record_b", "staff_id")


class Decision(models.Model):
    """What a person answered about a pair, and what the model held of it then: teaches the model, measures it.

    `id`: the gesture, shared by the decisions of one bulk gesture with a number each (`place`). `origin`: `review`, `rule`,
    `customer` or `sample`. `taken_back_at`: when the gesture was withdrawn.
    """

    gesture = models.UUIDField()
    place = models.IntegerField(default=0)
    house_id = models.UUIDField()
    record_a = models.UUIDField()
    record_b = models.UUIDField()
    answer = models.TextField()
    weight = models.IntegerField()
    origin = models.TextField()
    at = models.DateTimeField()
    by = models.TextField()
    staff_id = models.UUIDField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    pk = models.CompositePrimaryKey("gesture", "place")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["house_id", "at"], name="decision_day")]


class Sampled(models.Model):
    """A pair drawn at random from a class of weights, for a person to judge: what precision and recall are estimated from.

    `stratum`: the class; `share_of`: how many pairs of the house it stood for when it was drawn. `answer`: '' until judged.
    """

    id = models.UUIDField(primary_key=True)
    house_id = models.UUIDField()
    model_id = models.UUIDField()
    record_a = models.UUIDField()
    record_b = models.UUIDField()
    weight = models.IntegerField()
    linked = models.BooleanField()
    stratum = models.IntegerField()
    share_of = models.BigIntegerField()
    drawn_at = models.DateTimeField()
    answer = models.TextField(default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.TextField(default="")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["house_id", "model_id"], name="sampled_of")]
