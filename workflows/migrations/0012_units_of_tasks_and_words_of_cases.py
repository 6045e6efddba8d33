import datetime
import re
import unicodedata

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def copy_units(apps, schema_editor):
    Task = apps.get_model("workflows", "Task")
    Case = apps.get_model("workflows", "Case")
    unit = Case.objects.filter(pk=OuterRef("case_id")).values("unit_id")
    Task.objects.update(unit_id=Subquery(unit))


def index_subjects(apps, schema_editor):
    Case = apps.get_model("workflows", "Case")
    CaseWord = apps.get_model("workflows", "CaseWord")
    subjects = Case.objects.values_list("pk", "submission__subject")
    for pk, subject in subjects.iterator(chunk_size=1000):
        plain = unicodedata.normalize("NFKC", subject).casefold()
        found = [one[:40] for one in WORD.findall(plain)]
        parts = [word[at.end():] for word in found for at in re.finditer("-", word)]
        words = dict.fromkeys(word for word in [*found, *parts] if word)
        CaseWord.objects.bulk_create(CaseWord(case_id=pk, word=word) for word in words)


class Migration(migrations.Migration):

    dependencies = [
        ("workflows", "0011_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseWord",
            fields=[
                ("pk", models.CompositePrimaryKey("case_id", "word", blank=True, editable=False, primary_key=True, serialize=False)),
                ("case", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="words", to="workflows.case")),
                ("word", models.CharField(max_length=40)),
            ],
            options={
                "verbose_name": "word of a case",
                "verbose_name_plural": "words of cases",
                "indexes": [
                    models.Index(fields=["word", "case"], name="case_word", opclasses=["varchar_pattern_ops", "int8_ops"]),
                ],
            },
        ),
        migrations.AddField(
            model_name="procedure",
            name="readers",
            field=models.ManyToManyField(blank=True, help_text="Only these roles see the cases. Empty: everybody in the unit.", related_name="+", to="workflows.role", verbose_name="readers"),
        ),
        migrations.AddField(
            model_name="task",
            name="unit",
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="workflows.unit"),
        ),
        migrations.AddField(
            model_name="task",
            name="sort_at",
            field=models.GeneratedField(
                db_persist=True,
                expression=Coalesce(F("due_at"), models.Value(datetime.datetime(9000, 1, 1, 0, 0, tzinfo=datetime.timezone.utc))),
                output_field=models.DateTimeField(),
            ),
        ),
        # The case's own unit, so going back has nothing to undo.
        migrations.RunPython(copy_units, migrations.RunPython.noop),
        migrations.RunPython(index_subjects, migrations.RunPython.noop),
    ]
