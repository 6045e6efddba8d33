"""The routes under a channel's page that belong to its form."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase

from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from workflows.views import drafting
from workflows.views.door import Door

if TYPE_CHECKING:
    from participation.models import Channel


#: first components of the routes below
FORM_ROUTES = frozenset({"start", "form", "received"})


class FormRoutes(RoutablePageMixin):
    """Hands the form's addresses to the engine, with a door to the page."""

    channel: "Channel"
    get_url: Any

    @path("start/")
    def start(self, request: HttpRequest) -> HttpResponseBase:
        return drafting.start(request, self._door(request))

    @path("form/<uuid:draft_id>/")
    def resume(self, request: HttpRequest, draft_id: UUID) -> HttpResponseBase:
        return drafting.resume(request, self._door(request), draft_id=draft_id)

    @path("form/<uuid:draft_id>/<slug:step>/")
    def step(self, request: HttpRequest, draft_id: UUID, step: str) -> HttpResponseBase:
        return drafting.step(request, self._door(request), draft_id=draft_id, step=step)

    @path("received/<uuid:draft_id>/")
    def received(self, request: HttpRequest, draft_id: UUID) -> HttpResponseBase:
        return drafting.received(request, self._door(request), draft_id=draft_id)

    def _door(self, request: HttpRequest) -> Door:
        return Door(
            procedure=self.channel.procedure,
            home_url=self.get_url(request),
            context={"page": self},
        )
