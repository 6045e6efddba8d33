"""Settings that are fine alone and wrong together are found before the start."""

from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from django.conf import settings as django_settings
from django.core.files.storage import FileSystemStorage, storages

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12

from cms import checks
from cms.storage import PrivateFileStorage

PASSWORD = "only-for-tests"


def found(find):
    return [message.id for message in find()]


@pytest.fixture
def cluster(settings):
    settings.Q_CLUSTER = {**deepcopy(settings.Q_CLUSTER), "redis": None}
    return settings.Q_CLUSTER


@pytest.fixture
def private_files_in(monkeypatch):
    def put(location, *, backend=PrivateFileStorage):
        # Another STORAGES would part the storage of every file field from this one.
        monkeypatch.setitem(storages._storages, "private", backend(location=location))

    return put


def certificate_of(name, key, *, days, authority):
    """Return a certificate of today, for so many days."""

    def named(text):
        return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text)])

    now = datetime.now(tz=UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named("Luottamuspalvelu"))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=days))
        .sign(authority, hashes.SHA256())
    )


@pytest.fixture
def seal_named(settings, tmp_path):
    """Return a function that configures a seal whose holder has the given name."""
    authority = ec.generate_private_key(ec.SECP256R1())
    root = certificate_of("Luottamuspalvelu", authority, days=400, authority=authority)

    def make(name, *, days=365):
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = certificate_of(name, key, days=days, authority=authority)
        file = tmp_path / "seal.p12"
        encryption = serialization.BestAvailableEncryption(PASSWORD.encode())
        file.write_bytes(
            pkcs12.serialize_key_and_certificates(
                b"seal", key, certificate, [root], encryption
            )
        )
        trusted = tmp_path / "root.pem"
        trusted.write_bytes(root.public_bytes(serialization.Encoding.PEM))
        settings.REPORT_SEAL = {
            "kind": "pkcs12",
            "file": file,
            "password": PASSWORD,
            "trust_roots": [trusted],
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
    private_files_in(tmp_path, backend=FileSystemStorage)

    assert found(checks.private_files) == ["cms.E006"]


@pytest.mark.parametrize("name", ["MEDIA_ROOT", "STATIC_ROOT"])
def test_private_files_among_served_ones_are_refused(
    monkeypatch, private_files_in, tmp_path, name
):
    monkeypatch.setattr(django_settings, name, tmp_path)
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

    assert found(checks.seals) == ["cms.W001"]


def test_a_seal_of_the_organisation_passes(seal_named):
    seal_named("Esimerkin hyvinvointialue, leima")

    assert found(checks.seals) == []


def test_a_seal_that_ends_soon_with_no_other_to_follow_is_a_warning(seal_named):
    seal_named("Esimerkin hyvinvointialue", days=30)

    assert found(checks.seals) == ["cms.W012"]


def test_a_seal_that_has_ended_is_refused(seal_named):
    seal_named("Esimerkin hyvinvointialue", days=0)

    assert found(checks.seals) == ["cms.E009"]


def test_a_next_key_that_cannot_be_used_is_a_warning(seal_named):
    seal = seal_named("Esimerkin hyvinvointialue")
    now = {name: seal.pop(name) for name in ("kind", "file", "password")}
    later = {**now, "password": "wrong", "from": date(2999, 1, 1)}
    seal["keys"] = [now, later]

    assert found(checks.seals) == ["cms.W011"]


def test_a_next_key_silences_the_warning_of_the_one_that_ends(seal_named):
    seal = seal_named("Esimerkin hyvinvointialue", days=30)
    now = {name: seal.pop(name) for name in ("kind", "file", "password")}
    tomorrow = datetime.now(tz=UTC).date() + timedelta(days=1)
    seal["keys"] = [now, {**now, "from": tomorrow}]

    assert found(checks.seals) == []


def test_a_seal_whose_file_is_gone_is_refused(seal_named):
    seal_named("Esimerkin hyvinvointialue")["file"].unlink()

    assert found(checks.seals) == ["cms.E009"]


def test_a_seal_with_a_wrong_password_is_refused(seal_named):
    seal_named("Esimerkin hyvinvointialue")["password"] = "wrong"

    assert found(checks.seals) == ["cms.E009"]


def test_a_test_seal_is_refused(seal_named):
    seal_named("TESTI / TEST Esimerkin hyvinvointialue")

    assert found(checks.seals) == ["cms.E010"]
