import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("workflows", "0012_units_of_tasks_and_words_of_cases"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="task",
            name="unit",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="workflows.unit"),
        ),
        migrations.AlterField(
            model_name="task",
            name="assignee",
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="assignee"),
        ),
        migrations.RemoveIndex(model_name="case", name="case_open"),
        migrations.RemoveIndex(model_name="task", name="task_open"),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(condition=models.Q(("closed_at", None)), fields=["unit", "-arrived_at", "-id"], name="case_open"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["unit", "-arrived_at", "-id"], name="case_of_unit"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["unit", "stage", "-arrived_at", "-id"], name="case_in_stage"),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(condition=models.Q(("done_at", None)), fields=["unit", "role", "sort_at", "id"], name="task_of_role"),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(condition=models.Q(("done_at", None)), fields=["unit", "sort_at", "id"], name="task_of_unit"),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(condition=models.Q(("done_at", None)), fields=["sort_at", "id"], name="task_open"),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(condition=models.Q(("assignee__isnull", False), ("done_at", None)), fields=["assignee", "sort_at", "id"], name="task_mine"),
        ),
    ]
