"""What is said to a request that could not even be read."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """
    Say in every language that it was too large or not understood.

    Takes nothing from the request: Django's own view has its form parsed again for
    the CSRF protection, and fails on it again.
    """
    return HttpResponse(render_to_string("400.html"), status=400)
