"""The complaint: its own people, nothing of it told, a written answer."""

from datetime import date, datetime, timedelta

from django.core.mail import EmailMessage

import pytest

from cms.accounts.models import User
from participation.models import Channel, Outcome
from tests.definitions.sending import do
from tests.definitions.walks import ANSWERS, due, mails, send
from tests.people import make_person
from workflows.errors import NotYourRole, SameActor
from workflows.models import Case, CaseEvent, Effect

Channels = dict[str, Channel]
Staff = dict[str, User]

ANSWER = {"answer": "Sinut olisi pitänyt tutkia.", "measures": "Ohje on muutettu."}


@pytest.fixture
def case(channels: Channels, at: datetime) -> Case:
    return send(channels["complaint"], at=at)


def _to_approval(case: Case, staff: Staff, at: datetime) -> None:
    handler = staff["complaint_handler"]
    do(case, "take", handler, at=at, handled_by="Terveyspalvelut, sihteeri")
    do(case, "propose", handler, at=at, **ANSWER)


def test_it_goes_the_whole_way_to_a_written_answer(
    case: Case, staff: Staff, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    handler, director = staff["complaint_handler"], staff["director"]
    do(case, "take", handler, at=at, handled_by="Terveyspalvelut, sihteeri")
    do(
        case,
        "ask_statement",
        handler,
        at=at,
        asked_from="Terveysasema, osastonhoitaja",
        questions="Miksi tutkimusta ei tehty?",
    )
    do(
        case,
        "note_statement",
        handler,
        at=at,
        statement="Vastaanotolla oli ruuhka.",
        given_by="Osastonhoitaja",
    )
    do(case, "propose", handler, at=at, **ANSWER)
    do(case, "approve", director, at=at, answered_by="Johtajaylilääkäri")
    do(
        case,
        "deliver",
        handler,
        at=at,
        delivered_by="letter",
        delivered_on="2026-03-10",
    )

    assert (case.stage, case.closed_at) == ("answered", at)
    assert [mail.subject for mail in mails(mailoutbox)] == [
        f"Olemme saaneet asiasi ({case.reference})",
        f"Asiasi selvittäminen on alkanut ({case.reference})",
        f"Vastaus asiaasi on lähetetty ({case.reference})",
    ]


def test_the_director_who_answers_is_not_who_prepared_it(
    channels: Channels, case: Case, staff: Staff, at: datetime
) -> None:
    both = make_person(
        "both",
        "complaint_handler",
        "approver",
        unit=channels["complaint"].procedure.unit,
    )
    do(case, "take", both, at=at, handled_by="Johtaja")
    do(case, "propose", both, at=at, **ANSWER)

    with pytest.raises(SameActor):
        do(case, "approve", both, at=at, answered_by="Johtaja")


def test_a_handler_does_not_give_the_answer(
    case: Case, staff: Staff, at: datetime
) -> None:
    _to_approval(case, staff, at)

    with pytest.raises(NotYourRole):
        do(case, "approve", staff["complaint_handler"], at=at, answered_by="Sihteeri")


def test_the_director_may_send_it_back(case: Case, staff: Staff, at: datetime) -> None:
    _to_approval(case, staff, at)

    do(case, "send_back", staff["director"], at=at, remarks="Vastaa joka kohtaan.")

    assert case.stage == "inquiry"


def test_nobody_else_sees_it(
    channels: Channels, case: Case, staff: Staff, at: datetime
) -> None:
    """Being of the unit is not enough, and neither is being a handler elsewhere."""
    unit = channels["complaint"].procedure.unit
    strangers = {
        **staff,
        "reviewer of the unit": make_person("colleague", "reviewer", unit=unit),
        "handler elsewhere": make_person(
            "elsewhere",
            "complaint_handler",
            unit=channels["feedback"].procedure.unit,
        ),
    }

    sees = {
        name
        for name, user in strangers.items()
        if Case.objects.visible_to(user).filter(pk=case.pk).exists()
    }
    assert sees == {"complaint_handler", "director"}


def test_no_mail_and_no_event_tells_what_it_is_about(
    case: Case, staff: Staff, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    _to_approval(case, staff, at)
    do(case, "approve", staff["director"], at=at, answered_by="Johtajaylilääkäri")
    do(
        case,
        "deliver",
        staff["complaint_handler"],
        at=at,
        delivered_by="letter",
        delivered_on="2026-03-10",
    )

    told = " ".join(mail.subject + mail.body for mail in mails(mailoutbox))
    kept = " ".join(str(event.data) for event in CaseEvent.objects.all())
    kept += " ".join(str(effect.params) for effect in Effect.objects.all())
    secrets = [
        *(ANSWERS["complaint"][key] for key in ("place", "text", "name", "address")),
        *ANSWER.values(),
    ]
    assert [secret for secret in secrets if secret in told + kept] == []


def test_nothing_of_it_is_published(case: Case, staff: Staff, at: datetime) -> None:
    workflow = case.workflow_version.compiled
    kinds = {one.kind for arrow in workflow.transitions for one in arrow.effects}

    assert kinds == {"mail"}
    assert not case.procedure.channel.publishes_outcomes
    assert not Outcome.objects.exists()


def test_what_belongs_to_the_supervising_authority_goes_there_and_may_come_back(
    case: Case, staff: Staff, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    handler = staff["complaint_handler"]
    do(
        case,
        "transfer",
        handler,
        at=at,
        authority="Lupa- ja valvontavirasto",
        reasons="Pyydät valvontaa, et vastausta meiltä.",
    )

    assert case.stage == "transferred"
    assert not case.deadlines.running().exists()
    assert "Lupa- ja valvontavirasto" in mails(mailoutbox)[-1].body

    back_at = at + timedelta(days=7)
    do(
        case,
        "return_transfer",
        handler,
        at=back_at,
        returned_on="2026-03-16",
        evidence="Palautettu muistutuksena, LVV/123/2026",
    )
    assert (case.stage, case.arrived_at) == ("received", at)
    # the month of an authority begins when the case reaches it
    assert due(case, "answer") == date(2026, 4, 16)


def test_one_who_acts_for_another_tells_for_whom(channels: Channels) -> None:
    form = channels["complaint"].procedure.form.versions.newest_first()[0].compiled
    step = form.step("other")

    assert step is not None
    assert step.visible_when is not None
    assert all(field.personal for field in step.fields)


def test_it_may_be_withdrawn(case: Case, at: datetime) -> None:
    do(case, "withdraw", None, at=at)

    assert case.stage == "withdrawn"
