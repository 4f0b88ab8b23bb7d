"""Records point at their source and import without a check of each row by the database.

A record is only written in a transaction that holds its import and, by it, its source; neither is ever deleted while it
has records (PROTECT). Checking both again for each row took more CPU than writing the row.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("collect", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="record",
            name="imported",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="collect.import",
            ),
        ),
        migrations.AlterField(
            model_name="record",
            name="source",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="records",
                to="collect.source",
            ),
        ),
    ]
