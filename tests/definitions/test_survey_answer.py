"""A survey: anonymous, thanked, counted."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.core import mail
from django.test import Client

import pytest

from cms.accounts.models import User
from participation.models import Channel
from tests.definitions.sending import do
from tests.definitions.taking_part import mails_of, result_of, sent, stage_of
from tests.workflows.claiming import work_off
from workflows.effects.status_links import status_url
from workflows.errors import InvalidAnswers, NotYourRole, ProcedureClosed
from workflows.models import Deadline

IDEA = "Kertokaa, mitä raadin ehdotuksille tapahtui."
GATHERED = {"themes": ["decisions"], "gist": "Raadille pitää kertoa tuloksista."}


@pytest.fixture
def survey(install: Callable[[str], Channel]) -> Channel:
    return install("survey_answer")


def test_an_answer_without_free_text_is_counted_at_once(
    survey: Channel, at: datetime
) -> None:
    case = sent(survey, at=at)

    assert result_of(case) == "counted"
    assert not case.tasks.exists()
    assert list(
        case.events.order_by("seq").values_list("transition", "actor_kind")
    ) == [("", "submitter"), ("count", "system")]


def test_even_an_empty_answer_is_counted(survey: Channel, at: datetime) -> None:
    case = sent(survey, at=at, is_heard="", ways=[], ideas="")

    assert result_of(case) == "counted"


def test_free_text_is_read_by_a_person_and_then_counted(
    survey: Channel, reviewer: User, at: datetime
) -> None:
    case = sent(survey, at=at, ideas=IDEA)
    assert stage_of(case) == "reading"
    assert case.tasks.get().role == "reviewer"

    do(case, "gather", reviewer, at=at, **GATHERED)

    assert result_of(case) == "counted"


def test_what_does_not_belong_to_the_survey_is_left_out_for_a_reason(
    survey: Channel, reviewer: User, at: datetime
) -> None:
    case = sent(survey, at=at, ideas=IDEA)

    with pytest.raises(InvalidAnswers):
        do(case, "leave_out", reviewer, at=at)
    do(case, "leave_out", reviewer, at=at, reasons="Mainos.")

    assert result_of(case) == "left_out"


def test_nobody_else_reads_the_free_text(
    survey: Channel, registrar: User, outsider: User, at: datetime
) -> None:
    case = sent(survey, at=at, ideas=IDEA)

    for stranger in (registrar, outsider, None):
        with pytest.raises(NotYourRole):
            do(case, "gather", stranger, at=at, **GATHERED)


def test_nothing_tells_who_answered(survey: Channel, at: datetime) -> None:
    case = sent(survey, at=at, ideas=IDEA)
    work_off(at)

    assert case.submission.email == ""
    assert case.submission.subject == "Osallisuuskysely"
    assert mails_of(case) == []
    assert mail.outbox == []


def test_whoever_answered_is_thanked_on_the_status_page(
    survey: Channel, at: datetime, client: Client
) -> None:
    case = sent(survey, at=at)

    html = client.get(status_url(case, language="fi")).content.decode()

    assert "Kiitos, vastauksesi on laskettu mukaan" in html


def test_free_text_is_read_within_fifteen_working_days(
    survey: Channel, at: datetime
) -> None:
    case = sent(survey, at=at, ideas=IDEA)

    due_at = Deadline.objects.get(case=case).due_at
    assert due_at is not None
    assert due_at.date().isoformat() == "2026-03-31"


def test_the_survey_closes_with_its_window(survey: Channel, at: datetime) -> None:
    survey.procedure.closes_at = at + timedelta(days=1)
    survey.procedure.save()

    sent(survey, at=at + timedelta(days=1, seconds=-1))
    with pytest.raises(ProcedureClosed):
        sent(survey, at=at + timedelta(days=1))
