"""What the submitter of a case that was merged or re-typed is told of it."""

from datetime import datetime, timedelta

from django.test import Client
from django.urls import reverse

import pytest
import time_machine

from cms.accounts.models import User
from tests.cases import act
from tests.drawn import put_to_use, send_in, text
from tests.workflows.deeds import MONTH, with_deeds
from workflows.effects.status_links import status_token
from workflows.models import Case, Procedure, Unit


def page_of(case: Case) -> str:
    path = reverse("workflows:status", args=[status_token(case)])
    response = Client().get(path.replace("/fi/", "/en/"))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def procedure(
    roles: None, unit: Unit, at: datetime, clock: time_machine.Traveller
) -> Procedure:
    drawn = with_deeds("feedback")
    drawn["stages"][0]["public_label"] = text("Being read")
    drawn["stages"][1]["public_label"] = text("Answered")
    return put_to_use(drawn, unit, at=at)


def test_the_submitter_of_a_merged_case_sees_how_the_leading_one_goes(
    procedure: Procedure, reviewer: User, at: datetime
) -> None:
    leading, case = send_in(procedure, at=at), send_in(procedure, at=at)
    act(case, "merge", reviewer, at=at, other=leading.reference)

    assert "Where it is now: <strong>Being read</strong>." in page_of(case)
    act(leading, "answer", reviewer, at=at, reply="Naapurin oma asia.")

    page = page_of(case)
    assert "Your matter was joined with another one about the same thing" in page
    assert "we will tell you by e-mail what comes of it" in page
    assert "Where it is now: <strong>Answered</strong>." in page


def test_nothing_of_the_leading_case_is_told_but_its_stage(
    procedure: Procedure, reviewer: User, at: datetime
) -> None:
    leading, case = send_in(procedure, at=at), send_in(procedure, at=at)
    leading.submission.subject = "Naapurin aita"
    leading.submission.save()
    act(case, "merge", reviewer, at=at, other=leading.reference)
    act(leading, "answer", reviewer, at=at, reply="Naapurin oma asia.")

    page = page_of(case)

    assert leading.reference not in page
    assert str(leading.public_id) not in page
    assert status_token(leading) not in page
    assert "Naapurin" not in page


def test_whoever_gave_no_address_is_not_promised_a_mail(
    procedure: Procedure, reviewer: User, at: datetime
) -> None:
    leading, case = send_in(procedure, at=at), send_in(procedure, at=at)
    case.submission.email = ""
    case.submission.save()
    act(case, "merge", reviewer, at=at, other=leading.reference)

    page = page_of(case)

    assert "you can see here how it goes" in page
    assert "by e-mail" not in page


def test_a_case_that_leads_says_nothing_of_those_who_follow(
    procedure: Procedure, reviewer: User, at: datetime
) -> None:
    leading, case = send_in(procedure, at=at), send_in(procedure, at=at)
    act(case, "merge", reviewer, at=at, other=leading.reference)

    page = page_of(leading)

    assert "was joined with another" not in page
    assert case.reference not in page


def test_the_way_of_a_retyped_matter_is_told_in_the_words_of_both_kinds(
    procedure: Procedure, reviewer: User, unit: Unit, at: datetime
) -> None:
    target = with_deeds("complaint")
    target["stages"][1]["public_label"] = text("A complaint is over")
    target["stages"][0].update(key="hearing", public_label=text("A complaint is read"))
    target["deadlines"] = [{**MONTH, "during": ["hearing"]}]
    for one in target["transitions"]:
        one["from"] = ["hearing"]
    target["start"] = "hearing"
    put_to_use(target, unit, at=at)
    case = send_in(procedure, at=at)
    act(case, "retype", reviewer, at=at + timedelta(days=2))
    case.refresh_from_db()
    act(case, "answer", reviewer, at=at + timedelta(days=4), reply="Kiitos.")

    page = page_of(case)

    way = page[page.index("The way of your matter") :]
    told = [
        way.index(one)
        for one in ("Being read", "A complaint is read", "A complaint is over")
    ]
    assert told == sorted(told)
    assert way.count("Being read") == 1
    assert "Kiitos." in page
