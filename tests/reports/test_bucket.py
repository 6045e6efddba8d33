"""The whole life of private files in a bucket instead of a directory."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

from django.conf import settings as given
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

import pytest

from cms import checks
from cms.object_storage import PrivateObjectStorage
from participation.models import Channel, Report
from participation.reports.inspection import Answer, inspect_file
from participation.reports.verification import sha256_of
from tests.bucket import BUCKET, bucket_at, keep_private_files_in, service_on_loopback
from tests.cases import make_draft
from tests.reports.renewing import DUE, _well, archived, at_work, failure, service
from workflows.actions.draft_files import attach_file, remove_file
from workflows.errors import FileNotKept
from workflows.models import Attachment

__all__ = ["_well", "archived", "service"]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with service_on_loopback() as address:
        yield address


@pytest.fixture
def bucket(address: str, monkeypatch: pytest.MonkeyPatch) -> PrivateObjectStorage:
    storage = bucket_at(address)
    keep_private_files_in(storage, monkeypatch)
    return storage


def keys_in(bucket: PrivateObjectStorage) -> list[str]:
    return [one.key for one in bucket.bucket.objects.all()]


def away(bucket: PrivateObjectStorage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the bucket be gone, which the service answers with an error."""
    monkeypatch.setattr(bucket, "_bucket", bucket.connection.Bucket("gone"))
    monkeypatch.setattr(bucket, "bucket_name", "gone")


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


# --- The storage itself ----------------------------------------------------------------------------


def test_an_object_is_private_and_has_no_address(
    bucket: PrivateObjectStorage,
) -> None:
    name = bucket.save("reports/x.pdf", ContentFile(b"one"))

    with pytest.raises(ValueError, match="not accessible"):
        bucket.url(name)
    grants = bucket.bucket.Object(name).Acl().grants
    assert [one["Grantee"]["Type"] for one in grants] == ["CanonicalUser"]


def test_an_object_is_never_replaced(bucket: PrivateObjectStorage) -> None:
    first = bucket.save("reports/x.pdf", ContentFile(b"one"))
    second = bucket.save("reports/x.pdf", ContentFile(b"two"))

    assert first != second
    with bucket.open(first) as file:
        assert file.read() == b"one"


def test_what_is_not_there_is_told_as_of_a_directory(
    bucket: PrivateObjectStorage,
) -> None:
    with pytest.raises(FileNotFoundError):
        bucket.open("reports/nothing.pdf")
    assert not bucket.exists("reports/nothing.pdf")
    assert bucket.listdir("reports/nothing") == ([], [])
    bucket.delete("reports/nothing.pdf")


def test_a_service_that_is_away_is_told_as_a_full_disk_is(
    bucket: PrivateObjectStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = bucket.save("reports/x.pdf", ContentFile(b"one"))
    with monkeypatch.context() as outage:
        away(bucket, outage)

        with pytest.raises(OSError, match="bucket failed") as refusal:
            bucket.save("reports/y.pdf", ContentFile(b"two"))
        with pytest.raises(OSError, match="bucket failed"):
            bucket.listdir("reports")

    assert BUCKET not in str(refusal.value)
    assert bucket.exists(name)


def test_the_checks_find_a_bucket_as_it_should_be_and_as_it_should_not(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for options, codes in (
        ({}, []),
        ({"default_acl": "public-read"}, ["cms.E021"]),
        ({"file_overwrite": True}, ["cms.E022"]),
    ):
        keep_private_files_in(bucket_at(address, **options), monkeypatch)

        assert [one.id for one in checks.private_files()] == codes


def test_nothing_needs_the_service_s_library_without_a_bucket() -> None:
    code = """if True:
        import django, sys
        django.setup()
        from cms import urls
        print({"boto3", "storages"} & set(sys.modules))
    """
    said = subprocess.run(
        [sys.executable, "-c", code],
        cwd=given.BASE_DIR,
        capture_output=True,
        check=True,
        text=True,
    )

    assert said.stdout.strip() == "set()"
