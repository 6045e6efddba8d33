"""Every language of the site has a page tree of its own from the start."""

from django.db import migrations

CODES = ["fi", "sv", "en", "fi-simple"]


def add_locales(apps, schema_editor):
    locale = apps.get_model("wagtailcore", "Locale")
    for code in CODES:
        locale.objects.get_or_create(language_code=code)


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0001_initial"),
        ("wagtailcore", "0053_locale_model"),
    ]

    # Backwards nothing is removed: pages may stand on the locales.
    operations = [migrations.RunPython(add_locales, migrations.RunPython.noop)]
