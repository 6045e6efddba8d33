"""Withdrawing a report that was issued by mistake."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction

from participation.actions.issuing import may_issue
from participation.models import Report

if TYPE_CHECKING:
    from cms.accounts.models import User


class AlreadyWithdrawn(Exception):
    """Somebody has withdrawn the report already."""


@transaction.atomic
def withdraw_report(
    *, report: Report, reason: str, user: "User", at: datetime
) -> Report:
    """
    Declare the report withdrawn. File and seal stay; whoever checks it is told why.

    :param reason: shown to the public, so without personal data
    :raises PermissionDenied: if the user may not issue this report
    :raises ValueError: without a reason
    :raises AlreadyWithdrawn: if it was withdrawn before
    """
    if not may_issue(user, kind=report.kind, subject=report.subject):
        raise PermissionDenied
    if not reason.strip():
        raise ValueError("A withdrawal needs a reason.")
    locked = Report.objects.select_for_update().get(pk=report.pk)
    if locked.withdrawn_at is not None:
        raise AlreadyWithdrawn
    locked.withdrawn_at, locked.withdrawn_reason = at, reason.strip()
    locked.withdrawn_by = user
    locked.save(update_fields=["withdrawn_at", "withdrawn_reason", "withdrawn_by"])
    return locked
