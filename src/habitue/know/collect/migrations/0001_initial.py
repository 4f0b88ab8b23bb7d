"""The first tables of the room."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0001_log"),
    ]

    operations = [
        migrations.CreateModel(
            name="FeedCounter",
            fields=[
                ("id", models.IntegerField(primary_key=True, serialize=False)),
                ("last", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("house_id", models.UUIDField()),
                ("name", models.TextField()),
                ("kind", models.TextField()),
                ("owner", models.TextField(default="")),
                ("trust", models.JSONField(default=dict)),
                ("watch_folder", models.TextField(default="")),
                ("mapping_version", models.IntegerField(default=0)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("house_id", "name"), name="source_once")],
            },
        ),
        migrations.CreateModel(
            name="SourceMapping",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("mapping", models.JSONField()),
                ("saved_at", models.DateTimeField()),
                ("saved_by", models.TextField(default="")),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mappings",
                        to="collect.source",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Import",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("house_id", models.UUIDField()),
                ("draft", models.JSONField(null=True)),
                ("file_name", models.TextField()),
                ("file_path", models.TextField()),
                ("file_bytes", models.BigIntegerField(default=0)),
                ("digest", models.TextField(default="")),
                ("table", models.TextField(default="")),
                ("shape", models.JSONField(default=dict)),
                ("columns", models.JSONField(default=list)),
                ("state", models.TextField()),
                ("error", models.JSONField(null=True)),
                ("cancel_asked", models.BooleanField(default=False)),
                ("effective_at", models.DateTimeField()),
                ("created_at", models.DateTimeField()),
                ("created_by", models.TextField(default="")),
                ("started_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("rows_done", models.BigIntegerField(default=0)),
                ("bytes_done", models.BigIntegerField(default=0)),
                ("bytes_total", models.BigIntegerField(default=0)),
                ("counts", models.JSONField(default=dict)),
                ("findings", models.JSONField(default=list)),
                ("verdict", models.JSONField(null=True)),
                ("same_as", models.UUIDField(null=True)),
                ("first_seq", models.BigIntegerField(null=True)),
                ("last_seq", models.BigIntegerField(null=True)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imports",
                        to="collect.source",
                    ),
                ),
                (
                    "mapping",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="collect.sourcemapping",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reject",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("house_id", models.UUIDField()),
                ("line", models.BigIntegerField()),
                ("row", models.BigIntegerField()),
                ("column", models.TextField(default="")),
                ("value", models.TextField(default="")),
                ("code", models.TextField()),
                ("params", models.JSONField(default=dict)),
                ("suggestion", models.TextField(default="")),
                ("cells", models.JSONField(null=True)),
                ("raw", models.TextField(default="")),
                ("fingerprint", models.BigIntegerField()),
                ("state", models.TextField(default="open")),
                ("settled_at", models.DateTimeField(null=True)),
                ("settled_by", models.TextField(default="")),
                ("mended", models.JSONField(null=True)),
                (
                    "imported",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rejects",
                        to="collect.import",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="collect.source"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["house_id", "state", "id"], name="reject_state"),
                    models.Index(fields=["imported", "line"], name="reject_line"),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            django.db.models.functions.text.Upper("raw"), name="gin_trgm_ops"
                        ),
                        name="reject_text",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("source", "fingerprint"), name="reject_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Record",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("key", models.TextField()),
                ("changed_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField(null=True)),
                ("hash", models.BigIntegerField()),
                ("seq", models.BigIntegerField(unique=True)),
                ("raw", models.TextField()),
                (
                    "imported",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="collect.import",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="collect.source",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("source", "key"), name="record_once")],
            },
        ),
        migrations.AddConstraint(
            model_name="sourcemapping",
            constraint=models.UniqueConstraint(fields=("source", "version"), name="mapping_version_once"),
        ),
        migrations.AddIndex(
            model_name="import",
            index=models.Index(fields=["house_id", "-created_at"], name="import_recent"),
        ),
        migrations.AddIndex(
            model_name="import",
            index=models.Index(fields=["state"], name="import_state"),
        ),
    ]
