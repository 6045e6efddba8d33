"""Which page a report is about: published, open to all, in the nearest language."""

from datetime import datetime
from typing import TypeVar
from uuid import UUID

from wagtail.models import Page

from participation.reports.kinds.kind import NoSuchSubject
from participation.reports.texts import LANGUAGES, report_language

AnyPage = TypeVar("AnyPage", bound=Page)


def versions_of(model: type[AnyPage], translation_key: str) -> dict[str, AnyPage]:
    """
    Return the public versions of a page by report language.

    :raises NoSuchSubject: if there is none
    """
    try:
        key = UUID(translation_key)
    except ValueError:
        raise NoSuchSubject from None
    pages = model.objects.live().public().filter(translation_key=key)
    found: dict[str, AnyPage] = {}
    # "fi" comes before "fi-simple": the plain one stands in where it is alone.
    for page in pages.select_related("locale").order_by("locale__language_code"):
        found.setdefault(report_language(page.locale.language_code), page)
    if not found:
        raise NoSuchSubject
    return found


def nearest(versions: dict[str, AnyPage], language: str) -> AnyPage:
    """Return the version in the language, or the first that there is."""
    order = (language, *LANGUAGES)
    return next(versions[each] for each in order if each in versions)


def changed_at(versions: dict[str, AnyPage], *, otherwise: datetime) -> datetime:
    """Return when any version was last published."""
    moments = [page.last_published_at for page in versions.values()]
    return max((at for at in moments if at), default=otherwise)
