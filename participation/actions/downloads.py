"""Handing out reports: to staff by name, to the public by number."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from participation.models import PublicDownloads, Report, ReportDownload

if TYPE_CHECKING:
    from cms.accounts.models import User


def download_report(*, report: Report, user: "User", at: datetime) -> ReportDownload:
    """
    Record that the user fetches the report's file.

    :raises PermissionDenied: if the user may not download reports
    """
    if not user.has_perm("participation.download_report"):
        raise PermissionDenied
    return ReportDownload.objects.create(report=report, user=user, at=at)


@transaction.atomic
def count_public_download(*, report: Report, at: datetime) -> None:
    """
    Count that somebody fetched the report's file; nothing of who is kept.

    :raises PermissionDenied: if the report is not public
    """
    if not report.is_public:
        raise PermissionDenied
    day, _ = PublicDownloads.objects.get_or_create(report=report, date=localdate(at))
    PublicDownloads.objects.filter(pk=day.pk).update(count=F("count") + 1)
