"""The decision letter: what was proposed in a case, and what was answered."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.models import Outcome
from participation.reports.kinds.kind import About, Kind, NoSuchSubject
from participation.reports.kinds.registry import register
from participation.reports.texts import (
    LANGUAGES,
    day_in_words,
    other_language,
    paragraphs,
    report_language,
    time_in_words,
)
from workflows.engine.confirmations import Method

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from participation.models import FollowUp, Measure

_PREFIX = "outcome:"


def name_of(outcome: Outcome) -> str:
    """Return the lasting name of the outcome as a subject of reports."""
    return f"{_PREFIX}{outcome.case.public_id}"


def _type_of(outcome: Outcome) -> str:
    """Return what the letter calls itself: most channels bring no initiatives."""
    if outcome.channel.yearly_list:
        return _("Answer to an initiative")
    return _("Answer")


@register
class OutcomeLetter(Kind[Outcome]):
    """The outcome of a case: only what was reviewed and approved for the public."""

    key = "outcome"
    label = gettext_lazy("outcome of a case")
    template = "participation/reports/outcome.html"
    schema = "outcome.json"

    def find(self, subject: str) -> Outcome:
        try:
            return Outcome.objects.select_related(
                "case", "channel__procedure__form"
            ).get(case__public_id=subject.removeprefix(_PREFIX))
        except (Outcome.DoesNotExist, ValidationError):
            raise NoSuchSubject from None

    def about(self, subject: Outcome, *, language: str) -> About:
        last = subject.follow_ups.order_by("-at").first()
        return About(
            subject=name_of(subject),
            title=subject.title,
            type=_type_of(subject),
            reference=subject.case.reference,
            at=subject.published_at if last is None else last.at,
            text_language=other_language(subject.language, language),
            outcome=subject,
            case=subject.case,
        )

    def languages(self, subject: Outcome) -> tuple[str, ...]:
        own = report_language(subject.language)
        return (own, *(each for each in LANGUAGES if each != own))

    def facts(self, subject: Outcome, *, language: str) -> dict[str, Any]:
        return {
            "reference": subject.case.reference,
            "language": subject.language,
            "title": subject.title,
            "summary": subject.summary,
            "hearing": subject.hearing,
            "answer": subject.answer,
            "measures": subject.measures,
            "promises": [_promised(one) for one in subject.promised.order_by("number")],
            "follow_ups": [_followed(one) for one in _follow_ups(subject)],
            "answered_by": subject.answered_by,
            "arrived_at": subject.arrived_at.isoformat(),
            "approved_at": subject.approved_at.isoformat(),
            "published_at": subject.published_at.isoformat(),
            **_confirmed(subject),
        }

    def context(
        self, subject: Outcome, *, language: str, facts: dict[str, Any]
    ) -> dict[str, Any]:
        sections = [
            (_("What was proposed"), subject.summary),
            (_("Hearing"), subject.hearing),
            (_("Answer"), subject.answer),
            (_("Measures"), subject.measures),
        ]
        return {
            "answered_by": subject.answered_by,
            "confirmation": _confirmation(subject, language),
            "rows": [
                (_("Way to take part"), str(subject.channel.procedure.form)),
                (_("Arrived"), day_in_words(subject.arrived_at, language)),
                (_("Approved"), day_in_words(subject.approved_at, language)),
                (_("Published"), day_in_words(subject.published_at, language)),
            ],
            "sections": [
                (heading, paragraphs(text)) for heading, text in sections if text
            ],
            "promises": [
                (measure.text, _state_of(measure, language))
                for measure in subject.promised.order_by("number")
            ],
            "follow_ups": [
                {
                    "day": day_in_words(one.at, language),
                    "about": _about_measure(one),
                    "paragraphs": paragraphs(one.text),
                }
                for one in _follow_ups(subject)
            ],
        }


def _confirmed(outcome: Outcome) -> dict[str, Any]:
    """Return as a fact that the approval was confirmed; nothing where it was not."""
    if outcome.confirmed_at is None:
        return {}
    given = {
        "by": outcome.confirmed_by,
        "method": outcome.confirmed_with,
        "at": outcome.confirmed_at.isoformat(),
    }
    return {"confirmation": given}


def _confirmation(outcome: Outcome, language: str) -> dict[str, str] | None:
    """Return in words who confirmed the approval, with what and when."""
    if outcome.confirmed_at is None:
        return None
    with_what = {
        Method.APP: _("a one-time code of an authenticator app"),
        Method.BACKUP_CODE: _("a backup code"),
    }[Method(outcome.confirmed_with)]
    told = _(
        "Whoever approved it confirmed who they are with a second factor: "
        "%(what)s, %(when)s."
    )
    when = time_in_words(outcome.confirmed_at, language)
    values = {"what": with_what, "when": when}
    return {"by": outcome.confirmed_by, "told": told % values}


def _follow_ups(outcome: Outcome) -> "QuerySet[FollowUp]":
    return outcome.follow_ups.select_related("measure").order_by("at", "pk")


def _state_of(measure: "Measure", language: str) -> str:
    """Return by when the measure is promised and where it is, in brackets."""
    state = str(measure.get_status_display())
    if measure.promised_on is None:
        return state
    day = day_in_words(measure.promised_on, language)
    return _("promised by %(day)s, %(status)s") % {"day": day, "status": state}


def _about_measure(follow_up: "FollowUp") -> str:
    if follow_up.measure is None:
        return ""
    number = _("Measure %(number)s") % {"number": follow_up.measure.number}
    status = str(follow_up.get_status_display())
    return f"{number}: {status}" if status else number


def _promised(measure: "Measure") -> dict[str, Any]:
    return {
        "number": measure.number,
        "text": measure.text,
        "by": measure.promised_on and measure.promised_on.isoformat(),
        "status": measure.status,
        "updated_at": measure.updated_at.isoformat(),
    }


def _followed(follow_up: "FollowUp") -> dict[str, Any]:
    return {
        "at": follow_up.at.isoformat(),
        "text": follow_up.text,
        "measure": follow_up.measure and follow_up.measure.number,
        "status": follow_up.status,
    }
