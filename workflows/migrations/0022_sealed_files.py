"""Files get a key of their own; those kept before lie in clear until `seal_files`."""

import workflows.models.sealing
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workflows", "0021_clocks_of_transferred_cases")]

    operations = [
        migrations.RenameField("attachment", "name", "clear_name"),
        migrations.AlterField(
            "attachment", "clear_name", models.CharField(blank=True, max_length=200)
        ),
        migrations.AddField(
            "attachment",
            "name",
            workflows.models.sealing.SealedField(
                blank=True
            ),
        ),
        migrations.AddField(
            "attachment", "key_id", models.CharField(blank=True, max_length=40)
        ),
        migrations.AddField(
            "attachment", "wrapped_key", models.BinaryField(default=b"")
        ),
    ]
