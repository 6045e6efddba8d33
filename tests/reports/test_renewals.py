"""Archive time stamps are renewed before they end; nothing is overwritten or doubled."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO

from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

import pytest
import time_machine
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESPassed
from pyhanko.sign.validation.ades import ades_lta_validation
from pyhanko.sign.validation.policy_decl import (
    LocalKnowledge,
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo
from pyhanko_certvalidator.policy_decl import (
    REQUIRE_REVINFO,
    CertRevTrustPolicy,
    NonRevokedStatusAssertion,
)
from pyhanko_certvalidator.registry import SimpleTrustManager
from pytest_django.fixtures import Settings

from cms.accounts.models import User
from participation import queue
from participation.actions import renewals, reports
from participation.models import Report, SealRecord, SealRenewal
from participation.models.reports import private_storage
from participation.reports.inspection import Answer, inspect_file
from participation.reports.verification import sha256_of
from tests.reports.renewing import (
    AFTER,
    DUE,
    _well,
    archived,
    at_work,
    failure,
    service,
)
from tests.reports.trust_service import CRL, TSA, Mood, TrustService

__all__ = ["_well", "archived", "service"]

Files = Callable[[], list[str]]


def test_a_time_stamp_is_renewed_before_it_ends(
    archived: Report, kept_files: Files
) -> None:
    first, first_name = archived.file.read(), archived.file.name

    at = at_work(DUE)

    archived.refresh_from_db()
    renewed = archived.file.read()
    assert renewed.startswith(first)
    assert len(renewed) > len(first)
    assert archived.sha256 == sha256_of(renewed)
    assert archived.size_bytes == len(renewed)
    assert set(kept_files()) == {first_name, archived.file.name}
    assert not SealRenewal.objects.exists()
    *_, old, new = archived.seals.in_order()
    assert (old.file.name, new.file.name) == (first_name, archived.file.name)
    assert (new.kind, new.made_at) == (SealRecord.Kind.ARCHIVE_STAMP, at)
    assert new.ends_at > old.ends_at + timedelta(days=3000)


def test_a_time_stamp_that_lasts_is_left_alone(
    archived: Report, service: TrustService
) -> None:
    asked = service.asked[TSA]

    at_work(timedelta(days=10))

    assert service.asked[TSA] == asked
    assert not SealRenewal.objects.exists()


def test_a_renewed_report_is_left_alone_again(archived: Report) -> None:
    at_work(DUE)

    at_work(DUE + timedelta(days=1))

    assert archived.seals.count() == 3


def test_a_renewed_file_is_valid_when_the_first_stamp_has_ended(
    archived: Report, service: TrustService
) -> None:
    first = archived.file.read()
    at_work(DUE)
    archived.refresh_from_db()
    later = datetime.now(UTC) + AFTER

    assert archived.seals.in_order()[1].ends_at < later
    assert not _pyhanko_accepts(first, service, later)
    assert _pyhanko_accepts(archived.file.read(), service, later)


def _pyhanko_accepts(data: bytes, service: TrustService, at: datetime) -> bool:
    """Tell what the library's own long-term check says at that time, offline."""
    root = load_cert_from_pemder(str(service.root))
    reader = PdfFileReader(BytesIO(data))
    # What the authority will say then of the newest time stamp nobody knows yet.
    newest = reader.embedded_timestamp_signatures[-1].signer_cert
    in_force = NonRevokedStatusAssertion(newest.sha256, at=at)
    policy = CertValidationPolicySpec(
        trust_manager=SimpleTrustManager.build(trust_roots=[root]),
        revinfo_policy=CertRevTrustPolicy(REQUIRE_REVINFO),
    )
    spec = PdfSignatureValidationSpec(
        SignatureValidationSpec(
            cert_validation_policy=policy,
            revinfo_gathering_policy=RevocationInfoGatheringSpec(
                online_fetching_rule=RevinfoOnlineFetchingRule.LOCAL_ONLY
            ),
            local_knowledge=LocalKnowledge(nonrevoked_assertions=[in_force]),
        )
    )
    moment = ValidationTimingInfo(
        validation_time=at, best_signature_time=at, point_in_time_validation=True
    )
    seal = reader.embedded_regular_signatures[0]
    with time_machine.travel(at, tick=False):
        found = asyncio.run(ades_lta_validation(seal, spec, timing_info=moment))
    return found.ades_subindic == AdESPassed.OK


