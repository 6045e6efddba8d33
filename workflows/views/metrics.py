"""How the work stands, for a monitor that asks by HTTP."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from workflows.effects.metrics import exposition

MAY_SEE = "workflows.view_effect"


@never_cache
@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    """Return the figures to who has the token, or may see the incidents."""
    if not (_has_token(request) or request.user.has_perm(MAY_SEE)):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    return HttpResponse(
        exposition(at=timezone.now()),
        content_type="text/plain; version=0.0.4; charset=utf-8",
    )


def _has_token(request: HttpRequest) -> bool:
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    expected = settings.METRICS_TOKEN
    return bool(expected) and (
        scheme.lower() == "bearer" and constant_time_compare(token, expected)
    )
