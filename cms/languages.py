"""Which addresses have a language in front."""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware

OUTSIDE = ("/admin/", "/api/", "/documents/", settings.MEDIA_URL, settings.STATIC_URL)


class LanguageInFront(LocaleMiddleware):
    """
    Leads an address without a language to the one with it, but only on the site.

    Pages may be anywhere below a language, so Django takes every missing address
    for one of theirs; what is missing elsewhere is just missing.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        is_missing = response.status_code == HTTPStatus.NOT_FOUND
        if is_missing and request.path_info.startswith(OUTSIDE):
            return response
        found: HttpResponseBase = super().process_response(request, response)
        return found
