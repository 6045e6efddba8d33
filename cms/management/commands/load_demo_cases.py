"""Load the demo's staff and its twenty initiatives once."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cms.accounts.models import User
from cms.demo.cases import load_cases
from cms.demo.people import STAFF, load_people
from workflows.models import Procedure


class Command(BaseCommand):
    help = "Load the demo's staff and initiatives, unless the staff is there already."

    def handle(self, *args: Any, **options: Any) -> None:
        names = [person.username for person in STAFF]
        if User.objects.filter(username__in=names).exists():
            self.stdout.write("The staff is there already; nothing was loaded.")
            return
        procedure = Procedure.objects.select_related("unit").get(key="initiative")
        staff = load_people(unit=procedure.unit)
        load_cases(procedure=procedure, staff=staff, at=timezone.now())
        self.stdout.write("The staff and twenty initiatives are loaded.")
