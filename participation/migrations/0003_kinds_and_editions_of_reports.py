import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('participation', '0002_measures'),
        ('workflows', '0018_edited_definitions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='outcome',
            name='hearing',
            field=models.TextField(blank=True, verbose_name='hearing'),
        ),
        migrations.AlterModelOptions(
            name='report',
            options={'permissions': [('download_report', 'Can download reports'), ('issue_report', 'Can issue and withdraw reports')], 'verbose_name': 'report', 'verbose_name_plural': 'reports'},
        ),
        migrations.RemoveConstraint(
            model_name='report',
            name='report_once',
        ),
        migrations.AlterField(
            model_name='report',
            name='kind',
            field=models.CharField(max_length=40, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='report',
            name='outcome',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='participation.outcome'),
        ),
        migrations.AddField(
            model_name='report',
            name='subject',
            field=models.CharField(default='', max_length=160),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='report',
            name='case',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='workflows.case'),
        ),
        migrations.AddField(
            model_name='report',
            name='unit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='workflows.unit'),
        ),
        migrations.AddField(
            model_name='report',
            name='reference',
            field=models.CharField(blank=True, max_length=60, verbose_name='reference'),
        ),
        migrations.AddField(
            model_name='report',
            name='edition',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='edition'),
        ),
        migrations.AddField(
            model_name='report',
            name='supersedes',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='participation.report'),
        ),
        migrations.AddField(
            model_name='report',
            name='is_public',
            field=models.BooleanField(default=True, verbose_name='public'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='report',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='withdrawn at'),
        ),
        migrations.AddField(
            model_name='report',
            name='withdrawn_reason',
            field=models.TextField(blank=True, verbose_name='why it was withdrawn'),
        ),
        migrations.AddField(
            model_name='report',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.CreateModel(
            name='PublicDownloads',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField(verbose_name='date')),
                ('count', models.PositiveIntegerField(default=0, verbose_name='downloads')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='public_downloads', to='participation.report')),
            ],
            options={
                'verbose_name': 'public downloads',
                'verbose_name_plural': 'public downloads',
            },
        ),
        migrations.AddConstraint(
            model_name='publicdownloads',
            constraint=models.UniqueConstraint(fields=('report', 'date'), name='public_downloads_of_day'),
        ),
    ]
