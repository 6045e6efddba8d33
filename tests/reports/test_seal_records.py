"""The data of seals is kept beside the files, as the National Archives ask."""

import importlib
from collections.abc import Iterator
from datetime import UTC, datetime

from django.apps import apps
from django.db import connection
from django.test import Client

import pytest
from pytest_django.fixtures import Settings

from participation.actions import reports
from participation.actions.dossier_part import outcome_part
from participation.actions.seal_records import record_seals
from participation.models import Outcome, Report, SealRecord
from participation.reports.kinds.outcome import name_of
from participation.reports.verification import sha256_of, verify
from tests.reports.conftest import SEALED
from tests.reports.trust_service import TrustService, start_trust_service


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TrustService]:
    service = start_trust_service(tmp_path_factory.mktemp("trust"))
    yield service
    service.stop()


@pytest.fixture
def archived(outcome: Outcome, service: TrustService, settings: Settings) -> Report:
    """Return a report with an archive time stamp, sealed now."""
    settings.REPORT_SEAL = service.settings("B-LTA", test=True)
    return reports.issue_report(
        kind="outcome",
        subject=name_of(outcome),
        language="fi",
        at=datetime.now(UTC),
    )


def test_a_seal_is_written_down_with_its_report(report: Report) -> None:
    record = report.seals.get()

    assert record.kind == SealRecord.Kind.SEAL
    assert (record.ordinal, record.level) == (1, "B-B")
    assert record.subject == report.signer_subject
    assert record.issuer == report.signer_issuer
    assert record.serial == report.signer_serial
    assert len(record.certificate_sha256) == 64
    assert (record.digest_algorithm, record.signature_algorithm) == (
        "sha256",
        "sha256_ecdsa",
    )
    assert record.claimed_at == record.made_at == SEALED
    assert record.stamped_at is None
    assert record.ends_at == record.valid_to == report.signer_valid_to
    assert (record.sha256, record.file.name) == (report.sha256, report.file.name)
    assert record.size_bytes == report.size_bytes


def test_an_archive_time_stamp_has_a_row_of_its_own(
    archived: Report, service: TrustService
) -> None:
    seal, stamp = archived.seals.in_order()

    assert (seal.kind, stamp.kind) == ("seal", "archive_stamp")
    assert seal.subject == archived.signer_subject
    assert next(above["subject"] for above in seal.issuers) == seal.issuer
    assert "tsa" in seal.stamp_authority
    assert stamp.subject == stamp.stamp_authority == seal.stamp_authority
    assert stamp.claimed_at is None
    assert abs(stamp.stamped_at - archived.sealed_at).total_seconds() < 60
    tsa = service.certificate("tsa")
    assert seal.ends_at == stamp.ends_at == tsa.not_valid_after_utc
    assert stamp.serial == f"{tsa.serial_number:x}"


def test_only_what_was_kept_as_a_file_names_one(archived: Report) -> None:
    seal, stamp = archived.seals.in_order()
    data = archived.file.read()

    assert seal.file.name == ""
    assert sha256_of(data[: seal.size_bytes]) == seal.sha256
    assert stamp.file.name == archived.file.name
    assert stamp.sha256 == archived.sha256 == sha256_of(data)
    assert list(SealRecord.objects.kept()) == [stamp]


def test_what_is_written_already_is_not_written_again(
    archived: Report, service: TrustService
) -> None:
    before = list(archived.seals.in_order().values())
    data, at = archived.file.read(), datetime.now(UTC)
    verdict = verify(data, trust_roots=[service.root], expected_sha256=None, at=at)

    record_seals(report=archived, data=data, found=verdict.found, at=at)

    assert list(archived.seals.in_order().values()) == before


# --- Reports from before ----------------------------------------------------------------


def copied_from_columns(report: Report) -> SealRecord:
    SealRecord.objects.all().delete()
    migration = importlib.import_module(
        "participation.migrations.0010_records_of_earlier_seals"
    )
    migration.record_seals(apps, connection.schema_editor())
    return report.seals.get()


def test_an_earlier_report_gets_a_row_of_what_its_columns_tell(report: Report) -> None:
    record = copied_from_columns(report)

    assert (record.subject, record.serial) == (
        report.signer_subject,
        report.signer_serial,
    )
    assert (record.level, record.claimed_at) == ("B-B", SEALED)
    assert (record.sha256, record.file.name) == (report.sha256, report.file.name)
    assert record.certificate_sha256 == record.signature_algorithm == ""
    assert record.ends_at == report.signer_valid_to


def test_a_copied_row_gives_way_to_what_the_file_says(
    archived: Report, service: TrustService
) -> None:
    copied_from_columns(archived)
    data, at = archived.file.read(), datetime.now(UTC)
    verdict = verify(data, trust_roots=[service.root], expected_sha256=None, at=at)

    record_seals(report=archived, data=data, found=verdict.found, at=at)

    assert [one.kind for one in archived.seals.in_order()] == ["seal", "archive_stamp"]


# --- Where it is shown --------------------------------------------------------------------


def test_the_dossier_holds_the_data_of_the_seal(report: Report) -> None:
    (told, *_) = outcome_part(report.outcome.case)

    text = b"".join(told.content).decode()

    assert report.seals.get().certificate_sha256 in text


def test_the_api_tells_the_data_of_the_seal(report: Report, client: Client) -> None:
    told = client.get(f"/api/v1/reports/{report.code}").json()

    (record,) = told["seals"]
    assert record["kind"] == "seal"
    assert record["certificate_sha256"] == report.seals.get().certificate_sha256
