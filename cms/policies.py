"""The content security policy of the admin, whose editor needs inline code."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from csp.decorators import csp_replace

#: Wagtail's editor and its filters carry inline scripts and styles; a nonce would
#: switch 'unsafe-inline' off, so there is none.
ADMIN_DIRECTIVES: dict[str, Any] = {
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "connect-src": ["'self'"],
    "frame-src": ["'self'"],
}


class AdminPolicy:
    """Loosen the site's policy under the admin's address, and only there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.get_admin_response: Callable[[HttpRequest], HttpResponse] = csp_replace(
            ADMIN_DIRECTIVES
        )(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(reverse("wagtailadmin_home")):
            return self.get_admin_response(request)
        return self.get_response(request)
