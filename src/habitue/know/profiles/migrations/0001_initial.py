"""The first tables of the room."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0001_log"),
    ]

    operations = [
        migrations.CreateModel(
            name="Customer",
            fields=[
                ("customer_id", models.UUIDField(primary_key=True, serialize=False)),
                ("house_id", models.UUIDField()),
                ("civility", models.TextField()),
                ("first_name", models.TextField()),
                ("last_name", models.TextField()),
                ("birth_name", models.TextField()),
                ("birth_date", models.DateField(null=True)),
                ("email", models.TextField()),
                ("mobile", models.TextField()),
                ("landline", models.TextField()),
                ("card", models.TextField()),
                ("number", models.TextField()),
                ("street", models.TextField()),
                ("complement", models.TextField()),
                ("postcode", models.TextField()),
                ("town", models.TextField()),
                ("country", models.TextField()),
                ("lines", models.TextField()),
                ("grade", models.TextField()),
                ("language", models.TextField()),
                ("store", models.TextField()),
                ("records", models.IntegerField()),
                (
                    "sources",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None),
                ),
                ("changed_at", models.DateTimeField()),
                ("origins", models.TextField()),
                ("others", models.TextField()),
                ("sort_key", models.TextField()),
                ("terms", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["house_id", "sort_key", "customer_id"], name="customer_by_name"),
                    models.Index(
                        fields=["house_id", "-changed_at", "-customer_id"], name="customer_by_change"
                    ),
                    django.contrib.postgres.indexes.GinIndex(fields=["terms"], name="customer_terms"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ManualChoice",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("house_id", models.UUIDField()),
                ("customer_id", models.UUIDField()),
                ("group", models.TextField()),
                ("value", models.JSONField()),
                ("chosen_at", models.DateTimeField()),
                ("chosen_by", models.TextField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["customer_id"], name="manual_choice_of")],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("house_id", models.UUIDField()),
                ("staff_id", models.UUIDField(null=True)),
                ("page", models.TextField()),
                ("name", models.TextField()),
                ("query", models.TextField()),
                ("position", models.IntegerField(default=0)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["house_id", "staff_id", "page"], name="saved_view_of")],
            },
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("word", models.TextField()),
                ("house_id", models.UUIDField()),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "house_id", "word", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["word"], name="word_trigrams", opclasses=["gin_trgm_ops"]
                    )
                ],
            },
        ),
    ]
