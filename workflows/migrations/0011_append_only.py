"""Anchors, and the database's own refusal to change or delete events and anchors."""

from django.db import migrations, models

from workflows.models.append_only import guarding


class Migration(migrations.Migration):
    dependencies = [("workflows", "0010_events_know_their_workflow")]

    operations = [
        migrations.CreateModel(
            name="Anchor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "number",
                    models.PositiveIntegerField(unique=True, verbose_name="number"),
                ),
                ("at", models.DateTimeField(verbose_name="made at")),
                ("after", models.PositiveBigIntegerField()),
                ("up_to", models.PositiveBigIntegerField()),
                (
                    "count",
                    models.PositiveIntegerField(verbose_name="number of events"),
                ),
                ("root", models.CharField(max_length=64)),
                ("prev_hash", models.CharField(blank=True, max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={"verbose_name": "anchor", "verbose_name_plural": "anchors"},
        ),
        guarding("workflows_caseevent"),
        guarding("workflows_anchor"),
    ]
