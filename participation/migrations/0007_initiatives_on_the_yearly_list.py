"""Channels installed before the list existed: the shipped initiatives are residents'."""

from django.db import migrations


def list_initiatives(apps, schema_editor):
    shipped = ['initiative', 'service_initiative']
    channels = apps.get_model('participation', 'Channel').objects
    channels.filter(procedure__key__in=shipped).update(yearly_list='residents')


class Migration(migrations.Migration):

    dependencies = [
        ('participation', '0006_yearly_list_of_channels'),
    ]

    operations = [migrations.RunPython(list_initiatives, migrations.RunPython.noop)]
