"""Channels, what is published of their cases, and sealed reports."""

from participation.models.channels import Channel
from participation.models.outcomes import FollowUp, Outcome
from participation.models.reports import Report, ReportDownload

__all__ = ["Channel", "FollowUp", "Outcome", "Report", "ReportDownload"]
