"""The one door into the engine: what cases of participation set off."""

from datetime import datetime, timedelta

from participation.actions import outcomes, reports
from participation.actions.measures import UnknownMeasure
from participation.models import Outcome
from participation.reports.errors import ApartFailed, SealFailed
from participation.reports.kinds.outcome import OutcomeLetter, name_of
from workflows.effects import outbox, registry
from workflows.models import Case, CaseEvent, Effect


@registry.register("publish_outcome")
def publish_outcome(effect: Effect, *, at: datetime) -> None:
    """
    Publish the answers of `params["answers"]`, approved by `params["approval"]`.

    Both name transitions; what was answered and approved last counts.
    """
    case = Case.objects.select_related("submission").get(pk=effect.case_id)
    answered = _last(case, effect.params["answers"])
    approved = _last(case, effect.params["approval"])
    with outbox.finish(effect, at=at):
        outcomes.publish_outcome(
            case=case, answered=answered, approved=approved, at=effect.event.at
        )


@registry.register("add_follow_up")
def add_follow_up(effect: Effect, *, at: datetime) -> None:
    """
    Publish the follow-up that the event's actor wrote, once the outcome is out.

    One that names a measure which was not promised needs a person.
    """
    outcome = Outcome.objects.get(case_id=effect.case_id)
    try:
        with outbox.finish(effect, at=at):
            outcomes.add_follow_up(outcome=outcome, event=effect.event)
    except UnknownMeasure:
        raise outbox.Undoable("unknown-measure") from None


@registry.register("render_report", queue="report", lease=timedelta(minutes=3))
def render_report(effect: Effect, *, at: datetime) -> None:
    """
    Issue the outcome's report in the outcome's own language.

    Tried again later while the outcome is not published yet, the time-stamp
    service is away or the renderer crashed; any other failure needs a person.
    """
    outcome = Outcome.objects.select_related("case").get(case_id=effect.case_id)
    kind, subject, language = OutcomeLetter.key, name_of(outcome), outcome.language
    if reports.find_report(kind=kind, subject=subject, language=language):
        with outbox.finish(effect, at=at):
            return
    try:
        prepared = reports.prepare_report(
            kind=kind, subject=subject, language=language, at=at
        )
    except (ApartFailed, SealFailed) as failure:
        trouble = outbox.NotYet if failure.is_passing else outbox.Undoable
        raise trouble(f"report-{failure.code}") from None
    with reports.file_kept(prepared), outbox.finish(effect, at=at):
        reports.record_report(prepared=prepared)


def _last(case: Case, transition: str) -> CaseEvent:
    """
    Return the last event of the transition.

    :raises outbox.Undoable: if there is none: the workflow is drawn wrongly
    """
    event = case.events.filter(transition=transition).order_by("-seq").first()
    if event is None:
        raise outbox.Undoable("no-such-event")
    return event
