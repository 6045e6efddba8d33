"""The time stamp over a whole document, and the one that is put over it in time."""

import asyncio
import logging
from io import BytesIO
from typing import Any

from asn1crypto import cms
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import InvisSigSettings
from pyhanko.sign.signers.pdf_signer import PdfTimeStamper, TimestampDSSContentSettings
from pyhanko.sign.timestamps import HTTPTimeStamper, TimestampRequestError
from pyhanko_certvalidator import CertificateValidator, ValidationContext

from participation.reports.errors import SealFailed
from participation.reports.seal_settings import SealSettings
from participation.reports.trust import asking_context, failure_of

logger = logging.getLogger(__name__)

#: spoken by assistive technology; the field is not seen
_FIELD_DESCRIPTION = "Aikaleima / Tidsstämpel / Time stamp"


class StampService(HTTPTimeStamper):
    """The client of a time-stamp service; an answer that is none is a failure."""

    async def async_timestamp(
        self, message_digest: bytes, md_algorithm: str
    ) -> cms.ContentInfo:
        try:
            return await super().async_timestamp(message_digest, md_algorithm)
        except (ValueError, TypeError, KeyError) as error:
            raise TimestampRequestError("not a time stamp") from error


def time_stamper(config: SealSettings) -> StampService:
    """Return the client of the organisation's time-stamp service."""
    return StampService(config.timestamp_url, timeout=config.timeout_seconds)


def with_archive_stamp(data: bytes, config: SealSettings) -> bytes:
    """
    Return the file with one more revision: evidence, and a time stamp over all.

    The evidence, that no certificate of the stamp before was revoked either, comes
    first, so that the new stamp covers the file to its end. What was there stays
    byte for byte.

    :raises SealFailed: `timestamp`, `timestamp_refused`, `revocation`
    """
    context = asking_context(config)
    try:
        return _stamped(data, config, context)
    except Exception as error:
        failure = failure_of(error, of_stamp=True)
        if failure.code == "sealing":
            logger.exception("An archive time stamp failed.")
        raise failure from None


def _stamped(data: bytes, config: SealSettings, context: ValidationContext) -> bytes:
    stamper = PdfTimeStamper(
        time_stamper(config),
        invis_settings=InvisSigSettings(box_out_of_bounds=True),
        readable_field_name=_FIELD_DESCRIPTION,
    )
    output = BytesIO()
    stamper.timestamp_pdf(
        IncrementalPdfFileWriter(BytesIO(data)),
        "sha256",
        validation_context=context,
        validation_paths=_paths_before(data, context),
        output=output,
        dss_settings=TimestampDSSContentSettings(
            include_vri=False, update_before_ts=True
        ),
    )
    stamped = output.getvalue()
    if not stamped.startswith(data):
        raise SealFailed("unverified")
    return stamped


def _paths_before(data: bytes, context: ValidationContext) -> list[Any]:
    """Return how the certificate of the last archive stamp, if any, is trusted now."""
    stamps = PdfFileReader(BytesIO(data)).embedded_timestamp_signatures
    if not stamps:
        return []
    validator = CertificateValidator(
        stamps[-1].signer_cert,
        intermediate_certs=stamps[-1].other_embedded_certs,
        validation_context=context,
    )
    return [asyncio.run(validator.async_validate_usage(set(), {"time_stamping"}))]
