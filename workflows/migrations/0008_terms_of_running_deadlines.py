from django.db import migrations
from django.db.models import F

#: what a deadline of an older workflow was warned at
WARN = [50, 80]


def keep_terms(apps, schema_editor):
    """Copy onto each deadline what its workflow version says of it."""
    deadlines = apps.get_model("workflows", "Deadline").objects
    versions = apps.get_model("workflows", "WorkflowVersion").objects
    for version in versions.order_by("pk").iterator():
        of_version = deadlines.filter(case__workflow_version=version, kept_terms={})
        for rule in version.spec.get("deadlines", ()):
            of_version.filter(key=rule["key"]).update(kept_terms=_terms(rule))
    # The sweep looks at them at its next run and finds what is to be done.
    deadlines.filter(state="armed", next_at=None).update(next_at=F("started_at"))


def _terms(rule):
    return {
        "clock": rule["clock"],
        "period": rule["period"],
        "calendar": "fi",
        "pauses": rule["clock"] == "service",
        "warn": WARN,
        "extended": None,
        "basis": rule["basis"],
        "link": "",
        "rule": "",
        "valid_from": None,
        "origin": "workflow",
    }


class Migration(migrations.Migration):

    dependencies = [
        ("workflows", "0007_deadlines_keep_their_terms"),
    ]

    operations = [
        migrations.RunPython(keep_terms, migrations.RunPython.noop),
    ]
