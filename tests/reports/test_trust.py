"""Which level a seal has, and for how long it holds, by what the file carries."""

import asyncio
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESStatus
from pyhanko.sign.validation.ades import ades_lta_validation
from pyhanko.sign.validation.policy_decl import (
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo
from pyhanko_certvalidator.policy_decl import (
    CertRevTrustPolicy,
    RevocationCheckingPolicy,
)
from pyhanko_certvalidator.registry import SimpleTrustManager

from participation.reports.found import Level, TimeProof, Trust
from participation.reports.verification import Condition, Verdict, verify
from tests.reports.blank import blank_page
from tests.reports.long_term import LongTermAuthority

YEAR = timedelta(days=365)
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
SEALED = BEGUN + timedelta(days=30)
SOON = SEALED + timedelta(days=5)
#: the seal's certificate has expired, the time stamper's has not
LATER = BEGUN + 2 * YEAR
#: both have
MUCH_LATER = BEGUN + 11 * YEAR


@pytest.fixture(scope="module")
def authority() -> LongTermAuthority:
    return LongTermAuthority(since=BEGUN)


@pytest.fixture
def root(authority: LongTermAuthority, tmp_path: Path) -> Path:
    return _kept(authority, tmp_path)


def _kept(authority: LongTermAuthority, folder: Path) -> Path:
    file = folder / "root.pem"
    file.write_bytes(authority.root_pem)
    return file


def judged(
    data: bytes, root: Path, *, at: datetime, known_since: datetime | None = None
) -> Verdict:
    return verify(
        data, trust_roots=[root], expected_sha256=None, at=at, known_since=known_since
    )


LEVELS = [Level.BASIC, Level.TIME, Level.LONG_TERM, Level.ARCHIVE]


@pytest.mark.parametrize("level", LEVELS)
def test_the_level_is_read_from_the_file(
    level: Level, authority: LongTermAuthority, root: Path
) -> None:
    verdict = judged(authority.sealed(blank_page(), level, at=SEALED), root, at=SOON)

    assert verdict.holds
    assert verdict.stamps_hold
    assert verdict.level == level
    assert verdict.seal
    assert verdict.seal.claimed_at == SEALED
    assert verdict.seal.revocation_checked == (level in LEVELS[2:])
    assert (verdict.seal.stamp is not None) == (level != Level.BASIC)
    assert len(verdict.found.archive_stamps) == (level == Level.ARCHIVE)


@pytest.mark.parametrize(
    ("level", "at", "trust", "proof"),
    [
        (Level.BASIC, SOON, Trust.TRUSTED, TimeProof.NONE),
        (Level.BASIC, LATER, Trust.OUT_OF_DATE, TimeProof.NONE),
        (Level.TIME, LATER, Trust.TRUSTED, TimeProof.STAMP),
        (Level.TIME, MUCH_LATER, Trust.OUT_OF_DATE, TimeProof.NONE),
        (Level.LONG_TERM, LATER, Trust.TRUSTED, TimeProof.STAMP),
        (Level.ARCHIVE, LATER, Trust.TRUSTED, TimeProof.STAMP),
        (Level.ARCHIVE, MUCH_LATER, Trust.OUT_OF_DATE, TimeProof.NONE),
    ],
)
def test_a_seal_outlives_its_certificate_while_a_stamp_over_it_holds(
    level: Level,
    at: datetime,
    trust: Trust,
    proof: TimeProof,
    authority: LongTermAuthority,
    root: Path,
) -> None:
    verdict = judged(authority.sealed(blank_page(), level, at=SEALED), root, at=at)

    assert verdict.seal
    assert (verdict.seal.trust, verdict.seal.time_proof) == (trust, proof)
    assert verdict.holds == (trust == Trust.TRUSTED)
    assert verdict.seal.judged_at == (SEALED if proof == TimeProof.STAMP else at)


def test_a_renewed_archive_stamp_carries_the_seal_on(
    authority: LongTermAuthority, root: Path
) -> None:
    first = authority.sealed(blank_page(), Level.ARCHIVE, at=SEALED)
    successor = LongTermAuthority(since=BEGUN + 9 * YEAR, name="Successor")
    renewed = successor.archived(first, at=BEGUN + 9 * YEAR + timedelta(days=1))
    both = root.with_name("both.pem")
    both.write_bytes(root.read_bytes() + successor.root_pem)

    verdict = judged(renewed, both, at=MUCH_LATER)

    assert verdict.holds
    assert verdict.stamps_hold
    assert verdict.seal
    assert verdict.seal.judged_at == SEALED
    assert len(verdict.found.archive_stamps) == 2
    assert judged(first, both, at=BEGUN).sha256 in verdict.found.earlier_sha256


def test_our_register_carries_a_seal_without_a_stamp(
    authority: LongTermAuthority, root: Path
) -> None:
    sealed = authority.sealed(blank_page(), Level.BASIC, at=SEALED)

    verdict = judged(sealed, root, at=MUCH_LATER, known_since=SEALED)

    assert verdict.holds
    assert verdict.seal
    assert verdict.seal.time_proof == TimeProof.REGISTER


def test_a_stamp_of_an_unknown_authority_proves_no_time(
    authority: LongTermAuthority, root: Path
) -> None:
    stranger = LongTermAuthority(since=BEGUN, name="Stranger")
    sealed = authority.sealed(blank_page(), Level.BASIC, at=SEALED)
    stamped = stranger.archived(sealed, at=SEALED)

    verdict = judged(stamped, root, at=LATER)

    assert not verdict.holds
    assert not verdict.stamps_hold
    assert verdict.found.archive_stamps[0].trust == Trust.UNKNOWN_AUTHORITY
    assert verdict.seal
    assert verdict.seal.trust == Trust.OUT_OF_DATE


def test_a_stamp_from_the_future_proves_no_time(
    authority: LongTermAuthority, root: Path
) -> None:
    sealed = authority.sealed(blank_page(), Level.TIME, at=SEALED)

    verdict = judged(sealed, root, at=SEALED - timedelta(days=1))

    assert not verdict.stamps_hold


@pytest.mark.parametrize(
    ("revoked", "trust"),
    [(-1, Trust.REVOKED), (+1, Trust.TRUSTED)],
    ids=["before sealing", "after sealing"],
)
def test_a_revoked_certificate_seals_nothing_from_then_on(
    revoked: int, trust: Trust, tmp_path: Path
) -> None:
    authority = LongTermAuthority(since=BEGUN)
    sealed = authority.sealed(blank_page(), Level.TIME, at=SEALED)
    authority.revoked_at = SEALED + timedelta(days=revoked)
    later = authority.with_revocations(sealed, at=SEALED + timedelta(days=10))

    verdict = judged(later, _kept(authority, tmp_path), at=LATER)

    assert verdict.seal
    assert verdict.seal.trust == trust, verdict.seal
    assert verdict.seal.revocation_checked


def test_a_stamp_does_not_save_a_seal_that_was_changed(
    authority: LongTermAuthority, root: Path
) -> None:
    sealed = authority.sealed(blank_page(), Level.TIME, at=SEALED)
    changed = sealed.replace(b"%PDF-1.7", b"%PDF-1.6", 1)

    verdict = judged(authority.archived(changed, at=SEALED), root, at=SOON)

    assert not verdict.fulfils(Condition.INTACT)
    assert verdict.seal
    assert verdict.seal.trust == Trust.NOTHING_PROVEN


@pytest.mark.parametrize(
    ("at", "passes"), [(SOON, True), (LATER, True), (MUCH_LATER, False)]
)
def test_the_standard_algorithm_agrees(
    at: datetime, passes: bool, authority: LongTermAuthority, root: Path
) -> None:
    sealed = authority.sealed(blank_page(), Level.ARCHIVE, at=SEALED)

    assert _by_the_standard(sealed, root, at=at) == passes
    assert judged(sealed, root, at=at).holds == passes


def _by_the_standard(data: bytes, root: Path, *, at: datetime) -> bool:
    """Validate as ETSI EN 319 102-1 §5.6 has it, offline, by pyHanko."""
    roots = SimpleTrustManager.build(list(load_certs_from_pemder([str(root)])))
    spec = SignatureValidationSpec(
        cert_validation_policy=CertValidationPolicySpec(
            trust_manager=roots,
            revinfo_policy=CertRevTrustPolicy(
                RevocationCheckingPolicy.from_legacy("soft-fail")
            ),
        ),
        revinfo_gathering_policy=RevocationInfoGatheringSpec(
            online_fetching_rule=RevinfoOnlineFetchingRule.LOCAL_ONLY
        ),
    )
    seal = PdfFileReader(BytesIO(data)).embedded_regular_signatures[0]
    now = ValidationTimingInfo(
        validation_time=at, best_signature_time=at, point_in_time_validation=False
    )
    found = asyncio.run(
        ades_lta_validation(seal, PdfSignatureValidationSpec(spec), now)
    )
    return bool(found.ades_subindic.status == AdESStatus.PASSED)
