"""What is refused of the files of staff, and what becomes of them."""

import errno
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import pytest

from cms.accounts.models import User
from tests.cases import act
from tests.desk.conftest import Desk, is_not_found, sit, text_of
from tests.desk.files import (
    NAME,
    PDF,
    attach,
    attached,
    kept,
    nothing_was_kept,
    status_page,
    ticket,
)
from workflows.actions import attachments
from workflows.actions.actors import Actor
from workflows.actions.dossier_parts import files_of
from workflows.actions.erasure import erase_submission
from workflows.effects import outbox
from workflows.engine.file_kinds import MAX_BYTES
from workflows.errors import AlreadyErased, NotYourRole
from workflows.models import Attachment, Case, Role
from workflows.models.drafts import private_storage
from workflows.models.submissions import ErasureBasis


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.exe", b"MZ", "is not of the right kind"),
        ("a.pdf", b"GIF89a", "is not what its ending says"),
        ("a.pdf", b"", "is empty"),
        ("a.pdf", PDF + b"x" * MAX_BYTES, "is too large"),
    ],
)
def test_what_a_resident_could_not_send_is_refused_with_the_reason(
    name: str, content: bytes, why: str, case: Case, at_desk: dict[str, Desk]
) -> None:
    answer = attach(at_desk["registrar"], case, name=name, content=content)

    assert answer.status_code == 422
    assert why in text_of(answer)
    assert nothing_was_kept(case)


@pytest.mark.parametrize("posted", [{}, {"attach-readers": "everybody"}])
def test_half_a_form_is_said_to_be_one(
    posted: dict[str, str], case: Case, at_desk: dict[str, Desk]
) -> None:
    desk = at_desk["registrar"]
    url = reverse("desk_cases:attach", args=[case.pk])

    answer = desk.client.post(url, {**ticket(desk, case), **posted})

    assert answer.status_code == 422
    assert "Choose a file." in text_of(answer)


def test_a_full_disk_is_said_and_leaves_nothing(
    case: Case, at_desk: dict[str, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: Any, **_more: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(private_storage(), "save", full)

    answer = attach(at_desk["registrar"], case)

    assert answer.status_code == 503
    assert "could not be kept just now" in text_of(answer)
    assert nothing_was_kept(case)


def test_a_failed_transaction_takes_the_file_with_it(
    case: Case, registrar: User, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(**_fact: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(attachments, "append_event", fails)

    with pytest.raises(RuntimeError):
        attached(case, registrar, at=at)

    assert nothing_was_kept(case)


def test_nobody_else_attaches_or_opens_the_page(
    case: Case, outsider: User, people: dict[str, User], superuser: User
) -> None:
    url = reverse("desk_cases:attach", args=[case.pk])

    assert is_not_found(sit(outsider).client.get(url))
    assert is_not_found(sit(outsider).client.post(url, {"attach-readers": "x"}))
    assert sit(people["official"]).client.get(url).status_code in (302, 403)
    assert attach(sit(superuser), case).status_code == 403
    assert nothing_was_kept(case)


def test_the_action_itself_knows_units_roles_and_restricted_cases(
    case: Case, outsider: User, people: dict[str, User], at: datetime
) -> None:
    refused = partial(attached, case, at=at)
    for stranger in (outsider, people["official"]):
        with pytest.raises(NotYourRole):
            refused(user=stranger)
    case.procedure.readers.set(Role.objects.filter(key="reviewer"))

    with pytest.raises(NotYourRole):
        refused(user=people["registrar"])

    assert nothing_was_kept(case)
    assert attached(case, people["reviewer"], at=at).type == "attached"


def test_a_restricted_case_has_no_page_to_attach_at(
    case: Case, at_desk: dict[str, Desk]
) -> None:
    case.procedure.readers.set(Role.objects.filter(key="reviewer"))

    page = at_desk["registrar"].get("desk_cases:attach", case.pk)

    assert is_not_found(page)


def test_the_dossier_holds_the_files_of_staff(
    case: Case, registrar: User, at: datetime
) -> None:
    attached(case, registrar, at=at)
    file = Attachment.objects.get()

    files = {one.path: b"".join(one.content) for one in files_of(case)}

    assert files[f"attachments/{file.pk}"] == PDF
    assert b'"is_of_staff": true' in files["answers.json"]


def test_erasing_takes_the_files_of_staff_and_no_more_come(
    case: Case, protector: User, people: dict[str, User], at: datetime
) -> None:
    attached(case, people["registrar"], at=at, for_submitter=True)
    act(case, "withdraw", None, at=at)
    basis, actor = ErasureBasis.REQUEST, Actor.person(protector)
    erase_submission(case_id=case.pk, basis=basis, actor=actor, at=at)
    outbox.drain(["default"])

    assert not Attachment.objects.exists()
    assert kept(private_storage()) == []
    assert NAME not in status_page(case)
    with pytest.raises(AlreadyErased):
        attached(case, people["registrar"], at=at)
    assert kept(private_storage()) == []


def test_the_pages_cost_the_same_however_many_files_there_are(
    case: Case, people: dict[str, User], at_desk: dict[str, Desk], at: datetime
) -> None:
    views: tuple[Callable[[], Any], ...] = (
        lambda: at_desk["reviewer"].case(case),
        lambda: status_page(case),
    )
    attached(case, people["registrar"], at=at, for_submitter=True)
    few = [queries(view) for view in views]
    for person in ("reviewer", "approver"):
        attached(case, people[person], at=at, for_submitter=True)

    assert [queries(view) for view in views] == few


def queries(view: Callable[[], Any]) -> int:
    view()
    with CaptureQueriesContext(connection) as asked:
        view()
    return len(asked)
