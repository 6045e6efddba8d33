"""The organisation's colors as a stylesheet, because the policy allows no inline one."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from cms.models import Organisation
from cms.theme import stylesheet


@require_safe
@cache_control(public=True, max_age=300)
def theme(request: HttpRequest) -> HttpResponse:
    organisation = Organisation.for_request(request)
    return HttpResponse(
        stylesheet(accent=organisation.accent, accent_dark=organisation.accent_dark),
        content_type="text/css; charset=utf-8",
    )
