"""Taking away a colleague's second factor, when the app and the codes are lost."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.http import HttpResponseRedirect as Redirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button

from workflows.actions.second_factors import may_reset, reset_second_factor
from workflows.desk.staff import asking
from workflows.errors import WorkflowError
from workflows.models import SecondFactor
from workflows.models.second_factors import MAY_RESET

if TYPE_CHECKING:
    from cms.accounts.models import User


class ResetView(WagtailAdminTemplateMixin, View):
    """Whose it is, what follows, and the button that does it."""

    model = SecondFactor
    template_name = "workflows/desk/second_factor_reset.html"
    page_title = _("Reset the second factor")
    header_icon = "key"
    request: HttpRequest
    person: "User"

    def dispatch(self, request: HttpRequest, *args: Any, **kw: Any) -> HttpResponseBase:
        user = asking(request)
        if not user.has_perm(MAY_RESET):
            raise PermissionDenied
        rows = SecondFactor.objects.in_use().select_related("user")
        self.person = get_object_or_404(rows, pk=kw["pk"]).user
        if not may_reset(user=self.person, by=user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kw)

    def get(self, request: HttpRequest, pk: Any) -> HttpResponse:
        response: HttpResponse = self.render_to_response(
            self.get_context_data(person=self.person)
        )
        return response

    def post(self, request: HttpRequest, pk: Any) -> HttpResponse:
        by = asking(request)
        try:
            reset_second_factor(user=self.person, by=by, at=timezone.now())
        except WorkflowError as refused:
            messages.error(request, str(refused))
        else:
            done = gettext("The second factor of %(name)s was reset.")
            messages.success(request, done % {"name": self.person})
        return Redirect(reverse("wagtailusers_users:index"))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("wagtailusers_users:index"), "label": gettext("Users")},
            {"url": "", "label": self.get_page_title()},
        ]


def reset_buttons(user: "User", request_user: "User") -> Iterator[Button]:
    """Yield the way to the reset in the list of users, where there is one to reset."""
    if user.pk == request_user.pk or not may_reset(user=user, by=request_user):
        return
    found = SecondFactor.objects.in_use().filter(user=user).first()
    if found is not None:
        yield Button(
            gettext("Reset the second factor"),
            reverse("second_factor_reset", args=[found.pk]),
            icon_name="key",
            priority=60,
        )
