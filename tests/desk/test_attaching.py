"""Files that staff add to a case, for colleagues or for the submitter."""

from datetime import datetime
from typing import Any

from django.test import Client
from django.urls import reverse

import pytest

from cms.accounts.models import User
from tests.cases import act
from tests.desk.conftest import Desk, is_not_found, text_of
from tests.desk.files import (
    NAME,
    PDF,
    attach,
    attached,
    body,
    kept,
    status_page,
    through_link,
    ticket,
)
from tests.kept_files import keep_file
from workflows.actions.audits import Audit
from workflows.effects.status_links import status_token
from workflows.errors import RequestKeyReused
from workflows.models import AccessRecord, Attachment, Case
from workflows.models.drafts import private_storage


def test_colleagues_see_the_file_and_who_added_it_and_the_submitter_does_not(
    case: Case, people: dict[str, User], at_desk: dict[str, Desk]
) -> None:
    answer = attach(at_desk["registrar"], case)

    assert answer.status_code == 302
    page = text_of(at_desk["reviewer"].case(case))
    assert NAME in page
    assert "For colleagues only" in page
    assert "A file was attached for colleagues" in page
    file = Attachment.objects.get()
    assert file.by == people["registrar"]
    assert NAME not in status_page(case)
    assert is_not_found(through_link(case, file))


def test_the_file_is_downloaded_at_the_desk_and_that_is_recorded(
    case: Case, at_desk: dict[str, Desk]
) -> None:
    attach(at_desk["registrar"], case)
    file = Attachment.objects.get()

    answer = at_desk["reviewer"].get("desk_cases:attachment", case.pk, file.pk)

    assert body(answer) == PDF
    assert answer["Content-Disposition"] == f'attachment; filename="{NAME}"'
    read = AccessRecord.objects.get(what=AccessRecord.What.ATTACHMENT)
    assert (read.case, read.who) == (case, at_desk["reviewer"].user)


def test_the_submitter_downloads_what_is_meant_for_them(
    case: Case, at_desk: dict[str, Desk]
) -> None:
    attach(at_desk["registrar"], case, readers="submitter")
    file = Attachment.objects.get()

    assert "The submitter gets it, too" in text_of(at_desk["reviewer"].case(case))
    address = reverse("workflows:file", args=[status_token(case), file.pk])
    assert address in status_page(case)
    answer = Client().get(address)
    assert body(answer) == PDF
    assert answer["Content-Disposition"] == f'attachment; filename="{NAME}"'
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    assert Client().post(address).status_code == 405


def test_a_link_opens_no_file_of_another_case_or_of_the_submission(
    case: Case, second_case: Case, people: dict[str, User], at: datetime
) -> None:
    attached(second_case, people["registrar"], at=at, for_submitter=True)
    given = Attachment.objects.get()
    sent = keep_file(content=PDF, name="x.pdf", at=at, submission=case.submission)

    assert is_not_found(through_link(case, given))
    assert is_not_found(through_link(case, sent))
    revoked = reverse("workflows:file", args=[status_token(second_case), given.pk])
    Case.objects.filter(pk=second_case.pk).update(link_number=7)
    assert is_not_found(Client().get(revoked))


def test_the_history_tells_of_the_file_without_its_name(
    case: Case, at_desk: dict[str, Desk]
) -> None:
    attach(at_desk["registrar"], case, readers="submitter")

    file, event = Attachment.objects.get(), case.events.get(type="attached")
    assert event.data == {
        "attachment": str(file.pk),
        "size": len(PDF),
        "for_submitter": True,
        "written": event.data["written"],
    }
    assert event.answers.answers == {"sha256": file.sha256}
    assert list(Audit().findings()) == []


def test_a_file_leaves_an_open_page_as_good_as_it_was(
    case: Case, people: dict[str, User], at: datetime
) -> None:
    seen = case.revision
    attached(case, people["reviewer"], at=at)

    act(case, "take", people["registrar"], at=at, revision=seen)

    case.refresh_from_db()
    assert case.stage == "review"


def test_a_file_sent_twice_is_there_once(case: Case, at_desk: dict[str, Desk]) -> None:
    hidden = ticket(at_desk["registrar"], case)

    answers = [attach(at_desk["registrar"], case, ticket=hidden) for _ in range(2)]

    assert [one.status_code for one in answers] == [302, 302]
    assert Attachment.objects.count() == len(kept(private_storage())) == 1
    assert case.events.filter(type="attached").count() == 1


@pytest.mark.parametrize("other", [{"content": PDF + b"!"}, {"for_submitter": True}])
def test_the_key_of_one_file_is_not_taken_for_another(
    other: dict[str, Any], case: Case, registrar: User, at: datetime
) -> None:
    attached(case, registrar, at=at, key="once")

    with pytest.raises(RequestKeyReused):
        attached(case, registrar, at=at, key="once", **other)

    assert Attachment.objects.count() == len(kept(private_storage())) == 1
