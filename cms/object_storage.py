"""
Private files in a bucket of an S3-compatible service.

Imported only where the settings name it: boto3, which it needs, is an extra
(`requirements-s3.txt`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

from cms.storage import StorageAway

#: of a file that is read; the rest lies in an unnamed temporary file
_MEMORY_BYTES = 5 * 1024 * 1024
#: how long the service may take, in seconds, and how often it is asked in all: a web
#: process waits for it
_CONNECT_SECONDS, _ANSWER_SECONDS, _TRIES = 5, 20, 2


class PrivateObjectStorage(S3Storage):
    """
    Objects without any address, each written once and never replaced.

    Django's own file storage fails with `OSError`, and our callers know that: a
    service that is away, or says no, is told as `StorageAway`, which is one.

    :param bucket_name: of a bucket that is private and this installation's own
    :param addressing_style: `path` for most services, `auto` for AWS
    """

    def __init__(self, *, addressing_style: str = "path", **options: Any) -> None:
        own = {
            "client_config": _config(addressing_style),
            "default_acl": "private",
            "file_overwrite": False,
            "custom_domain": None,
            "querystring_auth": True,
            "max_memory_size": _MEMORY_BYTES,
            "gzip": False,
        }
        super().__init__(**{**own, **options})

    def url(self, *_args: Any, **_options: Any) -> str:
        """Refuse: a private file has no address, not even a passing one."""
        raise ValueError("This file is not accessible via a URL.")

    def exists(self, name: str) -> bool:
        with _told_as_os_error():
            return bool(super().exists(name))

    def delete(self, name: str) -> None:
        with _told_as_os_error():
            super().delete(name)

    def size(self, name: str) -> int:
        with _told_as_os_error():
            return int(super().size(name))

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        with _told_as_os_error():
            folders, files = super().listdir(path)
        return folders, files

    def _open(self, name: str, mode: str = "rb") -> IO[bytes]:
        with _told_as_os_error():
            file: IO[bytes] = super()._open(name, mode)
            if "r" in mode:
                # Fetched now rather than at the first read, so that it fails here.
                _ = file.file  # type: ignore[attr-defined]
        return file

    def _save(self, name: str, content: Any) -> str:
        with _told_as_os_error():
            return str(super()._save(name, content))


def _config(addressing_style: str) -> Config:
    return Config(
        s3={"addressing_style": addressing_style},
        signature_version="s3v4",
        connect_timeout=_CONNECT_SECONDS,
        read_timeout=_ANSWER_SECONDS,
        retries={"total_max_attempts": _TRIES, "mode": "standard"},
        # Newer checksums, which boto3 adds by itself, are unknown to many services.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )


@contextmanager
def _told_as_os_error() -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, Boto3Error, ClientError) as error:
        # Without the service's own words, which may quote names and addresses.
        raise StorageAway(f"The bucket failed: {type(error).__name__}") from error
