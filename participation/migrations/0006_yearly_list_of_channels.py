from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('participation', '0005_reports_once_by_subject'),
    ]

    operations = [
        migrations.AddField(
            model_name='channel',
            name='yearly_list',
            field=models.CharField(blank=True, choices=[('', 'not on a yearly list'), ('residents', 'initiatives of residents'), ('councillors', 'initiatives of councillors')], default='', help_text='The list that tells the council of these cases once a year.', max_length=12, verbose_name='yearly list for the council'),
        ),
    ]
