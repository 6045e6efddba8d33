"""Writing down the data of the seals that a report's file carries."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from participation.models import Report, SealRecord
from participation.reports.found import Found
from participation.reports.seal_data import SealData, seal_data

_LONGEST_NAME = 300


@transaction.atomic
def record_seals(*, report: Report, data: bytes, found: Found, at: datetime) -> None:
    """
    Write down each seal and archive time stamp of the file that is not written yet.

    Rows that were only copied from the report's columns give way to what the file
    says itself.

    :param data: the file that the report names now
    :param found: what the verification found of it
    :param at: when the file was made
    """
    SealRecord.objects.filter(report=report, certificate_sha256="").delete()
    known = set(
        SealRecord.objects.filter(report=report).values_list("sha256", flat=True)
    )
    SealRecord.objects.bulk_create(
        SealRecord(
            report=report,
            ordinal=ordinal,
            file=report.file.name if one.sha256 == report.sha256 else "",
            made_at=at,
            **_columns(one),
        )
        for ordinal, one in enumerate(seal_data(data, found), start=1)
        if one.sha256 not in known
    )


def _columns(one: SealData) -> dict[str, object]:
    certificate, authority = one.certificate, one.stamp_authority
    kind = SealRecord.Kind.ARCHIVE_STAMP if one.is_archive else SealRecord.Kind.SEAL
    return {
        "kind": kind,
        "level": one.level,
        "subject": certificate.subject[:_LONGEST_NAME],
        "issuer": certificate.issuer[:_LONGEST_NAME],
        "serial": certificate.serial,
        "valid_from": certificate.valid_from,
        "valid_to": certificate.valid_to,
        "certificate_sha256": certificate.sha256,
        "issuers": [asdict(above) for above in one.chain[1:]],
        "digest_algorithm": one.digest_algorithm,
        "signature_algorithm": one.signature_algorithm,
        "claimed_at": one.claimed_at,
        "stamped_at": one.stamped_at,
        "stamp_authority": authority.subject[:_LONGEST_NAME] if authority else "",
        "sha256": one.sha256,
        "size_bytes": one.size_bytes,
        "ends_at": one.ends_at,
    }
