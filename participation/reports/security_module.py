"""A key that never leaves its security module (PKCS#11)."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import pkcs11
from asn1crypto import x509
from pkcs11.exceptions import NoSuchKey, PinIncorrect, PinLocked, PKCS11Error
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
from pyhanko.sign.signers import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from participation.reports.errors import SealFailed
from participation.reports.seal_settings import Pkcs11Key

#: one for each token of this process, since a process signs in to a token once
_sessions: dict[tuple[int, Path, str], Any] = {}


class ModuleSigner(Signer):
    """
    Seals through a session that stays open, and is opened anew when it was lost.

    :raises SealFailed: `no_key` without the driver, the certificate or the key,
        `bad_key` when the PIN is wrong, `module_away` when the module does not answer
    """

    def __init__(self, key: Pkcs11Key) -> None:
        self._key = key
        self._session = _session(key)
        try:
            certificate, issuers = _certificates(self._session, key.cert_label)
            self._session.get_key(pkcs11.ObjectClass.PRIVATE_KEY, label=key.key_label)
        except NoSuchKey:
            raise SealFailed("no_key") from None
        except PKCS11Error:
            _forget(self._session)
            raise SealFailed("module_away") from None
        chain = SimpleCertificateStore()
        chain.register_multiple(issuers)
        super().__init__(
            signing_cert=certificate, cert_registry=chain, embed_roots=False
        )

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,
        dry_run: bool = False,  # noqa: FBT001, FBT002 - pyHanko's own signature
    ) -> bytes:
        try:
            return await self._signed(data, digest_algorithm, dry_run)
        except PKCS11Error:
            _forget(self._session)
            self._session = _session(self._key)
        try:
            return await self._signed(data, digest_algorithm, dry_run)
        except PKCS11Error:
            raise SealFailed("module_away") from None

    async def _signed(self, data: bytes, digest_algorithm: str, dry_run: Any) -> bytes:
        signer = PKCS11Signer(
            self._session,
            signing_cert=self.signing_cert,
            key_label=self._key.key_label,
            # Many modules sign with an elliptic curve only what was hashed before.
            use_raw_mechanism=self.signing_cert.public_key.algorithm == "ec",
        )
        value: bytes = await signer.async_sign_raw(
            data, digest_algorithm, dry_run=dry_run
        )
        return value


def _session(key: Pkcs11Key) -> Any:
    """Return this process's session with the key's token."""
    if not key.module.is_file():
        raise SealFailed("no_key")
    place = (os.getpid(), key.module, key.token)
    if place not in _sessions:
        _sessions[place] = _opened(key)
    return _sessions[place]


def _forget(session: Any) -> None:
    for place in [one for one, held in _sessions.items() if held is session]:
        del _sessions[place]


def _opened(key: Pkcs11Key) -> Any:
    try:
        return _opened_at_once(key)
    except PKCS11Error:
        pass
    # What the driver knows of its slots is out of date, or was inherited by a fork:
    # it has to begin again, and its other sessions with it.
    for place in [one for one in _sessions if one[1] == key.module]:
        del _sessions[place]
    # In a fork there is nothing to end; asking for the driver begins anew then.
    with suppress(PKCS11Error):
        pkcs11.lib(str(key.module)).reinitialize()
    try:
        return _opened_at_once(key)
    except PKCS11Error:
        raise SealFailed("module_away") from None


def _opened_at_once(key: Pkcs11Key) -> Any:
    try:
        return open_pkcs11_session(
            str(key.module),
            token_criteria=TokenCriteria(label=key.token),
            user_pin=key.pin,
        )
    except (PinIncorrect, PinLocked):
        # Not to be tried again: tokens lock themselves after a few wrong ones.
        raise SealFailed("bad_key") from None
    except PKCS11Error:
        raise
    except (OSError, RuntimeError):
        raise SealFailed("no_key") from None


def _certificates(
    session: Any, label: str
) -> tuple[x509.Certificate, list[x509.Certificate]]:
    """Return the certificate of that label, and those on the token that issued it."""
    wanted = {pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE}
    held = [
        (
            one[pkcs11.Attribute.LABEL],
            x509.Certificate.load(bytes(one[pkcs11.Attribute.VALUE])),
        )
        for one in session.get_objects(wanted)
    ]
    own = [certificate for name, certificate in held if name == label]
    if len(own) != 1:
        raise SealFailed("no_key")
    issuers: list[x509.Certificate] = []
    last = own[0]
    while last.issuer != last.subject:
        above = [one for _, one in held if one.subject == last.issuer]
        if not above:
            break
        last = above[0]
        issuers.append(last)
    return own[0], issuers
