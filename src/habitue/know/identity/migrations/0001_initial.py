"""The first tables of the room."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0001_log"),
    ]

    operations = [
        migrations.CreateModel(
            name="DuplicateRate",
            fields=[
                ("import_id", models.UUIDField(primary_key=True, serialize=False)),
                ("source_id", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("records", models.BigIntegerField()),
                ("customers", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Identifier",
            fields=[
                ("value", models.TextField()),
                ("record_id", models.UUIDField()),
                ("house_id", models.UUIDField()),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "value", "record_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
            ],
            options={
                "db_table": "identity_identifier",
            },
        ),
        migrations.CreateModel(
            name="MergedCustomer",
            fields=[
                ("customer_id", models.UUIDField(primary_key=True, serialize=False)),
                ("house_id", models.UUIDField()),
                ("into_id", models.UUIDField()),
                ("anchor", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["anchor"], name="merged_anchor")],
            },
        ),
        migrations.CreateModel(
            name="NormalRecord",
            fields=[
                ("record_id", models.UUIDField(primary_key=True, serialize=False)),
                ("house_id", models.UUIDField()),
                ("source_id", models.UUIDField()),
                ("key", models.TextField()),
                ("customer_id", models.UUIDField()),
                ("changed_at", models.DateTimeField()),
                ("civility", models.TextField()),
                ("first_name", models.TextField()),
                ("last_name", models.TextField()),
                ("birth_name", models.TextField()),
                ("first_key", models.TextField()),
                ("last_key", models.TextField()),
                ("birth_date", models.DateField(null=True)),
                ("email", models.TextField()),
                ("email_key", models.TextField()),
                ("mobile", models.TextField()),
                ("landline", models.TextField()),
                ("card", models.TextField()),
                ("number", models.TextField()),
                ("street", models.TextField()),
                ("complement", models.TextField()),
                ("postcode", models.TextField()),
                ("town", models.TextField()),
                ("country", models.TextField()),
                ("insee", models.TextField()),
                ("lines", models.TextField()),
                ("grade", models.TextField()),
                ("proposal", models.TextField()),
                ("language", models.TextField()),
                ("store", models.TextField()),
                ("states", models.TextField()),
                (
                    "issues",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None),
                ),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None),
                ),
            ],
            options={
                "db_table": "identity_record",
                "indexes": [
                    models.Index(fields=["customer_id"], name="identity_customer"),
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("issues", []), _negated=True),
                        fields=["issues"],
                        name="identity_issues",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Placeholder",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("house_id", models.UUIDField()),
                ("value", models.TextField()),
                ("people", models.IntegerField()),
                ("records", models.IntegerField()),
                ("found_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("house_id", "value"), name="placeholder_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="QualityNow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("source_id", models.UUIDField()),
                ("field", models.TextField()),
                ("state", models.TextField()),
                ("records", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("source_id", "field", "state"), name="quality_now_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="QualityOfImport",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("import_id", models.UUIDField()),
                ("source_id", models.UUIDField()),
                ("field", models.TextField()),
                ("state", models.TextField()),
                ("last_seq", models.BigIntegerField(default=0)),
                ("records", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("import_id", "field", "state"), name="quality_import_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Verdict",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("house_id", models.UUIDField()),
                ("record_a", models.UUIDField()),
                ("record_b", models.UUIDField()),
                ("kind", models.TextField()),
                ("gesture", models.UUIDField()),
                ("given_at", models.DateTimeField()),
                ("given_by", models.TextField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("overruled_by", models.UUIDField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["record_a"], name="verdict_a"),
                    models.Index(fields=["record_b"], name="verdict_b"),
                    models.Index(fields=["gesture"], name="verdict_gesture"),
                ],
            },
        ),
    ]
