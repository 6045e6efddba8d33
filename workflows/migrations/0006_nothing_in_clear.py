"""Drops what is sealed now, and finds keys to wrap anew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workflows", "0005_seal_what_is_there")]

    operations = [
        migrations.RemoveField("submission", "clear_answers"),
        migrations.RemoveField("submission", "clear_email"),
        migrations.RemoveField("eventanswers", "clear_answers"),
        migrations.AddIndex(
            "submission",
            models.Index(fields=["key_id", "id"], name="submission_key"),
        ),
    ]
