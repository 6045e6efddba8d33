"""Settings that are fine alone and wrong together are found before the start."""

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from django.core.files.storage import storages

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12

from cms import checks

PASSWORD = "only-for-tests"


def found(find):
    return [message.id for message in find()]


@pytest.fixture
def cluster(settings):
    settings.Q_CLUSTER = {**deepcopy(settings.Q_CLUSTER), "redis": None}
    return settings.Q_CLUSTER


@pytest.fixture
def private_files_in(settings):
    def put(location, *, backend="cms.storage.PrivateFileStorage"):
        settings.STORAGES = {
            **settings.STORAGES,
            "private": {"BACKEND": backend, "OPTIONS": {"location": location}},
        }

    return put


@pytest.fixture
def seal_named(settings, tmp_path):
    """Return a function that configures a seal whose holder has the given name."""

    def make(name):
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        now = datetime.now(tz=UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now)
            .not_valid_after(now + timedelta(days=1))
            .sign(key, hashes.SHA256())
        )
        file = tmp_path / "seal.p12"
        encryption = serialization.BestAvailableEncryption(PASSWORD.encode())
        file.write_bytes(
            pkcs12.serialize_key_and_certificates(
                b"seal", key, certificate, None, encryption
            )
        )
        root = tmp_path / "root.pem"
        root.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        settings.REPORT_SEAL = {
            "kind": "pkcs12",
            "file": file,
            "password": PASSWORD,
            "trust_roots": [root],
        }
        return settings.REPORT_SEAL

    return make


def test_the_shipped_settings_pass():
    assert found(checks.background_work) == []
    assert found(checks.databases) == []
    assert found(checks.private_files) == []
    assert found(checks.debugging) == []
    assert found(checks.master_keys) == []


def test_sqlite_with_the_redis_broker_is_refused(cluster, monkeypatch):
    cluster["redis"] = "redis://127.0.0.1:6379/0"
    monkeypatch.setattr(checks, "connection", SimpleNamespace(vendor="sqlite"))

    assert found(checks.background_work) == ["cms.E001"]


def test_a_retry_within_the_timeout_is_refused_for_each_cluster(cluster):
    cluster["ALT_CLUSTERS"] = {"slow": {"timeout": cluster["retry"]}}

    assert found(checks.background_work) == ["cms.E002"]


@pytest.mark.parametrize("change", [{"max_attempts": 0}, {"ack_failures": False}])
def test_a_second_owner_of_retries_is_refused(cluster, change):
    cluster.update(change)

    assert found(checks.background_work) == ["cms.E003"]


def test_a_queue_without_a_worker_is_refused(cluster, settings):
    settings.QUEUE_CLUSTERS = {"mail": "nobody"}

    assert found(checks.background_work) == ["cms.E004"]


@pytest.mark.parametrize(
    "keys", [{}, {"a": b"short"}, {"": b"x" * 32}, {"a": b"x" * 32, "b": b"x" * 31}]
)
def test_master_keys_that_seal_nothing_are_refused(settings, keys):
    settings.MASTER_KEYS = keys

    assert found(checks.master_keys) == ["cms.E020"]


def test_a_connection_pool_is_refused(monkeypatch):
    pooled = SimpleNamespace(settings_dict={"OPTIONS": {"pool": True}})
    monkeypatch.setattr(checks, "connection", pooled)

    assert found(checks.databases) == ["cms.E005"]


def test_a_private_storage_with_an_address_is_refused(private_files_in, tmp_path):
    private_files_in(tmp_path, backend="django.core.files.storage.FileSystemStorage")

    assert found(checks.private_files) == ["cms.E006"]


@pytest.mark.parametrize("name", ["MEDIA_ROOT", "STATIC_ROOT"])
def test_private_files_among_served_ones_are_refused(
    settings, private_files_in, tmp_path, name
):
    setattr(settings, name, tmp_path)
    private_files_in(tmp_path / "private")

    assert found(checks.private_files) == ["cms.E007"]


def test_a_private_file_has_no_address(private_files_in, tmp_path):
    private_files_in(tmp_path)

    with pytest.raises(ValueError, match="not accessible"):
        storages["private"].url("answers.pdf")


def test_debug_pages_on_a_public_host_are_refused(settings):
    settings.DEBUG = True
    settings.ALLOWED_HOSTS = ["localhost", "osallistu.example.org"]

    assert found(checks.debugging) == ["cms.E008"]


def test_debug_pages_on_this_machine_are_allowed(settings):
    settings.DEBUG = True
    settings.ALLOWED_HOSTS = ["localhost"]

    assert found(checks.debugging) == []


def test_a_missing_seal_is_a_warning(settings):
    settings.REPORT_SEAL = {}

    assert found(checks.seal) == ["cms.W001"]


def test_a_seal_of_the_organisation_passes(seal_named):
    seal_named("Esimerkin hyvinvointialue, leima")

    assert found(checks.seal) == []


def test_a_seal_whose_file_is_gone_is_refused(seal_named):
    seal_named("Esimerkin hyvinvointialue")["file"].unlink()

    assert found(checks.seal) == ["cms.E009"]


def test_a_seal_with_a_wrong_password_is_refused(seal_named):
    seal_named("Esimerkin hyvinvointialue")["password"] = "wrong"

    assert found(checks.seal) == ["cms.E009"]


def test_a_test_seal_is_refused(seal_named):
    seal_named("TESTI / TEST Esimerkin hyvinvointialue")

    assert found(checks.seal) == ["cms.E010"]
