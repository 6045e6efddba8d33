"""Reports so far are of outcomes: name each by its case, which also says who sees it."""

from django.db import migrations


def name_subjects(apps, schema_editor):
    reports = apps.get_model('participation', 'Report').objects
    for report in reports.select_related('outcome__case').iterator():
        case = report.outcome.case
        report.case = case
        report.subject = f'outcome:{case.public_id}'
        report.reference = case.reference
        report.save(update_fields=['case', 'subject', 'reference'])


class Migration(migrations.Migration):

    dependencies = [
        ('participation', '0003_kinds_and_editions_of_reports'),
    ]

    operations = [migrations.RunPython(name_subjects, migrations.RunPython.noop)]
