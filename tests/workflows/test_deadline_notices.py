"""Who gets mail when a deadline comes near or has passed."""

from datetime import datetime, timedelta

from django.core.mail import EmailMessage

import pytest

from cms.accounts.models import User
from tests.cases import act
from workflows.actions.reminders import pass_time
from workflows.effects import outbox, registry
from workflows.effects.deadline_notices import NOTICE, NOTIFY
from workflows.models import Case, Effect, Unit

OVER, NEAR = timedelta(days=8), timedelta(days=4)


def do_all(case: Case, at: datetime) -> None:
    """Do the notifications of the case, as a worker would."""
    for kind in (NOTIFY, NOTICE):
        waiting = case.effects.filter(kind=kind, state=Effect.State.WAITING)
        for effect in waiting:
            effect.state, effect.attempts = Effect.State.LEASED, 1
            effect.save(update_fields=["state", "attempts"])
            registry.kind(kind).handler(effect, at=at)


def addresses(mails: list[EmailMessage]) -> list[str]:
    return sorted(address for mail in mails for address in mail.to)


def test_the_handlers_are_told_that_a_date_comes_near(
    case: Case, registrar: User, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    pass_time(at=at + NEAR)

    do_all(case, at + NEAR)

    assert addresses(mailoutbox) == ["registrar@example.org"]
    assert case.reference in mailoutbox[0].subject
    assert "17.3.2026" in mailoutbox[0].body or "17. maaliskuuta" in mailoutbox[0].body
    assert f"/cases/{case.pk}/" in mailoutbox[0].body
    assert case.submission.subject not in mailoutbox[0].subject + mailoutbox[0].body


def test_whoever_claimed_the_task_stands_for_the_role(
    case: Case,
    registrar: User,
    all_hats: User,
    at: datetime,
    mailoutbox: list[EmailMessage],
) -> None:
    case.tasks.open().update(assignee=all_hats)
    pass_time(at=at + NEAR)

    do_all(case, at + NEAR)

    assert addresses(mailoutbox) == ["all-hats@example.org"]


def test_the_lead_is_told_that_a_date_has_passed(
    case: Case,
    registrar: User,
    approver: User,
    unit: Unit,
    at: datetime,
    mailoutbox: list[EmailMessage],
) -> None:
    unit.lead = approver
    unit.save()
    pass_time(at=at + OVER)

    do_all(case, at + OVER)

    assert addresses(mailoutbox) == ["approver@example.org"]


def test_a_role_without_members_is_an_incident(case: Case, at: datetime) -> None:
    pass_time(at=at + NEAR)

    with pytest.raises(outbox.Undoable) as problem:
        do_all(case, at + NEAR)

    assert problem.value.code == "role-empty"


def test_where_nobody_owes_anything_nobody_is_told(
    case: Case, people: dict[str, User], at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    act(case, "take", people["registrar"], at=at)
    act(case, "ask_completion", people["reviewer"], at=at)
    late = at + timedelta(days=13)
    pass_time(at=late)
    before = len(mailoutbox)

    do_all(case, late)

    assert len(mailoutbox) == before
    assert case.effects.get(kind=NOTIFY).error == "nobody-owes"


def test_who_left_the_unit_meanwhile_gets_nothing(
    case: Case,
    registrar: User,
    unit: Unit,
    at: datetime,
    mailoutbox: list[EmailMessage],
) -> None:
    pass_time(at=at + NEAR)
    for effect in case.effects.filter(kind=NOTIFY):
        effect.state, effect.attempts = Effect.State.LEASED, 1
        effect.save()
        registry.kind(NOTIFY).handler(effect, at=at + NEAR)
    unit.members.remove(registrar)

    do_all(case, at + NEAR)

    assert mailoutbox == []
    assert case.effects.get(kind=NOTICE).error == "not-a-member"
