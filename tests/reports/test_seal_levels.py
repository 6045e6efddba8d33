"""The levels of a seal, each by the same authority, and who else agrees with them."""

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from participation.models import Outcome
from participation.reports.errors import SealFailed
from participation.reports.found import Level
from participation.reports.renewal import renewed
from participation.reports.seal import Sealed, open_seal
from participation.reports.seal_settings import seal_settings_for
from participation.reports.verification import verify
from tests.reports.blank import page_to_seal
from tests.reports.conftest import letter_of, printed
from tests.reports.openssl import seal_agrees, stamp_agrees
from tests.reports.renewing import _well, service
from tests.reports.trust_service import (
    CRL,
    OCSP,
    TSA,
    Mood,
    TrustService,
    start_trust_service,
)
from tests.verapdf.validator import broken_rules

__all__ = ["_well", "service"]

LEVELS = [level for level in Level if level is not Level.OTHER]


@pytest.fixture
def page() -> bytes:
    return page_to_seal()


def sealed_by(settings: Settings, page: bytes, given: dict[str, object]) -> Sealed:
    settings.REPORT_SEAL = given
    now = datetime.now(UTC)
    return open_seal(at=now).apply(page, at=now)


@pytest.mark.once
def test_every_level_keeps_both_standards(
    service: TrustService, outcome: Outcome, settings: Settings, tmp_path: Path
) -> None:
    letter = printed(letter_of(outcome))
    files = {level: tmp_path / f"{level.value}.pdf" for level in LEVELS}

    for level, file in files.items():
        file.write_bytes(sealed_by(settings, letter, service.settings(level)).data)

    assert broken_rules(*files.values()) == ""


@pytest.mark.parametrize("level", LEVELS)
def test_each_level_is_what_it_says(
    level: Level, service: TrustService, page: bytes, settings: Settings, tmp_path: Path
) -> None:
    sealed = sealed_by(settings, page, service.settings(level))

    verdict = verify(
        sealed.data,
        trust_roots=[service.root],
        expected_sha256=None,
        at=datetime.now(UTC),
    )
    assert verdict.holds
    assert verdict.level == sealed.facts.level == level
    assert sealed.data.startswith(page)
    assert [one.subject.rpartition("=")[2] for one in sealed.facts.chain] == [
        "seal", "interm", "root",
    ]  # fmt: skip
    assert {one.source for one in sealed.facts.revocation} == (
        {"ocsp", "crl"} if level in (Level.LONG_TERM, Level.ARCHIVE) else set()
    )
    assert seal_agrees(sealed.data, service.root, tmp_path)
    stamps = {Level.BASIC: 0, Level.ARCHIVE: 2}.get(level, 1)
    assert stamp_agrees(sealed.data, service.root, tmp_path) == stamps


@pytest.mark.parametrize("level", LEVELS[1:])
def test_openssl_sees_a_changed_byte_under_a_time_stamp(
    level: Level, service: TrustService, page: bytes, settings: Settings, tmp_path: Path
) -> None:
    sealed = sealed_by(settings, page, service.settings(level)).data
    changed = sealed.replace(b"%PDF-1.7", b"%PDF-1.6", 1)

    assert changed != sealed
    assert not seal_agrees(changed, service.root, tmp_path)
    if level is Level.ARCHIVE:
        with pytest.raises(subprocess.CalledProcessError):
            stamp_agrees(changed, service.root, tmp_path)


def test_an_archived_seal_outlives_its_certificate(
    service: TrustService, page: bytes, settings: Settings
) -> None:
    service.stamper = "long-tsa"
    sealed = sealed_by(settings, page, service.settings("B-LTA"))
    later = datetime.now(UTC) + timedelta(days=1500)

    verdict = verify(
        sealed.data, trust_roots=[service.root], expected_sha256=None, at=later
    )

    assert sealed.facts.certificate.valid_to < later
    assert verdict.holds


def test_a_renewed_time_stamp_is_put_over_all_that_was_there(
    service: TrustService, page: bytes, settings: Settings, tmp_path: Path
) -> None:
    first = sealed_by(settings, page, service.settings("B-LTA"))
    service.stamper = "long-tsa"
    now = datetime.now(UTC)

    new_file = renewed(first.data, seal_settings_for(""), at=now)

    later = now + timedelta(days=1000)
    roots = [service.root]
    old = verify(first.data, trust_roots=roots, expected_sha256=None, at=later)
    new = verify(new_file.data, trust_roots=roots, expected_sha256=None, at=later)
    assert new_file.data.startswith(first.data)
    assert not old.holds
    assert new.holds
    assert len(new_file.found.archive_stamps) == 2
    assert stamp_agrees(new_file.data, service.root, tmp_path) == 3


# --- Failing closed --------------------------------------------------------------------


@pytest.mark.parametrize("mood", [Mood.DOWN, Mood.SLOW, Mood.GARBAGE])
@pytest.mark.parametrize(
    ("level", "of", "code"),
    [
        ("B-T", TSA, "timestamp"),
        ("B-LT", TSA, "timestamp"),
        ("B-LTA", TSA, "timestamp"),
        ("B-LT", OCSP, "revocation"),
        ("B-LT", CRL, "revocation"),
        ("B-LTA", OCSP, "revocation"),
    ],
)
def test_no_seal_is_given_below_its_level(
    mood: Mood,
    level: str,
    of: str,
    code: str,
    service: TrustService,
    page: bytes,
    settings: Settings,
) -> None:
    service.moods[of] = mood
    # On a busy machine those that are well need their time too.
    patience = 1 if mood is Mood.SLOW else 10
    given = service.settings(level, timeout_seconds=patience)

    with pytest.raises(SealFailed) as failure:
        sealed_by(settings, page, given)

    assert failure.value.code == code
    assert failure.value.is_passing

    service.moods[of] = Mood.WELL
    assert sealed_by(settings, page, service.settings(level)).facts.level == level


@pytest.mark.parametrize("of", [OCSP, CRL])
def test_a_seal_without_evidence_does_not_wait_for_it(
    of: str, service: TrustService, page: bytes, settings: Settings
) -> None:
    service.moods[of] = Mood.DOWN

    assert sealed_by(settings, page, service.settings("B-B", "next-seal")).data


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    ("key", "code"), [("revoked-seal", "revoked"), ("expired-seal", "expired")]
)
def test_a_certificate_that_is_not_in_force_seals_nothing(
    level: Level,
    key: str,
    code: str,
    service: TrustService,
    page: bytes,
    settings: Settings,
) -> None:
    with pytest.raises(SealFailed) as failure:
        sealed_by(settings, page, service.settings(level, key))

    assert failure.value.code == code
    assert not failure.value.is_passing


@pytest.mark.parametrize("level", LEVELS[1:])
def test_a_time_stamp_of_a_revoked_certificate_is_refused(
    level: Level, service: TrustService, page: bytes, settings: Settings
) -> None:
    service.stamper = "revoked-tsa"

    with pytest.raises(SealFailed) as failure:
        sealed_by(settings, page, service.settings(level))

    assert failure.value.code == "timestamp_refused"


def test_a_time_stamp_of_an_unknown_authority_is_refused(
    service: TrustService, page: bytes, settings: Settings, tmp_path: Path
) -> None:
    other = start_trust_service(tmp_path)
    given = service.settings("B-T", timestamp_url=f"{other.url}/demo/tsa/t")

    with pytest.raises(SealFailed) as failure:
        sealed_by(settings, page, given)

    other.stop()
    assert failure.value.code == "timestamp_refused"
