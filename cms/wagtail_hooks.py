"""What the site adds to the Wagtail admin."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.models import Page

from cms.views.page_reports import kind_of, report_of_page
from participation.actions.issuing import MAY_ISSUE

if TYPE_CHECKING:
    from cms.accounts.models import User


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern]:
    return [
        path("pages/<int:page_id>/report/", report_of_page, name="desk_report_of_page")
    ]


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def report_button(page: Page, user: "User", **_where: object) -> Iterator[Button]:
    """Offer a report in the menus of a page: where it is listed and edited."""
    if (
        page.live
        and kind_of(page) is not None
        and user.has_perm(MAY_ISSUE)
        and page.permissions_for_user(user).can_publish()
    ):
        yield Button(
            _("Make a report"),
            reverse("desk_report_of_page", args=[page.pk]),
            icon_name="doc-full-inverse",
            priority=45,
        )
