"""Runs the background work: a supervisor over one cluster per name."""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connections
from django.utils import timezone
from django.utils.translation import gettext as _

from workflows.actions.rules import import_rules
from workflows.queue import cluster
from workflows.queue.schedules import ensure_schedules
from workflows.queue.supervisor import Child, Supervisor, django_command


class Command(BaseCommand):
    help = _("Runs the background worker until it is told to stop (SIGTERM).")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--unsupervised",
            action="store_true",
            help=_("Run only the cluster that Q_CLUSTER_NAME names, with no restart."),
        )
        parser.add_argument(
            "--grace",
            type=float,
            default=25.0,
            help=_("Seconds that running tasks get to finish after SIGTERM."),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["unsupervised"]:
            sys.exit(cluster.run())
        import_rules()
        ensure_schedules(at=timezone.now())
        connections.close_all()
        children = [_child(name) for name in cluster_names()]
        supervisor = Supervisor(children, grace_seconds=options["grace"])
        with supervisor.running():
            supervisor.wait()


def cluster_names() -> list[str]:
    """Return the default cluster's name and those of the other queues' clusters."""
    configured = settings.Q_CLUSTER
    return [configured["name"], *configured.get("ALT_CLUSTERS", {})]


def _child(name: str) -> Child:
    # django-q2 reads the name when it is imported, so each needs its own process.
    command = django_command("worker", "--unsupervised")
    return Child(name, command, {"Q_CLUSTER_NAME": name})
