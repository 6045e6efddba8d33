"""
Seals what is kept in clear.

Not reversible: nothing that was once sealed is written in clear again.
"""

import json

from django.conf import settings
from django.db import migrations

# How a value is sealed is a lasting format; a second copy here could only drift.
from workflows.engine import sealing
from workflows.models.sealing import Sealed

COUNTED = ("number", "date", "choice", "choices", "confirm")


def seal_all(apps, schema_editor):
    Submission = apps.get_model("workflows", "Submission")
    EventAnswers = apps.get_model("workflows", "EventAnswers")
    rows = Submission.objects.select_related("form_version")
    if not rows.exists():
        return  # a new installation needs no master key to make its tables
    ring = sealing.KeyRing(settings.MASTER_KEYS)
    for row in rows.iterator(chunk_size=500):
        key = sealing.new_key()
        fields = {
            field["key"]: field
            for step in row.form_version.spec["steps"]
            for field in step["fields"]
        }
        subject = fields.get(row.form_version.spec["subject"], {})
        figures = {
            name: answer
            for name, answer in row.clear_answers.items()
            if fields[name]["type"] in COUNTED and not fields[name].get("personal")
        }
        Submission.objects.filter(pk=row.pk).update(
            answers=_sealed(row.pk, key, row.clear_answers, "submission.answers"),
            email=_sealed(row.pk, key, row.clear_email, "submission.email"),
            figures=figures,
            subject="" if subject.get("personal") else row.subject,
            key_id=ring.current,
            wrapped_key=ring.wrap(key, owner=str(row.pk)),
        )
        written = EventAnswers.objects.filter(event__case__submission=row.pk)
        for one in written.iterator():
            EventAnswers.objects.filter(pk=one.pk).update(
                answers=_sealed(row.pk, key, one.clear_answers, "eventanswers.answers")
            )


def _sealed(owner, key, value, purpose):
    if not value:
        return Sealed()
    content = json.dumps(value, ensure_ascii=False).encode()
    return Sealed(sealing.seal(key, content, purpose=f"{owner} {purpose}"))


class Migration(migrations.Migration):
    dependencies = [("workflows", "0004_sealed_columns")]

    operations = [migrations.RunPython(seal_all)]
