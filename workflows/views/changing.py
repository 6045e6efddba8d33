"""
Changing what was sent, behind the status link: the same steps, filled in already.

The link itself opens the draft, in any browser: whoever has it may act for the
submitter anyway.
"""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from workflows.actions.resubmissions import start_changes
from workflows.effects.status_links import case_of
from workflows.errors import WorkflowError
from workflows.forms.journey import Journey
from workflows.forms.steps import typed_from
from workflows.models import Case, Draft
from workflows.views.door import Door
from workflows.views.drafting import answered, fill_in, go_on, language
from workflows.views.status import only_for_submitter


def begin(request: HttpRequest, token: str) -> HttpResponseBase:
    """Begin to change the answers by POST; anything else leads to the status page."""
    case, home = _case(token), _home(token)
    if request.method != "POST":
        return only_for_submitter(redirect(home))
    submission = case.submission
    try:
        draft = start_changes(
            case=case,
            transition=request.POST.get("transition", ""),
            typed=typed_from(submission.form_version.compiled, submission.answers),
            language=language(),
            at=timezone.now(),
        )
    except WorkflowError as refusal:
        context = {"sentence": str(refusal), "home_url": home}
        page = render(request, "workflows/resident/refused.html", context)
        page.status_code = refusal.status
        return only_for_submitter(page)
    door = Door(procedure=draft.procedure, home_url=home)
    return only_for_submitter(redirect(door.check_url(draft)))


def resume(request: HttpRequest, token: str, draft_id: UUID) -> HttpResponseBase:
    """Go on with the changes; by POST, give them up when asked to."""
    return _with_draft(go_on, request, token, draft_id)


def step(
    request: HttpRequest, token: str, draft_id: UUID, step: str
) -> HttpResponseBase:
    """Show and receive one step of the changed answers, or send them."""
    return _with_draft(fill_in, request, token, draft_id, step=step)


def received(request: HttpRequest, token: str, draft_id: UUID) -> HttpResponseBase:
    """Lead to the status page, which says that the answers have come."""
    return _with_draft(_arrived, request, token, draft_id)


def _arrived(request: HttpRequest, door: Door, journey: Journey) -> HttpResponseBase:
    sent = journey.draft.state == Draft.State.SUBMITTED
    return redirect(f"{door.home_url}?done" if sent else door.home_url)


def _with_draft(
    view: Callable[..., HttpResponseBase],
    request: HttpRequest,
    token: str,
    draft_id: UUID,
    **kwargs: str,
) -> HttpResponseBase:
    drafts = Draft.objects.select_related("procedure", "form_version")
    found = drafts.defer("form_version__spec").filter(pk=draft_id, case=_case(token))
    if (draft := found.first()) is None:
        raise Http404
    door = Door(procedure=draft.procedure, home_url=_home(token))
    return only_for_submitter(answered(view, request, door, draft, **kwargs))


def _case(token: str) -> Case:
    """
    Return the case of the link.

    :raises Http404: if the link opens none
    """
    if (case := case_of(token)) is None:
        raise Http404
    return case


def _home(token: str) -> str:
    return reverse("workflows:status", args=[token])
