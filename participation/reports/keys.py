"""The sealing key, read once in a process."""

import os
from functools import lru_cache
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.sign.signers import Signer, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from participation.reports.errors import SealFailed
from participation.reports.seal_settings import Key, Pkcs11Key, Pkcs12Key
from participation.reports.security_module import ModuleSigner

_HASHES = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}


def load_signer(key: Key) -> Signer:
    """
    Return the signer of that key; the same one until the file changes.

    :raises SealFailed: `no_key`, `bad_key`, `key_mismatch` or `module_away`
    """
    if isinstance(key, Pkcs11Key):
        # A forked worker has a module of its own to talk to.
        return _from_module(key, os.getpid())
    try:
        return _from_file(key, key.file.stat().st_mtime_ns)
    except OSError:
        raise SealFailed("no_key") from None


class KeptKeySigner(SimpleSigner):
    """A signer that keeps the parsed key: parsing an RSA key takes 0.2 seconds."""

    def __init__(
        self, key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self._key = key

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        algorithm = _HASHES[digest_algorithm]
        if isinstance(self._key, ec.EllipticCurvePrivateKey):
            return self._key.sign(data, ec.ECDSA(algorithm))
        return self._key.sign(data, padding.PKCS1v15(), algorithm)


@lru_cache(maxsize=32)
def _from_file(key: Pkcs12Key, _changed_ns: int) -> Signer:
    password = key.password
    try:
        if key.password_file:
            password = key.password_file.read_text(encoding="utf-8").strip()
        private, certificate, others = pkcs12.load_key_and_certificates(
            key.file.read_bytes(), password.encode() if password else None
        )
    except ValueError:
        raise SealFailed("bad_key") from None
    if certificate is None or not isinstance(
        private, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    ):
        raise SealFailed("bad_key")
    if private.public_key() != certificate.public_key():
        raise SealFailed("key_mismatch")
    chain = SimpleCertificateStore()
    chain.register_multiple(_asn1(other) for other in others)
    return KeptKeySigner(
        private,
        signing_cert=_asn1(certificate),
        signing_key=_as_pyhanko_holds_it(private),
        cert_registry=chain,
        embed_roots=False,
    )


def _asn1(certificate: Any) -> x509.Certificate:
    return x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def _as_pyhanko_holds_it(
    private: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey,
) -> asn1_keys.PrivateKeyInfo:
    """Return the key in the form that the base class asks for."""
    return asn1_keys.PrivateKeyInfo.load(
        private.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


@lru_cache(maxsize=32)
def _from_module(key: Pkcs11Key, _process_id: int) -> Signer:
    return ModuleSigner(key)
