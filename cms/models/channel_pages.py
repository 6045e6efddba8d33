"""The page that hosts a channel: its landing, its form and what came of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from cms.blocks import RICH_TEXT, StepBlock
from cms.clock import moment_of
from cms.models.content import ContentPage
from cms.models.form_routes import FormRoutes
from participation.models import Channel, FollowUp, Outcome
from workflows.models.places import Places, places_of

OUTCOMES_ON_A_PAGE = 20


@dataclass(frozen=True, kw_only=True)
class ChannelCard:
    """What a list shows of a channel at one moment."""

    page: "ChannelPage"
    is_open: bool
    opens_at: datetime | None
    closes_at: datetime | None
    #: until when, as people are told it
    last_open_at: datetime | None
    #: it has been open and is no more
    is_over: bool


class ChannelPageQuerySet(PageQuerySet):
    def with_channels(self) -> "ChannelPageQuerySet":
        """Return published pages in the tree's order with what `card` needs."""
        pages: ChannelPageQuerySet = self.live().select_related("channel__procedure")
        return pages.order_by("path")  # type: ignore[no-any-return]

    def at_or_above(
        self, home: Page, path_components: list[str]
    ) -> "tuple[ChannelPage, list[str]] | None":
        """
        Find the channel page that the path leads through, in one query.

        :return: the page and the components that are left for its own routes
        """
        parts = range(1, len(path_components) + 1)
        addresses = {
            f"{home.url_path}{'/'.join(path_components[:count])}/": count
            for count in parts
        }
        page: ChannelPage | None = (
            self.filter(url_path__in=addresses)
            .select_related("channel__procedure")
            .first()
        )
        if page is None:
            return None
        return page, path_components[addresses[page.url_path] :]


class ChannelPageForm(WagtailAdminPageForm):
    """Offers the channels by their names."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].queryset = Channel.objects.named()


class ChannelPage(FormRoutes, ContentPage):
    """One way to take part, under an address of its own."""

    channel = models.ForeignKey(
        Channel,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("channel"),
    )
    who = RichTextField(_("who may take part"), features=RICH_TEXT, blank=True)
    what_happens = StreamField(
        [("step", StepBlock())], blank=True, verbose_name=_("what happens")
    )
    how_long = RichTextField(_("how long it takes"), features=RICH_TEXT, blank=True)
    privacy = RichTextField(
        _("how personal data is handled"), features=RICH_TEXT, blank=True
    )
    start_label = models.CharField(
        _("text of the start button"),
        max_length=60,
        blank=True,
        help_text=_("For instance: Make an initiative."),
    )

    objects = PageManager.from_queryset(ChannelPageQuerySet)()

    parent_page_types: ClassVar = ["cms.ParticipatePage"]
    subpage_types: ClassVar[list[str]] = []
    base_form_class = ChannelPageForm
    content_panels = [
        *ContentPage.content_panels[:2],
        MultiFieldPanel(
            [FieldPanel("channel"), FieldPanel("start_label")], heading=_("Channel")
        ),
        FieldPanel("who"),
        FieldPanel("what_happens"),
        FieldPanel("how_long"),
        FieldPanel("privacy"),
        *ContentPage.content_panels[2:],
    ]

    class Meta:
        verbose_name = _("channel page")
        verbose_name_plural = _("channel pages")

    def card(self, at: datetime) -> ChannelCard:
        """Describe the channel at that moment."""
        procedure = self.channel.procedure
        return ChannelCard(
            page=self,
            is_open=procedure.is_open_at(at),
            opens_at=procedure.opens_at,
            closes_at=procedure.closes_at,
            last_open_at=procedure.last_open_at,
            is_over=procedure.closes_at is not None and procedure.closes_at <= at,
        )

    @path("")
    def landing(self, request: HttpRequest) -> HttpResponseBase:
        return self._page(
            request,
            "cms/channel_page.html",
            card=self.card(moment_of(request)),
            newest=self._outcomes()[:3],
            places=self._places(),
        )

    @path("outcomes/")
    def outcomes(self, request: HttpRequest) -> HttpResponseBase:
        if not self.channel.publishes_outcomes:
            raise Http404
        pages = Paginator(self._outcomes(), OUTCOMES_ON_A_PAGE)
        return self._page(
            request,
            "cms/outcomes.html",
            page_of_items=pages.get_page(request.GET.get("page")),
        )

    @path("outcomes/<str:reference>/")
    def outcome(self, request: HttpRequest, reference: str) -> HttpResponseBase:
        follow_ups = FollowUp.objects.select_related("measure").order_by("at", "pk")
        outcome = get_object_or_404(
            self._outcomes().prefetch_related(
                "promised", Prefetch("follow_ups", follow_ups)
            ),
            case__reference=reference,
        )
        reports = outcome.reports.current().filter(is_public=True)
        return self._page(
            request,
            "cms/outcome.html",
            outcome=outcome,
            reports=list(reports.order_by("language", "pk")),
        )

    def _places(self) -> Places | None:
        """Return the places of a channel that has only so many."""
        procedure = self.channel.procedure
        return None if procedure.places is None else places_of(procedure)

    def _outcomes(self) -> "models.QuerySet[Outcome]":
        """Return what the channel shows, which may be nothing by its policy."""
        if not self.channel.publishes_outcomes:
            return Outcome.objects.none()
        outcomes = Outcome.objects.filter(channel=self.channel_id)
        return outcomes.select_related("case").newest_first()

    def _page(
        self, request: HttpRequest, template: str, **context: Any
    ) -> HttpResponseBase:
        response: HttpResponseBase = self.render(
            request, context_overrides=context, template=template
        )
        return response