# --- Checking either file ------------------------------------------------------------------


def test_the_newest_file_and_the_earlier_one_are_both_ours(archived: Report) -> None:
    first = archived.file.read()
    at_work(DUE)
    archived.refresh_from_db()
    later = datetime.now(UTC) + AFTER

    old = inspect_file(first, report=archived, at=later)
    new = inspect_file(archived.file.read(), report=archived, at=later)

    assert (old.answer, new.answer) == (Answer.ISSUED, Answer.ISSUED)
    assert (old.is_earlier_copy, new.is_earlier_copy) == (True, False)
    assert old.report == new.report == archived
    assert old.is_asked_for
    assert new.is_asked_for


def test_what_is_added_to_an_earlier_file_is_seen(archived: Report) -> None:
    first = archived.file.read()
    at_work(DUE)

    found = inspect_file(first + b"\n", report=None, at=datetime.now(UTC))

    assert not found.is_ours
    assert not found.is_earlier_copy
    assert found.answer == Answer.ADDED_TO
    assert found.report == archived


def test_what_was_never_kept_is_not_an_earlier_copy(archived: Report) -> None:
    """The file as it was between the seal and its archive time stamp."""
    seal = archived.seals.in_order()[0]
    cut = archived.file.read()[: seal.size_bytes]

    found = inspect_file(cut, report=None, at=datetime.now(UTC))

    assert found.answer == Answer.UNREGISTERED
    assert found.report is None


# --- What goes wrong -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("of", "code"), [(TSA, "report-timestamp"), (CRL, "report-revocation")]
)
def test_a_service_that_is_away_is_tried_again(
    of: str, code: str, archived: Report, service: TrustService, kept_files: Files
) -> None:
    before, files = archived.sha256, kept_files()
    service.moods[of] = Mood.DOWN

    at = at_work(DUE)

    archived.refresh_from_db()
    assert (archived.sha256, kept_files()) == (before, files)
    assert failure() == code
    assert SealRenewal.objects.get().not_before < at + timedelta(minutes=2)

    service.moods[of] = Mood.WELL
    at_work(DUE + timedelta(minutes=5))

    archived.refresh_from_db()
    assert archived.sha256 != before
    assert not SealRenewal.objects.exists()
    assert archived.seals.count() == 3


def test_a_renewal_needs_no_sealing_key(
    archived: Report, service: TrustService, settings: Settings
) -> None:
    settings.REPORT_SEAL = {
        **settings.REPORT_SEAL,
        "file": service.folder / "gone.p12",
        "level": "B-T",
    }

    at_work(DUE)

    assert archived.seals.count() == 3


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"timestamp_url": "", "level": "B-B"}, "report-no_stamp_service"),
        ({"level": "nonsense"}, "report-bad_settings"),
    ],
)
def test_settings_that_do_not_do_are_told(
    given: dict[str, str], code: str, archived: Report, settings: Settings
) -> None:
    settings.REPORT_SEAL = {**settings.REPORT_SEAL, **given}

    at_work(DUE)

    assert failure() == code


def test_a_stamp_that_ends_no_later_gains_nothing(
    archived: Report, service: TrustService, kept_files: Files
) -> None:
    service.stamper = "tsa"

    at = at_work(DUE)
    at_work(DUE + timedelta(days=1))

    assert failure() == "report-no_gain"
    assert SealRenewal.objects.get().attempts == 1
    assert SealRenewal.objects.get().not_before > at + timedelta(days=6)
    assert kept_files() == [archived.file.name]


def test_a_stamp_that_has_ended_is_not_renewed(archived: Report) -> None:
    at_work(AFTER)

    assert failure() == "report-lapsed"
    assert archived.seals.count() == 2


