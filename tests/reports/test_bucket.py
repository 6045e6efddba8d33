"""The whole life of private files in a bucket instead of a directory."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

import pytest

from cms.object_storage import PrivateObjectStorage
from participation.models import Channel, Report
from participation.reports.inspection import Answer, inspect_file
from participation.reports.verification import sha256_of
from tests.bucket import (
    BUCKET,
    address,
    away,
    bucket,
)
from tests.cases import make_draft
from tests.reports.renewing import DUE, _well, archived, at_work, failure, service
from workflows.actions.draft_files import attach_file, remove_file
from workflows.errors import FileNotKept
from workflows.models import Attachment

__all__ = ["_well", "address", "archived", "bucket", "service"]


def keys_in(bucket: PrivateObjectStorage) -> list[str]:
    return [one.key for one in bucket.bucket.objects.all()]


# --- Reports -----------------------------------------------------------------------------------


def test_a_report_is_issued_handed_out_and_verified(
    bucket: PrivateObjectStorage, archived: Report, client: Client
) -> None:
    assert keys_in(bucket) == [archived.file.name]
    url = reverse("participation:download", kwargs={"code": archived.code})

    whole = client.get(url)
    piece = client.get(url, headers={"Range": "bytes=5-9"})

    data = whole.getvalue()
    assert sha256_of(data) == archived.sha256
    assert (piece.status_code, piece.getvalue()) == (206, data[5:10])
    answer = client.post("/api/v1/inspections", data, content_type="application/pdf")
    assert json.loads(answer.content)["is_genuine"] is True


def test_an_archive_time_stamp_is_renewed_beside_the_file_before(
    bucket: PrivateObjectStorage, archived: Report
) -> None:
    with archived.file.open("rb") as file:
        first = file.read()
    bucket.save(f"reports/{archived.code}/orphan.pdf", ContentFile(b"left"))

    at_work(DUE)

    before = archived.file.name
    archived.refresh_from_db()
    assert set(keys_in(bucket)) == {before, archived.file.name}
    with archived.file.open("rb") as file:
        renewed = file.read()
    assert renewed.startswith(first)
    for data, is_earlier in ((first, True), (renewed, False)):
        found = inspect_file(data, report=archived, at=datetime.now(UTC))
        assert found.answer == Answer.ISSUED
        assert found.is_earlier_copy is is_earlier


def test_a_bucket_that_is_away_delays_a_renewal(
    bucket: PrivateObjectStorage, archived: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as outage:
        outage.setattr(bucket, "_open", _refused)
        at_work(DUE)

    assert failure() == "report-storage_away"
    assert archived.seals.count() == 2


def _refused(*_: object, **__: object) -> None:
    raise OSError


def test_a_report_is_not_handed_out_for_a_while_when_the_bucket_is_away(
    bucket: PrivateObjectStorage,
    archived: Report,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = reverse("participation:download", kwargs={"code": archived.code})

    with monkeypatch.context() as outage:
        outage.setattr(bucket, "_bucket", _nowhere(bucket))
        response = client.get(url)

    assert response.status_code == 503
    assert response["Retry-After"]


def _nowhere(bucket: PrivateObjectStorage) -> Any:
    """Return the bucket at an address where nobody listens."""
    gone = PrivateObjectStorage(
        bucket_name=BUCKET,
        endpoint_url="http://127.0.0.1:9",
        access_key="key",
        secret_key="secret",
    )
    return gone.bucket


# --- Files of residents ---------------------------------------------------------------------------


def test_a_file_of_a_resident_is_kept_sealed_read_and_removed(
    bucket: PrivateObjectStorage,
    channel: Channel,
    at: datetime,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[Any]],
) -> None:
    draft = make_draft(channel, at=at)
    (spec,) = [
        one for one in draft.form_version.compiled.fields() if one.key == "attachments"
    ]
    content = b"%PDF-1.4\n" + b"Merkkisisalto " * 100_000

    upload = ContentFile(content, name="kartta.pdf")
    attach_file(draft_id=draft.pk, spec=spec, upload=upload, at=at)

    (key,) = keys_in(bucket)
    assert b"Merkkisisalto" not in bucket.bucket.Object(key).get()["Body"].read()
    kept = Attachment.objects.get()
    with kept.open() as opened:
        assert opened.read() == content
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(draft_id=draft.pk, attachment_id=kept.pk, at=at)
    assert not Attachment.objects.exists()
    assert keys_in(bucket) == []


def test_a_bucket_that_is_away_refuses_an_upload(
    bucket: PrivateObjectStorage,
    channel: Channel,
    at: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    draft = make_draft(channel, at=at)
    (spec,) = [
        one for one in draft.form_version.compiled.fields() if one.key == "attachments"
    ]

    upload = ContentFile(b"%PDF-1.4\n", name="kartta.pdf")

    with monkeypatch.context() as outage:
        away(bucket, outage)
        with pytest.raises(FileNotKept):
            attach_file(draft_id=draft.pk, spec=spec, upload=upload, at=at)

    assert not Attachment.objects.exists()
