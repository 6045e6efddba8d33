"""Notes that only colleagues read, and those they are meant for."""

from datetime import datetime
from typing import Any

from django.core import mail
from django.test import Client
from django.urls import reverse

import pytest

from cms.accounts.models import User
from tests.cases import act
from tests.desk.conftest import HIDDEN, Desk, is_not_found, sit, text_of
from workflows.actions.audits import Audit
from workflows.effects import outbox
from workflows.effects.status_links import status_token
from workflows.models import Case, Effect, EventAnswers, Role

SECRET = "Soittaja kertoi Merkkisalaisuuden."


def ticket(desk: Desk, case: Case) -> dict[str, str]:
    page = desk.get("desk_cases:note", case.pk)
    assert page.status_code == 200, page.status_code
    return dict(HIDDEN.findall(page.content.decode()))


def note(desk: Desk, case: Case, text: str = SECRET, *people: User, **more: Any) -> Any:
    data = {
        **(more.pop("ticket", None) or ticket(desk, case)),
        "note-note": text,
        "note-mentioned": [str(one.pk) for one in people],
    }
    return desk.client.post(reverse("desk_cases:note", args=[case.pk]), data)


def test_colleagues_read_the_note_and_the_submitter_does_not(
    case: Case, at_desk: dict[str, Desk]
) -> None:
    assert note(at_desk["registrar"], case).status_code == 302

    assert SECRET in text_of(at_desk["reviewer"].case(case))
    status = Client().get(reverse("workflows:status", args=[status_token(case)]))
    assert "Merkkisalaisuuden" not in status.content.decode()
    assert "Merkkisalaisuuden" not in str(case.events.values_list("data", flat=True))
    stored = EventAnswers.objects.values_list("answers", flat=True)
    assert all(b"Merkkisalaisuuden" not in bytes(one) for one in stored)
    assert list(Audit().findings()) == []


def test_whoever_is_mentioned_gets_a_link_and_not_the_text(
    case: Case, people: dict[str, User], at_desk: dict[str, Desk]
) -> None:
    Effect.objects.all().delete()

    note(at_desk["registrar"], case, SECRET, people["reviewer"], people["approver"])
    outbox.drain(["mail"])

    told = {one.to[0]: one for one in mail.outbox}
    assert set(told) == {"reviewer@example.org", "approver@example.org"}
    message = told["reviewer@example.org"]
    assert reverse("desk_cases:case", args=[case.pk]) in message.body
    assert case.reference in message.subject
    assert "Merkkisalaisuuden" not in message.body + message.subject
    page = text_of(at_desk["publisher"].case(case))
    assert "For the attention of" in page
    assert case.events.get(type="noted").data["mentioned"] == sorted(
        [people["reviewer"].pk, people["approver"].pk]
    )


def test_only_those_who_may_see_the_case_can_be_mentioned(
    case: Case, outsider: User, people: dict[str, User], at_desk: dict[str, Desk]
) -> None:
    case.procedure.readers.set(Role.objects.filter(key__in=["registrar", "reviewer"]))
    page = text_of(at_desk["registrar"].get("desk_cases:note", case.pk))

    assert str(people["reviewer"]) in page
    assert str(people["approver"]) not in page
    for person in (outsider, people["approver"]):
        answer = note(at_desk["registrar"], case, SECRET, person)
        assert answer.status_code == 422
        assert SECRET in text_of(answer)
    assert not case.events.filter(type="noted").exists()


def test_a_note_leaves_an_open_page_as_good_as_it_was(
    case: Case, people: dict[str, User], at_desk: dict[str, Desk], at: datetime
) -> None:
    seen = case.revision
    note(at_desk["reviewer"], case)

    act(case, "take", people["registrar"], at=at, revision=seen)

    case.refresh_from_db()
    assert case.stage == "review"


def test_a_note_sent_twice_is_there_once(case: Case, at_desk: dict[str, Desk]) -> None:
    hidden = ticket(at_desk["registrar"], case)

    answers = [note(at_desk["registrar"], case, ticket=hidden) for _ in range(2)]

    assert [one.status_code for one in answers] == [302, 302]
    assert case.events.filter(type="noted").count() == 1


@pytest.mark.parametrize("text", ["", "x" * 4001])
def test_a_note_that_is_empty_or_too_long_is_said_so_and_kept(
    text: str, case: Case, at_desk: dict[str, Desk]
) -> None:
    answer = note(at_desk["registrar"], case, text)

    assert answer.status_code == 422
    assert text in text_of(answer)
    assert not case.events.filter(type="noted").exists()


def test_nobody_else_writes_or_opens_it(
    case: Case, outsider: User, people: dict[str, User], superuser: User
) -> None:
    url = reverse("desk_cases:note", args=[case.pk])

    assert is_not_found(sit(outsider).client.get(url))
    assert is_not_found(sit(outsider).client.post(url, {"note-note": SECRET}))
    assert sit(people["official"]).client.get(url).status_code in (302, 403)
    assert note(sit(superuser), case).status_code == 403
    assert not case.events.filter(type="noted").exists()
