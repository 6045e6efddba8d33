"""The production settings come from the environment alone, and pass every check."""

import os
import runpy
import subprocess
import sys
from datetime import UTC, datetime

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

import pytest

from cms.settings import private_files
from participation.reports import sandbox_authority

COMPLETE = {
    "DJANGO_SETTINGS_MODULE": "cms.settings.production",
    "SECRET_KEY": "a-key-of-more-than-fifty-characters-for-the-deployment-check",
    "ALLOWED_HOSTS": "osallistu.example.org",
    "OSALLISTU_URL": "https://osallistu.example.org",
    "DATABASE_URL": "postgres://osallistu@db.example.org/osallistu",
    "REDIS_URL": "rediss://:password@redis.example.org:6379/0",
    "EMAIL_HOST": "mail.example.org",
    "EMAIL_FROM": "osallistu@example.org",
    "MASTER_KEYS": "2026:b25seS1mb3ItdGVzdHMsIG9mIDMyIGJ5dGVzIGxvbmc=",
}


def check(environment, *, tmp_path):
    """Run the deployment check in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level=WARNING"],
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(settings.BASE_DIR),
            "OSALLISTU_DATA": str(tmp_path),
            **environment,
        },
        capture_output=True,
        check=False,
        text=True,
    )


@pytest.fixture
def test_seal(tmp_path):
    directory = tmp_path / "seal"
    sandbox_authority.ensure_sandbox_authority(
        directory=directory, organisation="Esimerkki", at=datetime.now(tz=UTC)
    )
    return {
        "SEAL_KIND": "pkcs12",
        "SEAL_FILE": str(directory / sandbox_authority.KEY),
        "SEAL_PASSWORD_FILE": str(directory / sandbox_authority.PASSWORD),
        "SEAL_TRUST_ROOTS": str(directory / sandbox_authority.ROOT),
    }


def test_complete_settings_lack_only_the_seal(tmp_path):
    result = check(COMPLETE, tmp_path=tmp_path)

    assert "(cms.W001)" in result.stderr
    assert "identified 1 issue" in result.stderr


def test_a_test_seal_is_refused_in_production(tmp_path, test_seal):
    result = check({**COMPLETE, **test_seal}, tmp_path=tmp_path)

    assert result.returncode == 1
    assert "(cms.E010)" in result.stderr


@pytest.mark.parametrize("name", sorted(COMPLETE.keys() - {"DJANGO_SETTINGS_MODULE"}))
def test_the_start_is_refused_without(name, tmp_path, monkeypatch):
    monkeypatch.setattr(os, "environ", {**COMPLETE, "OSALLISTU_DATA": str(tmp_path)})
    del os.environ[name]

    with pytest.raises(ImproperlyConfigured, match=f"^{name} is not set"):
        runpy.run_module("cms.settings.production")


@pytest.mark.parametrize(
    "keys", ["2026:secret", "2026:eA==", ":b25seS1mb3ItdGVzdHM=", "2026:ää"]
)
def test_the_start_is_refused_with_a_bad_master_key_that_is_not_quoted(
    keys, tmp_path, monkeypatch
):
    environment = {**COMPLETE, "OSALLISTU_DATA": str(tmp_path), "MASTER_KEYS": keys}
    monkeypatch.setattr(os, "environ", environment)

    with pytest.raises(ImproperlyConfigured, match="is not 32 bytes") as refusal:
        runpy.run_module("cms.settings.production")

    assert keys.partition(":")[2] not in str(refusal.value)


def test_several_master_keys_keep_their_order(tmp_path, monkeypatch):
    new = COMPLETE["MASTER_KEYS"].replace("2026", "2027")
    keys = f"{new},{COMPLETE['MASTER_KEYS']}"
    environment = {**COMPLETE, "OSALLISTU_DATA": str(tmp_path), "MASTER_KEYS": keys}
    monkeypatch.setattr(os, "environ", environment)

    made = runpy.run_module("cms.settings.production")

    assert list(made["MASTER_KEYS"]) == ["2027", "2026"]


def test_each_queue_has_its_cluster_and_cookies_are_bound_to_the_host(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(os, "environ", {**COMPLETE, "OSALLISTU_DATA": str(tmp_path)})

    made = runpy.run_module("cms.settings.production")

    clusters = made["Q_CLUSTER"]["ALT_CLUSTERS"]
    assert set(made["QUEUE_CLUSTERS"].values()) == set(clusters)
    assert made["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert made["CSRF_COOKIE_NAME"].startswith("__Host-")
    assert made["SESSION_COOKIE_SECURE"]
    assert made["CSRF_COOKIE_SECURE"]


# --- Private files in a bucket ------------------------------------------------------------


def private_storage_of(environment, tmp_path, monkeypatch):
    given = {**COMPLETE, "OSALLISTU_DATA": str(tmp_path), **environment}
    monkeypatch.setattr(os, "environ", given)
    return runpy.run_module("cms.settings.production")["STORAGES"]["private"]


@pytest.fixture
def bucket(tmp_path):
    key, secret = tmp_path / "key", tmp_path / "secret"
    key.write_text("avain\n")
    secret.write_text("salaisuus\n")
    return {
        "PRIVATE_S3_BUCKET": "osallistu",
        "PRIVATE_S3_ENDPOINT": "https://s3.example.org",
        "PRIVATE_S3_KEY_FILE": str(key),
        "PRIVATE_S3_SECRET_FILE": str(secret),
    }


def test_private_files_lie_in_a_directory_unless_a_bucket_is_named(
    tmp_path, monkeypatch
):
    storage = private_storage_of({}, tmp_path, monkeypatch)

    assert storage["BACKEND"] == "cms.storage.PrivateFileStorage"
    assert storage["OPTIONS"] == {"location": tmp_path / "private"}


def test_private_files_lie_in_the_bucket_that_is_named(bucket, tmp_path, monkeypatch):
    storage = private_storage_of(bucket, tmp_path, monkeypatch)

    assert storage["BACKEND"] == "cms.object_storage.PrivateObjectStorage"
    options = storage["OPTIONS"]
    assert (options["access_key"], options["secret_key"]) == ("avain", "salaisuus")
    assert options["bucket_name"] == "osallistu"
    assert options["endpoint_url"] == "https://s3.example.org"


def test_a_bucket_passes_the_checks(bucket, tmp_path):
    result = check({**COMPLETE, **bucket}, tmp_path=tmp_path)

    assert "(cms.W001)" in result.stderr
    assert "identified 1 issue" in result.stderr


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"PRIVATE_S3_ENDPOINT": "http://s3.example.org"}, "PRIVATE_S3_ENDPOINT"),
        ({"PRIVATE_S3_SECRET_FILE": ""}, "go together"),
        ({"PRIVATE_S3_KEY_FILE": "/nowhere/key"}, "PRIVATE_S3_KEY_FILE cannot be read"),
        ({"PRIVATE_S3_KEY_FILE": os.devnull}, "PRIVATE_S3_KEY_FILE names an empty"),
    ],
)
def test_the_start_is_refused_with_a_bucket_that_cannot_be_used(
    changed, told, bucket, tmp_path, monkeypatch
):
    with pytest.raises(ImproperlyConfigured, match=told):
        private_storage_of({**bucket, **changed}, tmp_path, monkeypatch)


def test_a_bucket_without_its_packages_is_told(bucket, tmp_path, monkeypatch):
    monkeypatch.setattr(os, "environ", bucket)
    monkeypatch.setattr(private_files, "find_spec", lambda _name: None)

    with pytest.raises(ImproperlyConfigured, match=r"requirements-s3\.txt"):
        private_files.private_storage_from_environment(tmp_path)
