"""The published schemas of the data inside reports."""

from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from participation.reports.documents import schema_url
from participation.reports.kinds import registry


@require_safe
def report_schema(request: HttpRequest, key: str) -> JsonResponse:
    """
    Return the JSON Schema of the facts of a kind of report, under its own address.

    The same address is `schema` in the data of each report.

    :raises Http404: if there is no such kind
    """
    try:
        found = registry.schema_of(key)
    except KeyError:
        raise Http404 from None
    return JsonResponse(
        {"$id": schema_url(registry.kind(key)), **found},
        content_type="application/schema+json",
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )
