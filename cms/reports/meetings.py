"""Meetings of forums as subjects of reports: their lasting names, their languages."""

from dataclasses import dataclass
from datetime import UTC, datetime

from cms.models import ForumPage, ForumSession
from cms.reports.pages import nearest, versions_of
from participation.reports.kinds.kind import NoSuchSubject

_PREFIX = "forum_session:"
_START = "%Y%m%dT%H%M"


@dataclass(frozen=True, kw_only=True)
class Held:
    """A meeting, in the languages in which its forum is published."""

    versions: dict[str, ForumPage]
    starts_at: datetime

    def session(self, language: str) -> ForumSession:
        return self._by_language()[self.page(language).locale.language_code]

    def page(self, language: str) -> ForumPage:
        told = self._by_language()
        return nearest(
            {
                own: page
                for own, page in self.versions.items()
                if page.locale.language_code in told
            },
            language,
        )

    def _by_language(self) -> dict[str, ForumSession]:
        found = {}
        for page in self.versions.values():
            for session in page.sessions.all():
                if session.starts_at.replace(second=0, microsecond=0) == self.starts_at:
                    found[page.locale.language_code] = session
        return found

    @property
    def exists(self) -> bool:
        return bool(self._by_language())


def name_of(session: ForumSession) -> str:
    """Return the lasting name of the meeting: its forum, and when it began."""
    start = session.starts_at.astimezone(UTC).strftime(_START)
    return f"{_PREFIX}{session.forum.translation_key}:{start}"


def held_named(subject: str) -> Held:
    """
    Return the meeting of that lasting name.

    :raises NoSuchSubject: if there is none in a public forum
    """
    key, _colon, start = subject.removeprefix(_PREFIX).partition(":")
    versions = versions_of(ForumPage, key)
    try:
        starts_at = datetime.strptime(start, _START).replace(tzinfo=UTC)
    except ValueError:
        raise NoSuchSubject from None
    held = Held(versions=versions, starts_at=starts_at)
    if not held.exists:
        raise NoSuchSubject
    return held


def sessions_of(topic: str, language: str) -> dict[str, ForumSession]:
    """
    Return the forum's meetings by their lasting names, the latest first.

    :param language: of the version that is wanted, where there are several
    :raises NoSuchSubject: if the forum is not public
    """
    versions = versions_of(ForumPage, topic)
    first = nearest(versions, language)
    pages = [first, *(page for page in versions.values() if page != first)]
    found: dict[str, ForumSession] = {}
    for page in pages:
        for session in page.sessions.all():
            found.setdefault(name_of(session), session)
    newest = sorted(found.items(), key=lambda one: one[1].starts_at, reverse=True)
    return dict(newest)
