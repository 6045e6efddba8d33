"""
What makes personal data readable, and unreadable for ever.

Each submission has a key of its own, kept only wrapped by a master key of the
organisation's settings. Whoever destroys the wrapped key erases all that was sealed
with it, in every backup that has not the key as well.
"""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
_NONCE_BYTES = 12


class Unreadable(Exception):
    """The bytes were not sealed with this key, for this purpose, or were changed."""


class UnknownMasterKey(Exception):
    """The master key that wrapped a key is not in the settings."""

    def __init__(self, key_id: str) -> None:
        super().__init__(key_id)
        self.key_id = key_id


def new_key() -> bytes:
    """Return a random key of 256 bits."""
    return secrets.token_bytes(KEY_BYTES)


def seal(key: bytes, content: bytes, *, purpose: str) -> bytes:
    """
    Return the content encrypted with AES-256-GCM: nonce, ciphertext, tag.

    :param purpose: whose it is and what for; what is sealed for one purpose opens
        for no other
    """
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, purpose.encode())


def unseal(key: bytes, sealed: bytes, *, purpose: str) -> bytes:
    """
    Return what was sealed.

    :raises Unreadable: if the key or the purpose is another, or a bit was changed
    """
    nonce, rest = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
    try:
        return AESGCM(key).decrypt(nonce, rest, purpose.encode())
    except (InvalidTag, ValueError):
        raise Unreadable(purpose) from None


def keyed_hash(key: bytes, content: bytes) -> str:
    """Return the HMAC-SHA256 of the content: without the key no guess can be tried."""
    return hmac.new(key, content, "sha256").hexdigest()


@dataclass(frozen=True)
class KeyRing:
    """
    The master keys by their ids; the first one wraps, every one unwraps.

    :raises ValueError: if there is none, or one of another length than 32 bytes
    """

    masters: Mapping[str, bytes] = field(repr=False)

    def __post_init__(self) -> None:
        if not self.masters:
            raise ValueError("There is no master key.")
        for key_id, master in self.masters.items():
            if not key_id or len(master) != KEY_BYTES:
                raise ValueError(f"Master key {key_id!r} is not of 32 bytes.")

    @property
    def current(self) -> str:
        """The id of the master key that wraps."""
        return next(iter(self.masters))

    def wrap(self, key: bytes, *, owner: str) -> bytes:
        """Return the key, readable only with the current master key, for its owner."""
        return seal(self.masters[self.current], key, purpose=f"key of {owner}")

    def unwrap(self, key_id: str, wrapped: bytes, *, owner: str) -> bytes:
        """
        Return the key that the master key of that id wrapped.

        :raises UnknownMasterKey: if the ring has no such master key
        :raises Unreadable: if it was wrapped with another, or for another owner
        """
        if key_id not in self.masters:
            raise UnknownMasterKey(key_id)
        return unseal(self.masters[key_id], wrapped, purpose=f"key of {owner}")
