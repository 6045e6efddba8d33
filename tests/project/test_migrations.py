"""Migrations of ours form one line per app, so that none can be left out."""

from django.apps import apps
from django.db.migrations.loader import MigrationLoader

import pytest

OURS = [
    app.label
    for app in apps.get_app_configs()
    if app.name.split(".")[0] in {"cms", "participation", "workflows"}
]


@pytest.mark.parametrize("label", OURS)
def test_migrations_are_numbered_in_one_line(label):
    migrations = MigrationLoader(None).disk_migrations
    own = {name: migrations[app, name] for app, name in migrations if app == label}
    numbers = [name.split("_")[0] for name in sorted(own)]
    parents = [
        parent
        for migration in own.values()
        for app, parent in migration.dependencies
        if app == label
    ]

    assert numbers == [f"{number:04}" for number in range(1, len(own) + 1)]
    assert len(parents) == len(set(parents)) == len(own) - 1
