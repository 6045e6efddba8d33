"""The status page behind the link that only the submitter has."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from workflows.actions.actors import Actor
from workflows.actions.situations import situation
from workflows.actions.transitions import fire
from workflows.effects.status_links import case_of
from workflows.engine.decisions import why_not
from workflows.engine.texts import say
from workflows.engine.workflow_spec import Transition, Trigger
from workflows.errors import WorkflowError, WrongStage
from workflows.forms.fields import field_type
from workflows.forms.steps import StepForm
from workflows.forms.ticket import Ticket
from workflows.models import Attachment, Case
from workflows.views.progress import progress_of
from workflows.views.public_links import public_url

R = TypeVar("R", bound=HttpResponseBase)


@dataclass(frozen=True, kw_only=True)
class Offer:
    """Something the submitter may do now, with its small form."""

    key: str
    label: str
    explanation: str
    form: StepForm
    is_drastic: bool
    #: done by sending the form again, with other answers
    resubmits: bool


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """What was posted and did not happen."""

    status: int
    sentence: str = ""
    #: the form with its errors, under its transition's key
    form: StepForm | None = None
    #: what was typed, when its form is no longer offered
    typed: list[dict[str, str]] = field(default_factory=list)


@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest, token: str) -> HttpResponse:
    """Show where the case is; by POST, do what the submitter may do."""
    case = case_of(token)
    if case is None:
        raise Http404
    at, language = timezone.now(), get_language() or settings.LANGUAGE_CODE
    attempt = None
    if request.method == "POST":
        attempt = _attempt(request.POST, case, at, language)
        if attempt is None:
            return only_for_submitter(redirect(f"{request.path}?done"))
        case = case_of(token) or case  # it may have moved under the submitter's feet
    context = {
        "case": case,
        "token": token,
        "files": Attachment.objects.given_to_submitter(case),
        "subject": case.submission.subject
        or say(case.workflow_version.compiled.title, language),
        "progress": progress_of(case, language=language),
        "offers": _offers(case, at, language, attempt),
        "attempt": attempt,
        "is_done": "done" in request.GET,
        "request_key": uuid.uuid4().hex,
        "outcome_url": public_url(case, language=language),
    }
    code = attempt.status if attempt else 200
    template = "workflows/resident/status.html"
    return only_for_submitter(render(request, template, context, status=code))


def _attempt(
    posted: QueryDict, case: Case, at: datetime, language: str
) -> Attempt | None:
    """Do what was posted; return what went wrong, or None when it is done."""
    key = posted.get("transition", "")
    chosen = case.workflow_version.compiled.transition_by_key.get(key)
    if chosen and (chosen.trigger is not Trigger.SUBMITTER or chosen.resubmits):
        chosen = None  # staff's: the refusal would show its questions; or the form's
    ticket = Ticket(posted)
    if chosen is None or not ticket.is_valid():
        return Attempt(status=WrongStage.status, sentence=str(WrongStage()))
    form = _form(chosen, language, posted)
    if not form.is_valid():
        return Attempt(status=422, form=form)
    try:
        fire(
            case_id=case.pk,
            transition=key,
            actor=Actor.submitter(),
            at=at,
            request_key=ticket.cleaned_data["request_key"],
            expected_revision=ticket.cleaned_data["revision"],
            answers=form.answers(),
        )
    except WorkflowError as refusal:
        return Attempt(
            status=refusal.status,
            sentence=str(refusal),
            form=form,
            typed=_typed(chosen, form.answers(), language),
        )
    return None


def _offers(
    case: Case, at: datetime, language: str, attempt: Attempt | None
) -> list[Offer]:
    """Return what the submitter may do at this moment."""
    leaving = case.workflow_version.compiled.leaving(case.stage)
    own = [one for one in leaving if one.trigger is Trigger.SUBMITTER]
    facts = situation(case, Actor.submitter(), at, *own)
    posted = attempt.form if attempt else None
    return [
        Offer(
            key=one.key,
            label=say(one.label, language),
            explanation=say(one.explanation, language),
            form=posted
            if posted is not None and posted.prefix == one.key
            else _form(one, language),
            is_drastic=one.style == "danger",
            resubmits=one.resubmits,
        )
        for one in own
        if why_not(one, facts) is None
    ]


def _form(
    transition: Transition, language: str, posted: QueryDict | None = None
) -> StepForm:
    return StepForm(
        posted, prefix=transition.key, specs=transition.fields, language=language
    )


def _typed(
    transition: Transition, answers: Mapping[str, Any], language: str
) -> list[dict[str, str]]:
    return [
        {
            "label": say(spec.label, language),
            "value": field_type(spec).display(answers[spec.key], language),
        }
        for spec in transition.fields
    ]


def only_for_submitter(response: R) -> R:
    """
    Keep the address and the page to the submitter.

    "no-referrer" would hide the address as well, but makes browsers post forms
    with the origin "null", which the CSRF protection must refuse.
    """
    add_never_cache_headers(response)
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
