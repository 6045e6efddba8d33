"""The frame of a page, for templates."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language, get_language_info

from wagtail.models import Page

from cms.frame import Frame, frame_for, trail_to

register = template.Library()


@register.simple_tag(takes_context=True)
def site_frame(context: dict[str, Any]) -> Frame:
    """Return the frame around what is shown."""
    return frame_for(context["request"], context.get("page"))


@register.simple_tag
def site_trail(page: Page) -> list[Page]:
    """Return the pages above, from the front page down."""
    return trail_to(page)


@register.filter
def other_language(code: str) -> str:
    """Name the language if it is another than the page's, else return ""."""
    shown = get_language() or settings.LANGUAGE_CODE
    if code.partition("-")[0] == shown.partition("-")[0]:
        return ""
    return str(get_language_info(code)["name_translated"])
