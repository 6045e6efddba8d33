"""The organisation behind the site, as its editors describe it."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Page

from cms import theme
from workflows.engine.texts import say

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


def _page_key(
    verbose_name: "StrPromise", help_text: "StrPromise | str" = ""
) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=verbose_name,
        help_text=help_text,
    )


@register_setting(icon="home")
class Organisation(BaseSiteSetting):
    """Name, contact, colors and the pages that every footer must reach."""

    name_fi = models.CharField(_("name in Finnish"), max_length=120, blank=True)
    name_sv = models.CharField(_("name in Swedish"), max_length=120, blank=True)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone number"), max_length=40, blank=True)
    address = models.TextField(_("postal address"), blank=True)
    accessibility_page = _page_key(
        _("accessibility statement"),
        _("Required by law (306/2019); linked from every page."),
    )
    feedback_page = _page_key(
        _("accessibility feedback"),
        _("Where accessibility faults are reported; answered in 14 days."),
    )
    privacy_page = _page_key(_("privacy notice"))
    accent = models.CharField(
        _("color on light ground"),
        max_length=7,
        blank=True,
        help_text=_("As #rrggbb; links, buttons and lines. Empty keeps our own."),
    )
    accent_dark = models.CharField(
        _("color on dark ground"),
        max_length=7,
        blank=True,
        help_text=_("As #rrggbb; used when the reader has chosen a dark screen."),
    )

    select_related = ["accessibility_page", "feedback_page", "privacy_page"]

    panels = [
        MultiFieldPanel(
            [FieldPanel("name_fi"), FieldPanel("name_sv"), FieldPanel("name_en")],
            heading=_("Name"),
        ),
        MultiFieldPanel(
            [FieldPanel("email"), FieldPanel("phone"), FieldPanel("address")],
            heading=_("Contact"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("accessibility_page"),
                FieldPanel("feedback_page"),
                FieldPanel("privacy_page"),
            ],
            heading=_("Pages in the footer"),
        ),
        MultiFieldPanel(
            [FieldPanel("accent"), FieldPanel("accent_dark")], heading=_("Colors")
        ),
    ]

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.name_in(settings.LANGUAGE_CODE)

    def clean(self) -> None:
        super().clean()
        grounds = {"accent": theme.LIGHT_PAPER, "accent_dark": theme.DARK_PAPER}
        problems = {
            field: problem
            for field, paper in grounds.items()
            if (problem := _color_problem(getattr(self, field), paper))
        }
        if problems:
            raise ValidationError(problems)

    def name_in(self, language: str) -> str:
        """Return the name in the language or the nearest one there is."""
        names = {"fi": self.name_fi, "sv": self.name_sv, "en": self.name_en}
        fallback: Any = settings.ORGANISATION_NAME
        return say(names, language) or say(fallback, language)

    def footer_pages(self) -> list[Page]:
        pages = (self.accessibility_page, self.feedback_page, self.privacy_page)
        return [page for page in pages if page is not None]


def _color_problem(color: str, paper: str) -> ValidationError | None:
    if not color:
        return None
    if not theme.is_color(color):
        return ValidationError(_("Write the color as #rrggbb, for instance #0e5a54."))
    ratio = theme.contrast(color, paper)
    if ratio >= theme.LEAST_CONTRAST:
        return None
    return ValidationError(
        _(
            "The contrast is %(ratio).1f to 1; at least %(least).1f to 1 is needed "
            "for everybody to read it."
        ),
        params={"ratio": ratio, "least": theme.LEAST_CONTRAST},
    )
