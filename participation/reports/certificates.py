"""What a seal's certificate says, and whether it is one of a test authority."""

from dataclasses import dataclass
from datetime import datetime

from asn1crypto import x509

#: in every name that a test authority of ours gives; such a seal proves nothing
TEST_MARK = "TESTI / TEST"

_SHORT = {
    "common_name": "CN",
    "organization_name": "O",
    "organizational_unit_name": "OU",
    "country_name": "C",
}


@dataclass(frozen=True, kw_only=True)
class CertificateFacts:
    """The part of a certificate that is shown and kept."""

    subject: str
    issuer: str
    #: in hexadecimal, without leading zeros
    serial: str
    valid_from: datetime
    valid_to: datetime
    is_test: bool
    #: of the certificate itself, in hexadecimal
    sha256: str = ""

    def is_valid_at(self, at: datetime) -> bool:
        return self.valid_from <= at <= self.valid_to


def facts_of(certificate: x509.Certificate) -> CertificateFacts:
    """Return what the certificate says."""
    subject, issuer = _readable(certificate.subject), _readable(certificate.issuer)
    return CertificateFacts(
        subject=subject,
        issuer=issuer,
        serial=f"{certificate.serial_number:x}",
        valid_from=certificate.not_valid_before,
        valid_to=certificate.not_valid_after,
        # Whoever vouches for itself proves no more than a test authority does.
        is_test=TEST_MARK in subject or TEST_MARK in issuer or subject == issuer,
        sha256=certificate.sha256.hex(),
    )


def _readable(name: x509.Name) -> str:
    """Return the name's parts as they stand: "CN=Seal, O=County, C=FI"."""
    parts = name.native.items()
    return ", ".join(f"{_SHORT.get(kind, kind)}={value}" for kind, value in parts)
