"""Withdrawing a report that was issued by mistake."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction

from participation.models import Report

if TYPE_CHECKING:
    from cms.accounts.models import User

MAY_ISSUE = "participation.issue_report"


class AlreadyWithdrawn(Exception):
    """Somebody has withdrawn the report already."""


@transaction.atomic
def withdraw_report(
    *, report: Report, reason: str, user: "User", at: datetime
) -> Report:
    """
    Declare the report withdrawn. File and seal stay; whoever checks it is told why.

    :param reason: shown to the public, so without personal data
    :raises PermissionDenied: if the user may not issue reports
    :raises ValueError: without a reason
    :raises AlreadyWithdrawn: if it was withdrawn before
    """
    if not user.has_perm(MAY_ISSUE):
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
