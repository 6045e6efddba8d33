"""The organisation's electronic seal: PAdES, level B-B, or B-T with a time stamp."""

import logging
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from django.conf import settings

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.timestamps import HTTPTimeStamper, TimestampRequestError
from pyhanko.stamp import NoOpStampStyle

from participation.reports.certificates import CertificateFacts, facts_of
from participation.reports.errors import SealFailed
from participation.reports.keys import load_signer
from participation.reports.organisation import organisation_name
from participation.reports.seal_settings import SealSettings, read_seal_settings
from participation.reports.verification import verify

logger = logging.getLogger(__name__)

#: the name of the empty field that the templates make (`data-pdf-sig`)
FIELD = "Seal"


@dataclass(frozen=True, kw_only=True)
class SealFacts:
    """What the archive keeps of a seal beside the file."""

    level: str
    certificate: CertificateFacts
    sealed_at: datetime

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
    def level(self) -> str:
        return "B-T" if self._config.timestamp_url else "B-B"

    def apply(self, data: bytes, *, at: datetime) -> Sealed:
        """
        Return the PDF with its field `FIELD` sealed, after verifying the result.

        :raises SealFailed: if anything is amiss; there is no sealed file then
        """
        if not self.certificate.is_valid_at(at):
            raise SealFailed("expired")
        sealed = self._signed(data, at)
        verdict = verify(
            sealed, trust_roots=self._config.trust_roots, expected_sha256=None, at=at
        )
        if not (verdict.holds and sealed.startswith(data)):
            raise SealFailed("unverified")
        facts = SealFacts(level=self.level, certificate=self.certificate, sealed_at=at)
        return Sealed(data=sealed, facts=facts)

    def _signed(self, data: bytes, at: datetime) -> bytes:
        signer = _SignerAt(
            PdfSignatureMetadata(
                field_name=FIELD,
                subfilter=SigSeedSubFilter.PADES,
                md_algorithm="sha256",
                name=organisation_name(settings.LANGUAGE_CODE),
            ),
            signer=self._signer,
            timestamper=self._timestamper(),
            stamp_style=NoOpStampStyle(),
        )
        signer.at = at
        output = BytesIO()
        try:
            signer.sign_pdf(
                IncrementalPdfFileWriter(BytesIO(data)),
                existing_fields_only=True,
                output=output,
            )
        except (TimestampRequestError, OSError):
            raise SealFailed("timestamp") from None
        except Exception:
            logger.exception("Sealing failed.")
            raise SealFailed("sealing") from None
        return output.getvalue()

    def _timestamper(self) -> HTTPTimeStamper | None:
        url = self._config.timestamp_url
        return HTTPTimeStamper(url, timeout=10) if url else None


def open_seal() -> Seal:
    """
    Return the organisation's seal.

    :raises SealFailed: without a usable key, or when it is a test certificate's
        and the settings do not allow one
    """
    config = read_seal_settings(settings.REPORT_SEAL)
    seal = Seal(config, load_signer(config.key))
    if seal.is_test and not config.test:
        raise SealFailed("test_refused")
    if not config.trust_roots:
        raise SealFailed("no_trust")
    return seal


class _SignerAt(PdfSigner):
    """pyHanko reads the clock when it signs; ours takes the moment it is given."""

    at: datetime

    def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self.at
        return session
