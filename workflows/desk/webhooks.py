"""Other systems that are told of cases, managed in the admin."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import View

from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.model import ModelViewSet

from workflows.actions.webhooks import renew_secret
from workflows.models import WebhookEndpoint


class EndpointCreateView(generic.CreateView):
    """After the endpoint its secret is made and shown."""

    def get_success_url(self) -> str:
        return reverse("webhooks:secret", args=[self.object.pk])


class SecretView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """Makes a new secret and shows it: once, and only in the answer to the request."""

    model = WebhookEndpoint
    permission_required = "change"
    template_name = "workflows/desk/webhook_secret.html"
    page_title = _("Secret of the webhook")
    header_icon = "key"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        endpoint = get_object_or_404(WebhookEndpoint, pk=pk)
        return self.shown(endpoint)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        endpoint = get_object_or_404(WebhookEndpoint, pk=pk)
        secret = renew_secret(endpoint_id=endpoint.pk, at=timezone.now())
        return self.shown(endpoint, secret=secret)

    def shown(self, endpoint: WebhookEndpoint, secret: str = "") -> HttpResponse:
        context = self.get_context_data(endpoint=endpoint, secret=secret)
        response: HttpResponse = self.render_to_response(context)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        address = reverse("webhooks:index")
        return [*self.breadcrumbs_items, {"url": address, "label": _("Webhooks")}]


def health(endpoint: WebhookEndpoint) -> str:
    """Return in words how the last deliveries went."""
    if not endpoint.is_active:
        return gettext("Not in use")
    if since := endpoint.failing_since:
        words = gettext("Failing since %(when)s (%(status)s)")
        status = endpoint.last_status or gettext("no answer")
        return words % {"when": _moment(since), "status": status}
    if told := endpoint.last_told_at:
        return gettext("Told last %(when)s") % {"when": _moment(told)}
    return gettext("Nothing was told yet")


def _moment(at: Any) -> str:
    return date_format(localtime(at), "SHORT_DATETIME_FORMAT")


class WebhookViewSet(ModelViewSet):
    """The endpoints, and how each of them is doing."""

    model = WebhookEndpoint
    name = "webhooks"
    url_prefix = "webhooks"
    icon = "link-external"
    menu_label = _("Webhooks")
    menu_name = "webhooks"
    menu_order = 920
    add_to_settings_menu = True
    add_view_class = EndpointCreateView
    copy_view_enabled = False
    panels = (
        "name",
        "url",
        "tells_arrivals",
        "tells_moves",
        "tells_closings",
        FieldPanel(
            "workflows",
            heading=_("Cases of which workflows"),
            widget=forms.CheckboxSelectMultiple,
        ),
        "is_active",
    )
    list_display = (
        "name",
        Column("url", label=_("Address"), accessor="url"),
        Column("health", label=_("State"), accessor=health),
    )
    ordering = ("name", "pk")

    def get_urlpatterns(self) -> list[URLPattern]:
        secret = never_cache(SecretView.as_view())
        patterns: list[URLPattern] = super().get_urlpatterns()
        return [*patterns, path("secret/<int:pk>/", secret, name="secret")]
