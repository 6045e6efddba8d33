"""A bucket keeps private files as a directory does: private, never replaced."""

import subprocess
import sys

from django.conf import settings as given
from django.core.files.base import ContentFile

import pytest

from cms import checks
from cms.object_storage import PrivateObjectStorage
from tests.bucket import (
    BUCKET,
    address,
    away,
    bucket,
    bucket_at,
    keep_private_files_in,
)

__all__ = ["address", "bucket"]


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
