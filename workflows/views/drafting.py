"""The resident's form: start, resume, fill in, check, send, receipt."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language

from workflows.actions.drafts import discard_draft, start_draft
from workflows.actions.resubmissions import resubmit_draft
from workflows.actions.submissions import submit_draft
from workflows.effects.status_links import status_url
from workflows.engine.texts import say
from workflows.errors import (
    DraftExpired,
    DraftIncomplete,
    DraftMissing,
    DraftSubmitted,
    GuardFails,
    NothingChanged,
    ProcedureClosed,
    TooLate,
    WorkflowError,
    WrongStage,
)
from workflows.forms.fields import field_type
from workflows.forms.journey import Journey
from workflows.models import Case, Draft
from workflows.views import cookies, wizard
from workflows.views.door import Door
from workflows.views.progress import progress_of

View = Callable[..., HttpResponseBase]

CHECK = "check"

#: why changed answers are not taken: the case went on, or nothing was changed
REFUSED_OF_CASE = (WrongStage, NothingChanged, GuardFails, TooLate)


def for_holder(view: View) -> View:
    """
    Let in only who holds the draft's secret, and turn refusals into pages.

    Nothing of it is kept by caches or found by search engines.
    """

    @wraps(view)
    def guarded(
        request: HttpRequest, door: Door, *, draft_id: UUID, **kwargs: Any
    ) -> HttpResponseBase:
        draft = cookies.draft_of(request, door, draft_id)
        return answered(view, request, door, draft, **kwargs)

    return guarded


def answered(
    view: View, request: HttpRequest, door: Door, draft: Draft, **kwargs: Any
) -> HttpResponseBase:
    """Call the view with the draft's journey, and turn refusals into pages."""
    journey = Journey(draft=draft, at=timezone.now(), language=language())
    try:
        response = view(request, door, journey, **kwargs)
    except DraftMissing:
        raise Http404 from None
    except DraftSubmitted:
        response = redirect(door.received_url(draft))
    except DraftExpired:
        response = _refused(request, door, DraftExpired, draft)
    except ProcedureClosed:
        response = _refused(request, door, ProcedureClosed, draft)
    return _private(response)


def start(request: HttpRequest, door: Door) -> HttpResponseBase:
    """Start a draft by POST; anything else leads to where the button is."""
    if request.method != "POST":
        return redirect(door.home_url)
    at, spoken = timezone.now(), language()
    try:
        draft, secret = start_draft(procedure=door.procedure, language=spoken, at=at)
    except ProcedureClosed:
        return _private(_refused(request, door, ProcedureClosed, None))
    response = _to_first_open(door, Journey(draft=draft, at=at, language=spoken))
    cookies.hand_over(request, response, draft, secret)
    return _private(response)


@for_holder
def resume(request: HttpRequest, door: Door, journey: Journey) -> HttpResponseBase:
    """Go to the first open step; by POST, delete the answers when asked to."""
    response = go_on(request, door, journey)
    if request.method == "POST" and "discard" in request.POST:
        cookies.forget(response, journey.draft)
    return response


def go_on(request: HttpRequest, door: Door, journey: Journey) -> HttpResponseBase:
    """Go to the first open step; by POST, delete the answers when asked to."""
    if request.method == "POST" and "discard" in request.POST:
        discard_draft(draft_id=journey.draft.pk)
        context = {**door.context, "door": door}
        return render(request, "workflows/resident/discarded.html", context)
    journey.ensure_open()
    return _to_first_open(door, journey)


@for_holder
def step(
    request: HttpRequest, door: Door, journey: Journey, *, step: str
) -> HttpResponseBase:
    """Show and receive one step, or the page on which the answers are checked."""
    response = fill_in(request, door, journey, step=step)
    if request.method == "POST" and step != CHECK:
        cookies.extend(request, response, journey.draft)
    return response


def fill_in(
    request: HttpRequest, door: Door, journey: Journey, *, step: str
) -> HttpResponseBase:
    """Show and receive one step, or the page on which the answers are checked."""
    journey.ensure_open()
    if step == CHECK:
        return _check(request, door, journey)
    shown: HttpResponseBase = wizard.show_step(
        request, door=door, journey=journey, step=step
    )
    return shown


@for_holder
def received(request: HttpRequest, door: Door, journey: Journey) -> HttpResponseBase:
    """Show the receipt as often as it is asked for."""
    if journey.draft.state != Draft.State.SUBMITTED:
        return _to_first_open(door, journey)
    case = (
        Case.objects.select_related("submission", "workflow_version")
        .defer("workflow_version__spec")
        .get(draft_id=journey.draft.pk)
    )
    context = {
        **door.context,
        "door": door,
        "case": case,
        "form_title": say(journey.form.title, journey.language),
        "what_next": say(journey.form.what_next, journey.language),
        "progress": progress_of(case, language=journey.language),
        "status_url": status_url(case, language=journey.language),
    }
    return render(request, "workflows/resident/received.html", context)


def _check(request: HttpRequest, door: Door, journey: Journey) -> HttpResponseBase:
    if journey.first_open() is not None:
        return _to_first_open(door, journey, f"?{wizard.MISSING}")
    refusal: WorkflowError | None = None
    if request.method == "POST":
        try:
            return _send(door, journey)
        except REFUSED_OF_CASE as problem:
            refusal = problem
    context = {
        **door.context,
        "door": door,
        "draft": journey.draft,
        "refusal": refusal,
        "form_title": say(journey.form.title, journey.language),
        "declaration": say(journey.form.declaration, journey.language),
        "sections": _sections(door, journey),
        "back_url": door.step_url(journey.draft, journey.steps()[-1].key),
    }
    status = refusal.status if refusal else 200
    return render(request, "workflows/resident/check.html", context, status=status)


def _send(door: Door, journey: Journey) -> HttpResponseBase:
    try:
        if not journey.recheck():
            return _to_first_open(door, journey, f"?{wizard.MISSING}")
        send = resubmit_draft if journey.draft.case_id else submit_draft
        send(draft_id=journey.draft.pk, at=journey.at)
    except DraftIncomplete as refusal:
        missing = door.step_url(journey.draft, refusal.step)
        return redirect(f"{missing}?{wizard.MISSING}")
    return redirect(door.received_url(journey.draft))


def _sections(door: Door, journey: Journey) -> list[dict[str, Any]]:
    """Return every shown question with its answer in words, by step."""
    answers, language = journey.answers(), journey.language
    return [
        {
            "title": say(one.title, language),
            "rows": [
                {
                    "label": say(spec.label, language),
                    "value": field_type(spec).display(answers.get(spec.key), language),
                    "change_url": f"{door.step_url(journey.draft, one.key)}"
                    f"?{wizard.CHANGE}",
                }
                for spec in journey.questions(one)
            ],
        }
        for one in journey.steps()
    ]


def _to_first_open(door: Door, journey: Journey, query: str = "") -> HttpResponseBase:
    target = journey.first_open()
    if target is None:
        return redirect(door.check_url(journey.draft))
    return redirect(door.step_url(journey.draft, target.key) + query)


def _refused(
    request: HttpRequest,
    door: Door,
    refusal: type[DraftExpired | ProcedureClosed],
    draft: Draft | None,
) -> HttpResponseBase:
    context = {**door.context, "door": door, "draft": draft, "now": timezone.now()}
    template = f"workflows/resident/{refusal.code}.html"
    return render(request, template, context, status=refusal.status)


def _private(response: HttpResponseBase) -> HttpResponseBase:
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex"
    return response


def language() -> str:
    """Return the language of the page."""
    return get_language() or settings.LANGUAGE_CODE
