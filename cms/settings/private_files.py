"""Where residents' uploads and sealed reports are kept, as the environment names it."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from cms.settings import env

_DEFAULT_REGION = "us-east-1"  # what services without regions answer to


def private_storage_from_environment(folder: Path) -> dict[str, Any]:
    """
    Return the storage of private files: a bucket if one is named, else a directory.

    PRIVATE_S3_BUCKET names it, PRIVATE_S3_KEY_FILE and PRIVATE_S3_SECRET_FILE hold the
    credentials, PRIVATE_S3_ENDPOINT and PRIVATE_S3_REGION say where it is. Without the
    files the service's own ways to credentials are used (a role of the machine).
    PRIVATE_S3_ACL is `none` for buckets that take no ACLs, as AWS makes them now.

    :param folder: the directory, unless PRIVATE_ROOT names another
    """
    bucket = env.text("PRIVATE_S3_BUCKET", "")
    if not bucket:
        return {
            "BACKEND": "cms.storage.PrivateFileStorage",
            "OPTIONS": {"location": env.path("PRIVATE_ROOT", folder)},
        }
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise ImproperlyConfigured(
            "PRIVATE_S3_BUCKET needs the packages of requirements-s3.txt."
        )
    endpoint = env.text("PRIVATE_S3_ENDPOINT", "")
    if endpoint and not endpoint.startswith("https://"):
        raise ImproperlyConfigured("PRIVATE_S3_ENDPOINT: use an https:// address.")
    key, secret = _secret("PRIVATE_S3_KEY_FILE"), _secret("PRIVATE_S3_SECRET_FILE")
    if bool(key) != bool(secret):
        raise ImproperlyConfigured(
            "PRIVATE_S3_KEY_FILE and PRIVATE_S3_SECRET_FILE go together."
        )
    acl = env.choice("PRIVATE_S3_ACL", "private", {"private", "none"})
    credentials = {"access_key": key, "secret_key": secret} if key else {}
    return {
        "BACKEND": "cms.object_storage.PrivateObjectStorage",
        "OPTIONS": {
            "bucket_name": bucket,
            "location": env.text("PRIVATE_S3_PREFIX", ""),
            "endpoint_url": endpoint or None,
            "region_name": env.text("PRIVATE_S3_REGION", _DEFAULT_REGION),
            "addressing_style": "path" if endpoint else "auto",
            "default_acl": None if acl == "none" else acl,
            **credentials,
        },
    }


def _secret(name: str) -> str:
    """Return what the file holds that the variable names; nothing without it."""
    if not env.text(name, ""):
        return ""
    try:
        held = env.path(name).read_text(encoding="utf-8").strip()
    except OSError as problem:
        raise ImproperlyConfigured(f"{name} cannot be read: {problem}") from None
    if not held:
        raise ImproperlyConfigured(f"{name} names an empty file.")
    return held
