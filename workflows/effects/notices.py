"""Mail to members of staff: that a case waits, and a link to it."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext, override

from workflows.effects import outbox, registry
from workflows.engine.texts import say
from workflows.models import Case, CaseEvent, Effect, Task

if TYPE_CHECKING:
    from cms.accounts.models import User

NOTICE = "notice"


@registry.register("notify_role")
def notify_role(effect: Effect, *, at: datetime) -> None:
    """
    Give each member of the role `params["role"]` in the case's unit a notice.

    :raises outbox.Undoable: if nobody holds the role there, or nobody has an address
    """
    case = Case.objects.select_related("unit").get(pk=effect.case_id)
    members = Task(case=case, unit=case.unit, role=effect.params["role"]).colleagues()
    told = members.exclude(email="").values_list("pk", flat=True)
    params = [{"user": pk} for pk in told]
    if not params:
        raise outbox.Undoable("role-empty")
    with outbox.finish(effect, at=at):
        outbox.add_parts(effect, kind=NOTICE, params=params, at=at)


@registry.register(NOTICE, queue="mail")
def send_notice(effect: Effect, *, at: datetime) -> None:
    """Send one member of staff the reference, the stage and the link: nothing more."""
    case = Case.objects.select_related("unit").get(pk=effect.case_id)
    member = case.unit.members.filter(pk=effect.params["user"], is_active=True).first()
    if member is None or not member.email:
        with outbox.finish(effect, at=at, skipped_because="not-a-member"):
            return
    subject, body = _words(case, effect.event, member)
    headers = {"Message-ID": message_id(effect.pk), "Auto-Submitted": "auto-generated"}
    EmailMessage(subject=subject, body=body, to=[member.email], headers=headers).send()
    with outbox.finish(effect, at=at):
        pass


def _words(case: Case, event: CaseEvent, member: "User") -> tuple[str, str]:
    language = language_of(member)
    stage = event.workflow_version.compiled.stage_by_key[event.to_stage]
    with override(language):
        values = {
            "reference": case.reference,
            "stage": say(stage.label, language),
            "url": absolute(reverse("desk_cases:case", args=[case.pk])),
        }
        if event.type == "noted":
            subject = gettext("Case %(reference)s: a note for you") % values
            body = gettext(
                "Hello,\n\na colleague has written a note for you about the case "
                "%(reference)s.\n\nOpen the case:\n%(url)s\n"
            )
            return subject, body % values
        subject = gettext("Case %(reference)s: %(stage)s") % values
        body = gettext(
            "Hello,\n\nthe case %(reference)s is now in the stage “%(stage)s”, and "
            "your role has something to do with it.\n\nOpen the case:\n%(url)s\n"
        )
        return subject, body % values


def absolute(path: str) -> str:
    """Return the address as a mail needs it."""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"


def language_of(member: "User") -> str:
    """Return the language in which the person uses the admin."""
    profile = getattr(member, "wagtail_userprofile", None)
    return profile.get_preferred_language() if profile else settings.LANGUAGE_CODE


def message_id(key: object) -> str:
    """Return a Message-ID that is the same at every try."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip("> ")
    return f"<{key}@{domain}>"
