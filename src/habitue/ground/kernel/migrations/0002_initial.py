"""The first tables of the room."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0001_log"),
    ]

    operations = [
        migrations.CreateModel(
            name="ConsumerRow",
            fields=[
                ("name", models.TextField(primary_key=True, serialize=False)),
                ("last_id", models.BigIntegerField(default=0)),
                ("updated_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "kernel_consumer",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="LogRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("house_id", models.UUIDField()),
                ("type", models.TextField()),
                ("version", models.SmallIntegerField(default=1)),
                ("subject", models.TextField()),
                ("recorded_at", models.DateTimeField()),
                ("payload", models.JSONField()),
            ],
            options={
                "db_table": "kernel_log",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("house_id", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("staff_id", models.UUIDField(null=True)),
                ("label", models.TextField()),
                ("action", models.TextField()),
                ("subject", models.TextField()),
                ("detail", models.JSONField(default=dict)),
            ],
            options={
                "db_table": "kernel_audit",
                "indexes": [
                    models.Index(fields=["house_id", "-at"], name="audit_recent"),
                    models.Index(fields=["house_id", "subject", "-at"], name="audit_subject"),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeadLetter",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("consumer", models.TextField()),
                ("tx", models.BigIntegerField()),
                ("log_id", models.BigIntegerField()),
                ("error", models.TextField()),
                ("set_aside_at", models.DateTimeField()),
            ],
            options={
                "db_table": "kernel_dead_letter",
                "constraints": [
                    models.UniqueConstraint(fields=("consumer", "log_id"), name="dead_letter_once")
                ],
            },
        ),
    ]
