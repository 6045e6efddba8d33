"""A small authority in memory, with a time stamper and revocation lists."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from asn1crypto import crl, keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import (
    PdfSignatureMetadata,
    PdfTimeStamper,
    SimpleSigner,
)
from pyhanko.sign.signers.pdf_signer import (
    DSSContentSettings,
    SigDSSPlacementPreference,
    TimestampDSSContentSettings,
)
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from participation.reports.found import Level
from participation.reports.seal import _SignerAt

#: of one key, since making them takes longer than all the rest
_KEY = rsa.generate_private_key(65537, 2048)
_LIST_LASTS = timedelta(days=30)


@dataclass
class LongTermAuthority:
    """Issues a seal for a year and a time stamper's certificate for ten."""

    since: datetime
    name: str = "Root"
    #: when all certificates end, in place of their own terms
    ends: datetime | None = None
    #: when the seal's certificate was revoked
    revoked_at: datetime | None = None
    root: Any = field(init=False)
    seal: Any = field(init=False)
    stamper: Any = field(init=False)

    def __post_init__(self) -> None:
        self.root = self._issue(self.name, years=20, is_authority=True)
        self.seal = self._issue("Seal", years=1)
        self.stamper = self._issue("Stamper", years=10, stamps_time=True)

    @property
    def root_pem(self) -> bytes:
        pem: bytes = self.root.public_bytes(serialization.Encoding.PEM)
        return pem

    def sealed(
        self, data: bytes, level: Level, *, at: datetime, field: str = "Seal"
    ) -> bytes:
        """Return the PDF sealed at that level, at that moment."""
        is_long = level in (Level.LONG_TERM, Level.ARCHIVE)
        settings = PdfSignatureMetadata(
            field_name=field,
            subfilter=SigSeedSubFilter.PADES,
            md_algorithm="sha256",
            embed_validation_info=is_long,
            validation_context=self._context(at) if is_long else None,
            dss_settings=DSSContentSettings(
                include_vri=False,
                placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE,
            ),
        )
        signer = SimpleSigner(
            signing_cert=_asn1(self.seal), signing_key=_key(), cert_registry=self._store
        )
        stamper = None if level == Level.BASIC else self._stamper(at)
        work = _SignerAt(settings, signer=signer, timestamper=stamper)
        work.at = at
        output = BytesIO()
        work.sign_pdf(IncrementalPdfFileWriter(BytesIO(data)), output=output)
        sealed = output.getvalue()
        return self.archived(sealed, at=at) if level == Level.ARCHIVE else sealed

    def archived(self, data: bytes, *, at: datetime) -> bytes:
        """Return the file with an archive time stamp over all of it."""
        output = BytesIO()
        PdfTimeStamper(self._stamper(at)).timestamp_pdf(
            IncrementalPdfFileWriter(BytesIO(data)),
            "sha256",
            self._context(at),
            output=output,
            dss_settings=TimestampDSSContentSettings(
                include_vri=False, update_before_ts=True
            ),
        )
        return output.getvalue()

    def with_revocations(self, data: bytes, *, at: datetime) -> bytes:
        """Return the file with the revocation list of that day added."""
        file = BytesIO(data)
        DocumentSecurityStore.add_dss(
            file,
            None,
            certs=[_asn1(self.root)],
            crls=[self._revocations(at)],
            force_write=True,
        )
        return file.getvalue()

    @property
    def _store(self) -> SimpleCertificateStore:
        store = SimpleCertificateStore()
        store.register(_asn1(self.root))
        return store

    def _stamper(self, at: datetime) -> DummyTimeStamper:
        return DummyTimeStamper(
            tsa_cert=_asn1(self.stamper),
            tsa_key=_key(),
            certs_to_embed=self._store,
            fixed_dt=at,
        )

    def _context(self, at: datetime) -> ValidationContext:
        return ValidationContext(
            trust_roots=[_asn1(self.root)],
            moment=at,
            crls=[self._revocations(at)],
            revocation_mode="require",
            allow_fetching=False,
        )

    def _revocations(self, at: datetime) -> crl.CertificateList:
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.root.subject)
            .last_update(at)
            .next_update(at + _LIST_LASTS)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(_KEY.public_key()),
                critical=False,
            )
        )
        if self.revoked_at and self.revoked_at <= at:
            entry = (
                x509.RevokedCertificateBuilder()
                .serial_number(self.seal.serial_number)
                .revocation_date(self.revoked_at)
            )
            builder = builder.add_revoked_certificate(entry.build())
        made = builder.sign(_KEY, hashes.SHA256())
        return crl.CertificateList.load(made.public_bytes(serialization.Encoding.DER))

    def _issue(
        self,
        name: str,
        *,
        years: int,
        is_authority: bool = False,
        stamps_time: bool = False,
    ) -> x509.Certificate:
        usages = dict.fromkeys(_USAGES, False) | (
            {"key_cert_sign": True, "crl_sign": True}
            if is_authority
            else {"digital_signature": True, "content_commitment": not stamps_time}
        )
        builder = (
            x509.CertificateBuilder()
            .subject_name(_name(name))
            .issuer_name(_name(self.name))
            .public_key(_KEY.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(self.since)
            .not_valid_after(self.ends or self.since + years * timedelta(days=365))
            .add_extension(x509.BasicConstraints(is_authority, None), critical=True)
            .add_extension(x509.KeyUsage(**usages), critical=True)
            .add_extension(
                x509.SubjectKeyIdentifier.from_public_key(_KEY.public_key()),
                critical=False,
            )
        )
        if stamps_time:
            builder = builder.add_extension(
                x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]),
                critical=True,
            )
        return builder.sign(_KEY, hashes.SHA256())


_USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    der = certificate.public_bytes(serialization.Encoding.DER)
    return asn1_x509.Certificate.load(der)


def _key() -> keys.PrivateKeyInfo:
    return keys.PrivateKeyInfo.load(
        _KEY.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
