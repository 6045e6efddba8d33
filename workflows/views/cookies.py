"""The secret that opens a draft, kept in the resident's browser."""

from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase

from workflows.models import Draft
from workflows.views.door import Door

#: the cookie outlives the draft, so that its end can be explained
AFTERLIFE = timedelta(days=14)


def draft_of(request: HttpRequest, door: Door, draft_id: UUID) -> Draft:
    """
    Return the draft if the browser holds its secret.

    :raises Http404: to everybody else, whether there is such a draft or not
    """
    secret = request.COOKIES.get(_name(draft_id), "")
    draft = (
        Draft.objects.filter(pk=draft_id, procedure=door.procedure)
        .select_related("procedure", "form_version")
        .defer("form_version__spec")
        .first()
    )
    if draft is None or not draft.opens_with(secret):
        raise Http404
    return draft


def hand_over(
    request: HttpRequest, response: HttpResponseBase, draft: Draft, secret: str
) -> None:
    """
    Give the browser the draft's secret, or more time with it.

    Good for the whole site, not only for the page: the same form has an address
    of its own in each language. One cookie a draft, so two drafts do not mix.
    """
    kept_for = timedelta(days=draft.procedure.draft_days) + AFTERLIFE
    response.set_cookie(
        _name(draft.pk),
        secret,
        max_age=kept_for,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def extend(request: HttpRequest, response: HttpResponseBase, draft: Draft) -> None:
    """Keep the secret for as long as the saved draft."""
    hand_over(request, response, draft, request.COOKIES[_name(draft.pk)])


def forget(response: HttpResponseBase, draft: Draft) -> None:
    """Take the secret from the browser."""
    response.delete_cookie(_name(draft.pk), samesite="Lax")


def _name(draft_id: UUID) -> str:
    return f"draft_{draft_id.hex}"
