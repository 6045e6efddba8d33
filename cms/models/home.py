"""The front page of a language."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from cms.clock import moment_of
from cms.models.channel_pages import ChannelPage
from cms.models.content import ContentPage
from cms.models.form_routes import FORM_ROUTES
from cms.models.forums import ForumSession
from cms.models.news import NewsPage
from cms.models.participate import ParticipatePage
from cms.models.standard import StandardPage

NEWS_ON_FRONT = 3
CHANNELS_ON_FRONT = 4


class HomePage(ContentPage):
    """What is open, what comes next, what is new."""

    headline = models.CharField(
        _("headline"),
        max_length=120,
        blank=True,
        help_text=_("Empty shows the title."),
    )

    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = [
        "cms.ParticipatePage",
        "cms.ForumPage",
        "cms.NewsIndexPage",
        "cms.StandardPage",
    ]
    content_panels = [
        *Page.content_panels,
        FieldPanel("headline"),
        FieldPanel("lead"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Reach a channel's form at once; its steps are asked for more than pages."""
        if FORM_ROUTES.isdisjoint(path_components):
            return super().route(request, path_components)
        found = ChannelPage.objects.at_or_above(self, path_components)
        if found is None:
            return super().route(request, path_components)
        page, rest = found
        return page.route(request, rest)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        at = moment_of(request)
        channels = ChannelPage.objects.descendant_of(self).with_channels()
        news = NewsPage.objects.descendant_of(self).live().order_by("-date", "-pk")
        participate = ParticipatePage.objects.child_of(self).live().first()
        return super().get_context(request, *args, **kwargs) | {
            "participate": participate,
            "others": StandardPage.objects.child_of(participate).live().order_by("path")
            if participate
            else [],
            "channels": [page.card(at) for page in channels[:CHANNELS_ON_FRONT]],
            "next_session": ForumSession.objects.live_below(self).coming(at).first(),
            "news": news[:NEWS_ON_FRONT],
        }
