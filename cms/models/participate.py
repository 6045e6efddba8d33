"""Take part and influence: every channel, and the other ways."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cms.clock import moment_of
from cms.models.channel_pages import ChannelPage
from cms.models.content import ContentPage
from cms.models.standard import StandardPage


class ParticipatePage(ContentPage):
    """Lists the channels under it, open ones first; the body tells other ways."""

    parent_page_types: ClassVar = ["cms.HomePage"]
    subpage_types: ClassVar = ["cms.ChannelPage", "cms.StandardPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of channels")
        verbose_name_plural = _("lists of channels")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        at = moment_of(request)
        pages = ChannelPage.objects.child_of(self).with_channels()
        cards = sorted(
            (page.card(at) for page in pages), key=lambda card: not card.is_open
        )
        return super().get_context(request, *args, **kwargs) | {
            "channels": cards,
            "others": StandardPage.objects.child_of(self).live().order_by("path"),
        }
