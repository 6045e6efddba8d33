"""Keeping the files of reports: named by what is in them, beside each other."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files.base import ContentFile
from django.db import transaction

from participation.models import Report, SealRecord
from participation.models.reports import private_storage


def file_name(*, code: str, sha256: str) -> str:
    """Return where a file of the report with that code is kept."""
    return f"{_folder(code)}/{sha256}.pdf"


@contextmanager
def kept(*, code: str, name: str, data: bytes) -> Iterator[None]:
    """
    Keep the file if a row written inside names it in the end, else remove it.

    A process killed in between leaves a file that no row names; whoever keeps the
    next file of the same report removes it.

    :param name: as `file_name` returns it
    :raises FileExistsError: if another file bears the name, maybe a torn one; the next
        try makes a seal, and so a name, of its own
    """
    saved = private_storage().save(name, ContentFile(data))
    try:
        if saved != name:
            private_storage().delete(saved)
            raise FileExistsError(name)
        yield
    finally:
        _tidy(code, name)


@transaction.atomic
def _tidy(code: str, name: str) -> None:
    """
    Remove what no row names: our own file, or once ours is named, all others.

    Under the report's lock, so that a file whose row is being written is not taken
    for one that nobody wants.
    """
    storage = private_storage()
    report = Report.objects.select_for_update().filter(code=code).first()
    named = _named(report) if report else set()
    if name not in named:
        storage.delete(name)
        return
    for other in storage.listdir(_folder(code))[1]:
        if (path := f"{_folder(code)}/{other}") not in named:
            storage.delete(path)


def _named(report: Report) -> set[str]:
    earlier = SealRecord.objects.filter(report=report).kept()
    return {str(report.file.name), *earlier.values_list("file", flat=True)}


def _folder(code: str) -> str:
    return f"reports/{code}"
