"""Mail to staff when a deadline comes near or has passed."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, override

from workflows.effects import outbox, registry
from workflows.effects.notices import absolute, language_of, message_id
from workflows.engine.calendars import FINLAND
from workflows.engine.texts import say
from workflows.models import Case, CaseEvent, Effect

if TYPE_CHECKING:
    from cms.accounts.models import User

NOTIFY, NOTICE = "notify", "deadline_notice"


@registry.register(NOTIFY)
def tell_of_deadline(effect: Effect, *, at: datetime) -> None:
    """
    Give each person of `params["to"]` a notice: "role", "substitute" or "lead".

    The role is that of the open tasks; a task's assignee stands for it.

    :raises outbox.Undoable: if somebody owes a task and nobody can be told
    """
    case = Case.objects.select_related("unit__substitute", "unit__lead").get(
        pk=effect.case_id
    )
    people = _people(case, effect.params["to"])
    if people is None:
        with outbox.finish(effect, at=at, skipped_because="nobody-owes"):
            return
    told = sorted({one.pk for one in people if one.is_active and one.email})
    if not told:
        raise outbox.Undoable("role-empty")
    with outbox.finish(effect, at=at):
        params = [{"user": pk} for pk in told]
        outbox.add_parts(effect, kind=NOTICE, params=params, at=at)


def _people(case: Case, to: str) -> "list[User] | None":
    """Return who is meant; none when no task is open and so nobody owes anything."""
    above = {"substitute": case.unit.substitute, "lead": case.unit.lead}.get(to)
    if above is not None:
        return [above]
    tasks = list(case.tasks.open().select_related("assignee", "unit", "case"))
    if not tasks:
        return None
    return [
        person
        for task in tasks
        for person in ([task.assignee] if task.assignee else task.colleagues())
    ]


@registry.register(NOTICE, queue="mail")
def send_deadline_notice(effect: Effect, *, at: datetime) -> None:
    """Send one person the reference, the deadline's name and date, and the link."""
    case = Case.objects.select_related("unit").get(pk=effect.case_id)
    member = _member(case, effect.params["user"])
    if member is None:
        with outbox.finish(effect, at=at, skipped_because="not-a-member"):
            return
    subject, body = _words(case, effect.event, member)
    headers = {"Message-ID": message_id(effect.pk), "Auto-Submitted": "auto-generated"}
    EmailMessage(subject=subject, body=body, to=[member.email], headers=headers).send()
    with outbox.finish(effect, at=at):
        pass


def _member(case: Case, user_id: int) -> "User | None":
    """Return the person, if still of the unit or above it."""
    members = case.unit.members.filter(pk=user_id)
    people = [*members, case.unit.substitute, case.unit.lead]
    return next(
        (
            one
            for one in people
            if one and one.pk == user_id and one.is_active and one.email
        ),
        None,
    )


def _words(case: Case, event: CaseEvent, member: "User") -> tuple[str, str]:
    language = language_of(member)
    rules = event.workflow_version.compiled.deadline_by_key
    due_at = datetime.fromisoformat(event.data["due_at"])
    with override(language):
        values = {
            "reference": case.reference,
            "deadline": say(rules[event.data["deadline"]].label, language),
            "day": date_format(due_at.astimezone(FINLAND), "DATE_FORMAT"),
            "url": absolute(reverse("desk_cases:case", args=[case.pk])),
        }
        if event.type == "deadline_missed":
            subject = gettext("Overdue: %(reference)s, %(deadline)s")
            body = gettext(
                "Hello,\n\nthe deadline “%(deadline)s” of the case %(reference)s was "
                "%(day)s, and the case has not moved on.\n\nOpen the case:\n%(url)s\n"
            )
        else:
            subject = gettext("Due %(day)s: %(reference)s, %(deadline)s")
            body = gettext(
                "Hello,\n\nthe deadline “%(deadline)s” of the case %(reference)s is "
                "%(day)s.\n\nOpen the case:\n%(url)s\n"
            )
        return subject % values, body % values
