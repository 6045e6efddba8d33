"""What the yearly list tells of the initiatives of a year: public data alone."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.models import Channel, Measure, Outcome
from workflows.engine.form_spec import FormSpec
from workflows.engine.texts import say
from workflows.models import Case, CaseEvent, Unit, WorkflowVersion

#: questions whose chosen answer is the theme of an initiative; the first that is there
_THEMES = ("theme", "service")


#: how a case ended, for who reads of it in a list: public labels speak to its submitter
_RESULTS = {
    "answered": gettext_lazy("Answered"),
    "rejected": gettext_lazy("Not taken up"),
    "transferred": gettext_lazy("Transferred to another authority"),
    "merged": gettext_lazy("Merged into another case"),
    "withdrawn": gettext_lazy("Withdrawn by its maker"),
}


class State(StrEnum):
    """Where an initiative stood when the year ended."""

    OPEN_BEFORE = "open_before"  # arrived in an earlier year
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True)
class YearlyList:
    """A calendar year in Finland, and the unit if the list is of one alone."""

    year: int
    unit: Unit | None = None
    _read: dict[str, list["Entry"]] = field(default_factory=dict, compare=False)

    def entries(self, language: str) -> list["Entry"]:
        """Return the initiatives of the year, read once for each language."""
        if language not in self._read:
            self._read[language] = entries_of(self, language=language)
        return self._read[language]

    @cached_property
    def begins_at(self) -> datetime:
        return make_aware(datetime(self.year, 1, 1))  # noqa: DTZ001 - made aware here

    @cached_property
    def ends_at(self) -> datetime:
        """The first moment of the next year."""
        return make_aware(datetime(self.year + 1, 1, 1))  # noqa: DTZ001 - as above


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One initiative; what is answered has the reviewed title and measures."""

    list: Channel.YearlyList
    state: State
    reference: str
    arrived_on: date
    theme: str
    unit: str
    #: the public label of its stage when the year ended
    stage: str
    closed_on: date | None
    answered_on: date | None
    #: reviewed texts in the language in which they were written
    language: str
    title: str
    measures: str
    promises: tuple[dict[str, Any], ...]
    #: when the latest of all this became known
    known_at: datetime


def entries_of(subject: YearlyList, *, language: str) -> list[Entry]:
    """
    Return the initiatives that were open at some time of the year, as it left them.

    Nothing that a resident typed is read: of what has no reviewed text there are the
    reference, the day of arrival, the stage and the theme that was chosen.
    """
    cases = list(_cases(subject))
    versions = WorkflowVersion.objects.in_bulk({case.version_then for case in cases})
    found = [_entry(case, versions, subject, language) for case in cases]
    return sorted(found, key=lambda one: (one.theme, one.arrived_on, one.reference))


def lists_kept() -> list[Channel.YearlyList]:
    """Return which lists the organisation has channels for, residents' first."""
    kept = set(
        Channel.objects.exclude(yearly_list="").values_list("yearly_list", flat=True)
    )
    return [one for one in Channel.YearlyList if one and one in kept]


def count_by(entries: Iterable[Entry], attribute: str) -> list[dict[str, Any]]:
    """Return how many entries of each state there are, by theme or by unit."""
    counts: dict[str, dict[State, int]] = {}
    for one in entries:
        row = counts.setdefault(getattr(one, attribute), dict.fromkeys(State, 0))
        row[one.state] += 1
    return [
        {"name": name, **{str(state): row[state] for state in State}}
        for name, row in sorted(counts.items())
    ]


def _cases(subject: YearlyList) -> QuerySet[Any]:
    end = subject.ends_at
    then = CaseEvent.objects.filter(case=OuterRef("pk"), at__lt=end).order_by("-seq")
    # As a list, so that the database joins no more than a handful of procedures.
    procedures = Channel.objects.exclude(yearly_list="").filter(
        procedure__readers=None, publishes_outcomes=True
    )
    cases = Case.objects.filter(
        Q(closed_at=None) | Q(closed_at__gte=subject.begins_at),
        procedure__in=list(procedures.values_list("pk", flat=True)),
        arrived_at__lt=end,
    )
    if subject.unit is not None:
        cases = cases.filter(unit=subject.unit)
    promised = Prefetch("outcome__promised", Measure.objects.order_by("number"))
    return (
        cases.select_related(
            "procedure__channel", "unit", "outcome", "submission__form_version"
        )
        .only(
            "reference",
            "arrived_at",
            "closed_at",
            "unit__name",
            "procedure__channel__yearly_list",
            "submission__figures",
            "submission__form_version__sha256",
            "outcome__language",
            "outcome__title",
            "outcome__measures",
            "outcome__published_at",
        )
        .prefetch_related(promised)
        .annotate(
            stage_then=Subquery(then.values("to_stage")[:1]),
            version_then=Subquery(then.values("workflow_version")[:1]),
            moved_at=Subquery(then.values("at")[:1]),
        )
        .order_by("pk")
    )


def _entry(
    case: Any, versions: dict[int, WorkflowVersion], subject: YearlyList, language: str
) -> Entry:
    end = subject.ends_at
    outcome: Outcome | None = getattr(case, "outcome", None)
    if outcome is not None and outcome.published_at >= end:
        outcome = None
    promised = list(outcome.promised.all()) if outcome else []
    stage = versions[case.version_then].compiled.stage_by_key[case.stage_then]
    ending = _RESULTS.get(stage.result)
    form = case.submission.form_version.compiled
    moments = [outcome.published_at] if outcome else []
    return Entry(
        list=Channel.YearlyList(case.procedure.channel.yearly_list),
        state=_state(case, subject),
        reference=case.reference,
        arrived_on=localdate(case.arrived_at),
        theme=theme_of(form, case.submission.figures, language),
        unit=case.unit.name,
        stage=str(ending) if ending else say(stage.public_label, language),
        closed_on=_day_before(case.closed_at, end),
        answered_on=localdate(outcome.published_at) if outcome else None,
        language=outcome.language if outcome else "",
        title=outcome.title if outcome else "",
        measures=outcome.measures if outcome else "",
        promises=tuple(_promise(one) for one in promised),
        known_at=max(
            [case.moved_at, *moments, *(one.updated_at for one in promised)]
        ).astimezone(UTC),
    )


def _state(case: Case, subject: YearlyList) -> State:
    if case.closed_at is not None and case.closed_at < subject.ends_at:
        return State.CLOSED
    return State.OPEN_BEFORE if case.arrived_at < subject.begins_at else State.OPEN


def theme_of(form: FormSpec, figures: dict[str, Any], language: str) -> str:
    """Return the theme that was chosen among the form's own, in words."""
    for spec in form.fields():
        if spec.key in _THEMES and not spec.personal and spec.key in figures:
            chosen = figures[spec.key]
            for option in spec.options:
                if option.value == chosen:
                    return say(option.label, language)
    return _("Other")


def _promise(measure: Measure) -> dict[str, Any]:
    return {
        "text": measure.text,
        "by": measure.promised_on,
        "status": measure.status,
        "status_in_words": measure.get_status_display(),
    }


def _day_before(at: datetime | None, end: datetime) -> date | None:
    return localdate(at) if at is not None and at < end else None
