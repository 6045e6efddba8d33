"""The site with a door that needs no page in front of it."""

from typing import Any

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import include, path

from cms import urls as site
from workflows.models import Procedure
from workflows.views import drafting
from workflows.views.door import Door


def _door(request: HttpRequest) -> Door:
    language = request.path.split("/")[1]
    return Door(
        procedure=Procedure.objects.get(), home_url=f"/{language}/take-part/initiative/"
    )


def _home(request: HttpRequest) -> HttpResponse:
    return HttpResponse("landing")


def _start(request: HttpRequest) -> HttpResponseBase:
    return drafting.start(request, _door(request))


def _resume(request: HttpRequest, **named: Any) -> HttpResponseBase:
    return drafting.resume(request, _door(request), **named)


def _step(request: HttpRequest, **named: Any) -> HttpResponseBase:
    return drafting.step(request, _door(request), **named)


def _received(request: HttpRequest, **named: Any) -> HttpResponseBase:
    return drafting.received(request, _door(request), **named)


_channel = [
    path("", _home),
    path("start/", _start),
    path("form/<uuid:draft_id>/", _resume),
    path("form/<uuid:draft_id>/<slug:step>/", _step),
    path("received/<uuid:draft_id>/", _received),
]

urlpatterns = [
    *i18n_patterns(path("take-part/initiative/", include(_channel))),
    *site.urlpatterns,
]
