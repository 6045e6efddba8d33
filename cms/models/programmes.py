"""A participation or wellbeing programme and how its measures go."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable
from wagtail.search import index

from cms.blocks import RICH_TEXT
from cms.models.content import ContentPage
from cms.programme_blocks import OverviewsBlock, ThemesBlock
from cms.programme_charts import standing


class ProgrammePage(ContentPage):
    """Themes, commitments, measures and their quarterly reviews."""

    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"))
    themes = StreamField(ThemesBlock(), blank=True, verbose_name=_("themes"))
    overviews = StreamField(
        OverviewsBlock(),
        blank=True,
        verbose_name=_("overviews"),
        help_text=_("What a quarter or a year was like as a whole; for its report."),
    )
    preparation = RichTextField(
        _("how it was prepared"), features=RICH_TEXT, blank=True
    )

    parent_page_types: ClassVar = ["cms.StandardPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels = [
        *ContentPage.content_panels,
        FieldRowPanel([FieldPanel("first_year"), FieldPanel("last_year")]),
        FieldPanel("themes"),
        FieldPanel("overviews"),
        FieldPanel("preparation"),
        InlinePanel("approvals", heading=_("Approval"), label=_("step")),
    ]
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("themes"),
        index.SearchField("overviews"),
        index.SearchField("preparation"),
    ]

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_year__gte=models.F("first_year")),
                name="programme_years_in_order",
                violation_error_message=_(
                    "The last year must not be before the first."
                ),
            )
        ]

    def clean(self) -> None:
        super().clean()
        if self.first_year and self.last_year and self.last_year < self.first_year:
            message = _("The last year must not be before the first.")
            raise ValidationError({"last_year": message})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        themes = [theme.value.progress() for theme in self.themes]
        return super().get_context(request, *args, **kwargs) | {
            "approvals": [approval.milestone() for approval in self.approvals.all()],
            "themes": themes,
            "chart": standing(themes) if any(one.measures for one in themes) else None,
        }


@dataclass(frozen=True, kw_only=True)
class Milestone:
    state: str
    title: str
    when: date | None
    text: str


class ProgrammeApproval(Orderable):
    """Which body decided on the programme, and when."""

    programme = ParentalKey(
        ProgrammePage, on_delete=models.CASCADE, related_name="approvals"
    )
    body = models.CharField(_("who decides"), max_length=150)
    decided_on = models.DateField(
        _("date"), null=True, blank=True, help_text=_("Empty while it is to come.")
    )
    note = models.CharField(_("what was decided"), max_length=250, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("body"), FieldPanel("decided_on")]),
        FieldPanel("note"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")

    def __str__(self) -> str:
        return self.body

    def milestone(self) -> Milestone:
        """Return the approval as an item of components/timeline.html."""
        return Milestone(
            state="done" if self.decided_on else "coming",
            title=self.body,
            when=self.decided_on,
            text=self.note,
        )
