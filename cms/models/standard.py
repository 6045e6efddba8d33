"""A plain page, and the list of what lies under it."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cms.models.content import ContentPage


class StandardPage(ContentPage):
    """A page of text; shows the pages under it as a list."""

    parent_page_types: ClassVar = [
        "cms.HomePage",
        "cms.ParticipatePage",
        "cms.StandardPage",
    ]
    subpage_types: ClassVar = [
        "cms.StandardPage",
        "cms.ProgrammePage",
        "cms.ModelPage",
    ]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        children = self.get_children().live().order_by("path").specific()
        return super().get_context(request, *args, **kwargs) | {"children": children}
