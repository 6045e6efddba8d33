"""Asking the public page about a report, as people do."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from participation.models import Report


def address(report: Report | None = None) -> str:
    if report is None:
        return reverse("participation:verify")
    return reverse("participation:verify_code", kwargs={"code": report.code})


def upload(data: bytes) -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile("report.pdf", data, "application/pdf")}


def words(text: str) -> str:
    return " ".join(text.split())
