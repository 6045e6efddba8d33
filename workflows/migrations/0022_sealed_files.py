"""
Files get a key of their own; those kept before lie in clear until `seal_files`.

Nothing is renamed in the database, so that the version before runs beside this one.
"""

import workflows.models.sealing
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workflows", "0021_clocks_of_transferred_cases")]

    operations = [
        migrations.AlterField(
            "attachment",
            "name",
            models.CharField(blank=True, db_column="name", max_length=200),
        ),
        migrations.RenameField("attachment", "name", "clear_name"),
        migrations.AddField(
            "attachment",
            "name",
            workflows.models.sealing.SealedField(
                blank=True, db_column="sealed_name", db_default=b""
            ),
        ),
        migrations.AddField(
            "attachment",
            "key_id",
            models.CharField(blank=True, db_default="", max_length=40),
        ),
        migrations.AddField(
            "attachment",
            "wrapped_key",
            models.BinaryField(db_default=b"", default=b""),
        ),
    ]
