"""Refusals of the API, as `application/problem+json` (RFC 9457)."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError

CONTENT_TYPE = "application/problem+json"


class Problem(Schema):
    """What went wrong, for machines by `status` and for people by `detail`."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


class Refused(Exception):
    """The request is refused, for the reason that people are told."""

    def __init__(
        self, status: HTTPStatus, detail: str, *, retry_seconds: int | None = None
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.retry_seconds = retry_seconds


def problem(
    status: HTTPStatus, detail: str, *, retry_seconds: int | None = None
) -> HttpResponse:
    """
    Return the problem as a response.

    :param retry_seconds: after which trying again may help
    """
    told = Problem(title=status.phrase, status=status, detail=detail)
    headers = {} if retry_seconds is None else {"Retry-After": str(retry_seconds)}
    return HttpResponse(
        told.model_dump_json(),
        status=status,
        content_type=CONTENT_TYPE,
        headers=headers,
    )


def describe(responses: dict[Any, Any]) -> None:
    """Name the media type of refusals in the responses of an OpenAPI operation."""
    for status, response in responses.items():
        if int(status) >= HTTPStatus.BAD_REQUEST:
            (schema,) = response["content"].values()
            response["content"] = {CONTENT_TYPE: schema}


def register(api: NinjaAPI) -> None:
    """Let every refusal of the API be a problem."""
    api.add_exception_handler(Refused, _refused)
    api.add_exception_handler(Http404, _missing)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(HttpError, _other)


def _refused(request: HttpRequest, refusal: Any) -> HttpResponse:
    return problem(refusal.status, refusal.detail, retry_seconds=refusal.retry_seconds)


def _missing(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(HTTPStatus.NOT_FOUND, str(error) or HTTPStatus.NOT_FOUND.phrase)


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    told = "; ".join(f"{each['loc'][-1]}: {each['msg']}" for each in error.errors)
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, told)


def _other(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(HTTPStatus(error.status_code), str(error))
