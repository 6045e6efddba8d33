"""The authorities whose seals count, and which anybody may know."""

from pathlib import Path

from django.conf import settings

from participation.reports.errors import SealFailed
from participation.reports.seal_settings import read_seal_settings


def trust_roots() -> tuple[Path, ...]:
    """Return the PEM files of their certificates; none without a seal."""
    try:
        return read_seal_settings(settings.REPORT_SEAL).trust_roots
    except SealFailed:
        return ()
