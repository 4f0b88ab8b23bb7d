"""A choice is held by a record of the customer, and says whether it was typed."""

from uuid import UUID

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="manualchoice",
            name="record_id",
            field=models.UUIDField(default=UUID(int=0)),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="manualchoice",
            name="typed",
            field=models.BooleanField(default=True),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="manualchoice",
            index=models.Index(fields=["record_id"], name="manual_choice_held"),
        ),
    ]
