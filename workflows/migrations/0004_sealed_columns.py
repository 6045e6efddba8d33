"""Columns for what is sealed, beside the ones in clear."""

from django.db import migrations, models

import workflows.models.submissions
import workflows.models.sealing


class Migration(migrations.Migration):
    dependencies = [("workflows", "0003_effects_by_queue")]

    operations = [
        migrations.RenameField("submission", "answers", "clear_answers"),
        migrations.RenameField("submission", "email", "clear_email"),
        migrations.RenameField("eventanswers", "answers", "clear_answers"),
        migrations.AddField(
            "submission", "answers", workflows.models.sealing.SealedField(blank=True)
        ),
        migrations.AddField(
            "submission",
            "figures",
            workflows.models.submissions.FiguresField(default=dict),
        ),
        migrations.AddField(
            "submission", "email", workflows.models.sealing.SealedField(blank=True)
        ),
        migrations.AddField(
            "submission",
            "erased_at",
            models.DateTimeField(blank=True, null=True, verbose_name="erased at"),
        ),
        migrations.AddField(
            "submission", "key_id", models.CharField(blank=True, max_length=40)
        ),
        migrations.AddField(
            "submission", "wrapped_key", models.BinaryField(default=b"")
        ),
        migrations.AddField(
            "eventanswers", "answers", workflows.models.sealing.SealedField(blank=True)
        ),
    ]
