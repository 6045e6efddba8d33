"""A workflow as typed data: stages, transitions, deadlines, mails."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from workflows.engine.calendars import Calendar, Period
from workflows.engine.form_spec import FieldSpec, Rule
from workflows.engine.texts import Text


class StageKind(StrEnum):
    WORK = "work"  # a role owes something
    WAIT = "wait"  # the submitter does; service clocks stand still
    PARALLEL = "parallel"  # several owe something at once; a quorum leads on
    AUTOMATIC = "automatic"  # left at once, by the first condition that holds
    FINAL = "final"  # the case is closed


class Trigger(StrEnum):
    PERSON = "person"  # a member of staff in one of the roles
    SUBMITTER = "submitter"  # the resident, through the status link
    AUTOMATIC = "automatic"  # nobody: the stage leads on by itself
    TIMER = "timer"  # nobody: a deadline has passed


class DeedKind(StrEnum):
    """What a transition can do beside moving its case, in the same transaction."""

    EXTEND = "extend"  # a deadline, to the longest that its rule allows
    MERGE = "merge"  # the case follows another from here on
    SPLIT = "split"  # a second case begins from the same submission
    LINK = "link"  # two cases know of each other
    RETYPE = "retype"  # the case goes on in another procedure


class Clock(StrEnum):
    STATUTORY = "statutory"  # calendar time, never pauses
    SERVICE = "service"  # working days, stands still while the submitter is asked


class OnReturn(StrEnum):
    """How a deadline is counted when another authority has sent the case back."""

    GOES_ON = "goes_on"  # with what was left: the time away is not counted
    SAME_START = "same_start"  # as if it had never been away
    ANEW = "anew"  # the whole period, from the day of the return


#: quorums of a parallel stage beside a number of tasks
ALL, ANY = "all", "any"


@dataclass(frozen=True, kw_only=True)
class TaskSpec:
    """One of the tasks that a parallel stage opens at once."""

    key: str
    role: str
    label: Text


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Where a case can be."""

    key: str
    kind: StageKind
    label: Text
    #: what the resident reads
    public_label: Text
    explanation: Text
    #: the role that owes the task of a work stage
    role: str = ""
    #: lasting meaning of a final stage: answered, rejected, withdrawn
    result: str = ""
    #: another authority has the case meanwhile, and may send it back; final stages only
    away: bool = False
    #: of a parallel stage, and how many of them must be done: `ALL`, `ANY` or a number
    tasks: tuple[TaskSpec, ...] = ()
    quorum: str | int = ALL
    #: a case here takes one of the procedure's places
    takes_place: bool = False
    #: a case here stands in line for one; an effect takes the first in line on
    waits_for_place: bool = False

    @property
    def needed(self) -> int:
        """How many tasks of a parallel stage must be done before it leads on."""
        if isinstance(self.quorum, int):
            return self.quorum
        return 1 if self.quorum == ANY else len(self.tasks)


@dataclass(frozen=True, kw_only=True)
class EffectSpec:
    """One thing to do after an event; the parameters are keys, never content."""

    kind: str
    params: Mapping[str, str] = field(default_factory=dict)
    #: kind of an earlier effect of the same event that must be done first
    after: str = ""
    #: not before every earlier effect of the case is settled
    in_order: bool = False


@dataclass(frozen=True, kw_only=True)
class Deed:
    """What a transition does beside moving its case."""

    kind: DeedKind
    #: key of the deadline to extend
    deadline: str = ""
    #: key of the field whose answer is the other case's reference
    field: str = ""
    #: key of the procedure to go on in, or to begin the second case in
    procedure: str = ""


