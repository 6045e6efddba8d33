"""A participation forum and its sessions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
)
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from cms.blocks import RICH_TEXT, MaterialsBlock, PicturesBlock
from cms.clock import moment_of
from cms.models.content import ContentPage
from workflows.models.procedures import told_end


class ForumPage(ContentPage):
    """A series of meetings that is open to everybody."""

    parent_page_types: ClassVar = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels = [
        *ContentPage.content_panels,
        InlinePanel("sessions", heading=_("Meetings"), label=_("meeting")),
    ]
    search_fields = [
        *ContentPage.search_fields,
        index.RelatedFields(
            "sessions", [index.SearchField("theme"), index.SearchField("group_work")]
        ),
    ]

    class Meta:
        verbose_name = _("forum")
        verbose_name_plural = _("forums")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        at = moment_of(request)
        sessions = sorted(self.sessions.all(), key=lambda session: session.starts_at)
        shown = shown_at(sessions, at)
        return super().get_context(request, *args, **kwargs) | {
            "coming": [one for one in shown if one.session.ends_at > at],
            "held": [one for one in reversed(shown) if one.session.ends_at <= at],
        }


class ForumSessionQuerySet(models.QuerySet["ForumSession"]):
    def live_below(self, page: Page) -> Self:
        """Sessions of published forums under the page."""
        return self.filter(
            forum__path__startswith=page.path, forum__live=True
        ).select_related("forum")

    def coming(self, at: datetime) -> Self:
        """Sessions that have not ended, the next one first."""
        return self.filter(ends_at__gt=at).order_by("starts_at", "pk")


class ForumSession(Orderable):
    """One meeting of a forum: before it an invitation, after it a record."""

    forum = ParentalKey(ForumPage, on_delete=models.CASCADE, related_name="sessions")
    theme = models.CharField(pgettext_lazy("of a meeting", "theme"), max_length=200)
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    remote_url = models.URLField(_("remote link"), blank=True)
    registration_page = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("registration"),
        help_text=_("The channel through which people register."),
    )
    registration_closes_at = models.DateTimeField(
        _("registration closes at"), null=True, blank=True
    )
    invitation = RichTextField(_("invitation"), features=RICH_TEXT, blank=True)
    agenda = RichTextField(_("agenda"), features=RICH_TEXT, blank=True)
    materials = StreamField(MaterialsBlock(), blank=True, verbose_name=_("materials"))
    group_work = RichTextField(
        _("results of group work"), features=RICH_TEXT, blank=True
    )
    attendance = models.PositiveIntegerField(
        _("number of participants"), null=True, blank=True
    )
    remote_attendance = models.PositiveIntegerField(
        _("of them by remote link"), null=True, blank=True
    )
    pictures = StreamField(
        PicturesBlock(),
        blank=True,
        verbose_name=_("pictures"),
        help_text=_("Of what the groups made; not of people who can be recognized."),
    )
    what_followed = RichTextField(
        _("what came of it"),
        features=RICH_TEXT,
        blank=True,
        help_text=_("What was done because of the meeting, or will be, and when."),
    )

    objects: ClassVar[Any] = ForumSessionQuerySet.as_manager()

    panels = [
        FieldPanel("theme"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldRowPanel([FieldPanel("place"), FieldPanel("remote_url")]),
        MultiFieldPanel(
            [
                FieldPanel("registration_page"),
                FieldPanel("registration_closes_at"),
            ],
            heading=_("Registration"),
        ),
        FieldPanel("invitation"),
        FieldPanel("agenda"),
        FieldPanel("materials"),
        FieldRowPanel([FieldPanel("attendance"), FieldPanel("remote_attendance")]),
        FieldPanel("group_work"),
        FieldPanel("pictures"),
        FieldPanel("what_followed"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="forum_session_ends_after_start",
                violation_error_message=_("The meeting must end after it starts."),
            ),
            models.CheckConstraint(
                condition=models.Q(remote_attendance=None)
                | models.Q(attendance__gte=models.F("remote_attendance")),
                name="forum_session_remote_are_participants",
                violation_error_message=_(
                    "Those who came by remote link are among the participants."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.theme

    @property
    def last_registration_at(self) -> datetime | None:
        """Until when one can register, as people are told it."""
        return told_end(self.registration_closes_at)

    def takes_registrations_at(self, at: datetime) -> bool:
        """Tell whether one can still register; needs a registration page."""
        closes_at = self.registration_closes_at or self.starts_at
        return self.registration_page_id is not None and at < closes_at


@dataclass(frozen=True, kw_only=True)
class Material:
    """Something handed out: a document, or a link elsewhere."""

    title: str
    url: str
    document: AbstractDocument | None = None


@dataclass(frozen=True, kw_only=True)
class ShownSession:
    """A meeting as the page shows it at one moment."""

    session: ForumSession
    takes_registrations: bool
    materials: list[Material]


def shown_at(sessions: Sequence[ForumSession], at: datetime) -> list[ShownSession]:
    """Return the meetings as shown, with all their documents in one query."""
    blocks = [[block["value"] for block in one.materials.raw_data] for one in sessions]
    wanted = {
        value["document"]
        for values in blocks
        for value in values
        if "document" in value
    }
    documents = get_document_model().objects.in_bulk(wanted)
    return [
        ShownSession(
            session=session,
            takes_registrations=session.takes_registrations_at(at),
            materials=[*_materials(values, documents)],
        )
        for session, values in zip(sessions, blocks, strict=True)
    ]


def _materials(
    values: Iterable[Mapping[str, Any]], documents: Mapping[int, AbstractDocument]
) -> Iterator[Material]:
    for value in values:
        if "document" not in value:
            yield Material(title=value["title"], url=value["url"])
        elif document := documents.get(value["document"]):
            yield Material(title=value["title"], url=document.url, document=document)
