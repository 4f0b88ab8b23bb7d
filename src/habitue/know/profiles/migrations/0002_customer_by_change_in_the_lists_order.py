"""The index of latest changes stands in the very order of the list, so that many changes of one moment need no sorting."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0001_initial"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="customer", name="customer_by_change"),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(fields=["house_id", "-changed_at", "-customer_id"], name="customer_by_change"),
        ),
    ]
