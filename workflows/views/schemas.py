"""The published JSON Schemas of definitions."""

from django.http import Http404, HttpRequest, JsonResponse

from workflows.engine.codec import schema

NAMES = frozenset({"form", "workflow", "bundle"})


def definition_schema(request: HttpRequest, name: str) -> JsonResponse:
    """
    Return the JSON Schema of a "form", a "workflow" or a "bundle" of both.

    :raises Http404: for any other name
    """
    if name not in NAMES:
        raise Http404
    response = JsonResponse(schema(name), json_dumps_params={"ensure_ascii": False})
    response["Content-Type"] = "application/schema+json"
    return response
