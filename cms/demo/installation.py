"""Everything the demo keeps on disk: made once, kept, or made anew."""

import shutil
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connections, transaction

from wagtail.models import Site

from cms.demo.cases import load_cases
from cms.demo.contacts import load_contacts
from cms.demo.desk_work import load_desk_work
from cms.demo.loading import NAMES, is_loaded
from cms.demo.people import STAFF, load_people
from cms.demo.turnout import load_turnout
from cms.models import ChannelPage
from participation.reports.sandbox_authority import ensure_sandbox_authority
from workflows.models import Case, Procedure, Unit

#: what `forget` leaves: the running process has read it, and nothing entered is in it
KEPT = {"secret-key", "master-key", "seal"}


def forget(directory: Path) -> None:
    """Remove the database, the files and the mails, so that the next run starts anew."""
    connections.close_all()
    for path in directory.iterdir() if directory.is_dir() else ():
        if path.name in KEPT:
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def prepare(*, at: datetime, port: int) -> None:
    """Bring the database up to date and load what the demo shows, if not yet there."""
    call_command("migrate", verbosity=0, interactive=False)
    ensure_sandbox_authority(
        directory=settings.VAR_DIR / "seal", organisation=NAMES["fi"], at=at
    )
    if not is_loaded():
        call_command("load_demo_site", port=port, verbosity=0)
    if not get_user_model().objects.filter(username=STAFF[0].username).exists():
        load_people(unit=Unit.objects.get(key="participation"))
    # Addresses in mails and reports name the port of this run.
    Site.objects.filter(is_default_site=True).update(port=port)
    Site.clear_site_root_paths_cache()
    connections.close_all()


def ensure_cases(*, at: datetime) -> None:
    """Let people take part through the demo's channels, unless they have already."""
    if not Case.objects.exists():
        procedure = Procedure.objects.get(key="initiative")
        staff = {
            user.get_username(): user
            for user in get_user_model().objects.filter(
                username__in=[person.username for person in STAFF]
            )
        }
        with transaction.atomic():
            load_cases(procedure=procedure, staff=staff, at=at)
            load_turnout(staff=staff, at=at)
            load_contacts(staff=staff, at=at)
            load_desk_work(staff=staff, at=at)
    connections.close_all()


def channel_path() -> str:
    """Return the path of the Finnish page that hosts the initiative."""
    page = ChannelPage.objects.select_related("locale").get(
        channel__procedure__key="initiative", locale__language_code="fi"
    )
    return str(page.get_url())
