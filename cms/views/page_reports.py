"""From a page in the admin to the reports on it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from wagtail.models import Page

from cms.reports.pages import PageKind
from participation.actions.issuing import MAY_ISSUE
from participation.desk.report_topics import topic_url
from participation.reports.kinds import registry
from workflows.desk.staff import asking


def kind_of(page: Page) -> PageKind[Any] | None:
    """Return the kind of the reports on such a page, if there is any."""
    kinds = (one for one in registry.kinds() if isinstance(one, PageKind))
    model = page.specific_class
    return next(
        (one for one in kinds if model is not None and one.model is model), None
    )


@require_GET
def report_of_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """
    Lead to where reports on the page are ordered, or back with the reason why not.

    :raises PermissionDenied: if the user may not issue reports or publish the page
    :raises Http404: if there is no such page, or no report is made of its like
    """
    user = asking(request)
    if not user.has_perm(MAY_ISSUE):
        raise PermissionDenied
    page = get_object_or_404(Page, pk=page_id)
    kind = kind_of(page)
    if kind is None:
        raise Http404
    if not page.permissions_for_user(user).can_publish():
        raise PermissionDenied
    if not page.live or page.get_view_restrictions().exists():
        messages.error(
            request,
            gettext(
                "A report is made of a published page that everybody may see. Publish "
                "the page first, or open it to everybody."
            ),
        )
        return redirect("wagtailadmin_pages:edit", page.pk)
    return redirect(topic_url(kind.key, str(page.translation_key)))