def test_a_changed_file_is_not_stamped(archived: Report, service: TrustService) -> None:
    storage, name = private_storage(), str(archived.file.name)
    data = archived.file.read()
    archived.file.close()
    storage.delete(name)
    with storage.open(name, "wb") as file:
        file.write(data + b" ")
    asked = service.asked[TSA]

    at_work(DUE)

    assert failure() == "report-unverified"
    assert service.asked[TSA] == asked


def test_a_missing_file_is_told(archived: Report) -> None:
    private_storage().delete(str(archived.file.name))

    at_work(DUE)

    assert failure() == "report-file_missing"


def test_a_file_that_a_killed_worker_left_goes_with_the_next_renewal(
    archived: Report, kept_files: Files
) -> None:
    private_storage().save(f"reports/{archived.code}/orphan.pdf", archived.file)

    at_work(DUE)

    assert len(kept_files()) == 2
    assert not [name for name in kept_files() if "orphan" in name]


def test_a_worker_that_lost_its_lease_keeps_nothing(
    archived: Report, kept_files: Files
) -> None:
    before = archived.sha256
    with time_machine.travel(datetime.now(UTC) + DUE, tick=False):
        now = datetime.now(UTC)
        renewals.note_due(at=now)
        slow = renewals.take_renewal(at=now)
        quick = renewals.take_renewal(at=now + renewals.LEASE)
        assert slow
        assert quick
        renewals.renew_seal(renewal=slow, at=now)
        archived.refresh_from_db()
        assert archived.sha256 == before
        renewals.renew_seal(renewal=quick, at=now)

    assert archived.seals.count() == 3
    assert len(kept_files()) == 2


def test_a_replaced_report_is_renewed_too(
    archived: Report, service: TrustService
) -> None:
    reports.supersede_report(report=archived, at=datetime.now(UTC))

    at_work(DUE)

    assert archived.seals.count() == 3


# --- Trying again, the worker, the command ----------------------------------------------------


def test_whoever_may_issue_reports_has_it_tried_again(
    archived: Report, service: TrustService, official: User, registrar: User
) -> None:
    service.stamper = "tsa"
    at = at_work(DUE)

    with pytest.raises(PermissionDenied):
        renewals.retry_renewal(report=archived, user=registrar, at=at)
    renewals.retry_renewal(report=archived, user=official, at=at)

    assert list(SealRenewal.objects.due_at(at)) == [archived.renewal]


def test_what_has_not_failed_is_not_tried_again(
    archived: Report, official: User
) -> None:
    with pytest.raises(renewals.NotFailed):
        renewals.retry_renewal(report=archived, user=official, at=datetime.now(UTC))


def test_the_sweep_finds_and_the_worker_renews(
    archived: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    woken: list[bool] = []
    monkeypatch.setattr(renewals, "wake", lambda: woken.append(True))

    with time_machine.travel(datetime.now(UTC) + DUE, tick=False):
        queue.sweep_seals()
        assert woken == [True]
        queue.renew_seals()
        queue.sweep_seals()

    assert woken == [True]
    assert archived.seals.count() == 3


def test_a_report_from_before_is_read_and_then_renewed(archived: Report) -> None:
    stamps = archived.seals.filter(kind=SealRecord.Kind.ARCHIVE_STAMP)
    stamps.delete()
    archived.seals.update(certificate_sha256="", sha256=archived.sha256)

    with time_machine.travel(datetime.now(UTC) + DUE, tick=False):
        call_command("renew_seals", stdout=StringIO())

    assert [one.ordinal for one in archived.seals.in_order()] == [1, 2, 3]


def test_the_command_says_what_failed_and_what_to_do(
    archived: Report, service: TrustService
) -> None:
    service.moods[TSA] = Mood.DOWN
    said = StringIO()

    with (
        time_machine.travel(datetime.now(UTC) + DUE, tick=False),
        pytest.raises(CommandError),
    ):
        call_command("renew_seals", stdout=said)

    assert archived.code in said.getvalue()
    assert "time-stamp service did not answer" in said.getvalue()
