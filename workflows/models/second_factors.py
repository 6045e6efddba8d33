"""What a member of staff confirms with, beside being signed in."""

import uuid
from base64 import b32encode
from datetime import datetime, timedelta
from typing import ClassVar, Self
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from django_otp.models import Device, ThrottlingMixin
from django_otp.oath import TOTP

from workflows.engine.confirmations import Method
from workflows.engine.sealing import keyed_hash
from workflows.models.sealing import key_ring

MAY_RESET = "workflows.reset_secondfactor"

#: as RFC 4226 recommends for HMAC-SHA1
SECRET_BYTES = 20
#: what every authenticator app takes for granted
DIGITS, STEP_SECONDS = 6, 30
#: codes of so many steps before and after are right too: clocks differ, people are slow
_TOLERANCE_STEPS = 1
#: how long the secret of a new app may be confirmed
ENROLMENT = timedelta(minutes=15)


class SecondFactorQuerySet(models.QuerySet["SecondFactor"]):
    def in_use(self) -> Self:
        return self.filter(confirmed=True)

    def pending_at(self, at: datetime) -> Self:
        """Return those that wait for their first code and may still get it."""
        return self.filter(confirmed=False, created_at__gt=at - ENROLMENT)


class SecondFactor(ThrottlingMixin, Device, models.Model):
    """
    An authenticator app of a person, and the codes for when it is lost.

    A person has at most one in use, and one that waits for its first code. It is a
    device of django-otp, from which come the codes (RFC 6238), the growing pause after
    wrong ones, and that none is taken twice; but its secret stands in the database only
    wrapped by a master key.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="second_factors",
        verbose_name=_("who"),
    )
    name = None  # a person has one, and we call it by no name
    confirmed = models.BooleanField(_("in use"), default=False)
    #: which master key of the settings wrapped the secret
    key_id = models.CharField(max_length=40)
    wrapped_key = models.BinaryField()
    #: steps by which the app's clock is known to differ from ours
    drift = models.SmallIntegerField(default=0)
    #: step of the last code that was taken: only later ones are
    last_step = models.BigIntegerField(default=-1)
    created_at = models.DateTimeField(_("begun"))
    used_at = models.DateTimeField(_("used last"), null=True, blank=True)

    objects = SecondFactorQuerySet.as_manager()

    class Meta:
        verbose_name = _("second factor")
        verbose_name_plural = _("second factors")
        permissions = [("reset_secondfactor", "Can reset a second factor")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "confirmed"], name="second_factor_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def secret(self) -> bytes:
        """The secret that the app knows too."""
        wrapped = bytes(self.wrapped_key)
        return key_ring().unwrap(self.key_id, wrapped, owner=self._owner)

    @secret.setter
    def secret(self, secret: bytes) -> None:
        ring = key_ring()
        self.key_id = ring.current
        self.wrapped_key = ring.wrap(secret, owner=self._owner)

    @property
    def _owner(self) -> str:
        return f"second factor {self.pk}"

    def secret_in_letters(self) -> str:
        """Return the secret as it is typed into an app."""
        return b32encode(self.secret).decode()

    def address(self, *, account: str, issuer: str) -> str:
        """Return the otpauth address that apps read from a QR code."""
        issuer = issuer.replace(":", " ")
        known = {
            "secret": self.secret_in_letters(),
            "issuer": issuer,
            "algorithm": "SHA1",
            "digits": DIGITS,
            "period": STEP_SECONDS,
        }
        label = quote(f"{issuer}:{account}")
        return f"otpauth://totp/{label}?{urlencode(known, quote_via=quote)}"

    def locked_until(self) -> datetime | None:
        """Return until when no code is looked at after wrong ones, or nothing."""
        may, why = self.verify_is_allowed()
        return None if may else why["locked_until"]

    def take(self, code: str, *, at: datetime) -> Method | None:
        """
        Take a code, and return of which kind it was; nothing if it is a wrong one.

        It is used up then, and wrong ones make the pause grow. The caller holds the
        row's lock and has asked `locked_until`; the pause is counted by the library,
        on the clock of the machine.
        """
        method = self._method_of(code, at)
        if method is None:
            self.throttle_increment(commit=False)
        else:
            self.throttle_reset(commit=False)
            self.used_at = at
        self.save()
        return method

    def _method_of(self, code: str, at: datetime) -> Method | None:
        if not (code.isascii() and code.isdecimal()):
            return None
        if len(code) == DIGITS and self._is_of_app(int(code), at):
            return Method.APP
        backup = self.backup_codes.filter(code_hash=self.hash_of(code))
        return Method.BACKUP_CODE if backup.delete()[0] else None

    def _is_of_app(self, code: int, at: datetime) -> bool:
        totp = TOTP(self.secret, STEP_SECONDS, 0, DIGITS, self.drift)
        totp.time = at.timestamp()
        if not totp.verify(code, _TOLERANCE_STEPS, self.last_step + 1):
            return False
        self.last_step, self.drift = totp.t(), totp.drift
        return True

    def hash_of(self, backup_code: str) -> str:
        """Return what is kept of a backup code: useless without the secret."""
        return keyed_hash(self.secret, backup_code.encode())

    def get_throttle_factor(self) -> int:
        """Return the seconds after the first wrong code; each further one doubles."""
        return 1


class BackupCode(models.Model):
    """A code for when the app is lost. It is deleted when it is used."""

    second_factor = models.ForeignKey(
        SecondFactor, on_delete=models.CASCADE, related_name="backup_codes"
    )
    code_hash = models.CharField(max_length=64)

    objects: ClassVar[models.Manager["BackupCode"]]

    class Meta:
        verbose_name = _("backup code")
        verbose_name_plural = _("backup codes")
        constraints = [
            models.UniqueConstraint(
                fields=["second_factor", "code_hash"], name="backup_code_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
