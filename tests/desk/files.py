"""Files that staff add to a case, as tests send and look for them."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cms.accounts.models import User
from tests.desk.conftest import HIDDEN, Desk
from workflows.actions.actors import Actor
from workflows.actions.attachments import attach_to_case
from workflows.effects.status_links import status_token
from workflows.models import Attachment, Case, CaseEvent
from workflows.models.drafts import private_storage

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
