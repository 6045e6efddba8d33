"""An S3-compatible service on loopback, and private files kept in a bucket of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.files.storage import storages
from django.db.models import FileField

import pytest
from moto.moto_server.threaded_moto_server import ThreadedMotoServer

from cms.object_storage import PrivateObjectStorage

BUCKET = "osallistu-private"


@contextmanager
def service_on_loopback() -> Iterator[str]:
    """Run the service for a while, and tell its address."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.stop()


def bucket_at(address: str, **options: Any) -> PrivateObjectStorage:
    """Return the storage of an empty bucket of the service."""
    storage = PrivateObjectStorage(
        bucket_name=BUCKET,
        endpoint_url=address,
        region_name="us-east-1",
        addressing_style="path",
        access_key="key",
        secret_key="secret",
        **options,
    )
    storage.bucket.create()
    storage.bucket.objects.all().delete()
    return storage


def keep_private_files_in(
    storage: PrivateObjectStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Let every field of private files keep them there."""
    before = storages[settings.PRIVATE_STORAGE]
    monkeypatch.setitem(storages._storages, settings.PRIVATE_STORAGE, storage)
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, FileField) and field.storage is before:
                monkeypatch.setattr(field, "storage", storage)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with service_on_loopback() as address:
        yield address


@pytest.fixture
def bucket(address: str, monkeypatch: pytest.MonkeyPatch) -> PrivateObjectStorage:
    """Return an empty bucket, in which private files are kept."""
    storage = bucket_at(address)
    keep_private_files_in(storage, monkeypatch)
    return storage


def away(bucket: PrivateObjectStorage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the bucket be gone, which the service answers with an error."""
    monkeypatch.setattr(bucket, "_bucket", bucket.connection.Bucket("gone"))
    monkeypatch.setattr(bucket, "bucket_name", "gone")
