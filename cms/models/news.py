"""News and their list."""

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from cms.models.content import ContentPage

NEWS_ON_A_PAGE = 10


class NewsIndexPage(ContentPage):
    """All news of one language, newest first."""

    parent_page_types: ClassVar = ["cms.HomePage"]
    subpage_types: ClassVar = ["cms.NewsPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of news")
        verbose_name_plural = _("lists of news")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        news = NewsPage.objects.child_of(self).live().order_by("-date", "-pk")
        page_of_items = Paginator(news, NEWS_ON_A_PAGE).get_page(
            request.GET.get("page")
        )
        return super().get_context(request, *args, **kwargs) | {
            "page_of_items": page_of_items
        }


class NewsPage(ContentPage):
    """One piece of news, with a role to ask for more."""

    date = models.DateField(_("date"))
    contact_role = models.CharField(
        _("further information from"),
        max_length=120,
        blank=True,
        help_text=_("A title, not a name."),
    )
    contact_email = models.EmailField(_("e-mail address"), blank=True)

    parent_page_types: ClassVar = ["cms.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels = [
        *ContentPage.content_panels[:1],
        FieldPanel("date"),
        *ContentPage.content_panels[1:],
        MultiFieldPanel(
            [FieldPanel("contact_role"), FieldPanel("contact_email")],
            heading=_("Contact"),
        ),
    ]
    search_fields = [*ContentPage.search_fields, index.FilterField("date")]

    class Meta:
        verbose_name = _("piece of news")
        verbose_name_plural = _("news")
