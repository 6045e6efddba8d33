"""What every page of running content has."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import BodyBlock


class ContentPage(Page):
    """A title, a lead and a body of blocks."""

    lead = models.TextField(
        _("lead"),
        max_length=600,
        blank=True,
        help_text=_("One to three sentences that tell what the page is about."),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("content"))

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    search_fields = [
        *Page.search_fields,
        index.SearchField("lead", boost=2),
        index.SearchField("body"),
    ]

    class Meta:
        abstract = True
