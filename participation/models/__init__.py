"""Channels, what is published of their cases, and sealed reports."""

from participation.models.channels import Channel
from participation.models.orders import ReportOrder, ReportSchedule
from participation.models.outcomes import FollowUp, Measure, Outcome
from participation.models.renewals import SealRenewal
from participation.models.reports import PublicDownloads, Report, ReportDownload
from participation.models.seals import SealRecord
from participation.models.standings import SealStanding

__all__ = [
    "Channel",
    "FollowUp",
    "Measure",
    "Outcome",
    "PublicDownloads",
    "Report",
    "ReportDownload",
    "ReportOrder",
    "ReportSchedule",
    "SealRecord",
    "SealRenewal",
    "SealStanding",
]
