"""The organisation's electronic seal: PAdES, levels B-B to B-LTA."""

import logging
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.timezone import localdate

from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_signer import (
    DSSContentSettings,
    SigDSSPlacementPreference,
)
from pyhanko.stamp import NoOpStampStyle
from pyhanko_certvalidator import ValidationContext

from participation.reports.archive_stamp import time_stamper, with_archive_stamp
from participation.reports.certificates import CertificateFacts, facts_of
from participation.reports.errors import SealFailed
from participation.reports.evidence import RevocationFacts, chain_of, revocation_in
from participation.reports.found import Level
from participation.reports.keys import load_signer
from participation.reports.organisation import organisation_name
from participation.reports.seal_settings import SealSettings, seal_settings_for
from participation.reports.trust import (
    asking_context,
    failure_of,
    refuse_not_in_force,
    refuse_stamper,
)
from participation.reports.verification import Verdict, verify

logger = logging.getLogger(__name__)

#: the name of the empty field that the templates make (`data-pdf-sig`)
FIELD = "Seal"
#: for the value of a seal beside its certificates
_ROOM_BYTES = 4096


@dataclass(frozen=True, kw_only=True)
class SealFacts:
    """What the archive keeps of a seal beside the file."""

    level: str
    certificate: CertificateFacts
    sealed_at: datetime
    #: the certificate and those above it
    chain: tuple[CertificateFacts, ...]
    #: what the authorities said of the certificates, as far as it is in the file
    revocation: tuple[RevocationFacts, ...]
    #: level, time stamps and conditions, as a verifier finds them
    verdict: Verdict

    @property
    def is_test(self) -> bool:
        return self.certificate.is_test


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """A sealed file, verified."""

    data: bytes
    facts: SealFacts


class Seal:
    """The seal as the settings have it, ready to be used."""

    def __init__(self, config: SealSettings, signer: Signer) -> None:
        self._config = config
        self._signer = signer
        self.certificate = facts_of(signer.signing_cert)

    @property
    def is_test(self) -> bool:
        """Tell whether it proves nothing, which every page must say."""
        return self.certificate.is_test

    @property
    def level(self) -> Level:
        return self._config.level

    def apply(self, data: bytes, *, at: datetime) -> Sealed:
        """
        Return the PDF with its field `FIELD` sealed, after verifying the result.

        :raises SealFailed: if anything is amiss; there is no sealed file then
        """
        if not self.certificate.is_valid_at(at):
            raise SealFailed("expired")
        context = asking_context(self._config)
        refuse_not_in_force(self._signer, self._config, context)
        sealed = self._signed(data, at, context)
        if self.level is Level.ARCHIVE:
            sealed = with_archive_stamp(sealed, self._config)
        return Sealed(data=sealed, facts=self._verified(sealed, data, at))

    def _verified(self, sealed: bytes, before: bytes, at: datetime) -> SealFacts:
        roots = self._config.trust_roots
        verdict = verify(sealed, trust_roots=roots, expected_sha256=None, at=at)
        seal = verdict.seal
        if not (verdict.holds and sealed.startswith(before) and seal and seal.signer):
            raise SealFailed("unverified")
        proven = verdict.stamps_hold and (
            seal.revocation_checked or not self._config.needs_evidence
        )
        if seal.level is not self.level or not proven:
            raise SealFailed("level")
        return SealFacts(
            level=self.level,
            certificate=seal.signer,
            sealed_at=at,
            chain=_chain(self._signer, roots),
            revocation=revocation_in(sealed) if self._config.needs_evidence else (),
            verdict=verdict,
        )

    def _signed(self, data: bytes, at: datetime, context: ValidationContext) -> bytes:
        stamper = time_stamper(self._config) if self._config.needs_time_stamp else None
        signer = _SignerAt(
            self._metadata(context),
            signer=self._signer,
            timestamper=stamper,
            stamp_style=NoOpStampStyle(),
        )
        signer.at = at
        output = BytesIO()
        try:
            if stamper and not self._config.needs_evidence:
                # With evidence the library asks itself.
                refuse_stamper(stamper, context)
            signer.sign_pdf(
                IncrementalPdfFileWriter(BytesIO(data)),
                existing_fields_only=True,
                bytes_reserved=None if stamper else _room_for(self._signer),
                output=output,
            )
        except Exception as error:
            failure = failure_of(error, of_stamp=True)
            if failure.code == "sealing":
                logger.exception("Sealing failed.")
            raise failure from None
        return output.getvalue()

    def _metadata(self, context: ValidationContext) -> PdfSignatureMetadata:
        evidence = self._config.needs_evidence
        return PdfSignatureMetadata(
            field_name=FIELD,
            subfilter=SigSeedSubFilter.PADES,
            md_algorithm="sha256",
            name=self.organisation(settings.LANGUAGE_CODE),
            validation_context=context if evidence else None,
            embed_validation_info=evidence,
            # All in one revision, so that nothing is appended after the seal.
            dss_settings=DSSContentSettings(
                include_vri=False,
                placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE,
            ),
        )

    def organisation(self, language: str) -> str:
        """Return the name, in that language, of the organisation that seals."""
        names = self._config.organisation
        if not names:
            return organisation_name(language)
        return names.get(language) or names[settings.LANGUAGE_CODE]


def open_seal(unit: str = "", *, at: datetime) -> Seal:
    """
    Return the seal for reports of that unit, with the key that is in use then.

    :param unit: its key; empty for reports of the whole organisation
    :raises SealFailed: without a usable key, or when it is a test certificate's
        and the settings do not allow one
    """
    config = seal_settings_for(unit)
    seal = Seal(config, load_signer(config.key_on(localdate(at))))
    refuse_unusable(seal, config)
    return seal


def refuse_unusable(seal: Seal, config: SealSettings) -> None:
    """
    Refuse a seal that would prove nothing.

    :raises SealFailed: `test_refused` or `no_trust`
    """
    if seal.is_test and not config.test:
        raise SealFailed("test_refused")
    if not config.trust_roots:
        raise SealFailed("no_trust")


@lru_cache(maxsize=32)
def _chain(signer: Signer, roots: tuple[Path, ...]) -> tuple[CertificateFacts, ...]:
    above = load_certs_from_pemder([str(root) for root in roots])
    return chain_of(signer.signing_cert, [*signer.cert_registry, *above])


@lru_cache(maxsize=32)
def _room_for(signer: Signer) -> int:
    """
    Return how many hexadecimal digits the seal's value may take.

    Without it the library makes a seal for trial, each time. Too little room would
    fail, not cut.
    """
    certificates = [signer.signing_cert, *signer.cert_registry]
    return 2 * (_ROOM_BYTES + sum(len(one.dump()) for one in certificates))


class _SignerAt(PdfSigner):
    """pyHanko reads the clock when it signs; ours takes the moment it is given."""

    at: datetime

    def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self.at
        return session
