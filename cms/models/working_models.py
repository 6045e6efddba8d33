"""A way of working: its parts, and who answers for which task of coordination."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from cms.blocks import RICH_TEXT
from cms.models.content import ContentPage


class CoordinationTaskBlock(blocks.StructBlock):
    task = blocks.CharBlock(max_length=300, label=_("coordination task"))
    responsible = blocks.CharBlock(
        required=False,
        max_length=150,
        label=_("responsible"),
        help_text=_("A role or a unit, not a name. Empty while nobody is agreed."),
    )

    class Meta:
        label = _("coordination task")


class PartBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=200, label=_("title"))
    text = blocks.TextBlock(required=False, label=_("text"))
    tasks = blocks.ListBlock(
        CoordinationTaskBlock(), default=[], label=_("coordination tasks")
    )

    class Meta:
        icon = "list-ol"
        label = _("part")


class PartsBlock(blocks.StreamBlock):
    part = PartBlock()


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """How many tasks of coordination have somebody who answers for them."""

    tasks: int
    owned: int


class ModelPage(ContentPage):
    """
    A working model under the headings that Innokylä asks for.

    The lead is Innokylä's short description.
    """

    basic_idea = RichTextField(_("basic idea"), features=RICH_TEXT, blank=True)
    conditions = RichTextField(
        _("conditions for working and adoption"), features=RICH_TEXT, blank=True
    )
    environment = RichTextField(
        _("operating environment"), features=RICH_TEXT, blank=True
    )
    target_group = RichTextField(
        _("target group and knowledge of its needs"), features=RICH_TEXT, blank=True
    )
    parts = StreamField(PartsBlock(), blank=True, verbose_name=_("parts"))
    place = models.CharField(_("place"), max_length=150, blank=True)
    funder = models.CharField(_("funder"), max_length=150, blank=True)
    author = models.CharField(
        _("author"), max_length=150, blank=True, help_text=_("A unit, not a name.")
    )
    innokyla_url = models.URLField(_("the model in Innokylä"), blank=True)

    parent_page_types: ClassVar = ["cms.StandardPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels = [
        *ContentPage.content_panels,
        FieldPanel("parts"),
        MultiFieldPanel(
            [
                FieldPanel("basic_idea"),
                FieldPanel("conditions"),
                FieldPanel("environment"),
                FieldPanel("target_group"),
            ],
            heading=_("Under Innokylä's headings"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("place"),
                FieldPanel("funder"),
                FieldPanel("author"),
                FieldPanel("innokyla_url"),
            ],
            heading=_("Basic facts"),
        ),
    ]
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("parts"),
        index.SearchField("basic_idea"),
        index.SearchField("target_group"),
    ]

    class Meta:
        verbose_name = _("working model")
        verbose_name_plural = _("working models")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        tasks = [task for part in self.parts for task in part.value["tasks"]]
        return super().get_context(request, *args, **kwargs) | {
            "coverage": Coverage(
                tasks=len(tasks), owned=sum(bool(task["responsible"]) for task in tasks)
            ),
            "sections": self._sections(),
        }

    def _sections(self) -> Sequence[tuple[str, str]]:
        """Return Innokylä's headings that have been written under."""
        names = ("basic_idea", "conditions", "environment", "target_group")
        return [
            (self._meta.get_field(name).verbose_name, text)
            for name in names
            if (text := getattr(self, name))
        ]
