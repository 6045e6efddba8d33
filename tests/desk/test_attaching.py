"""Files that staff add to a case, for colleagues or for the submitter."""

import errno
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import pytest

from cms.accounts.models import User
from tests.cases import act
from tests.desk.conftest import HIDDEN, Desk, is_not_found, sit, text_of
from workflows.actions import attachments
from workflows.actions.actors import Actor
from workflows.actions.attachments import attach_to_case
from workflows.actions.audits import Audit
from workflows.actions.dossier_parts import files_of
from workflows.actions.erasure import erase_submission
from workflows.effects import outbox
from workflows.effects.status_links import status_token
from workflows.engine.file_kinds import MAX_BYTES
from workflows.errors import AlreadyErased, NotYourRole, RequestKeyReused
from workflows.models import AccessRecord, Attachment, Case, CaseEvent, Role
from workflows.models.drafts import private_storage
from workflows.models.submissions import ErasureBasis

PDF, NAME = b"%PDF-1.7 the plan", "Merkkisuunnitelma.pdf"


def ticket(desk: Desk, case: Case) -> dict[str, str]:
    page = desk.get("desk_cases:attach", case.pk)
    assert page.status_code == 200, page.status_code
    return dict(HIDDEN.findall(page.content.decode()))


def attach(desk: Desk, case: Case, **given: Any) -> Any:
    data = {
        **(given.get("ticket") or ticket(desk, case)),
        "attach-file": SimpleUploadedFile(
            given.get("name", NAME), given.get("content", PDF)
        ),
        "attach-readers": given.get("readers", "colleagues"),
    }
    return desk.client.post(reverse("desk_cases:attach", args=[case.pk]), data)


def attached(case: Case, user: User, *, at: datetime, **given: Any) -> CaseEvent:
    return attach_to_case(
        case_id=case.pk,
        upload=ContentFile(given.get("content", PDF), NAME),
        for_submitter=given.get("for_submitter", False),
        actor=Actor.person(user),
        at=at,
        request_key=given.get("key") or uuid4().hex,
    )


def status_page(case: Case) -> str:
    url = reverse("workflows:status", args=[status_token(case)])
    return Client().get(url).content.decode()


def through_link(case: Case, file: Attachment) -> Any:
    address = reverse("workflows:file", args=[status_token(case), file.pk])
    return Client().get(address)


def body(response: HttpResponse) -> bytes:
    return b"".join(response)


def kept(storage: Storage, folder: str = "") -> list[str]:
    """Return the names of the private files."""
    if not storage.exists(folder or "."):
        return []
    folders, files = storage.listdir(folder)
    deeper = (kept(storage, f"{folder}/{one}".lstrip("/")) for one in folders)
    return [*files, *(name for names in deeper for name in names)]


def nothing_was_kept(case: Case) -> bool:
    """Tell whether there is no row, no event and no file."""
    return not (
        Attachment.objects.exists()
        or case.events.filter(type="attached").exists()
        or kept(private_storage())
    )


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
    sent = Attachment.objects.create(
        submission=case.submission,
        file=ContentFile(PDF, name="x"),
        name="x.pdf",
        content_type="application/pdf",
        size_bytes=len(PDF),
        sha256="0" * 64,
        uploaded_at=at,
    )

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
        "sha256": file.sha256,
        "for_submitter": True,
    }
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
    assert "This field is required" in text_of(answer)


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
