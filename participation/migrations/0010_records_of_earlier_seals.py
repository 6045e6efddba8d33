"""Reports sealed before there were records: one row each, from the report's columns."""

from django.db import migrations


def record_seals(apps, schema_editor):
    reports = apps.get_model('participation', 'Report').objects
    records = apps.get_model('participation', 'SealRecord').objects
    batch = []
    for report in reports.filter(seals=None).order_by('pk').iterator(chunk_size=500):
        batch.append(_record(records.model, report))
        if len(batch) == 500:
            records.bulk_create(batch)
            batch = []
    records.bulk_create(batch)


def _record(model, report):
    return model(
        report=report,
        ordinal=1,
        kind='seal',
        level=report.seal_level,
        subject=report.signer_subject,
        issuer=report.signer_issuer,
        serial=report.signer_serial,
        valid_from=report.signer_valid_from,
        valid_to=report.signer_valid_to,
        claimed_at=report.sealed_at,
        sha256=report.sha256,
        size_bytes=report.size_bytes,
        file=report.file.name,
        made_at=report.sealed_at,
        ends_at=report.signer_valid_to,
    )


class Migration(migrations.Migration):

    dependencies = [
        ('participation', '0009_seal_records'),
    ]

    operations = [migrations.RunPython(record_seals, migrations.RunPython.noop)]
