"""The frame of a page, for templates."""

from typing import Any

from django import template

from cms.frame import Frame, frame_for

register = template.Library()


@register.simple_tag(takes_context=True)
def site_frame(context: dict[str, Any]) -> Frame:
    """Return the frame around what is shown."""
    return frame_for(context["request"], context.get("page"))