@dataclass(frozen=True, kw_only=True)
class Transition:
    """One arrow: who may take a case from where to where, and what follows."""

    key: str
    sources: tuple[str, ...]
    #: the stage entered; empty for one that stays where it is
    target: str
    label: Text
    trigger: Trigger = Trigger.PERSON
    roles: tuple[str, ...] = ()
    guard: Rule | None = None
    #: the small form that the actor fills in
    fields: tuple[FieldSpec, ...] = ()
    #: four eyes: refused to whoever last did one of these transitions
    not_same_actor_as: tuple[str, ...] = ()
    #: the actor confirms with a one-time code who they are; of staff only
    second_factor: bool = False
    effects: tuple[EffectSpec, ...] = ()
    explanation: Text = field(default_factory=dict)
    #: how the button looks: primary, secondary, danger
    style: str = "secondary"
    #: key of the deadline whose end sets it off; of timer transitions
    timer: str = ""
    #: allowed only for so long after the stage was entered, for instance to reopen
    within: Period | None = None
    #: in a parallel stage: done with a task of the actor's own; the case stays
    completes_task: bool = False
    #: of the submitter, who changes the answers of the form; sending them is doing it
    resubmits: bool = False
    #: out of a stage that is `away`: the question on which day the case came back
    returned_on: str = ""
    deed: Deed | None = None


@dataclass(frozen=True, kw_only=True)
class DeadlineRule:
    """
    A date by which the case must have left the stages of `during`.

    Armed when the case first enters one of them, met when it enters a stage
    outside. Counts from the arrival of the submission, or from that entry.

    Either names a shared `rule`, whose version in force on the day of arrival gives
    the terms, or says clock, period and basis itself.
    """

    key: str
    during: tuple[str, ...]
    from_arrival: bool
    label: Text
    #: one sentence for the resident: why this date
    reason: Text
    #: key of a shared rule; empty for one that says its terms itself
    rule: str = ""
    clock: Clock | None = None
    period: Period | None = None
    calendar: Calendar | None = None
    #: what it may be extended to, once, counted from the same start
    extended: Period | None = None
    #: statute, rule of the organisation or service promise, for staff
    basis: Text = field(default_factory=dict)
    #: percents of the time at which somebody is warned, in place of the rule's
    warn: tuple[int, ...] | None = None
    #: none: what pauses goes on, and everything else keeps its start
    on_return: OnReturn | None = None


@dataclass(frozen=True, kw_only=True)
class Mail:
    """
    A message to the submitter.

    Placeholders in braces: {reference}, {subject}, {title}, {status_url},
    {organisation}, {stage}, {next_date}, {reason}, and {answers.KEY} for an
    answer of the transition that sends it.
    """

    key: str
    subject: Text
    body: Text


@dataclass(frozen=True, kw_only=True)
class WorkflowSpec:
    """A published workflow."""

    key: str
    title: Text
    start: str
    stages: tuple[Stage, ...]
    transitions: tuple[Transition, ...]
    deadlines: tuple[DeadlineRule, ...] = ()
    mails: tuple[Mail, ...] = ()
    #: effects of the submission itself
    on_start: tuple[EffectSpec, ...] = ()

    @cached_property
    def stage_by_key(self) -> Mapping[str, Stage]:
        return {stage.key: stage for stage in self.stages}

    @cached_property
    def transition_by_key(self) -> Mapping[str, Transition]:
        return {transition.key: transition for transition in self.transitions}

    @cached_property
    def mail_by_key(self) -> Mapping[str, Mail]:
        return {mail.key: mail for mail in self.mails}

    @cached_property
    def deadline_by_key(self) -> Mapping[str, DeadlineRule]:
        return {rule.key: rule for rule in self.deadlines}

    @cached_property
    def roles(self) -> frozenset[str]:
        """Keys of all roles that have something to do in it."""
        return frozenset(
            role
            for role in (
                *(stage.role for stage in self.stages),
                *(task.role for stage in self.stages for task in stage.tasks),
                *(role for one in self.transitions for role in one.roles),
            )
            if role
        )

    def leaving(self, stage: str) -> tuple[Transition, ...]:
        """Return the transitions that start in the stage, in written order."""
        return tuple(one for one in self.transitions if stage in one.sources)
