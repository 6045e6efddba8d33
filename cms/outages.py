"""What is answered while the database, or what keeps the files, is away."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers

from cms.storage import StorageAway

logger = logging.getLogger(__name__)

#: seconds after which a client may try again
RETRY_AFTER = 30


class OutageMiddleware:
    """
    Turn a lost database or bucket into a page that says so, and nothing was half done.

    Every write is one transaction, so what was being done has not happened; what was
    typed is still in the sender's browser, and the form's request key makes sending it
    again harmless.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(
        self, _request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        if not isinstance(exception, (OperationalError, InterfaceError, StorageAway)):
            return None
        # The message of such an error may quote the statement, and that an answer.
        logger.error("What the site needs is away: %s.", type(exception).__name__)
        response = HttpResponse(render_to_string("503.html"), status=503)
        response["Retry-After"] = str(RETRY_AFTER)
        add_never_cache_headers(response)
        return response
