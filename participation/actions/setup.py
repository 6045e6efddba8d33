"""What an organisation needs before its first case: roles and channels."""

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext, gettext_noop, override

from participation.actions.policies import open_channel, read_policy
from participation.models import Channel
from workflows.actions.definitions import install_form, install_workflow
from workflows.actions.recounts import refresh_calendars
from workflows.actions.rules import import_rules
from workflows.models import Procedure, Role, Unit

if TYPE_CHECKING:
    from cms.accounts.models import User

DEFINITIONS = Path(__file__).resolve().parent.parent / "definitions"

_ADMIN = "wagtailadmin.access_admin"
_DESK = (_ADMIN, "workflows.view_case", "workflows.view_task")
_REPORTS = (_ADMIN, "participation.view_report", "participation.download_report")
_ISSUING = (
    *_REPORTS,
    "participation.issue_report",
    *(
        f"participation.{do}_reportschedule"
        for do in ("view", "add", "change", "delete")
    ),
)
_SEALS = ("participation.view_sealstanding",)
_INCIDENTS = (_ADMIN, "workflows.view_effect", "workflows.change_effect")
_UNITS = (_ADMIN, *(f"workflows.{do}_unit" for do in ("view", "add", "change")))
_UPKEEP = tuple(
    f"workflows.{do}_{what}"
    for what in ("closure", "datedrule", "mailtemplate", "webhookendpoint")
    for do in ("view", "add", "change", "delete")
)
_USERS = (
    *(f"accounts.{do}_user" for do in ("view", "add", "change")),
    "workflows.reset_secondfactor",
)
_RECORDS = (
    "workflows.erase_submission",
    "workflows.export_dossier",
    "workflows.view_accessrecord",
)

_DEFINITIONS = (
    *(f"participation.{act}_channel" for act in ("add", "change", "delete")),
    *(f"workflows.{act}_form" for act in ("add", "change", "delete", "publish")),
    *(f"workflows.{act}_workflow" for act in ("add", "change", "delete", "publish")),
    "workflows.migrate_case",
)

#: Key: name of the group and its permissions. What is seen of cases is further limited
#: to the units that a person is a member of and to procedures without other readers.
ROLES = {
    "registrar": (
        gettext_noop("Registrars"),
        (*_DESK, "workflows.export_dossier"),
    ),
    "reviewer": (gettext_noop("Reviewers"), _DESK),
    "approver": (gettext_noop("Approvers"), _DESK),
    "publisher": (gettext_noop("Publishers"), (*_DESK, *_REPORTS)),
    "official": (gettext_noop("Officials"), (*_ISSUING, *_SEALS)),
    "coordinator": (gettext_noop("Coordinators of participation"), _DESK),
    # Nobody else sees what goes wrong with a complaint.
    "complaint_handler": (gettext_noop("Complaint handlers"), (*_DESK, *_INCIDENTS)),
    "ombudsperson": (gettext_noop("Ombudspersons"), _DESK),
    "data_protection_officer": (
        gettext_noop("Data protection officers"),
        (*_DESK, *_RECORDS),
    ),
    # Keeps the service running; sees no case.
    "administrator": (
        gettext_noop("Administrators"),
        (*_INCIDENTS, *_SEALS, *_UNITS, *_UPKEEP, *_USERS, *_DEFINITIONS),
    ),
}


@transaction.atomic
def create_roles() -> None:
    """
    Create the shipped roles that are missing, each with a group of its own.

    A role that is there gets the permissions that have come since, each once: what an
    administrator gave or took away stays so.
    """
    existing = {role.key: role for role in Role.objects.select_related("group")}
    for key, (name, permissions) in ROLES.items():
        role = existing.get(key) or _new_role(key, name)
        if fresh := tuple(one for one in permissions if one not in role.granted):
            role.group.permissions.add(*_permissions(fresh))
            role.granted = sorted({*role.granted, *permissions})
            role.save(update_fields=["granted"])


def _new_role(key: str, name: str) -> Role:
    with override(settings.LANGUAGE_CODE):
        group, _ = Group.objects.get_or_create(name=gettext(name))
    return Role.objects.create(key=key, group=group)


@transaction.atomic
def install_channel(
    *, key: str, unit: Unit, by: "User | None", at: datetime
) -> Channel:
    """
    Publish a shipped channel's definitions and open it by its policy.

    Doing it again publishes what changed in the files and leaves the channel's
    unit and policy as they are, and so what the organisation made of the files.

    :param key: a folder of `participation/definitions`
    :param unit: receives the cases, unless the channel's policy names a unit of its own
    :raises FileNotFoundError: if no such channel is shipped
    :raises workflows.errors.DefinitionRefused: if a definition has problems
    """
    import_rules()
    refresh_calendars(at=at)
    folder = DEFINITIONS / key
    form = install_form(spec=_read(folder / "form.json"), by=by, at=at).form
    workflow = install_workflow(
        spec=_read(folder / "workflow.json"), by=by, at=at
    ).workflow
    existing = Channel.objects.filter(procedure__key=key).first()
    return existing or open_channel(
        procedure=Procedure(key=key, form=form, workflow=workflow, unit=unit),
        policy=read_policy(folder / "policy.json"),
    )


def _read(file: Path) -> object:
    return json.loads(file.read_text(encoding="utf-8"))


def _permissions(names: tuple[str, ...]) -> list[Permission]:
    wanted = Q()
    for name in names:
        app, _, codename = name.partition(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    found = list(Permission.objects.filter(wanted))
    if len(found) != len(set(names)):
        raise Permission.DoesNotExist(", ".join(names))
    return found
