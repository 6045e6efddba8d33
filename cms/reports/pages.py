"""Which page a report is about: published, open to all; and who may have one made."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar
from uuid import UUID

from django.utils.translation import get_language

from wagtail.models import Page
from wagtail.permissions import page_permission_policy
from wagtail.query import PageQuerySet

from participation.reports.kinds.kind import Kind, NoSuchSubject
from participation.reports.texts import LANGUAGES, report_language

if TYPE_CHECKING:
    from cms.accounts.models import User

AnyPage = TypeVar("AnyPage", bound=Page)


class OfPage(Protocol):
    """What a report about a page is about."""

    @property
    def versions(self) -> Any:
        """The public versions of the page by report language."""


Subject = TypeVar("Subject", bound=OfPage)


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


class PageKind(Kind[Subject]):
    """
    A kind about published pages: made for whoever may publish the page.

    A topic is a page, whatever its languages: their common translation key.
    """

    model: ClassVar[type[Page]]

    def may_issue(self, subject: Subject, user: "User") -> bool:
        return any(
            page.permissions_for_user(user).can_publish()
            for page in subject.versions.values()
        )

    def languages(self, subject: Subject) -> tuple[str, ...]:
        every = super().languages(subject)
        own = tuple(each for each in every if each in subject.versions)
        return (*own, *(each for each in every if each not in own))

    def topics(self, user: "User") -> list[tuple[str, str]]:
        theirs = page_permission_policy.instances_user_has_permission_for(
            user, "publish"
        )
        named = _titles(self.model.objects.filter(pk__in=theirs.values("pk")))
        return sorted(named.items(), key=lambda one: (one[1], one[0]))

    def titles(self, topics: Collection[str]) -> dict[str, str]:
        return _titles(self.model.objects.filter(translation_key__in=topics))


def _titles(pages: PageQuerySet) -> dict[str, str]:
    """Return the titles of the public ones by key, in the language of the screen."""
    found: dict[str, dict[str, Page]] = {}
    public = pages.live().public().select_related("locale")
    for page in public.order_by("locale__language_code"):
        versions = found.setdefault(str(page.translation_key), {})
        versions.setdefault(report_language(page.locale.language_code), page)
    language = report_language(get_language() or "")
    return {key: nearest(them, language).title for key, them in found.items()}
