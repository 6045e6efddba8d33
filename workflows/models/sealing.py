"""Columns whose content only the key of a submission, or of a file, opens."""

import json
from collections.abc import Callable
from typing import Any, Protocol

from django.conf import settings
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from workflows.engine import sealing


def key_ring() -> sealing.KeyRing:
    """Return the master keys of the settings."""
    return sealing.KeyRing(settings.MASTER_KEYS)


class KeyHolder(Protocol):
    """A row that has a key: a submission, or a file."""

    pk: Any

    def data_key(self) -> bytes | None:
        """Return the key; none once it is destroyed."""


class Keyed(Protocol):
    """A row that has sealed columns."""

    @property
    def key_holder(self) -> KeyHolder:
        """The row whose key seals this one."""


class Sealed(bytes):
    """Content as it stands in the database."""

    __slots__ = ()


def seal_value(holder: KeyHolder, value: Any, *, purpose: str) -> Sealed:
    """Return a JSON value sealed with the submission's key; nothing once erased."""
    key = holder.data_key()
    if key is None:
        return Sealed()
    content = json.dumps(value, ensure_ascii=False).encode()
    return Sealed(sealing.seal(key, content, purpose=_bound(holder, purpose)))


def open_value(holder: KeyHolder, sealed: bytes, *, purpose: str) -> Any:
    """
    Return the sealed JSON value, or None when the submission was erased.

    :raises sealing.Unreadable: if somebody changed it, or moved it here
    """
    key = holder.data_key()
    if key is None or not sealed:
        return None
    return json.loads(sealing.unseal(key, sealed, purpose=_bound(holder, purpose)))


def _bound(holder: KeyHolder, purpose: str) -> str:
    return f"{holder.pk} {purpose}"


class _Opened(DeferredAttribute):
    """Opens a sealed column when it is first read."""

    field: "SealedField"

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        name = self.field.attname
        if name not in instance.__dict__:
            instance.__dict__[name] = self._load(instance)
        value = instance.__dict__[name]
        if isinstance(value, Sealed):
            value = instance.__dict__[name] = self.field.opened(instance, value)
        return value

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value

    def _load(self, instance: Any) -> Any:
        # Not by refresh_from_db: that would open it on a row without its key.
        rows = type(instance)._base_manager.using(instance._state.db)  # noqa: SLF001
        return rows.values_list(self.field.attname, flat=True).get(pk=instance.pk)


class SealedField(models.BinaryField):  # type: ignore[type-arg]
    """
    A JSON value kept only sealed, under the key of the row's `key_holder`.

    Read and set like any attribute; it cannot be searched by. An empty value is
    stored as nothing, so that "is there one?" needs no key. Erasing the key leaves
    an empty value, or what the column named by `leaves` holds.
    """

    descriptor_class = _Opened

    def __init__(
        self, *args: Any, empty: Callable[[], Any] = str, leaves: str = "", **kw: Any
    ) -> None:
        self.empty, self.leaves = empty, leaves
        super().__init__(*args, **{"blank": True, **kw})

    def get_default(self) -> Any:
        return self.empty()

    def from_db_value(self, value: Any, *_: Any) -> Any:
        return None if value is None else Sealed(value)

    def to_python(self, value: Any) -> Any:
        return value

    def opened(self, row: Any, sealed: Sealed) -> Any:
        """Return the row's value from what the database has of it."""
        value = open_value(row.key_holder, sealed, purpose=self._purpose)
        if value is not None:
            return value
        return getattr(row, self.leaves) if self.leaves else self.empty()

    def pre_save(self, model_instance: Any, add: bool) -> Any:  # noqa: ARG002, FBT001
        value = model_instance.__dict__[self.attname]
        if isinstance(value, Sealed):
            return value
        if value == self.empty():
            return Sealed()
        return seal_value(model_instance.key_holder, value, purpose=self._purpose)

    def get_prep_value(self, value: Any) -> Any:
        if value is not None and not isinstance(value, bytes):
            raise TypeError(f"{self.name} is sealed: set it on a row and save that.")
        return super().get_prep_value(value)

    @property
    def _purpose(self) -> str:
        return f"{self.model._meta.model_name}.{self.name}"  # noqa: SLF001
