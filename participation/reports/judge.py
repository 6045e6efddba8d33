"""
Is a certificate trusted, and was it valid when it mattered? Offline.

Each time stamp vouches for what stands before it in the file: the newest must hold
now, the one before it at the newest one's time, and the seal at its own stamp's
time. So a seal outlives its certificate for as long as a time stamp over it holds.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate
from pyhanko.sign.validation import (
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import (
    DocumentTimestampStatus,
    PdfSignatureStatus,
    SignatureStatus,
)
from pyhanko_certvalidator import ValidationContext

from participation.reports.found import Trust

#: a time stamp may be ahead of our clock by this much
CLOCKS_DIFFER = timedelta(minutes=5)

_OUT_OF_DATE = {
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE,
    AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED,
    AdESIndeterminate.EXPIRED,
    AdESIndeterminate.NOT_YET_VALID,
    AdESFailure.NOT_YET_VALID,
}


class Judge:
    """Judges the signatures of one file by the authorities that we trust."""

    def __init__(self, reader: PdfFileReader, trust_roots: Sequence[Path]) -> None:
        self._roots = list(load_certs_from_pemder([str(file) for file in trust_roots]))
        try:
            self._store = DocumentSecurityStore.read_dss(reader)
        except NoDSSFoundError:
            self._store = None

    @property
    def knows_revocations(self) -> bool:
        """Tell whether the file carries chains and what tells of revocation."""
        store = self._store
        return bool(store and store.certs and (store.ocsps or store.crls))

    def seal_status(
        self,
        signature: EmbeddedPdfSignature,
        *,
        at: datetime,
        stamp_at: datetime,
        revocation_required: bool = False,
        again: bool = False,
    ) -> PdfSignatureStatus:
        """
        Return what the library finds of a seal.

        :param at: when its certificate must have been valid
        :param stamp_at: when its time stamp's must have been
        :param again: what was added later has been judged before
        """
        return asyncio.run(
            async_validate_pdf_signature(
                signature,
                self._context(at, required=revocation_required),
                self._context(stamp_at),
                skip_diff=again,
            )
        )

    def stamp_status(
        self, signature: EmbeddedPdfSignature, *, at: datetime
    ) -> DocumentTimestampStatus:
        """Return what the library finds of an archive time stamp."""
        return asyncio.run(async_validate_pdf_timestamp(signature, self._context(at)))

    def _context(self, at: datetime, *, required: bool = False) -> ValidationContext:
        facts: dict[str, Any] = {
            "trust_roots": self._roots,
            "moment": at,
            "allow_fetching": False,
            "revocation_mode": "require" if required else "soft-fail",
            # Revocation was asked after the moment, and tells of it all the same.
            "retroactive_revinfo": True,
        }
        if self._store:
            return self._store.as_validation_context(facts)
        return ValidationContext(**facts)


def trust_of(status: SignatureStatus) -> Trust:
    """Return what the library found of the certificate, in our words."""
    if not (status.intact and status.valid):
        return Trust.NOTHING_PROVEN
    if status.trusted:
        return Trust.TRUSTED
    if status.revoked:
        return Trust.REVOKED
    if status.trust_problem_indic in _OUT_OF_DATE:
        return Trust.OUT_OF_DATE
    if status.trust_problem_indic == AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND:
        return Trust.UNKNOWN_AUTHORITY
    return Trust.UNSUITABLE
