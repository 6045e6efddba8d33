"""The record of a forum's meeting: what was spoken of, by how many, and what came."""

import logging
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.formats import time_format
from django.utils.safestring import SafeString
from django.utils.timezone import localdate, localtime
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from wagtail.rich_text import expand_db_html, get_text_for_indexing

from cms.models import ForumPage, ForumSession
from cms.reports.meetings import Held, held_named, name_of, sessions_of
from cms.reports.pages import PageKind, changed_at
from participation.reports.charts import Chart, Series, bar_chart
from participation.reports.images import UnfitPicture, document_picture
from participation.reports.kinds.kind import About
from participation.reports.kinds.registry import register
from participation.reports.markup import document_markup
from participation.reports.texts import (
    day_in_words,
    other_language,
    report_language,
)

if TYPE_CHECKING:
    from workflows.models import Unit

logger = logging.getLogger(__name__)

#: earlier meetings whose attendance is shown beside this one's
_EARLIER = 7


@register
class ForumRecord(PageKind[Held]):
    """Agenda, attendance, results of group work, and what came of them."""

    key = "forum_session"
    label = gettext_lazy("meeting of a forum")
    model = ForumPage
    template = "cms/reports/forum_session.html"
    schema = "forum_session.json"
    periods = ("quarter", "year")
    choice = gettext_lazy("Meeting")

    def find(self, subject: str) -> Held:
        return held_named(subject)

    def subjects_of(self, topic: str, *, at: datetime) -> list[tuple[str, str]]:
        language = report_language(get_language() or "")
        return [
            (name, f"{day_in_words(session.starts_at, language)}: {session.theme}")
            for name, session in sessions_of(topic, language).items()
            if session.ends_at <= at
        ]

    def scheduled(
        self, *, about: str, unit: "Unit | None", period: str, ended: date
    ) -> list[str]:
        first_month = ended.month - 2 if period == "quarter" else 1
        begins = date(ended.year, first_month, 1)
        return [
            name
            for name, session in sessions_of(about, "").items()
            if begins <= localdate(session.starts_at) <= ended
        ]

    def about(self, subject: Held, *, language: str) -> About:
        page, session = subject.page(language), subject.session(language)
        day = localtime(session.starts_at).date().isoformat()
        return About(
            subject=name_of(session),
            title=session.theme,
            type=_("Record of a forum meeting"),
            reference=f"{page.slug[:40]}-{day}",
            at=changed_at(subject.versions, otherwise=session.ends_at),
            text_language=other_language(page.locale.language_code, language),
        )

    def facts(self, subject: Held, *, language: str) -> dict[str, Any]:
        page, session = subject.page(language), subject.session(language)
        return {
            "forum": page.title,
            "language": page.locale.language_code,
            "theme": session.theme,
            "starts_at": session.starts_at.isoformat(),
            "ends_at": session.ends_at.isoformat(),
            "place": session.place,
            "attendance": session.attendance,
            "remote_attendance": session.remote_attendance,
            "agenda": get_text_for_indexing(session.agenda),
            "group_work": get_text_for_indexing(session.group_work),
            "what_followed": get_text_for_indexing(session.what_followed),
            "materials": [block.value["title"] for block in session.materials],
            "attendance_before": [
                {"date": day.isoformat(), "attendance": count}
                for day, count in _attendance_up_to(page, session)[:-1]
            ],
        }

    def context(
        self, subject: Held, *, language: str, facts: dict[str, Any]
    ) -> dict[str, Any]:
        page, session = subject.page(language), subject.session(language)
        begin, end = localtime(session.starts_at), localtime(session.ends_at)
        hours = f"{time_format(begin, 'H.i')}\u2013{time_format(end, 'H.i')}"
        day = day_in_words(session.starts_at, language)
        return {
            "rows": [
                (_("Forum"), page.title),
                (
                    pgettext("of a meeting", "Time"),
                    _("%(day)s at %(hours)s") % {"day": day, "hours": hours},
                ),
                *([(_("Place"), session.place)] if session.place else []),
            ],
            "sections": [
                (heading, document_markup(expand_db_html(text)))
                for heading, text in (
                    (_("Programme of the meeting"), session.agenda),
                    (_("What the groups found"), session.group_work),
                    (_("What came of it"), session.what_followed),
                )
                if get_text_for_indexing(text).strip()
            ],
            "attendance": _attendance_rows(session),
            "chart": _chart(page, session, language),
            "pictures": list(_pictures(session)),
            "materials": facts["materials"],
        }


def _attendance_rows(session: ForumSession) -> list[tuple[str, int]]:
    if session.attendance is None:
        return []
    if session.remote_attendance is None:
        return [(_("Participants"), session.attendance)]
    return [
        (_("On the spot"), session.attendance - session.remote_attendance),
        (_("By remote link"), session.remote_attendance),
        (_("Participants together"), session.attendance),
    ]


def _attendance_up_to(
    page: ForumPage, session: ForumSession
) -> list[tuple[datetime, int]]:
    """Return when the forum met and how many came, this meeting last."""
    counted = sorted(
        (one.starts_at, one.attendance)
        for one in page.sessions.all()
        if one.attendance is not None and one.starts_at <= session.starts_at
    )
    return counted[-_EARLIER - 1 :]


def _chart(page: ForumPage, session: ForumSession, language: str) -> Chart | None:
    counted = _attendance_up_to(page, session)
    if session.attendance is None or len(counted) == 1:
        return None
    return bar_chart(
        title=_("Participants of the forum's meetings"),
        what=_("Meeting"),
        labels=[day_in_words(at, language) for at, _count in counted],
        series=Series(name=_("Participants"), values=[count for _at, count in counted]),
    )


def _pictures(session: ForumSession) -> Any:
    """Yield the pictures that a document can hold, each with its caption."""
    for block in session.pictures:
        image, caption = block.value["image"], block.value["caption"]
        words = image.contextual_alt_text or caption or image.title
        try:
            with image.file.open("rb") as file:
                drawn: SafeString = document_picture(file.read(), alt=words)
        except (UnfitPicture, FileNotFoundError) as reason:
            logger.warning(
                "A picture of meeting %s is left out: %s", session.pk, reason
            )
            continue
        yield {"image": drawn, "caption": caption}
