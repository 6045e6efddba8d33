from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('participation', '0004_subjects_of_reports'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(fields=('kind', 'subject', 'language', 'edition'), name='report_once'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('edition', 1), ('supersedes', None)), models.Q(('edition__gt', 1), ('supersedes__isnull', False)), _connector='OR'), name='report_supersedes_the_edition_before'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_reason', '')), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawn_reason', ''), _negated=True)), _connector='OR'), name='report_withdrawn_with_a_reason'),
        ),
    ]
