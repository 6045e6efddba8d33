"""Taking a second factor into use, confirming with it, and giving it up."""

import secrets
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction

from wagtail.log_actions import log

from workflows.effects.second_factor_notices import (
    ENROLLED,
    REMOVED,
    RENEWED,
    RESET,
    tell_of_change,
)
from workflows.engine.confirmations import Confirmation, Method
from workflows.errors import (
    EnrolmentOver,
    NoSecondFactor,
    OwnSecondFactor,
    TooManyTries,
    WrongCode,
    WrongPassword,
)
from workflows.models import BackupCode, SecondFactor
from workflows.models.second_factors import (
    MAY_RESET,
    SECRET_BYTES,
    SecondFactorQuerySet,
)

if TYPE_CHECKING:
    from cms.accounts.models import User

BACKUP_CODES, BACKUP_DIGITS = 10, 10


def begin_enrolment(
    *, user: "User", at: datetime, password: str = "", code: str = ""
) -> SecondFactor:
    """
    Make a secret for a new app, which waits for its first code.

    Whoever found an open browser must not get a second factor by it: so the password
    is asked for, and where one is in use already, a code of that. Until the new one is
    confirmed the old one stays in use.

    :raises WrongPassword: if the password is another; who has none here is not asked
    :raises WrongCode: if there is one in use, and the code is not right
    :raises TooManyTries: if there were wrong codes before
    """
    if SecondFactor.objects.in_use().filter(user=user).exists():
        confirm(user=user, code=code, at=at)
    elif user.has_usable_password() and not user.check_password(password):
        raise WrongPassword
    begun = SecondFactor(user=user, created_at=at)
    begun.secret = secrets.token_bytes(SECRET_BYTES)
    with transaction.atomic():
        # Held, so that of two beginnings at once the later one stands.
        get_user_model().objects.select_for_update(no_key=True).get(pk=user.pk)
        SecondFactor.objects.filter(user=user, confirmed=False).delete()
        begun.save(force_insert=True)
    return begun


def finish_enrolment(*, user: "User", code: str, at: datetime) -> list[str]:
    """
    Take the new app into use by its first code, in place of an earlier one.

    :returns: the backup codes, which nobody can be shown again
    :raises EnrolmentOver: if none was begun, or too long ago
    :raises WrongCode: if the code is not the app's
    :raises TooManyTries: if there were wrong codes before
    """
    with transaction.atomic(durable=True):
        begun = _locked(SecondFactor.objects.pending_at(at).filter(user=user))
        if begun is None:
            raise EnrolmentOver
        is_right = _take(begun, code, at) is not None
        codes = _put_to_use(begun, at=at) if is_right else []
    if not is_right:
        raise WrongCode
    return codes


def _put_to_use(begun: SecondFactor, *, at: datetime) -> list[str]:
    SecondFactor.objects.in_use().filter(user=begun.user_id).delete()
    begun.confirmed = True
    begun.save()
    _record(begun.user, ENROLLED, by=begun.user, at=at)
    return _new_codes(begun)


def confirm(*, user: "User", code: str, at: datetime) -> Confirmation:
    """
    Return that the person confirmed with the code, which is used up by it.

    Not to be called inside a transaction: wrong codes must be counted whatever follows.

    :raises NoSecondFactor: if the person has none in use
    :raises WrongCode: if the code is none of theirs, too old or used before
    :raises TooManyTries: if there were wrong codes before
    """
    with transaction.atomic(durable=True):
        found = _in_use(user)
        method = _take(found, code, at)
    if method is None:
        raise WrongCode
    return Confirmation(person_id=user.pk, method=method, at=at)


def renew_backup_codes(*, user: "User", code: str, at: datetime) -> list[str]:
    """
    Replace the person's backup codes, and return the new ones.

    :raises NoSecondFactor: if the person has none in use
    :raises WrongCode: if the code is not right
    :raises TooManyTries: if there were wrong codes before
    """
    confirm(user=user, code=code, at=at)
    with transaction.atomic():
        codes = _new_codes(_in_use(user))
        _record(user, RENEWED, by=user, at=at)
    return codes


def remove_second_factor(*, user: "User", code: str, at: datetime) -> None:
    """
    Give the second factor up, and all that belongs to it.

    :raises NoSecondFactor: if the person has none in use
    :raises WrongCode: if the code is not right
    :raises TooManyTries: if there were wrong codes before
    """
    confirm(user=user, code=code, at=at)
    with transaction.atomic():
        SecondFactor.objects.filter(user=user).delete()
        _record(user, REMOVED, by=user, at=at)


def reset_second_factor(*, user: "User", by: "User", at: datetime) -> None:
    """
    Take away the second factor of somebody who has lost it, codes and all.

    :raises PermissionDenied: if the other may not do that, or not to a superuser
    :raises OwnSecondFactor: if it is the other's own
    :raises NoSecondFactor: if there is none
    """
    if not may_reset(user=user, by=by):
        raise PermissionDenied
    if user.pk == by.pk:
        raise OwnSecondFactor
    with transaction.atomic():
        if not SecondFactor.objects.filter(user=user).delete()[0]:
            raise NoSecondFactor
        _record(user, RESET, by=by, at=at)


def may_reset(*, user: "User", by: "User") -> bool:
    """Tell whether the other has the right to; over superusers only superusers have."""
    return by.has_perm(MAY_RESET) and (by.is_superuser or not user.is_superuser)


def _in_use(user: "User") -> SecondFactor:
    found = _locked(SecondFactor.objects.in_use().filter(user=user))
    if found is None:
        raise NoSecondFactor
    return found


def _locked(rows: SecondFactorQuerySet) -> SecondFactor | None:
    return rows.select_for_update().first()


def _take(found: SecondFactor, code: str, at: datetime) -> Method | None:
    if until := found.locked_until():
        raise TooManyTries(until=until)
    return found.take("".join(code.split()), at=at)


def _new_codes(found: SecondFactor) -> list[str]:
    codes = {_random_code() for _ in range(BACKUP_CODES)}
    found.backup_codes.all().delete()
    BackupCode.objects.bulk_create(
        BackupCode(second_factor=found, code_hash=found.hash_of(one)) for one in codes
    )
    return sorted(codes)


def _random_code() -> str:
    return f"{secrets.randbelow(10**BACKUP_DIGITS):0{BACKUP_DIGITS}}"


def _record(user: "User", action: str, *, by: "User", at: datetime) -> None:
    """Note it in the site's history, and tell the person by mail after commit."""
    log(instance=user, action=action, user=by, timestamp=at)
    tell_of_change.enqueue(user.pk, action, at.isoformat())
